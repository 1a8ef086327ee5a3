/**
 * What the tablet says of itself every minute, as the server has noted it: what it holds, and what got lost.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf } from "./box.mjs";
import { browser, program, proxy, setStage } from "./stage.mjs";
import { Tablet } from "./tablet.mjs";
import { captureMany } from "./visits.mjs";

setStage();

/** A paired tablet whose ballots, and nothing else, do not get through. */
function story(name, act) {
  test(name, async () => {
    const tablet = await Tablet.paired(browser, proxy.program);
    try {
      proxy.weather = ({ url }) => (url.endsWith("/ballots") ? "cut" : null);
      await act(tablet);
      assert.deepEqual(tablet.page.faults, []);
    } finally {
      proxy.weather = () => null;
      await tablet.close();
    }
  });
}

/** What the server knows of the unit's tablet: one row for each name that its ballots are numbered under. */
function known(tablet) {
  const question = `
    SELECT install.captured, install.stored, install.waiting,
           install.captured - install.stored - install.waiting - install.refused - install.discarded AS missing,
           state.storage_works, state.secure, state.screen
    FROM device_installs AS install JOIN devices ON devices.id = install.device_id
    JOIN units ON units.id = devices.unit_id JOIN device_states AS state ON state.device_id = devices.id
    WHERE units.code = '${tablet.unit}' ORDER BY install.captured`;
  return rowsOf(program, question);
}

/** Lets minutes pass until the server has heard of `wished`, each given as captured, stored, waiting, missing. */
async function hears(tablet, ...wished) {
  const numbers = ({ captured, stored, waiting, missing }) => [captured, stored, waiting, missing];
  let rows = [];
  for (let minute = 0; minute < 20; minute++) {
    rows = await known(tablet);
    if (JSON.stringify(rows.map(numbers)) === JSON.stringify(wished)) return rows;
    await tablet.passes(60_000);
    await tablet.page.waitForTimeout(100);
  }
  assert.deepEqual(rows.map(numbers), wished);
  return rows;
}

story("the server knows how many ballots wait on a tablet, and that they came", async (tablet) => {
  await tablet.page.evaluate(captureMany, { count: 7, unit: tablet.unit });
  const [before] = await hears(tablet, [7, 0, 7, 0]);
  assert.deepEqual([before.storage_works, before.secure, before.screen], [1, 1, "1280x800"]);
  proxy.weather = () => null;
  await hears(tablet, [7, 7, 0, 0]);
});

story("a ballot that vanishes from a tablet is missed", async (tablet) => {
  await tablet.page.evaluate(captureMany, { count: 5, unit: tablet.unit });
  await tablet.page.evaluate(async () => {
    const { database } = await import("/kiosk/outbox/database.mjs");
    await database.use((db) => db.delete("waiting", 3));
  });
  proxy.weather = () => null;
  await hears(tablet, [5, 4, 0, 1]);
});

story("a tablet whose database fails says so, and counts apart what it keeps aside", async (tablet) => {
  await tablet.page.evaluate(captureMany, { count: 2, unit: tablet.unit });
  await hears(tablet, [2, 0, 2, 0]);
  await tablet.page.evaluate(() => {
    globalThis.realAdd = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("Internal error opening backing store", "UnknownError");
    };
    // Reading alone would look as if all were well.
    globalThis.realGet = IDBObjectStore.prototype.get;
    IDBObjectStore.prototype.get = IDBObjectStore.prototype.add;
  });
  await tablet.page.evaluate(captureMany, { count: 3, unit: tablet.unit });
  const failing = await hears(tablet, [2, 0, 2, 0], [3, 0, 3, 0]);
  assert.equal(failing[0].storage_works, 0);
  await tablet.page.evaluate(() => {
    IDBObjectStore.prototype.add = globalThis.realAdd;
    IDBObjectStore.prototype.get = globalThis.realGet;
  });
  proxy.weather = () => null;
  const healed = await hears(tablet, [2, 2, 0, 0], [3, 3, 0, 0]);
  assert.equal(healed[0].storage_works, 1);
});

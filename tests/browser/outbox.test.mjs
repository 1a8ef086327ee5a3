/**
 * The tablet's storage in a real browser: what happens when it fails, is closed, is old, is shared by two tabs, or was
 * kept by the version before. The page and the server are real; only the browser's own database is made to fail.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ballotsIn, isWhole } from "./box.mjs";
import { browser, program, proxy, setStage } from "./stage.mjs";
import { Tablet, addPlace } from "./tablet.mjs";
import { captureMany } from "./visits.mjs";

setStage();

/** A paired tablet whose server is not there until the test says so. */
function story(name, act) {
  test(name, async () => {
    const tablet = await Tablet.paired(browser, proxy.program);
    try {
      proxy.weather = ({ method }) => (method === "POST" ? "cut" : null);
      await act(tablet);
      assert.deepEqual(tablet.page.faults, []);
    } finally {
      proxy.weather = () => null;
      await tablet.close();
    }
  });
}

async function allArrive(tablet, captured) {
  proxy.weather = () => null;
  await tablet.page.evaluate(() => dispatchEvent(new Event("online")));
  await tablet.untilEmpty();
  return isWhole(program, tablet.unit, captured);
}

/** Runs in the page: lets the named methods of the database's stores fail so many times, and counts. */
function failing({ methods, times }) {
  globalThis.failed = 0;
  for (const name of methods) {
    const real = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...args) {
      if (globalThis.failed >= times) return real.apply(this, args);
      globalThis.failed += 1;
      throw new DOMException("Internal error opening backing store", "UnknownError");
    };
  }
}

for (const method of ["get", "put", "add"]) {
  story(`a database whose "${method}" fails once keeps the ballot all the same`, async (tablet) => {
    await tablet.page.evaluate(failing, { methods: [method], times: 1 });
    await tablet.ratesAndLeaves(5, 4, 3, 2, 1);
    assert.equal(await tablet.page.evaluate(() => globalThis.failed), 1);
    await tablet.ratesAndLeaves(1, 1, 1, 1, 1);
    await allArrive(tablet, 2);
  });
}

story("ballots that the database cannot forget are sent again and not counted again", async (tablet) => {
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  await tablet.page.evaluate(failing, { methods: ["delete"], times: 4 });
  await allArrive(tablet, 1);
  assert.equal(await tablet.page.evaluate(() => globalThis.failed), 4);
  assert.ok(new Set(tablet.sent.map(({ id }) => id)).size === 1 && tablet.sent.length >= 3);
});

story("while the database fails ballots lie in the mirror, and move over when it works again", async (tablet) => {
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  await tablet.page.evaluate(failing, { methods: ["add", "get", "put"], times: Infinity });
  await tablet.ratesAndLeaves(1, 2, 3, 4, 5);
  await tablet.ratesAndLeaves(2, 2, 2, 2, 2);
  assert.equal((await mirrored(tablet)).length, 2);
  await tablet.page.reload();
  await tablet.sees("attract");
  await tablet.passes(500);
  assert.equal((await mirrored(tablet)).length, 0, "the next page's database works");
  assert.equal((await tablet.holds()).waiting, 3);
  await tablet.ratesAndLeaves(3, 3, 3, 3, 3);
  const ballots = await allArrive(tablet, 4);
  assert.equal(new Set(ballots.map(({ install }) => install)).size, 2, "those of the mirror are numbered by themselves");
});

story("a tablet whose database never works sends from the mirror", async (tablet) => {
  await tablet.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("Internal error opening backing store", "UnknownError");
    };
  });
  await tablet.page.reload();
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.ratesAndLeaves(4, 4, 4, 4, 4);
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  assert.equal((await tablet.holds()).waiting, 2);
  await allArrive(tablet, 2);
  assert.equal((await mirrored(tablet)).length, 0);
});

function mirrored(tablet) {
  return tablet.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("hailong.mirror.")));
}

story("a tablet that can write nowhere thanks nobody, and says whom to ask", async (tablet) => {
  await tablet.page.evaluate(failing, { methods: ["add", "get", "put"], times: Infinity });
  await tablet.page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await tablet.rates(5, 5, 5, 5, 5);
  await tablet.sees("unsaved");
  assert.match(await tablet.heading(), /Máy chưa lưu được/);
  assert.match(await tablet.page.textContent("main"), /báo cán bộ/);
  assert.doesNotMatch(await tablet.page.textContent("main"), /Cảm ơn|đã được lưu/);
  await tablet.touches(".leave");
  await tablet.sees("attract");
});

story("a database that the browser closes is opened again before the next citizen notices", async (tablet) => {
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  await tablet.page.evaluate(async () => (await import("/kiosk/outbox/database.mjs")).database.close());
  await tablet.ratesAndLeaves(4, 4, 4, 4, 4);
  assert.deepEqual([(await tablet.holds()).captured, (await mirrored(tablet)).length], [2, 0]);
  // What the browser says when it throws the data away under the page's feet.
  await tablet.page.evaluate(async () => {
    const { database } = await import("/kiosk/outbox/database.mjs");
    await database.use(async (db) => db.dispatchEvent(new Event("close")));
  });
  await tablet.ratesAndLeaves(3, 3, 3, 3, 3);
  await allArrive(tablet, 3);
});

story("fifty ballots that wait live through an upgrade of the database, and the page before it goes on", async (tablet) => {
  await tablet.page.evaluate(captureMany, { count: 50, unit: tablet.unit });
  const newer = await tablet.page.context().newPage();
  await newer.goto(`${proxy.url}/static/icon.svg`);
  const upgraded = await newer.evaluate(async () => {
    const { openOutbox } = await import("/kiosk/outbox/outbox.mjs");
    const upgrade = async (db) => void db.createObjectStore("sounds");
    const outbox = await openOutbox({ upgrades: [upgrade] });
    const [{ version }] = await indexedDB.databases();
    return { version, works: outbox.works, ...(await outbox.counts()) };
  });
  assert.deepEqual([upgraded.version, upgraded.works, upgraded.waiting], [2, true, 50]);
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  assert.equal((await mirrored(tablet)).length, 0);
  await allArrive(tablet, 51);
});

story("a second tab says that the tablet is open already, and goes on when the first is closed", async (tablet) => {
  const second = await tablet.page.context().newPage();
  await second.goto(`${proxy.url}/kiosk`);
  await second.waitForSelector('main[data-screen="other-tab"]');
  assert.match(await second.textContent("main"), /đang mở ở thẻ khác/);
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  await tablet.page.close();
  await second.waitForSelector('main[data-screen="attract"]');
});

story("two tabs of a browser that knows no locks number their ballots in one row", async (tablet) => {
  await tablet.page.context().addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
  await tablet.page.reload();
  const other = new Tablet();
  Object.assign(other, { ...tablet, page: await tablet.page.context().newPage() });
  await other.page.clock.install();
  await other.page.goto(`${proxy.url}/kiosk`);
  for (const one of [tablet, other]) {
    await one.sees("attract");
    await one.passes(500);
  }
  // Both pages have one clock, so that their citizens come one after the other.
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  await other.ratesAndLeaves(1, 1, 1, 1, 1);
  await Promise.all([tablet, other].map(({ page }) => page.evaluate(captureMany, { count: 20, unit: tablet.unit })));
  await allArrive(tablet, 42);
});

story("a tablet whose browser has made a broken database anew still knows whose it is", async (tablet) => {
  await tablet.page.evaluate(async () => {
    const { meta } = await import("/kiosk/outbox/meta.mjs");
    const { database } = await import("/kiosk/outbox/database.mjs");
    if ((await meta.get("paired")) === null) throw new Error("not paired");
    await database.use((db) => db.delete("meta", "paired"));
  });
  await tablet.page.reload();
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  await allArrive(tablet, 1);
});

test("what the version before remembered is carried over, once", async () => {
  const { unit, token } = await addPlace(program, { name: "Xã Tân Bình" });
  const install = "0b6f3c55-4c2e-4a8e-9d0a-4d1f5a3f7c11";
  const tablet = await Tablet.unpaired(browser, program, { path: "/static/icon.svg" });
  Object.assign(tablet, { unit, token });
  const before = { "hailong.token": token, "hailong.install": install, "hailong.seq": "41" };
  await tablet.page.evaluate((items) => Object.assign(localStorage, items), before);
  await tablet.page.goto(`${program.url}/kiosk`);
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  await tablet.untilEmpty();
  const [ballot] = await ballotsIn(program, unit);
  assert.deepEqual([ballot.install, ballot.seq], [install.replaceAll("-", ""), 42]);
  const left = await tablet.page.evaluate(() => Object.keys(localStorage).filter((key) => /^hailong\.(token|install|seq)$/.test(key)));
  assert.deepEqual(left, [], "nothing to carry over twice");
  await tablet.close();
});

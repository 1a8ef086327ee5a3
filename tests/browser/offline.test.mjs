/**
 * A tablet without a network for a week, one whose clock is wrong by years, and one with thousands of ballots waiting:
 * each ballot arrives once, on its right day.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isWhole } from "./box.mjs";
import { browser, program, proxy, setStage } from "./stage.mjs";
import { Tablet, addPlace } from "./tablet.mjs";
import { captureMany } from "./visits.mjs";

const DAY_MS = 86_400_000;
/** Waiting ballots of a tablet that nobody could reach for long; 10000 with HAILONG_WAITING=10000. */
const WAITING = Number(process.env.HAILONG_WAITING ?? 2_000);

setStage();

/** The day in Vietnam. @param {number} moment ms since 1970 */
const dayOf = (moment) => new Date(moment + 7 * 3_600_000).toISOString().slice(0, 10);

/** A tablet that believes it is `moment`, behind the bad network. */
async function tabletAt(moment) {
  const place = await addPlace(program, { name: "Xã Tân Bình" });
  const tablet = await Tablet.unpaired(browser, proxy.program, { ownClock: false, path: "/static/icon.svg" });
  Object.assign(tablet, place, { ownClock: true });
  await tablet.page.clock.install({ time: moment });
  await tablet.page.goto(`${proxy.url}/kiosk#token=${place.token}`);
  await tablet.sees("attract");
  await tablet.passes(500);
  return tablet;
}

test("a week without a network: everybody is thanked, and each ballot counts on the day it was made", async () => {
  const now = Date.now();
  const tablet = await tabletAt(now - 7 * DAY_MS);
  proxy.weather = () => "cut";
  const days = [];
  for (let day = 0; day < 7; day++) {
    for (let citizen = 0; citizen <= day % 2; citizen++) {
      await tablet.ratesAndLeaves(5, 4, 3, 4, 5);
      days.push(dayOf(now - (7 - day) * DAY_MS));
    }
    await tablet.page.clock.fastForward(now - (6 - day) * DAY_MS - (await tablet.page.evaluate(() => Date.now())));
  }
  assert.equal((await tablet.holds()).waiting, days.length);
  proxy.weather = () => null;
  await tablet.page.evaluate(() => dispatchEvent(new Event("online")));
  await tablet.untilEmpty();
  const ballots = await isWhole(program, tablet.unit, days.length);
  assert.deepEqual(ballots.map(({ day }) => day), days);
  await tablet.close();
});

for (const year of [2015, 2035]) {
  test(`a tablet that believes it is ${year} counts on the right days`, async () => {
    const tablet = await tabletAt(Date.UTC(year, 4, 6, 2));
    await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
    await tablet.untilEmpty();
    proxy.weather = () => "cut";
    await tablet.ratesAndLeaves(4, 4, 4, 4, 4);
    await tablet.page.clock.fastForward(2 * DAY_MS);
    await tablet.ratesAndLeaves(3, 3, 3, 3, 3);
    proxy.weather = () => null;
    await tablet.page.evaluate(() => dispatchEvent(new Event("online")));
    await tablet.untilEmpty();
    const ballots = await isWhole(program, tablet.unit, 3);
    const today = Date.now();
    assert.deepEqual(ballots.map(({ day }) => day), [dayOf(today), dayOf(today - 2 * DAY_MS), dayOf(today)]);
    for (const { skew } of ballots) assert.ok(Math.abs(skew) > 365 * 86_400, "that the clock was wrong is written down");
    await tablet.close();
  });
}

test(`${WAITING} waiting ballots arrive once each, and the screen can be used meanwhile`, async () => {
  const tablet = await Tablet.paired(browser, proxy.program);
  proxy.weather = () => "cut";
  await tablet.page.evaluate(captureMany, { count: WAITING, unit: tablet.unit });
  assert.equal((await tablet.holds()).waiting, WAITING);
  proxy.weather = () => null;
  await tablet.page.evaluate(() => dispatchEvent(new Event("online")));
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  for (let left = WAITING; left > 0; left = (await tablet.holds()).waiting) await tablet.page.waitForTimeout(200);
  await isWhole(program, tablet.unit, WAITING + 1);
  await tablet.close();
});

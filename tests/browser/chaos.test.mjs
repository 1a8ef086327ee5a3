/**
 * A bad hour: requests and replies get lost, proxies answer, the server dies in the middle and comes back. Whatever
 * was captured is stored, once. HAILONG_SEED repeats a run.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isWhole } from "./box.mjs";
import { chanceOf, stormy } from "./proxy.mjs";
import { browser, program, proxy, setStage } from "./stage.mjs";
import { Tablet } from "./tablet.mjs";

const SEED = Number(process.env.HAILONG_SEED ?? Date.now() % 1_000_000);
const CITIZENS = 24;

setStage();

test(`in a storm everybody is thanked, and every ballot arrives once (seed ${SEED})`, async () => {
  const tablet = await Tablet.paired(browser, proxy.program);
  const chance = chanceOf(SEED);
  proxy.weather = stormy(SEED, 0.7);
  for (let citizen = 0; citizen < CITIZENS; citizen++) {
    if (citizen === 8 || citizen === 16) await program.kill();
    if (citizen === 10 || citizen === 18) await program.restart();
    await tablet.ratesAndLeaves(...[1, 2, 3, 4, 5].map(() => 1 + Math.floor(chance() * 5)));
    // Sometimes the next one stands there already, sometimes nobody comes for minutes.
    if (chance() < 0.5) await tablet.passes(120_000);
  }
  for (let minute = 0; minute < 20; minute++) {
    await tablet.passes(60_000);
    await tablet.page.waitForTimeout(20);
  }
  const faults = Object.keys(proxy.happened);
  assert.ok(faults.length >= 4, `too calm to prove anything: ${JSON.stringify(proxy.happened)}`);
  proxy.weather = () => null;
  await tablet.untilEmpty();
  const { captured, refused } = await tablet.holds();
  assert.deepEqual([captured, refused], [CITIZENS, 0]);
  await isWhole(program, tablet.unit, CITIZENS);
  await tablet.close();
});

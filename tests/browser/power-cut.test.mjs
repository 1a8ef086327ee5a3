/**
 * A tablet that loses its power right after it has thanked somebody: the browser is killed, whole, again and again, and
 * every ballot that was thanked for arrives once. HAILONG_KILLS sets how often; HAILONG_SEED repeats a run.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { isWhole } from "./box.mjs";
import { Program } from "./harness.mjs";
import { MortalTablet } from "./mortal.mjs";
import { Proxy, chanceOf } from "./proxy.mjs";
import { addPlace } from "./tablet.mjs";

const KILLS = Number(process.env.HAILONG_KILLS ?? 50);
const SEED = Number(process.env.HAILONG_SEED ?? Date.now() % 1_000_000);
/** Tablets that lose their power side by side. */
const TABLETS = 2;
const chance = chanceOf(SEED);

let program;
let proxy;
let folder;
before(async () => {
  program = await Program.start(["serve"]);
  proxy = await Proxy.start(program);
  folder = await mkdtemp(path.join(tmpdir(), "hailong-power-"));
  // Most ballots wait through many cuts; some are under way, or stored without the tablet knowing, when one comes.
  const fates = ["cut", "cut", "cut", "cut", "cut", "lost", "torn", null];
  proxy.weather = ({ method }) => (method === "POST" ? fates[Math.floor(chance() * fates.length)] : null);
});
after(async () => {
  await proxy?.stop();
  await program?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function livesThrough(cuts, name) {
  const { unit, token } = await addPlace(program, { name: "Xã Tân Bình" });
  const profile = path.join(folder, name);
  let thanked = 0;
  for (let cut = 0; cut < cuts; cut++) {
    const mortal = await MortalTablet.start(profile, proxy, cut === 0 ? `/kiosk#token=${token}` : "/kiosk");
    // Content with everything, so that nobody is asked why before the thanks.
    await mortal.tablet.ratesAndIsAsked(5, 4, 5, 4);
    await mortal.tablet.page.click('.choice[data-score="5"]');
    await mortal.tablet.passes(250);
    await mortal.tablet.sees("thanks");
    thanked += 1;
    await new Promise((wake) => setTimeout(wake, chance() * 60));
    await mortal.kill();
  }
  return { unit, profile, thanked };
}

test(`whoever was thanked is counted, once, after ${KILLS} power cuts (seed ${SEED})`, async () => {
  const share = Math.ceil(KILLS / TABLETS);
  const lives = await Promise.all(Array.from({ length: TABLETS }, (_, nth) => livesThrough(share, `tablet-${nth}`)));
  proxy.weather = () => null;
  for (const { unit, profile, thanked } of lives) {
    const mortal = await MortalTablet.start(profile, proxy);
    await mortal.tablet.untilEmpty();
    const { captured, refused } = await mortal.tablet.holds();
    await mortal.kill();
    assert.deepEqual([thanked, captured, refused], [share, share, 0]);
    await isWhole(program, unit, thanked);
  }
});

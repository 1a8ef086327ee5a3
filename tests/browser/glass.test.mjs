/**
 * What a browser does with a finger must not get in the way of a tablet that stands in a hall: no gesture takes the page
 * away, the whole screen is taken back, and nothing burns in.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, program, setStage } from "./stage.mjs";
import { Tablet } from "./tablet.mjs";

setStage({ whole: true });

/** Runs in the page: a browser says so only of a page that somebody has put on the home screen. */
function pretendInstalled() {
  const ask = window.matchMedia.bind(window);
  window.matchMedia = (query) => (query.includes("display-mode") ? { matches: true } : ask(query));
}

const styleOf = (page, selector, ...names) =>
  page.locator(selector).evaluate((element, names) => names.map((name) => getComputedStyle(element)[name]), names);

test("no gesture of the browser enlarges, drags, marks or reloads the page", async () => {
  const tablet = await Tablet.paired(browser, program);
  const { page } = tablet;
  assert.deepEqual(await styleOf(page, "body", "touchAction", "overscrollBehaviorY", "userSelect"), ["manipulation", "none", "none"]);
  assert.deepEqual(await styleOf(page, "main", "touchAction"), ["none"], "the waiting screen is for one tap");
  const refused = await page.evaluate(() => {
    const face = document.querySelector(".choice");
    const tell = (event) => !face.dispatchEvent(event);
    const pinch = Object.assign(new Event("touchmove", { bubbles: true, cancelable: true }), { touches: [1, 2] });
    return [
      tell(new Event("contextmenu", { bubbles: true, cancelable: true })),
      tell(new Event("dragstart", { bubbles: true, cancelable: true })),
      tell(new WheelEvent("wheel", { bubbles: true, cancelable: true, ctrlKey: true })),
      tell(pinch),
    ];
  });
  assert.deepEqual(refused, [true, true, true, true]);
  await tablet.close();
});

test("an installed tablet takes the whole screen again with the next touch", async () => {
  const tablet = await Tablet.paired(browser, program, { ownClock: false });
  const { page } = tablet;
  const isWhole = () => page.evaluate(() => document.fullscreenElement !== null);
  await page.evaluate(() => Object.defineProperty(screen, "height", { value: innerHeight + 80 }));
  await tablet.touches('.choice[data-score="5"]');
  assert.equal(await isWhole(), false, "a page in a browser's tab is left as it is");
  await page.evaluate(pretendInstalled);
  await tablet.touches('.choice[data-score="5"]');
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await tablet.close();
});

test("the waiting screen walks by a hair, and moves for nobody who asked for rest", async () => {
  const tablet = await Tablet.paired(browser, program);
  const { page } = tablet;
  const places = new Set();
  for (let turn = 0; turn < 4; turn++) {
    const { x, y } = await page.locator("main").boundingBox();
    places.add(`${x},${y}`);
    await tablet.passes(60_000);
  }
  assert.ok(places.size >= 3, [...places].join(" "));
  const moving = () => page.evaluate(() => document.getAnimations().length);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.reload();
  await tablet.sees("attract");
  assert.ok((await moving()) > 0, "a hand shows where to touch");
  await page.emulateMedia({ reducedMotion: "reduce" });
  assert.equal(await moving(), 0);
  await tablet.close();
});

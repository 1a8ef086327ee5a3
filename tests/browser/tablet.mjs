/**
 * The tablet on a desk, as its tests use it: a unit of its own, a paired page, fingers, and what the server counted.
 */
import { TABLET } from "./harness.mjs";

let units = 0;

export class Tablet {
  /** @type {import("playwright-core").Page} */
  page;
  /** @type {object[]} every ballot that was sent, retries too */
  sent = [];

  /** Opens a page that is not paired; the clock can be moved on unless `ownClock` is false. */
  static async unpaired(browser, program, { viewport = TABLET, ownClock = true, path = "/kiosk" } = {}) {
    const tablet = new Tablet();
    tablet.program = program;
    tablet.ownClock = ownClock;
    tablet.page = await browser.newTablet(program, { viewport });
    tablet.page.on("request", (request) => {
      if (request.url().endsWith("/api/v1/ballots")) tablet.sent.push(...request.postDataJSON().ballots);
    });
    if (ownClock) await tablet.page.clock.install();
    await tablet.page.goto(path);
    return tablet;
  }

  /** Adds a unit and a tablet, and opens the address that pairs it. */
  static async paired(browser, program, { name = "Xã Tân Bình", counter, ...options } = {}) {
    const place = await addPlace(program, { name, counter });
    const tablet = await Tablet.unpaired(browser, program, { ...options, path: `/kiosk#token=${place.token}` });
    Object.assign(tablet, place);
    await tablet.sees("attract");
    await tablet.passes(500);
    return tablet;
  }

  /** @param {string} screen */
  async sees(screen) {
    await this.page.waitForSelector(`main[data-screen="${screen}"]`);
  }

  async passes(milliseconds) {
    if (this.ownClock) await this.page.clock.runFor(milliseconds);
    else await this.page.waitForTimeout(milliseconds);
  }

  /** Touches and lets the screen change and come to rest. */
  async touches(selector) {
    await this.#taps(() => this.page.click(selector));
    await this.passes(250);
    await this.passes(650);
  }

  /** Touches somewhere. */
  async touchesAt(x, y) {
    await this.#taps(() => this.page.mouse.click(x, y));
  }

  /** A busy machine tells the page of a touch late, when the clock has moved on already: waits until it has heard. */
  async #taps(tap) {
    const before = await this.page.evaluate(countTaps);
    await tap();
    await this.page.waitForFunction((before) => window.taps !== before, before);
  }

  /** Lets time pass until the tablet stands at another place. @param {RegExp} name */
  async untilPlace(name) {
    for (let turn = 0; turn < 40 && !name.test(await this.page.textContent(".place")); turn++) {
      await this.passes(2_000);
      await this.page.waitForTimeout(100);
    }
    await this.page.locator(".place").filter({ hasText: name }).waitFor();
  }

  /** @returns {Promise<string>} the screen that is there now */
  async screen() {
    return this.page.getAttribute("main", "data-screen");
  }

  /** Rates as somebody who has nothing to add: waits for a pause to end, and passes the question why. */
  async rates(...scores) {
    await this.ratesAndIsAsked(...scores);
    if ((await this.screen()) === "reasons") await this.touches(".go-on");
  }

  /** Rates to the end and makes room for the next one, after a pause where too many came too fast. */
  async ratesAndLeaves(...scores) {
    await this.rates(...scores);
    await this.sees("thanks");
    await this.passes(6_500);
    if ((await this.screen()) === "rest") await this.passes(20_500);
    await this.sees("attract");
    await this.passes(500);
  }

  async ratesAndIsAsked(...scores) {
    if ((await this.screen()) === "rest") await this.passes(20_500);
    for (const score of scores) await this.touches(`.choice[data-score="${score}"]`);
  }

  /**
   * Starts the page anew with another config than the server's, as if the server had given it before it went away.
   * @param {(config: object) => object} change
   */
  async restartsWith(change) {
    await this.page.route("**/api/v1/kiosk/config", (route) => route.abort());
    const { token, config } = await this.page.evaluate(async () => (await import("/kiosk/outbox/meta.mjs")).get("paired"));
    const kept = { token, config: change(config) };
    await this.page.evaluate(async (kept) => (await import("/kiosk/outbox/meta.mjs")).set("paired", kept), kept);
    await this.page.reload();
    await this.page.waitForSelector('main:is([data-screen="attract"], [data-screen="closed"])');
    await this.passes(500);
  }

  /** Waits until so many ballots have been sent; nobody at the tablet waits for that. */
  async untilSent(ballots) {
    for (let turn = 0; turn < 100 && this.sent.length < ballots; turn++) await this.page.waitForTimeout(20);
    return this.sent;
  }

  async heading() {
    return (await this.page.textContent("main h1")).replace(/\s+/g, " ");
  }

  /** The index table of the tablet's unit, which also counts its ballots. */
  async counted() {
    const year = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();
    const index = await this.program.command("index", "--unit", this.unit, "--year", String(year));
    const scores = Object.fromEntries(index.criteria.map(({ code, scores, no_opinion }) => [code, { scores, no_opinion }]));
    return { ballots: index.ballots, scores };
  }

  /**
   * Waits until the server has counted so many ballots: first as long as a sending takes, then moving the clock on so
   * that pauses end.
   */
  async untilCounted(ballots) {
    let counted = await this.counted();
    for (let turn = 0; turn < 40 && counted.ballots < ballots; turn++) {
      if (turn >= 10) await this.passes(30_000);
      await this.page.waitForTimeout(50);
      counted = await this.counted();
    }
    return counted;
  }

  /** What the tablet holds, by its own count. */
  async holds() {
    return this.page.evaluate(async () => (await (await import("/kiosk/outbox/outbox.mjs")).openOutbox()).counts());
  }

  /** Waits until nothing waits on the tablet any more, moving the clock on so that pauses end. */
  async untilEmpty() {
    for (let turn = 0; turn < 100; turn++) {
      if ((await this.holds()).waiting === 0) return;
      if (turn >= 10) await this.passes(30_000);
      await this.page.waitForTimeout(50);
    }
    throw new Error(`the tablet keeps ${JSON.stringify(await this.holds())}`);
  }

  async close() {
    await this.page.context().close();
  }
}

/** Runs in the page: counts the touches that it hears of from now on. */
function countTaps() {
  if (window.taps === undefined) window.addEventListener("click", () => (window.taps += 1), true);
  return (window.taps ??= 0);
}

/** @returns {Promise<{unit: string, token: string}>} */
export async function addPlace(program, { name, counter }) {
  const unit = `TB${++units}`;
  await program.command("unit", "add", "--code", unit, "--name", name, "--hotline", "0269 3 888 999");
  return addTablet(program, { unit, counter });
}

/** @returns {Promise<{unit: string, token: string}>} */
export async function addTablet(program, { unit, counter }) {
  const stands = counter ? ["--counter", counter] : [];
  const { token } = await program.command("device", "add", "--unit", unit, ...stands);
  return { unit, token };
}

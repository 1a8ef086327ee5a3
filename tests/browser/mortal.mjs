/**
 * A browser that can lose its power: every process of it dies at once, and the next one finds what is on the disk.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, CHROMIUM_SHELL, TABLET } from "./harness.mjs";
import { Tablet } from "./tablet.mjs";

export class MortalTablet {
  #child;
  #browser;

  /**
   * Switches a tablet on.
   * @param {string} profile folder of the browser's data, which outlives it
   * @param {{url: string}} program
   * @param {string} [path]
   */
  static async start(profile, program, path = "/kiosk") {
    const mortal = new MortalTablet();
    const size = `--window-size=${TABLET.width},${TABLET.height}`;
    const args = [...CHROMIUM_ARGS, "--headless", "--remote-debugging-port=0", `--user-data-dir=${profile}`, size];
    // A group of its own, so that all of it can be ended at once.
    mortal.#child = spawn(CHROMIUM_SHELL, [...args, "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    const address = await debuggingAddress(mortal.#child);
    mortal.#browser = await chromium.connectOverCDP(address);
    const [context] = mortal.#browser.contexts();
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(20_000);
    await page.clock.install();
    await page.goto(program.url + path);
    mortal.tablet = new Tablet();
    Object.assign(mortal.tablet, { page, program, ownClock: true });
    await mortal.tablet.sees("attract");
    await mortal.tablet.passes(500);
    return mortal;
  }

  /** Cuts the power. */
  async kill() {
    const gone = once(this.#child, "exit");
    process.kill(-this.#child.pid, "SIGKILL");
    await gone;
    await this.#browser.close().catch(() => {});
  }
}

async function debuggingAddress(child) {
  let said = "";
  for await (const piece of child.stderr) {
    said += piece;
    const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
    if (address) {
      child.stderr.resume();
      return address;
    }
  }
  throw new Error(`the browser did not start: ${said}`);
}

/**
 * Gets a tablet its configuration: asks the server with the token there is, asks the staff for a token where there is
 * none, and waits calmly where there is no connection. The texts are in `index.html`, because there is no catalogue yet.
 */
import { loadConfig } from "./config.mjs";
import { readToken } from "./device.mjs";

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

export class Pairing {
  #device;
  #main;
  #form;
  #waiting;
  /** Every call of `obtain` makes the one before it give up. */
  #turn = 0;
  #kept = 0;

  /**
   * @param {import("./device.mjs").Device} device
   * @param {Document} document
   */
  constructor(device, document) {
    this.#device = device;
    this.#main = need(document, "main");
    this.#form = need(document, "#pairing").content;
    this.#waiting = need(document, "#connecting").content;
  }

  /** @param {number} kept ballots that wait in the outbox */
  showKept(kept) {
    this.#kept = kept;
    const notice = this.#main.querySelector(".pairing-kept");
    if (notice === null) return;
    notice.hidden = kept === 0;
    for (const place of notice.querySelectorAll(".pairing-kept-count")) place.textContent = String(kept);
  }

  /**
   * @param {{rejected: boolean}} known whether the token there is has just been refused
   * @returns {Promise<{config: import("./config.mjs").Config, token: string} | null>} null if another call took over
   */
  async obtain({ rejected }) {
    const turn = ++this.#turn;
    let pause = FIRST_PAUSE_MS;
    let token = rejected ? null : this.#device.token;
    let problem = rejected ? "refused" : null;
    while (turn === this.#turn) {
      if (token === null) {
        token = await this.#ask(problem);
        if (turn !== this.#turn) return null;
      }
      const loaded = await loadConfig(token);
      if (turn !== this.#turn) return null;
      if (loaded.kind === "config") {
        await this.#device.keepToken(token);
        return { config: loaded.config, token };
      }
      if (loaded.kind === "unpaired") {
        token = null;
        problem = "refused";
        continue;
      }
      this.#showConnecting();
      await sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
    return null;
  }

  #showConnecting() {
    if (this.#main.dataset.screen === "connecting") return;
    this.#show(this.#waiting, "connecting");
  }

  /** @returns {Promise<string>} */
  #ask(problem) {
    this.#show(this.#form, "pairing");
    this.showKept(this.#kept);
    const form = need(this.#main, "form");
    const field = need(form, "input");
    this.#complain(field, problem);
    return new Promise((resolve) => {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const token = readToken(field.value);
        if (token === null) this.#complain(field, "unreadable");
        else resolve(token);
      });
    });
  }

  /** @param {HTMLInputElement} field @param {"refused" | "unreadable" | null} problem */
  #complain(field, problem) {
    for (const text of this.#main.querySelectorAll("[data-problem]")) text.hidden = text.dataset.problem !== problem;
    if (problem === null) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
    if (problem === "unreadable") field.focus();
  }

  #show(content, name) {
    this.#main.dataset.screen = name;
    this.#main.replaceChildren(content.cloneNode(true));
    need(this.#main, "h1").focus({ preventScroll: true });
  }
}

function sleep(milliseconds) {
  return new Promise((wake) => setTimeout(wake, milliseconds));
}

/** @param {ParentNode} parent @param {string} selector */
function need(parent, selector) {
  const element = parent.querySelector(selector);
  if (element === null) throw new Error(`kiosk page without ${selector}`);
  return element;
}

/**
 * Gets a tablet its configuration: asks the server with the token there is; where there is none, or it is refused, shows
 * a code that staff confirm, or takes a token that they paste; waits calmly where there is no connection. The texts are
 * in `index.html`, because there is no catalogue yet.
 */
import { pairByCode } from "./code.mjs";
import { loadConfig } from "./config.mjs";
import { readToken } from "./device.mjs";
import { Patience } from "./patience.mjs";

/** A tablet that can go on rating does so by itself when nobody pairs it. */
const LONGEST_ASKING_MS = 600_000;

/** @typedef {{config: import("./config.mjs").Config, token: string, byCode: boolean}} Paired */

export class Pairing {
  #device;
  #installId;
  #main;
  #form;
  #waiting;
  /** Every call of `obtain` makes the one before it give up. */
  #turn = 0;
  #kept = 0;

  /**
   * @param {import("./device.mjs").Device} device
   * @param {() => Promise<string>} installId name of this tablet's storage
   * @param {Document} document
   */
  constructor(device, installId, document) {
    this.#device = device;
    this.#installId = installId;
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
   * @param {{anew: boolean, mayLeave: boolean}} known whether staff want another token than the one that was given, and
   *   whether the tablet can go on as it is
   * @returns {Promise<Paired | "left" | null>} left: what was given, if anything, waits for a connection; null if
   *   another call took over
   */
  async obtain({ anew, mayLeave }) {
    const turn = ++this.#turn;
    const patience = new Patience();
    let given = { token: anew ? null : this.#device.given, byCode: false };
    let problem = null;
    while (turn === this.#turn) {
      if (given.token === null) given = await this.#ask(turn, problem, mayLeave);
      if (turn !== this.#turn) return null;
      if (given.token === null) return "left";
      await this.#device.give(given.token);
      const loaded = await loadConfig(given.token);
      if (turn !== this.#turn) return null;
      if (loaded.kind === "config") return { config: loaded.config, ...given };
      if (loaded.kind === "unpaired") {
        await this.#device.give(null);
        given = { token: null, byCode: false };
        problem = "refused";
        continue;
      }
      if (mayLeave) return "left";
      this.#showConnecting();
      await patience.wait();
    }
    return null;
  }

  #showConnecting() {
    if (this.#main.dataset.screen === "connecting") return;
    this.#show(this.#waiting, "connecting");
  }

  /** @returns {Promise<{token: string | null, byCode: boolean}>} whichever comes first: confirmed, or pasted */
  async #ask(turn, problem, mayLeave) {
    this.#show(this.#form, "pairing");
    this.showKept(this.#kept);
    let isAnswered = false;
    const asked = {
      show: (code) => this.#showCode(code),
      isOver: () => isAnswered || turn !== this.#turn,
    };
    const tablet = { install_id: await this.#installId(), screen: `${screen.width}x${screen.height}` };
    const answer = await Promise.race([
      this.#pasted(problem).then((token) => ({ token, byCode: false })),
      pairByCode(tablet, asked).then((token) => ({ token, byCode: true })),
      ...(mayLeave ? [this.#left().then(() => ({ token: null, byCode: false }))] : []),
    ]);
    isAnswered = true;
    return answer;
  }

  /** Done when somebody goes back to rating, or nobody has come. */
  #left() {
    const button = need(this.#main, "[data-do=leave]");
    button.hidden = false;
    return new Promise((leave) => {
      button.addEventListener("click", () => leave(), { once: true });
      setTimeout(leave, LONGEST_ASKING_MS);
    });
  }

  /** @param {string | null} code */
  #showCode(code) {
    const place = this.#main.querySelector(".pairing-code");
    if (place === null) return;
    place.textContent = code ?? "";
    for (const state of this.#main.querySelectorAll("[data-state]")) {
      state.hidden = state.dataset.state !== (code === null ? "away" : "code");
    }
  }

  /** @returns {Promise<string>} */
  #pasted(problem) {
    const form = need(this.#main, "form");
    const field = need(form, "input");
    if (problem !== null) need(this.#main, "details").open = true;
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

/** @param {ParentNode} parent @param {string} selector */
function need(parent, selector) {
  const element = parent.querySelector(selector);
  if (element === null) throw new Error(`kiosk page without ${selector}`);
  return element;
}

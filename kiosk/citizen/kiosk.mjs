/**
 * Runs the screens for one citizen after the other: touches in, records out, timers, and nothing left behind.
 * Which screen follows which is in `screens.mjs`, how it looks in `view.mjs`, how records are kept in `outbox.mjs`.
 */
import { Idle } from "./idle.mjs";
import { home, isAsking, next } from "./screens.mjs";
import { closeSession, isRated } from "./session.mjs";
import { timeOrderedUuid } from "../device/uuid.mjs";

/** @typedef {import("./screens.mjs").State} State */
/** @typedef {import("../device/config.mjs").Config} Config */
/** What a finger can do. @typedef {{type: "answer", score: number | null} | {type: "skip"} | {type: "back"}
 *   | {type: "language", lang: string} | {type: "leave"} | {type: "stay"}} Touch */

/** The chosen face stays lit so long before the next question comes. */
const SHOWN_MS = 220;

export class Kiosk {
  #outbox;
  #view;
  /** @type {Config | null} null while the tablet is not paired */
  #config = null;
  /** @type {State} */
  #state;
  /** @type {Idle} */
  #idle;
  #codes = [];
  #guardEnds = 0;
  #held = false;
  /** @type {Config | null} comes into force when nobody is rating */
  #newer = null;
  #timers = new Set();

  /**
   * @param {object} parts
   * @param {Pick<import("../outbox/outbox.mjs").Outbox, "capture">} parts.outbox
   * @param {import("./view.mjs").View} parts.view
   */
  constructor({ outbox, view }) {
    this.#outbox = outbox;
    this.#view = view;
  }

  /** @param {Config} config */
  open(config) {
    this.#config = config;
    this.#codes = config.questionnaire.criteria.map(({ code }) => code);
    const { idle_s, warning_s } = config.timing;
    this.#idle = new Idle(
      { idleMs: idle_s * 1000, warningMs: warning_s * 1000 },
      {
        warn: (left) => this.#warn(left),
        resume: () => this.#resumed(),
        end: () => this.#leave(),
      },
    );
    this.#newer = null;
    this.#enter(home(config.languages[0].code));
  }

  /** Goes on with another config as soon as nobody is in the middle of rating. @param {Config} config */
  renew(config) {
    this.#newer = config;
    this.#renewAtHome();
  }

  /** Ends what is going on, as if nobody had come back. */
  close() {
    if (this.#config === null) return;
    this.#keepPartial();
    this.#stopTimers();
    this.#idle.stop();
    this.#view.hideWarning();
    this.#config = null;
  }

  /** Somebody moved or pressed something: not yet a choice. */
  noticed() {
    if (this.#config !== null && !this.#idle.isWarning) this.#idle.touch();
  }

  /**
   * A button was pressed and let go.
   * @param {Touch} touch
   * @param {number} at when the finger was lifted, which on a slow tablet is well before we hear of it: a tap that was
   *   meant for the screen before must not count for this one
   * @param {HTMLElement} [button] to light up
   */
  touched(touch, at, button) {
    if (this.#config === null || this.#held || at < this.#guardEnds) return;
    if (touch.type === "stay") this.#idle.touch();
    else if (touch.type === "leave") this.#leave();
    else if (touch.type === "language") this.#apply(touch);
    else this.#choose(touch, button);
  }

  #choose(touch, button) {
    this.#held = true;
    this.#view.hold(button);
    this.#after(SHOWN_MS, () => {
      this.#apply(touch.type === "answer" ? { ...touch, id: timeOrderedUuid(), tick: performance.now() } : touch);
    });
  }

  #apply(event) {
    const state = next(this.#state, event, this.#codes);
    if (state !== this.#state) this.#enter(state);
  }

  #enter(state) {
    this.#state = state;
    this.#held = false;
    this.#stopTimers();
    if (state.screen === "storing") {
      this.#held = true;
      void this.#keepWhole(state);
    } else {
      this.#view.render(state, this.#config);
      this.#guardEnds = performance.now() + this.#config.timing.tap_guard_ms;
    }
    this.#watch(state);
    this.#renewAtHome();
  }

  #renewAtHome() {
    if (this.#newer === null || this.#held || this.#state?.screen !== "attract") return;
    const config = this.#newer;
    this.close();
    this.open(config);
  }

  #watch(state) {
    const isHome = state.screen === "attract" && state.lang === this.#config.languages[0].code;
    if (isAsking(state) && !isHome) this.#idle.start();
    else this.#idle.stop();
    if (state.screen === "thanks") this.#after(this.#config.timing.thanks_s * 1000, () => this.#leave());
    if (state.screen === "unsaved") this.#after(this.#config.timing.idle_s * 1000, () => this.#leave());
  }

  /** The thanks wait for the disk and for nothing else. */
  async #keepWhole(state) {
    const type = (await this.#keep({ partial: false })) ? "stored" : "unsaved";
    if (this.#state === state) this.#apply({ type });
  }

  #keepPartial() {
    if (isAsking(this.#state) && isRated(this.#state.session)) void this.#keep({ partial: true });
  }

  /** @returns {Promise<boolean>} whether it was kept; the outbox tells the staff if it was not */
  async #keep({ partial }) {
    const record = this.#recordMaker({ partial });
    try {
      await this.#outbox.capture(record, this.#config.unit.code);
      return true;
    } catch {
      return false;
    }
  }

  #recordMaker({ partial }) {
    const { session, lang } = this.#state;
    const ending = { questionnaire: this.#config.questionnaire.version, lang, partial };
    const moment = { wallClock: Date.now(), tick: performance.now() };
    return ({ seq, install_id }) => closeSession(session, { ...ending, ...moment, seq, installId: install_id });
  }

  /** Back to the attract screen; of the citizen nothing stays here. */
  #leave() {
    this.#keepPartial();
    this.#view.hideWarning();
    this.#enter(home(this.#config.languages[0].code));
  }

  /** Somebody who has only chosen a language has nothing to lose, and is not asked. */
  #warn(secondsLeft) {
    if (this.#state.session === null) this.#leave();
    else this.#view.showWarning(secondsLeft);
  }

  #resumed() {
    this.#view.hideWarning();
    this.#guardEnds = performance.now() + this.#config.timing.tap_guard_ms;
  }

  #after(milliseconds, act) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
  }

  #stopTimers() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

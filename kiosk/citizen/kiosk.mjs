/**
 * Runs the screens for one citizen after the other: touches in, records out, timers, and nothing left behind.
 * Which screen follows which is in `screens.mjs`, how it looks in `view.mjs`, how records travel in `send.mjs`.
 */
import { placeOf } from "../device/config.mjs";
import { Idle } from "./idle.mjs";
import { home, isAsking, isWaiting, next } from "./screens.mjs";
import { closeSession, isRated } from "./session.mjs";
import { timeOrderedUuid } from "../device/uuid.mjs";

/** @typedef {import("./screens.mjs").State} State */
/** @typedef {import("../device/config.mjs").Config} Config */
/** What a finger can do. @typedef {{type: "answer", score: number | null} | {type: "skip"} | {type: "back"}
 *   | {type: "language", lang: string} | {type: "leave"} | {type: "stay"}} Touch */

/** The chosen face stays lit so long before the next question comes. */
const SHOWN_MS = 220;
/** A receipt that comes sooner needs no word about waiting. */
const SLOW_MS = 400;
/** A screen that is gone before it can be read looks like a fault. */
const SHORTEST_SAVING_MS = 900;
/** After that the citizen is told, and is not kept waiting. */
const PATIENCE_MS = 15_000;
const PATIENCE_ATTEMPTS = 3;

export class Kiosk {
  #device;
  #sender;
  #view;
  #onUnpaired;
  /** @type {Config | null} null while the tablet is not paired */
  #config = null;
  /** @type {State} */
  #state;
  /** @type {Idle} */
  #idle;
  #codes = [];
  #guardEnds = 0;
  #shownAt = 0;
  #held = false;
  #mustPair = false;
  /** @type {string | null} the record whose citizen still stands here */
  #recordId = null;
  #count = { waiting: 0, refused: 0 };
  #timers = new Set();

  /**
   * @param {object} parts
   * @param {import("../device/device.mjs").Device} parts.device
   * @param {import("../outbox/send.mjs").Sender} parts.sender
   * @param {import("./view.mjs").View} parts.view
   * @param {() => void} parts.onUnpaired the server does not know this tablet, and nobody is in the middle of rating
   */
  constructor({ device, sender, view, onUnpaired }) {
    this.#device = device;
    this.#sender = sender;
    this.#view = view;
    this.#onUnpaired = onUnpaired;
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
    this.#mustPair = false;
    this.#enter(home(config.languages[0].code));
  }

  /** Ends what is going on, as if nobody had come back. */
  close() {
    if (this.#config === null) return;
    this.#sendPartial();
    this.#stopTimers();
    this.#idle.stop();
    this.#view.hideWarning();
    this.#recordId = null;
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

  /** @param {import("../outbox/send.mjs").Notice} notice */
  heard(notice) {
    if (notice.type === "changed") this.#showCount(notice);
    else if (notice.type === "unpaired") this.#lostPairing();
    else if (notice.id === this.#recordId) this.#heardOfOurs(notice);
  }

  /** The record that is on its way just now is no news. */
  #showCount(count) {
    this.#count = count;
    const own = this.#config !== null && isWaiting(this.#state) ? 1 : 0;
    this.#view.showWaiting(Math.max(0, count.waiting + count.refused - own));
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
    if (state.screen === "sending") {
      this.#held = true;
      this.#sendWhole();
      if (this.#mustPair) {
        this.#giveUpPairing();
        return;
      }
    } else {
      this.#view.render(state, this.#config);
      this.#shownAt = performance.now();
      this.#guardEnds = this.#shownAt + this.#config.timing.tap_guard_ms;
    }
    this.#showCount(this.#count);
    this.#watch(state);
  }

  #watch(state) {
    const isHome = state.screen === "attract" && state.lang === this.#config.languages[0].code;
    if (isAsking(state) && !isHome) this.#idle.start();
    else this.#idle.stop();
    if (state.screen === "sending") this.#after(SLOW_MS, () => this.#apply({ type: "slow" }));
    if (state.screen === "saving") this.#after(PATIENCE_MS - SLOW_MS, () => this.#apply({ type: "unsent" }));
    if (state.screen === "thanks") this.#after(this.#config.timing.thanks_s * 1000, () => this.#leave());
    if (state.screen === "unsent" || state.screen === "refused") {
      this.#after(this.#config.timing.idle_s * 1000, () => this.#leave());
    }
  }

  #sendWhole() {
    const record = this.#record({ partial: false });
    this.#recordId = record.id;
    void this.#sender.put({ record, place: placeOf(this.#config) });
  }

  #sendPartial() {
    if (isAsking(this.#state) && isRated(this.#state.session)) {
      void this.#sender.put({ record: this.#record({ partial: true }), place: placeOf(this.#config) });
    }
  }

  #record({ partial }) {
    return closeSession(this.#state.session, {
      ...this.#device.numberRecord(),
      questionnaire: this.#config.questionnaire.version,
      lang: this.#state.lang,
      wallClock: Date.now(),
      tick: performance.now(),
      partial,
    });
  }

  #heardOfOurs(notice) {
    if (notice.type === "failed") {
      if (notice.attempts >= PATIENCE_ATTEMPTS) this.#afterSaving(() => this.#apply({ type: "unsent" }));
    } else {
      this.#afterSaving(() => this.#apply({ type: notice.type }));
    }
  }

  #afterSaving(act) {
    const left = this.#shownAt + SHORTEST_SAVING_MS - performance.now();
    if (this.#state.screen === "saving" && left > 0) this.#after(left, act);
    else act();
  }

  /** Back to the attract screen; of the citizen nothing stays here. */
  #leave() {
    if (this.#mustPair) {
      this.#giveUpPairing();
      return;
    }
    this.#sendPartial();
    this.#recordId = null;
    this.#view.hideWarning();
    this.#enter(home(this.#config.languages[0].code));
  }

  /** Somebody who is rating may go on: the record is kept until the tablet is paired again. */
  #lostPairing() {
    this.#mustPair = true;
    if (this.#config === null) return;
    if (isWaiting(this.#state) || this.#state.session === null) this.#giveUpPairing();
  }

  #giveUpPairing() {
    this.close();
    this.#onUnpaired();
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

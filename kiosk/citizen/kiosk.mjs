/**
 * Runs the screens for one citizen after the other: touches in, records out, timers, and nothing left behind.
 * Which screen follows which is in `screens.mjs`, how it looks in `view.mjs`, what is suspect in `signals.mjs`, how
 * records are kept in `outbox.mjs`.
 */
import { Idle } from "./idle.mjs";
import { planOf, timesOf } from "./plan.mjs";
import * as screens from "./screens.mjs";
import { closeSession, isRated } from "./session.mjs";
import { LIMITS, isOpen, judge } from "./signals.mjs";
import { spokenOf } from "./speech.mjs";
import { randomUuid, timeOrderedUuid } from "../device/uuid.mjs";

/** @typedef {import("./screens.mjs").State} State */
/** @typedef {import("../device/config.mjs").Config} Config */
/** What a finger can do. @typedef {{type: "answer", score: number | null} | {type: "skip"} | {type: "back"}
 *   | {type: "language", lang: string} | {type: "mode", mode: import("./screens.mjs").Mode} | {type: "listen"}
 *   | {type: "wake"} | {type: "reason", code: string} | {type: "write"} | {type: "complain"} | {type: "drop"}
 *   | {type: "comment", text: string} | {type: "complaint", text: string, phone: string, name: string}
 *   | {type: "slip"} | {type: "slip_code", code: string} | {type: "done"} | {type: "leave"} | {type: "stay"}} Touch */
/** @typedef {Pick<import("./audio.mjs").Reader, "has" | "play" | "stop">} Voice */

/** The chosen face stays lit so long before the next question comes. */
const SHOWN_MS = 220;
/** Touches whose effect is there at once; all others light up first. */
const AT_ONCE = new Set(["language", "mode", "reason", "wake"]);
/** A trembling finger must not take back what it has just chosen. */
const REASON_GUARD_MS = 400;
/** So long somebody waits for the disk before being told. */
const STORING_MS = 10_000;
/** How often the waiting screen looks at the clock and moves by a hair. */
const BEAT_MS = 30_000;
/** What waits so long is trouble that the staff should see. */
const TROUBLE_MS = 120_000;

export class Kiosk {
  #outbox;
  #view;
  #onFree;
  #makeVoice;
  /** @type {Voice | null} */
  #voice = null;
  /** @type {Config | null} null while the tablet is not paired */
  #config = null;
  /** @type {import("./plan.mjs").Plan} */
  #plan;
  /** @type {ReturnType<typeof timesOf>} */
  #times;
  /** @type {State} */
  #state;
  /** @type {Idle} */
  #idle;
  #guardEnds = 0;
  #held = false;
  #keeping = 0;
  /** Each reading aloud makes the one before it fall silent. */
  #reading = 0;
  #isReading = false;
  #lastReason = { code: "", at: -Infinity };
  /** @type {readonly import("./signals.mjs").Visit[]} those that may make the next one suspect */
  #visits = [];
  #mustRest = false;
  #assistsNext = false;
  #beats = 0;
  #waitsSince = null;
  /** @type {Config | null} comes into force when nobody is rating */
  #newer = null;
  #timers = new Set();

  /**
   * @param {object} parts
   * @param {Pick<import("../outbox/outbox.mjs").Outbox, "capture">} parts.outbox
   * @param {import("./view.mjs").View} parts.view
   * @param {(config: Config) => Voice} [parts.voice] reads recordings aloud; without it every screen is silent
   * @param {() => void} [parts.onFree] called whenever a visit is over, or its record is on the disk
   */
  constructor({ outbox, view, voice, onFree }) {
    this.#outbox = outbox;
    this.#view = view;
    this.#makeVoice = voice ?? (() => null);
    this.#onFree = onFree ?? (() => {});
  }

  /** Whether nobody is in the middle of anything, so that the page may be changed under their hands. */
  get isFree() {
    return this.#config === null || (!this.#held && isWaiting(this.#state));
  }

  /** Whether a record is on its way to the disk, so that the page must not be taken away. */
  get isKeeping() {
    return this.#keeping > 0;
  }

  /** @param {Config} config */
  open(config) {
    this.#config = config;
    this.#plan = planOf(config);
    this.#times = timesOf(config);
    this.#voice = this.#makeVoice(config);
    this.#idle = new Idle(
      { idleMs: this.#times.idle, warningMs: this.#times.warning },
      {
        warn: (left) => this.#warn(left),
        resume: () => this.#resumed(),
        end: () => this.#leave(),
      },
    );
    this.#newer = null;
    this.#enter(this.#home());
  }

  /** Goes on with another config as soon as nobody is in the middle of rating. @param {Config} config */
  renew(config) {
    this.#newer = config;
    this.#renewAtHome();
  }

  /** Ends what is going on, as if nobody had come back. */
  close() {
    if (this.#config === null) return;
    this.#keepUnfinished();
    this.#silence();
    this.#stopTimers();
    this.#idle.stop();
    this.#view.hideWarning();
    this.#config = null;
  }

  /** The next citizen will be helped by a member of staff; that is written on the ballot, and on the screen. */
  assistNext() {
    this.#assistsNext = true;
  }

  /** Somebody moved, pressed or typed something: not yet a choice. */
  noticed() {
    if (this.#config !== null && !this.#idle.isWarning) this.#idle.touch();
  }

  /**
   * What the sender has to say, for the staff only: a citizen never reads a word about the network.
   * @param {{type: string, waiting?: number, refused?: number}} notice
   */
  heard(notice) {
    if (notice.type !== "changed") return;
    if (notice.waiting === 0) this.#waitsSince = null;
    else this.#waitsSince ??= performance.now();
    const waitsLong = this.#waitsSince !== null && performance.now() - this.#waitsSince > TROUBLE_MS;
    this.#view.showTrouble(waitsLong || notice.refused > 0);
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
    else if (touch.type === "listen") this.#listen();
    else if (touch.type === "reason" && this.#isTremble(touch.code, at)) return;
    else if (AT_ONCE.has(touch.type)) this.#apply(touch);
    else this.#choose(touch, button);
  }

  #isTremble(code, at) {
    const last = this.#lastReason;
    this.#lastReason = { code, at };
    return last.code === code && at - last.at < REASON_GUARD_MS;
  }

  #choose(touch, button) {
    this.#held = true;
    this.#silence();
    this.#stopTimers();
    this.#view.hold(button);
    this.#after(SHOWN_MS, () => this.#apply(this.#completed(touch)));
  }

  /** @param {Touch} touch @returns {import("./screens.mjs").Event} */
  #completed(touch) {
    if (touch.type === "complaint") return { id: randomUuid(), ...touch };
    if (touch.type !== "answer") return touch;
    // An id that tells its time would tie the answer to the slip.
    const id = this.#state.slip === "" ? timeOrderedUuid() : randomUuid();
    return { ...touch, id, tick: performance.now(), layout: this.#view.layout };
  }

  #apply(event) {
    const state = screens.next(this.#state, event, this.#plan);
    if (state === this.#state) return;
    const isSameScreen = ["mode", "reason", "heard"].includes(event.type);
    if (isSameScreen) this.#refresh(state);
    else this.#enter(state);
  }

  #refresh(state) {
    this.#state = state;
    this.#view.refresh(state);
    this.#watch();
  }

  #enter(state) {
    this.#state = state;
    this.#held = false;
    this.#silence();
    this.#stopTimers();
    if (state.screen === "storing") {
      this.#held = true;
      this.#view.hold();
      this.#after(STORING_MS, () => this.#apply({ type: "unsaved" }));
      void this.#keepWhole();
    } else {
      this.#view.render(state, this.#config, this.#plan, this.#spoken().length > 0);
      this.#guardEnds = performance.now() + this.#times.guard;
    }
    this.#watch();
    this.#renewAtHome();
    if (this.isFree) this.#onFree();
  }

  #renewAtHome() {
    if (this.#newer === null || this.#config === null || !this.isFree) return;
    const config = this.#newer;
    this.close();
    this.open(config);
  }

  /** Sets every timer of the screen anew. */
  #watch() {
    const { screen } = this.#state;
    if (screen === "storing") return;
    this.#stopTimers();
    if (this.#isAtHome()) this.#after(BEAT_MS, () => this.#beat());
    if (screen === "thanks" && !this.#isReading) this.#after(this.#times.thanks, () => this.#leave());
    if (screen === "unsaved") this.#after(this.#times.idle, () => this.#leave());
    if (screen === "rest") this.#after(this.#times.rest, () => this.#leave());
    const isAsked = ["isAsking", "isPastQuestions", "isTyping"].some((is) => screens[is](this.#state));
    const needsTime = this.#isReading || screens.isTyping(this.#state);
    if (isAsked && !this.#isAtHome()) this.#idle.start(needsTime ? this.#times.longIdle : this.#times.idle);
    else this.#idle.stop();
  }

  #home() {
    const open = isOpen(this.#config.hours, Date.now());
    return screens.home(this.#config.languages[0].code, { open, assisted: this.#assistsNext });
  }

  /** Nobody has touched anything since the last one left. */
  #isAtHome() {
    const { lang, modes, heard, screen } = this.#state;
    const home = this.#home();
    const isUntouched = lang === home.lang && modes.length === 0 && !heard;
    return isUntouched && screen === home.screen && isWaiting(this.#state);
  }

  #beat() {
    this.#beats += 1;
    this.#view.walk(this.#beats);
    if (this.#home().screen !== this.#state.screen) this.#enter(this.#home());
    else this.#watch();
  }

  /** What can be read aloud of this screen. */
  #spoken() {
    const [first, ...others] = spokenOf(this.#state, this.#plan);
    const can = (key) => this.#voice?.has(this.#state.lang, key) === true;
    return can(first) ? [first, ...others.filter(can)] : [];
  }

  #listen() {
    if (this.#isReading) this.#silence();
    else void this.#read();
    this.#watch();
  }

  async #read() {
    const turn = ++this.#reading;
    this.#isReading = true;
    this.#apply({ type: "heard" });
    const show = (key) => turn === this.#reading && this.#view.showSpoken(key);
    show(this.#spoken()[0]);
    try {
      await this.#voice.play(this.#state.lang, this.#spoken(), show);
    } catch {
      // A recording that does not play leaves a screen that can still be read and touched.
    }
    if (turn !== this.#reading) return;
    this.#silence();
    if (this.#config !== null) this.#watch();
  }

  #silence() {
    if (!this.#isReading) return;
    this.#reading += 1;
    this.#isReading = false;
    this.#voice.stop();
    this.#view.showSpoken(null);
  }

  /** The thanks wait for the disk and for nothing else. */
  async #keepWhole() {
    const { session } = this.#state;
    const isKept = await this.#keep({ partial: false });
    const isThere = this.#config !== null && this.#state.session === session;
    if (isThere) this.#apply({ type: isKept ? "stored" : "unsaved" });
  }

  /** Who leaves after the first score has rated; a sheet that was not sent is not kept. */
  #keepUnfinished() {
    const isUnderWay = screens.isAsking(this.#state) || screens.isPastQuestions(this.#state);
    if (isUnderWay && isRated(this.#state.session)) void this.#keep({ partial: !screens.isPastQuestions(this.#state) });
  }

  /** @returns {Promise<boolean>} whether it was kept; the outbox tells the staff if it was not */
  async #keep({ partial }) {
    this.#assistsNext = false;
    const record = this.#recordMaker({ partial });
    this.#keeping += 1;
    try {
      await this.#outbox.capture(record, this.#config.unit.code);
      return true;
    } catch {
      return false;
    } finally {
      this.#keeping -= 1;
      this.#onFree();
    }
  }

  #recordMaker({ partial }) {
    const { session, lang } = this.#state;
    const { questionnaire, counter_id: counter = null, officer_id: officer = null } = this.#config;
    const moment = { wallClock: Date.now(), tick: performance.now() };
    const signals = [...screens.helps(this.#state), ...this.#suspicions(moment)];
    const about = { questionnaire: questionnaire.version, scale: questionnaire.scale, lang, counter, officer, partial };
    return ({ seq, install_id }) => closeSession(session, { ...about, ...moment, signals, seq, installId: install_id });
  }

  #suspicions({ wallClock, tick }) {
    const { openedAt, answers } = this.#state.session;
    const { hours, signals } = this.#config;
    const { codes, visits } = judge(this.#visits, { openedAt, endedAt: tick, answers }, signals ?? LIMITS);
    this.#visits = visits;
    this.#mustRest ||= codes.includes("suspect_burst");
    const wasOpen = isOpen(hours, wallClock - (tick - openedAt));
    return wasOpen ? codes : [...codes, "outside_hours"];
  }

  /** Back to the attract screen; of the citizen nothing stays here. */
  #leave() {
    this.#keepUnfinished();
    if (this.#state.screen === "attract" || this.#state.session !== null) this.#assistsNext = false;
    this.#view.hideWarning();
    const mustRest = this.#mustRest;
    this.#mustRest = false;
    this.#enter(mustRest ? screens.resting(this.#config.languages[0].code) : this.#home());
  }

  /** Somebody who has only chosen a language has nothing to lose, and is not asked. */
  #warn(secondsLeft) {
    const { screen, session, slip } = this.#state;
    if (session === null && slip === "" && screen !== "slip") this.#leave();
    else this.#view.showWarning(secondsLeft);
  }

  #resumed() {
    this.#view.hideWarning();
    this.#guardEnds = performance.now() + this.#times.guard;
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

/** Nobody has begun anything. */
function isWaiting({ screen, session, slip }) {
  return (screen === "attract" || screen === "closed") && session === null && slip === "";
}

/**
 * Which screen follows which: one pure state machine from the attract screen over the questions to the thanks.
 * What a screen looks like is in `view.mjs`; what happens outside when one is reached is in `kiosk.mjs`.
 */
import { lowest } from "./plan.mjs";
import * as visit from "./session.mjs";

/** @typedef {import("./session.mjs").Session} Session */
/** @typedef {import("./plan.mjs").Plan} Plan */
/**
 * closed: outside opening hours. attract: the first question, waiting for anybody. slip: the code of a receipt slip.
 * question: one of the questions.
 * reasons: why, after a low score. comment, complaint: words, if somebody wants. storing: all touches done. thanks: the
 * tablet has written it down. unsaved: it could not. rest: a pause, after too many visits in too short a time.
 * @typedef {"closed" | "attract" | "slip" | "question" | "reasons" | "comment" | "complaint" | "storing" | "thanks" | "unsaved"
 *   | "rest"} Screen
 *
 * @typedef {"large_text" | "high_contrast"} Mode
 *
 * `heard`: the screen was read aloud. `assisted`: a member of staff helps. `slip`: the code that was typed, or nothing.
 * @typedef {Readonly<{screen: Screen, at: number, lang: string, session: Session | null, modes: readonly Mode[],
 *   heard: boolean, assisted: boolean, slip: string}>} State
 *
 * @typedef {{type: "answer", score: number | null, id: string, tick: number, layout: import("./session.mjs").Layout}
 *   | {type: "skip"} | {type: "back"} | {type: "language", lang: string} | {type: "mode", mode: Mode}
 *   | {type: "heard"} | {type: "wake"} | {type: "slip"} | {type: "slip_code", code: string} | {type: "reason", code: string} | {type: "write"} | {type: "complain"}
 *   | {type: "comment", text: string} | {type: "drop"} | {type: "done"}
 *   | ({type: "complaint"} & import("./session.mjs").Complaint) | {type: "stored"} | {type: "unsaved"}} Event
 * `id`, `tick` and `layout` open the session if this is its first touch. `drop` leaves a sheet without what was typed.
 */

/**
 * @param {string} lang the language that everybody begins with
 * @param {{open?: boolean, assisted?: boolean}} [circumstances]
 * @returns {State}
 */
export function home(lang, { open = true, assisted = false } = {}) {
  const screen = open ? "attract" : "closed";
  return Object.freeze({ screen, at: 0, lang, session: null, modes: Object.freeze([]), heard: false, assisted, slip: "" });
}

/** @param {string} lang @returns {State} */
export function resting(lang) {
  return Object.freeze({ ...home(lang), screen: "rest" });
}

/**
 * An event that does not belong to the screen changes nothing: the same state comes back.
 * @param {State} state
 * @param {Event} event
 * @param {Plan} plan
 * @returns {State}
 */
export function next(state, event, plan) {
  const change = CHANGES[event.type];
  if (change === undefined) throw new Error(`no such event: ${JSON.stringify(event)}`);
  return change(state, event, plan) ?? state;
}

/** Each gives the new state, or nothing where the event does not belong. */
const CHANGES = {
  wake: (state) => on(["closed"], state, { screen: "attract" }),
  slip: (state) => on(["attract"], state, { screen: "slip" }),
  slip_code: (state, { code }) => on(["slip"], state, { screen: "attract", slip: code }),
  answer: (state, event, plan) => (isAsking(state) ? answered(state, event, plan) : undefined),
  skip: (state, _, plan) =>
    canSkip(state) ? forward(state, visit.withoutAnswer(state.session, plan.codes[state.at]), plan) : undefined,
  back: (state) => {
    if (state.screen === "reasons") return set(state, { screen: "question" });
    return canGoBack(state) ? set(state, { at: state.at - 1 }) : undefined;
  },
  language: (state, { lang }) => (canChooseLanguage(state) && lang !== state.lang ? set(state, { lang }) : undefined),
  mode: (state, { mode }) => (canChooseMode(state) ? set(state, { modes: turned(state.modes, mode) }) : undefined),
  heard: (state) => (state.heard ? undefined : set(state, { heard: true })),
  reason: (state, { code }, plan) =>
    reasonsOffered(state, plan).includes(code)
      ? set(state, { session: visit.withReasonTurned(state.session, code) })
      : undefined,
  write: (state) => on(["reasons"], state, { screen: "comment" }),
  complain: (state) => on(["reasons"], state, { screen: "complaint" }),
  drop: (state) => {
    if (state.screen === "slip") return set(state, { screen: "attract" });
    return isWriting(state) ? set(state, { screen: "reasons" }) : undefined;
  },
  comment: (state, { text }) =>
    on(["comment"], state, { screen: "reasons", session: state.session && visit.withComment(state.session, text) }),
  complaint: (state, { type, ...complaint }) =>
    state.screen === "complaint"
      ? set(state, { screen: "storing", session: visit.withComplaint(state.session, complaint) })
      : undefined,
  done: (state) => on(["reasons"], state, { screen: "storing" }),
  stored: (state) => on(["storing", "unsaved"], state, { screen: "thanks" }),
  unsaved: (state) => on(["storing"], state, { screen: "unsaved" }),
};

/** A question with its faces is on the screen. @param {State} state */
export function isAsking(state) {
  return state.screen === "attract" || state.screen === "question";
}

/** Somebody is typing, which takes time. @param {State} state */
export function isTyping(state) {
  return state.screen === "slip" || isWriting(state);
}

function isWriting({ screen }) {
  return screen === "comment" || screen === "complaint";
}

/** Everything is asked that must be; what follows is as anybody likes. @param {State} state */
export function isPastQuestions(state) {
  return state.screen === "reasons" || isWriting(state);
}

/** Every question but the first may be skipped. @param {State} state */
export function canSkip(state) {
  return state.screen === "question" && state.at > 0;
}

/** @param {State} state */
export function canGoBack(state) {
  return state.screen === "question" && state.at > 0;
}

/** While somebody writes a change of language would take their sheet away. @param {State} state */
export function canChooseLanguage(state) {
  return isAsking(state) || state.screen === "reasons";
}

/** @param {State} state */
export function canChooseMode(state) {
  return isAsking(state) || isPastQuestions(state) || state.screen === "slip";
}

/** @param {State} state @param {Plan} plan @returns {readonly string[]} codes of the reasons on this screen */
export function reasonsOffered(state, plan) {
  return state.screen === "reasons" ? plan.reasons[lowest(state.session.answers, plan)] : [];
}

/** What helped this citizen. @param {State} state @returns {string[]} codes of signals */
export function helps({ heard, modes, assisted }) {
  return [...(heard ? ["audio"] : []), ...modes, ...(assisted ? ["assisted"] : [])];
}

function set(state, changes) {
  return Object.freeze({ ...state, ...changes });
}

function on(screens, state, changes) {
  return screens.includes(state.screen) ? set(state, changes) : undefined;
}

function turned(modes, mode) {
  return Object.freeze(modes.includes(mode) ? modes.filter((other) => other !== mode) : [...modes, mode]);
}

function answered(state, event, plan) {
  const session = state.session ?? visit.openSession(event.id, event.tick, event.layout, state.slip);
  return forward(state, visit.withAnswer(session, plan.codes[state.at], event.score), plan);
}

function forward(state, session, plan) {
  if (state.at + 1 < plan.codes.length) return set(state, { session, screen: "question", at: state.at + 1 });
  const asked = lowest(session.answers, plan);
  const offered = asked === null ? [] : plan.reasons[asked];
  const fitting = visit.withReasons(session, session.reasons.filter((code) => offered.includes(code)));
  return set(state, { session: fitting, screen: asked === null ? "storing" : "reasons" });
}

/**
 * Which screen follows which: one pure state machine from the attract screen over the questions to the thanks.
 * What a screen looks like is in `view.mjs`; what happens outside when one is reached is in `kiosk.mjs`.
 */
import { openSession, withAnswer, withoutAnswer } from "./session.mjs";

/** @typedef {import("./session.mjs").Session} Session */
/**
 * attract: the first question, waiting for anybody. question: one of the questions. storing: the last question, all
 * touches done. thanks: the tablet has written it down. unsaved: it could not.
 * @typedef {"attract" | "question" | "storing" | "thanks" | "unsaved"} Screen
 *
 * @typedef {Readonly<{screen: Screen, at: number, lang: string, session: Session | null}>} State
 *
 * @typedef {{type: "answer", score: number | null, id: string, tick: number}
 *   | {type: "skip"} | {type: "back"} | {type: "language", lang: string}
 *   | {type: "stored"} | {type: "unsaved"}} Event
 * `id` and `tick` open the session if this is its first touch.
 */

/**
 * @param {string} lang the language that everybody begins with
 * @returns {State}
 */
export function home(lang) {
  return Object.freeze({ screen: "attract", at: 0, lang, session: null });
}

/**
 * An event that does not belong to the screen changes nothing: the same state comes back.
 * @param {State} state
 * @param {Event} event
 * @param {readonly string[]} codes criteria in the order they are asked
 * @returns {State}
 */
export function next(state, event, codes) {
  switch (event.type) {
    case "answer":
      return isAsking(state) ? answered(state, event, codes) : state;
    case "skip":
      return canSkip(state) ? forward(state, withoutAnswer(state.session, codes[state.at]), codes) : state;
    case "back":
      return canGoBack(state) ? Object.freeze({ ...state, at: state.at - 1 }) : state;
    case "language":
      return isAsking(state) && event.lang !== state.lang ? Object.freeze({ ...state, lang: event.lang }) : state;
    case "stored":
      return state.screen === "storing" ? Object.freeze({ ...state, screen: "thanks" }) : state;
    case "unsaved":
      return state.screen === "storing" ? Object.freeze({ ...state, screen: "unsaved" }) : state;
    default:
      throw new Error(`no such event: ${JSON.stringify(event)}`);
  }
}

/** A question with its faces is on the screen. @param {State} state */
export function isAsking(state) {
  return state.screen === "attract" || state.screen === "question";
}

/** Every question but the first may be skipped. @param {State} state */
export function canSkip(state) {
  return state.screen === "question" && state.at > 0;
}

/** @param {State} state */
export function canGoBack(state) {
  return state.screen === "question" && state.at > 0;
}

function answered(state, event, codes) {
  const session = state.session ?? openSession(event.id, event.tick);
  return forward(state, withAnswer(session, codes[state.at], event.score), codes);
}

function forward(state, session, codes) {
  const last = state.at + 1 === codes.length;
  return Object.freeze({
    ...state,
    session,
    screen: last ? "storing" : "question",
    at: last ? state.at : state.at + 1,
  });
}

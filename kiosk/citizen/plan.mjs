/**
 * What the configuration means for the course of a visit: questions, reasons, times. Pure; fills in what an older
 * configuration does not say.
 */
import { LIMITS } from "./signals.mjs";

/** @typedef {import("../device/config.mjs").Config} Config */
/**
 * @typedef {object} Plan
 * @property {readonly string[]} codes criteria in the order they are asked
 * @property {Readonly<Record<string, readonly string[]>>} reasons codes of the reasons that are offered, by criterion
 */

/** The worst scores: only after one of these anybody is asked why. */
const LOW = 2;
const MOST_REASONS = 6;
const TYPING_IDLE_S = 90;

/** @param {Config} config @returns {Plan} */
export function planOf({ questionnaire, reasons = {} }) {
  const offered = ({ dimension }) => (reasons[dimension] ?? []).slice(0, MOST_REASONS).map(({ code }) => code);
  return Object.freeze({
    codes: questionnaire.criteria.map(({ code }) => code),
    reasons: Object.fromEntries(questionnaire.criteria.map((criterion) => [criterion.code, offered(criterion)])),
  });
}

/**
 * The criterion to ask about: the lowest score, if it is low; the first of several.
 * @param {import("./session.mjs").Answers} answers
 * @param {Plan} plan
 * @returns {string | null}
 */
export function lowest(answers, { codes, reasons }) {
  const rated = codes.filter((code) => typeof answers[code] === "number");
  const least = Math.min(...rated.map((code) => answers[code]));
  if (!(least <= LOW)) return null;
  return rated.find((code) => answers[code] === least && reasons[code].length > 0) ?? null;
}

/** In ms. @param {Config} config */
export function timesOf({ timing, signals }) {
  return {
    idle: timing.idle_s * 1000,
    longIdle: (timing.typing_idle_s ?? TYPING_IDLE_S) * 1000,
    warning: timing.warning_s * 1000,
    thanks: timing.thanks_s * 1000,
    guard: timing.tap_guard_ms,
    rest: (signals ?? LIMITS).rest_s * 1000,
  };
}

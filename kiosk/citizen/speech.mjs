/**
 * What is read aloud of a screen, in which order: names of recordings, as the languages' folders have them. Pure.
 */
import { isAsking, reasonsOffered } from "./screens.mjs";

const SCALE = [1, 2, 3, 4, 5];

/**
 * @param {import("./screens.mjs").State} state
 * @param {import("./plan.mjs").Plan} plan
 * @returns {string[]} the first is the screen itself; without it nothing is read
 */
export function spokenOf(state, plan) {
  if (isAsking(state)) return [`question-${state.at + 1}`, ...SCALE.map((score) => `face-${score}`)];
  if (state.screen === "reasons") return ["reasons", ...reasonsOffered(state, plan).map((code) => `reason-${code}`)];
  return [state.screen];
}

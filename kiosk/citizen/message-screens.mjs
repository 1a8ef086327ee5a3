/**
 * Screens that only say something: the desk is closed, thanks, not saved, a pause.
 */
import { icon, make } from "./draw.mjs";
import { dayRanges } from "./signals.mjs";

/** @typedef {import("./view.mjs").Scene} Scene */

/** Dark and calm; a touch still lets one rate. @param {Scene} scene @returns {Node[]} */
export function closedScreen(scene) {
  const { say, config } = scene;
  const { days, spans } = config.hours;
  const ranges = dayRanges(days).map(([first, last]) => {
    const [from, to] = [say(`day_${first}`), say(`day_${last}`)];
    return first === last ? from : say("days", { from, to });
  });
  const times = spans.map(([from, to]) => `${from}–${to}`);
  return [
    ...message(scene, "moon", "closed_title"),
    make(
      "p",
      { className: "text hours" },
      make("span", { text: say("closed_hours") }),
      make("span", { text: ranges.join(", ") }),
      make("span", { text: times.join(", ") }),
    ),
    scene.button("wake", say("closed_rate"), { type: "wake" }),
  ];
}

/** Said only of what the tablet holds; whether it is sent yet is not the citizen's business. @param {Scene} scene */
export function thanksScreen(scene) {
  const complaint = scene.state.session?.complaint ?? null;
  if (complaint === null) return message(scene, "check", "thanks_title", "thanks_text");
  return message(scene, "check", "thanks_title", complaint.phone === "" ? "thanks_complaint" : "thanks_call");
}

/** @param {Scene} scene @returns {Node[]} */
export function unsavedScreen(scene) {
  return [
    ...message(scene, "desk", "unsaved_title", "unsaved_text"),
    scene.button("leave", scene.say("leave"), { type: "leave" }),
  ];
}

/** @param {Scene} scene @returns {Node[]} */
export function restScreen(scene) {
  return message(scene, "wait", "rest_title", "rest_text");
}

function message({ say, canListen, speaker }, picture, title, text) {
  const words = text === undefined ? [] : [make("p", { className: "text", text: say(text) })];
  const voice = canListen ? [speaker()] : [];
  return [icon(picture, `picture ${picture}`), make("h1", { tabIndex: -1, text: say(title) }), ...words, ...voice];
}

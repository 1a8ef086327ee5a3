/**
 * Why: after a low score, at most six reasons to touch, and from here, if somebody wants, the two sheets for words.
 */
import { inLanguage } from "../device/config.mjs";
import { icon, make } from "./draw.mjs";
import { lowest } from "./plan.mjs";
import { reasonsOffered } from "./screens.mjs";

/** @typedef {import("./view.mjs").Scene} Scene */

/** @param {Scene} scene @returns {Node[]} */
export function reasonsScreen(scene) {
  const { state, config, plan, say, speaker } = scene;
  const criterion = config.questionnaire.criteria.find(({ code }) => code === lowest(state.session.answers, plan));
  const heading = make(
    "h1",
    { id: "why", tabIndex: -1 },
    make("span", { className: "topic", text: say("why") }),
    " ",
    make("span", { className: "about", text: say("why_about", { topic: inLanguage(criterion.text, state.lang) }) }),
  );
  const codes = reasonsOffered(state, plan);
  const chips = config.reasons[criterion.dimension].filter(({ code }) => codes.includes(code));
  return [
    make("div", { className: "question" }, speaker(), make("div", { className: "asked" }, heading)),
    make("div", { className: "chips", role: "group", "aria-labelledby": "why" }, ...chips.map((chip) => chipOf(scene, chip))),
    more(scene),
    ways(scene),
  ];
}

/** Marks what is chosen now, and leaves the rest as it stands. @param {HTMLElement} main @param {Scene} scene */
export function markReasons(main, { state, say }) {
  for (const chip of main.querySelectorAll(".chip")) {
    chip.setAttribute("aria-pressed", String(state.session.reasons.includes(chip.dataset.reason)));
  }
  const on = main.querySelector(".go-on span");
  if (on !== null) on.textContent = onward(state, say);
}

function chipOf({ state, button }, { code, text }) {
  const chip = button("chip", inLanguage(text, state.lang), { type: "reason", code });
  chip.dataset.reason = code;
  chip.dataset.spoken = `reason-${code}`;
  chip.setAttribute("aria-pressed", String(state.session.reasons.includes(code)));
  chip.prepend(icon(`reason-${code}`, "pictogram"));
  chip.append(icon("tick", "tick"));
  return chip;
}

function more({ state, config, say, button }) {
  const write = button("write", say(state.session.comment === "" ? "write" : "written"), { type: "write" });
  write.prepend(icon(state.session.comment === "" ? "pen" : "tick"));
  const complain = button("complain", say("complain"), { type: "complain" });
  complain.prepend(icon("call"));
  return make("div", { className: "more" }, write, ...(config.ask_complaint === false ? [] : [complain]));
}

function ways({ state, say, button, backButton }) {
  const on = button("go-on", onward(state, say), { type: "done" });
  return make("div", { className: "ways" }, backButton(), make("div", { className: "aside" }, on));
}

/** Whoever says nothing passes by; the way is the same. */
function onward({ session }, say) {
  return say(session.reasons.length > 0 || session.comment !== "" ? "go_on" : "pass");
}

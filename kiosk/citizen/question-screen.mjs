/**
 * A question, its five faces and the ways on; the attract screen is the first question with an invitation.
 */
import { inLanguage } from "../device/config.mjs";
import { drawing, icon, make } from "./draw.mjs";
import { canGoBack, canSkip } from "./screens.mjs";
import { slipWay } from "./slip-screen.mjs";

/** @typedef {import("./view.mjs").Scene} Scene */

/** @param {Scene} scene @returns {Node[]} */
export function attractScreen(scene) {
  return [question(scene, heading(scene, "invitation")), faces(scene), invitation(scene)];
}

/** @param {Scene} scene @returns {Node[]} */
export function questionScreen(scene) {
  return [question(scene, progress(scene), heading(scene, "ask")), faces(scene), ways(scene)];
}

function question({ speaker }, ...parts) {
  return make("div", { className: "question" }, speaker(), make("div", { className: "asked" }, ...parts));
}

function heading({ state, config, say }, lead) {
  const topic = inLanguage(config.questionnaire.criteria[state.at].text, state.lang);
  return make(
    "h1",
    { id: "question", tabIndex: -1 },
    make("span", { className: "ask", text: say(lead) }),
    " ",
    make("span", { className: "topic", text: topic }),
  );
}

function faces(scene) {
  const given = givenAnswer(scene);
  const choices = scene.config.scale.map(({ score, text }) => {
    const button = scene.button("choice", "", { type: "answer", score });
    button.dataset.score = String(score);
    button.dataset.spoken = `face-${score}`;
    button.setAttribute("aria-pressed", String(given === score));
    const label = make("span", { className: "label", text: inLanguage(text, scene.state.lang) });
    button.append(drawing(`/static/faces.svg#face-${score}`, "face"), label);
    return button;
  });
  return make("div", { className: "faces", role: "group", "aria-labelledby": "question" }, ...choices);
}

/** @returns {number | null | undefined} what this question was answered with; undefined if it was not */
function givenAnswer({ state, config }) {
  return state.session?.answers[config.questionnaire.criteria[state.at].code];
}

function invitation(scene) {
  const words = make("span", {}, make("span", { text: scene.say("hint") }), " ", make("span", { text: scene.say("promise") }));
  const hint = make("p", { className: "hint" }, icon("hand", "hand"), words);
  return make("div", { className: "ways" }, hint, make("div", { className: "aside" }, ...slipWay(scene), noOpinion(scene)));
}

function progress({ state, config, say }) {
  const all = config.questionnaire.criteria.length;
  const steps = Array.from({ length: all }, (_, step) =>
    make("span", { className: step < state.at ? "step done" : step === state.at ? "step now" : "step" }),
  );
  return make(
    "div",
    { className: "progress" },
    make("p", { text: say("progress", { n: state.at + 1, all }) }),
    make("div", { className: "steps", "aria-hidden": true }, ...steps),
  );
}

function ways(scene) {
  const skip = scene.button("skip", scene.say("skip"), { type: "skip" });
  return make(
    "div",
    { className: "ways" },
    ...(canGoBack(scene.state) ? [scene.backButton()] : []),
    make("div", { className: "aside" }, noOpinion(scene), ...(canSkip(scene.state) ? [skip] : [])),
  );
}

function noOpinion(scene) {
  const button = scene.button("no-opinion", scene.say("no_opinion"), { type: "answer", score: null });
  button.setAttribute("aria-pressed", String(givenAnswer(scene) === null));
  return button;
}

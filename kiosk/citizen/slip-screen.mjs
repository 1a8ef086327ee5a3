/**
 * The code of a receipt slip, typed with large keys, or by a scanner that types. Without a right code nobody is kept:
 * one press leads back to the faces.
 */
import { make } from "./draw.mjs";
import { ALPHABET, LENGTH, grouped, lettersOf } from "./slip.mjs";

/** @typedef {import("./view.mjs").Scene} Scene */

/** The way in, on the attract screen; where a code was typed, that it was, for nobody else to read. @param {Scene} scene @returns {Node[]} */
export function slipWay({ state, say, button }) {
  const text = say("slip");
  if (text === "") return [];
  if (state.slip !== "") return [make("p", { className: "slip-given", text: say("slip_given") })];
  return [button("slip-way", text, { type: "slip" })];
}

/** @param {Scene} scene @returns {Node[]} */
export function slipScreen(scene) {
  const { say, press, button, speaker } = scene;
  const problem = make("p", { className: "problem", id: "slip-problem", role: "alert", hidden: true });
  const field = codeField();
  const done = (at, pressed) => {
    const code = lettersOf(field.value);
    problem.hidden = code.length === LENGTH;
    problem.textContent = problem.hidden ? "" : say("slip_problem");
    if (problem.hidden) press({ type: "slip_code", code }, at, pressed);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") done(event.timeStamp);
  });
  const head = make(
    "div",
    { className: "question sheet-head" },
    speaker(),
    make(
      "div",
      { className: "asked" },
      make("h1", { id: "sheet-title", tabIndex: -1, text: say("slip_title") }),
      make("p", { id: "sheet-text", className: "sheet-text", text: say("slip_text") }),
    ),
  );
  const drop = button("drop", say("slip_drop"), { type: "drop" });
  const send = scene.act("send", say("go_on"), done);
  return [
    head,
    make("div", { className: "slip-code" }, field, eraser(scene, field)),
    problem,
    keys(scene, field),
    make("div", { className: "ways" }, drop, make("div", { className: "aside" }, send)),
  ];
}

/** A scanner types here as well; the browser's own keyboard stays away. */
function codeField() {
  const field = make("input", { type: "text", inputMode: "none", autocomplete: "off", spellcheck: false });
  field.setAttribute("aria-labelledby", "sheet-title");
  field.setAttribute("aria-describedby", "slip-problem sheet-text");
  field.addEventListener("input", () => (field.value = grouped(lettersOf(field.value))));
  setTimeout(() => field.focus());
  return field;
}

/** A second tap on the button that led here is no letter. */
function guarded({ config }) {
  const guardEnds = performance.now() + config.timing.tap_guard_ms;
  return (act) => (at) => at >= guardEnds && act();
}

function eraser(scene, field) {
  return scene.act("slip-erase", scene.say("slip_erase"), () => write(field, lettersOf(field.value).slice(0, -1)));
}

function keys(scene, field) {
  const guard = guarded(scene);
  const key = (letter) => scene.act("slip-key", letter, guard(() => write(field, lettersOf(field.value) + letter)));
  return make("div", { className: "slip-keys", role: "group", "aria-labelledby": "sheet-title" }, ...[...ALPHABET].map(key));
}

function write(field, letters) {
  field.value = grouped(lettersOf(letters));
}

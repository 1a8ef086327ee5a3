/**
 * The two sheets for words: a comment beside the rating, and a complaint that somebody will call back about. What is
 * typed stays in the fields until the citizen says that it may be kept.
 */
import { make } from "./draw.mjs";
import { LONGEST_NAME, LONGEST_PHONE, LONGEST_TEXT, readComplaint, tidy } from "./words.mjs";

/** @typedef {import("./view.mjs").Scene} Scene */

/** @param {Scene} scene @returns {Node[]} */
export function commentScreen(scene) {
  const { state, say, press } = scene;
  const field = textArea({ labelledBy: "sheet-title", describedBy: "sheet-text" });
  field.value = state.session.comment;
  const done = scene.act("send", say("comment_done"), (at, button) => {
    press({ type: "comment", text: tidy(field.value) }, at, button);
  });
  return [
    head(scene, "comment_title", "comment_text"),
    make("div", { className: "sheet-fields" }, field),
    ways(scene, "comment_drop", done),
  ];
}

/** @param {Scene} scene @returns {Node[]} */
export function complaintScreen(scene) {
  const { say, press } = scene;
  const fields = {
    text: labelled(say, "text", "complaint_words", textArea({})),
    phone: labelled(say, "phone", "complaint_phone", input("tel", LONGEST_PHONE)),
    name: labelled(say, "name", "complaint_name", input("text", LONGEST_NAME)),
  };
  const send = scene.act("send", say("complaint_send"), (at, button) => {
    const typed = Object.fromEntries(Object.entries(fields).map(([name, { field }]) => [name, field.value]));
    const { complaint, problems } = readComplaint(typed);
    for (const name of ["text", "phone"]) fields[name].complain(problems.includes(name));
    if (problems.length === 0) press({ type: "complaint", ...complaint }, at, button);
    else fields[problems[0]].field.focus();
  });
  const { text, phone, name } = fields;
  return [
    head(scene, "complaint_title", "complaint_text"),
    make("div", { className: "sheet-fields two" }, text.row, make("div", { className: "sheet-side" }, phone.row, name.row)),
    ways(scene, "complaint_drop", send),
  ];
}

function head({ say, speaker }, title, text) {
  return make(
    "div",
    { className: "question sheet-head" },
    speaker(),
    make(
      "div",
      { className: "asked" },
      make("h1", { id: "sheet-title", tabIndex: -1, text: say(title) }),
      make("p", { id: "sheet-text", className: "sheet-text", text: say(text) }),
    ),
  );
}

function ways({ say, button }, dropKey, send) {
  const drop = button("drop", say(dropKey), { type: "drop" });
  return make("div", { className: "ways" }, drop, make("div", { className: "aside" }, send));
}

/** A field with its label, and room for what is wrong with it. */
function labelled(say, name, key, field) {
  field.id = `field-${name}`;
  const problem = make("p", { className: "problem", id: `problem-${name}`, hidden: true });
  field.setAttribute("aria-describedby", problem.id);
  const complain = (isWrong) => {
    problem.hidden = !isWrong;
    problem.textContent = isWrong ? say(`complaint_${name}_problem`) : "";
    if (isWrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  const row = make("div", { className: "sheet-row" }, make("label", { htmlFor: field.id, text: say(key) }), problem, field);
  return { field, row, complain };
}

function textArea({ labelledBy, describedBy }) {
  const field = make("textarea", { maxLength: LONGEST_TEXT, rows: 3, autocomplete: "off", spellcheck: false });
  if (labelledBy) field.setAttribute("aria-labelledby", labelledBy);
  if (describedBy) field.setAttribute("aria-describedby", describedBy);
  return field;
}

function input(type, longest) {
  return make("input", { type, maxLength: longest, autocomplete: "off", spellcheck: false });
}

/**
 * Draws the screens into the page and passes presses on. Knows neither time nor network; decides nothing.
 */
import { inLanguage, texts } from "../device/config.mjs";
import { canGoBack, canSkip } from "./screens.mjs";

/** @typedef {import("../device/config.mjs").Config} Config */
/** @typedef {import("./screens.mjs").State} State */
/** @typedef {(touch: import("./kiosk.mjs").Touch, at: number, button?: HTMLElement) => void} Press `at` by the page's clock */

const SVG = "http://www.w3.org/2000/svg";

export class View {
  #document;
  #press;
  #main;
  #place;
  #languages;
  #foot;
  #hotline;
  #warning;
  /** @type {{state: State, config: Config, say: ReturnType<typeof texts>} | null} */
  #shown = null;

  /**
   * @param {Document} document
   * @param {Press} press
   */
  constructor(document, press) {
    this.#document = document;
    this.#press = press;
    this.#main = this.#need("main");
    this.#place = this.#need(".place");
    this.#languages = this.#need(".languages");
    this.#foot = this.#need(".foot");
    this.#hotline = this.#need(".hotline");
    this.#warning = this.#need("dialog.warning");
    this.#warning.addEventListener("click", ({ timeStamp }) => this.#press({ type: "stay" }, timeStamp));
    this.#warning.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#press({ type: "stay" }, event.timeStamp);
    });
    this.#main.addEventListener("click", ({ timeStamp }) => {
      if (this.#shown?.state.screen === "thanks") this.#press({ type: "leave" }, timeStamp);
    });
  }

  /**
   * @param {State} state
   * @param {Config} config
   */
  render(state, config) {
    const say = texts(config, state.lang);
    this.#shown = { state, config, say };
    this.#document.documentElement.lang = state.lang;
    this.#document.title = say("title");
    this.#renderFrame();
    this.#main.dataset.screen = state.screen;
    this.#main.replaceChildren(...this.#screen());
    this.#main.scrollTop = 0;
    this.#main.querySelector("h1").focus({ preventScroll: true });
  }

  /** Takes unit, language and texts off the screen; the page says what is going on meanwhile. */
  clear() {
    this.#shown = null;
    this.#document.documentElement.lang = "vi";
    for (const part of [this.#place, this.#languages, this.#hotline]) part.replaceChildren();
    this.#foot.hidden = true;
  }

  /** Lights the chosen button and takes the others out of reach. @param {HTMLElement} [chosen] */
  hold(chosen) {
    for (const button of this.#document.querySelectorAll("main button, .languages button")) button.disabled = true;
    if (chosen?.matches(".choice, .no-opinion")) {
      for (const button of this.#main.querySelectorAll("[aria-pressed]")) button.setAttribute("aria-pressed", "false");
      chosen.setAttribute("aria-pressed", "true");
    }
  }

  /** @param {number} left seconds */
  showWarning(left) {
    const { say } = this.#shown;
    if (!this.#warning.open) {
      const button = this.#button("stay", say("warning_stay"), { type: "stay" });
      const title = make("h2", { id: "warning-title", text: say("warning_title") });
      const count = make("p", { className: "count", ariaHidden: true });
      const text = make("p", { id: "warning-text", text: say("warning_text") });
      this.#warning.replaceChildren(make("div", { className: "warning-card" }, title, count, text, button));
      this.#warning.showModal();
      button.focus();
    }
    this.#warning.querySelector(".count").textContent = say("warning_left", { n: left });
  }

  hideWarning() {
    if (!this.#warning.open) return;
    this.#warning.close();
    this.#warning.replaceChildren();
  }

  #renderFrame() {
    const { state, config, say } = this.#shown;
    const counter = config.counter ? [make("span", { text: config.counter })] : [];
    this.#place.replaceChildren(make("strong", { text: config.unit.name }), ...counter);
    this.#languages.setAttribute("aria-label", say("language"));
    const choosing = ["attract", "question"].includes(state.screen) && config.languages.length > 1;
    this.#languages.hidden = !choosing;
    this.#languages.replaceChildren(...config.languages.map((language) => this.#languageButton(language)));
    this.#foot.hidden = false;
    this.#hotline.textContent = config.unit.hotline ? say("hotline", { number: config.unit.hotline }) : "";
  }

  #languageButton({ code, name }) {
    const button = this.#button("language", name, { type: "language", lang: code });
    button.lang = code;
    button.setAttribute("aria-pressed", String(code === this.#shown.state.lang));
    return button;
  }

  /** @returns {Node[]} */
  #screen() {
    switch (this.#shown.state.screen) {
      case "attract":
        return [this.#question(this.#heading()), this.#faces(), this.#invitation()];
      case "question":
        return [this.#question(this.#progress(), this.#heading()), this.#faces(), this.#ways()];
      case "thanks":
        return this.#message("check", "thanks_title", "thanks_text");
      case "unsaved":
        return [...this.#message("desk", "unsaved_title", "unsaved_text"), this.#leaveButton()];
      default:
        throw new Error(`no picture of ${this.#shown.state.screen}`);
    }
  }

  #question(...parts) {
    return make("div", { className: "question" }, ...parts);
  }

  #heading() {
    const { state, config, say } = this.#shown;
    const topic = inLanguage(config.questionnaire.criteria[state.at].text, state.lang);
    const lead = state.screen === "attract" ? say("invitation") : say("ask");
    return make(
      "h1",
      { id: "question", tabIndex: -1 },
      make("span", { className: "ask", text: lead }),
      " ",
      make("span", { className: "topic", text: topic }),
    );
  }

  #faces() {
    const { state, config } = this.#shown;
    const given = this.#given();
    const choices = config.scale.map(({ score, text }) => {
      const button = this.#button("choice", "", { type: "answer", score });
      button.dataset.score = String(score);
      button.setAttribute("aria-pressed", String(given === score));
      button.append(drawing(`/static/faces.svg#face-${score}`, "face"), make("span", { text: inLanguage(text, state.lang) }));
      return button;
    });
    return make("div", { className: "faces", role: "group", labelledBy: "question" }, ...choices);
  }

  /** @returns {number | null | undefined} what this question was answered with; undefined if it was not */
  #given() {
    const { state, config } = this.#shown;
    return state.session?.answers[config.questionnaire.criteria[state.at].code];
  }

  #invitation() {
    const hint = make("p", { className: "hint" }, drawing("/kiosk/icons.svg#hand", "hand"));
    const { say } = this.#shown;
    hint.append(make("span", {}, make("span", { text: say("hint") }), " ", make("span", { text: say("promise") })));
    return make("div", { className: "ways" }, hint, this.#noOpinion());
  }

  #progress() {
    const { state, config, say } = this.#shown;
    const all = config.questionnaire.criteria.length;
    const steps = Array.from({ length: all }, (_, step) =>
      make("span", { className: step < state.at ? "step done" : step === state.at ? "step now" : "step" }),
    );
    return make(
      "div",
      { className: "progress" },
      make("p", { text: say("progress", { n: state.at + 1, all }) }),
      make("div", { className: "steps", ariaHidden: true }, ...steps),
    );
  }

  #ways() {
    const { state, say } = this.#shown;
    const back = this.#button("back", say("back"), { type: "back" });
    back.prepend(drawing("/kiosk/icons.svg#back", "mark"));
    const skip = this.#button("skip", say("skip"), { type: "skip" });
    return make(
      "div",
      { className: "ways" },
      ...(canGoBack(state) ? [back] : []),
      make("div", { className: "aside" }, this.#noOpinion(), ...(canSkip(state) ? [skip] : [])),
    );
  }

  #noOpinion() {
    const button = this.#button("no-opinion", this.#shown.say("no_opinion"), { type: "answer", score: null });
    button.setAttribute("aria-pressed", String(this.#given() === null));
    return button;
  }

  #message(icon, title, text) {
    const { say } = this.#shown;
    return [
      drawing(`/kiosk/icons.svg#${icon}`, `picture ${icon}`),
      make("h1", { tabIndex: -1, text: say(title) }),
      make("p", { className: "text", text: say(text) }),
    ];
  }

  #leaveButton() {
    return this.#button("leave", this.#shown.say("leave"), { type: "leave" });
  }

  #button(className, text, touch) {
    const button = make("button", { className, text });
    button.type = "button";
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.#press(touch, event.timeStamp, button);
    });
    return button;
  }

  #need(selector) {
    const element = this.#document.querySelector(selector);
    if (element === null) throw new Error(`kiosk page without ${selector}`);
    return element;
  }
}

/**
 * @param {string} name of the element
 * @param {{className?: string, id?: string, text?: string, role?: string, labelledBy?: string, tabIndex?: number,
 *   ariaHidden?: boolean}} traits
 * @param {...(Node | string)} children
 */
function make(name, { text, role, labelledBy, ariaHidden, ...properties }, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  if (text !== undefined) element.textContent = text;
  if (role) element.setAttribute("role", role);
  if (labelledBy) element.setAttribute("aria-labelledby", labelledBy);
  if (ariaHidden) element.setAttribute("aria-hidden", "true");
  element.append(...children);
  return element;
}

/** A symbol of one of our sprites. The words beside it say the same. */
function drawing(href, className) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", href);
  svg.append(use);
  return svg;
}

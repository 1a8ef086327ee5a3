/**
 * Draws the screens into the page and passes presses on: the frame, and which screen goes into it. Knows neither time
 * nor storage; decides nothing. What each screen looks like is in the files named after it.
 */
import { texts } from "../device/config.mjs";
import { icon, make, pressable } from "./draw.mjs";
import { closedScreen, restScreen, thanksScreen, unsavedScreen } from "./message-screens.mjs";
import { attractScreen, questionScreen } from "./question-screen.mjs";
import { markReasons, reasonsScreen } from "./reasons-screen.mjs";
import { canChooseLanguage, canChooseMode } from "./screens.mjs";
import { slipScreen } from "./slip-screen.mjs";
import { commentScreen, complaintScreen } from "./writing-screens.mjs";

/** @typedef {import("../device/config.mjs").Config} Config */
/** @typedef {import("./screens.mjs").State} State */
/** @typedef {import("./kiosk.mjs").Touch} Touch */
/** @typedef {(touch: Touch, at: number, button?: HTMLElement) => void} Press `at` by the page's clock */
/**
 * What a screen is drawn from.
 * @typedef {object} Scene
 * @property {State} state
 * @property {Config} config
 * @property {import("./plan.mjs").Plan} plan
 * @property {ReturnType<typeof texts>} say
 * @property {Press} press
 * @property {(className: string, text: string, touch: Touch) => HTMLElement} button that passes a touch on
 * @property {(className: string, text: string, act: (at: number, button: HTMLElement) => void) => HTMLElement} act
 * @property {() => HTMLElement} speaker reads the screen aloud, or says that it cannot
 * @property {boolean} canListen whether this screen is recorded in this language
 * @property {() => HTMLElement} backButton
 */

const SCREENS = {
  closed: closedScreen,
  attract: attractScreen,
  slip: slipScreen,
  question: questionScreen,
  reasons: reasonsScreen,
  comment: commentScreen,
  complaint: complaintScreen,
  thanks: thanksScreen,
  unsaved: unsavedScreen,
  rest: restScreen,
};

const MODES = ["large_text", "high_contrast"];
/** Steps of the attract screen's slow walk, in px: no edge stays on the same pixels for hours. */
const WALK = [[0, 0], [2, 1], [3, -1], [1, -3], [-2, -2], [-3, 1], [-1, 3]];

export class View {
  #document;
  #press;
  #main;
  #place;
  #languages;
  #tools;
  #foot;
  #hotline;
  #helper;
  #warning;
  /** @type {Scene | null} */
  #shown = null;
  #canListen = false;

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
    this.#tools = this.#need(".tools");
    this.#foot = this.#need(".foot");
    this.#hotline = this.#need(".hotline");
    this.#helper = this.#need(".helper");
    this.#warning = this.#need("dialog.warning");
    this.#warning.addEventListener("click", ({ timeStamp }) => this.#press({ type: "stay" }, timeStamp));
    this.#warning.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#press({ type: "stay" }, event.timeStamp);
    });
    this.#main.addEventListener("click", ({ timeStamp }) => {
      const screen = this.#shown?.state.screen;
      if (screen === "thanks") this.#press({ type: "leave" }, timeStamp);
      if (screen === "closed") this.#press({ type: "wake" }, timeStamp);
    });
  }

  /** How the faces stand now. @returns {import("./session.mjs").Layout} */
  get layout() {
    return this.#document.defaultView.matchMedia("(orientation: portrait)").matches ? "portrait" : "landscape";
  }

  /**
   * @param {State} state
   * @param {Config} config
   * @param {import("./plan.mjs").Plan} plan
   * @param {boolean} canListen whether there is a recording of this screen in this language
   */
  render(state, config, plan, canListen) {
    this.#canListen = canListen;
    this.#shown = this.#scene(state, config, plan);
    this.#document.documentElement.lang = state.lang;
    this.#document.title = this.#shown.say("title");
    this.#renderFrame();
    this.#main.dataset.screen = state.screen;
    this.#main.lang = state.lang;
    this.#main.replaceChildren(...SCREENS[state.screen](this.#shown));
    this.#main.scrollTop = 0;
    this.#main.querySelector("h1").focus({ preventScroll: true });
  }

  /** Shows what changed on the same screen, and leaves focus and typed words where they are. @param {State} state */
  refresh(state) {
    this.#shown = this.#scene(state, this.#shown.config, this.#shown.plan);
    this.#markModes();
    if (state.screen === "reasons") markReasons(this.#main, this.#shown);
  }

  /** Takes unit, language and texts off the screen; the page says what is going on meanwhile. */
  clear() {
    this.#shown = null;
    this.#document.documentElement.lang = "vi";
    for (const part of [this.#place, this.#languages, this.#tools, this.#hotline, this.#helper]) part.replaceChildren();
    for (const mode of MODES) this.#document.documentElement.classList.remove(mode);
    this.#foot.hidden = true;
  }

  /** Lights the chosen button and takes the others out of reach. @param {HTMLElement} [chosen] */
  hold(chosen) {
    for (const button of this.#document.querySelectorAll("main button, .top button")) button.disabled = true;
    if (chosen?.matches(".choice, .no-opinion")) {
      for (const button of this.#main.querySelectorAll("[aria-pressed]")) button.setAttribute("aria-pressed", "false");
      chosen.setAttribute("aria-pressed", "true");
    }
  }

  /**
   * What is being read aloud.
   * @param {string | null} key null: nothing
   */
  showSpoken(key) {
    for (const part of this.#main.querySelectorAll("[data-spoken]")) {
      part.classList.toggle("spoken", part.dataset.spoken === key);
    }
    const speaker = this.#main.querySelector(".speaker");
    if (speaker !== null && this.#canListen) this.#labelSpeaker(speaker, key === null ? "listen" : "listen_stop");
  }

  /** Moves the waiting screen by a hair and waves the hand. @param {number} step */
  walk(step) {
    const [x, y] = WALK[step % WALK.length];
    this.#document.documentElement.style.setProperty("--walk-x", `${x}px`);
    this.#document.documentElement.style.setProperty("--walk-y", `${y}px`);
    const hand = this.#main.querySelector(".hand");
    if (hand !== null) hand.replaceWith(icon("hand", "hand"));
  }

  /** A dot without a word, for those who know it. @param {boolean} isTrouble */
  showTrouble(isTrouble) {
    this.#document.documentElement.classList.toggle("trouble", isTrouble);
  }

  /** @param {number} left seconds */
  showWarning(left) {
    const { say, button } = this.#shown;
    if (!this.#warning.open) {
      const stay = button("stay", say("warning_stay"), { type: "stay" });
      const title = make("h2", { id: "warning-title", text: say("warning_title") });
      const count = make("p", { className: "count", "aria-hidden": true });
      const text = make("p", { id: "warning-text", text: say("warning_text") });
      this.#warning.lang = this.#shown.state.lang;
      this.#warning.replaceChildren(make("div", { className: "warning-card" }, title, count, text, stay));
      this.#warning.showModal();
      stay.focus();
    }
    this.#warning.querySelector(".count").textContent = say("warning_left", { n: left });
  }

  hideWarning() {
    if (!this.#warning.open) return;
    this.#warning.close();
    this.#warning.replaceChildren();
  }

  /** @returns {Scene} */
  #scene(state, config, plan) {
    const say = texts(config, state.lang);
    const act = pressable;
    const button = (className, text, touch) =>
      pressable(className, text, (at, pressed) => this.#press(touch, at, pressed));
    const backButton = () => {
      const back = button("back", say("back"), { type: "back" });
      back.prepend(icon("back"));
      return back;
    };
    const speaker = () => this.#speaker(button);
    return { state, config, plan, say, press: this.#press, button, act, backButton, speaker, canListen: this.#canListen };
  }

  #renderFrame() {
    const { state, config, say, button } = this.#shown;
    const counter = config.counter ? [make("span", { text: config.counter })] : [];
    this.#place.lang = config.languages[0].code;
    this.#place.replaceChildren(make("strong", { text: config.unit.name }), ...counter);
    this.#languages.setAttribute("aria-label", say("language"));
    this.#languages.hidden = !(canChooseLanguage(state) && config.languages.length > 1);
    this.#languages.replaceChildren(...config.languages.map((language) => this.#languageButton(language)));
    this.#tools.setAttribute("aria-label", say("tools"));
    this.#tools.hidden = !canChooseMode(state);
    this.#tools.replaceChildren(
      ...MODES.map((mode) => {
        const tool = button("tool", say(mode), { type: "mode", mode });
        tool.dataset.mode = mode;
        tool.prepend(icon(mode));
        return tool;
      }),
    );
    this.#markModes();
    this.#foot.hidden = false;
    this.#hotline.textContent = config.unit.hotline ? say("hotline", { number: config.unit.hotline }) : "";
    this.#helper.textContent = state.assisted ? say("assisted") : "";
  }

  #markModes() {
    const { modes } = this.#shown.state;
    for (const mode of MODES) this.#document.documentElement.classList.toggle(mode, modes.includes(mode));
    for (const tool of this.#tools.querySelectorAll(".tool")) {
      tool.setAttribute("aria-pressed", String(modes.includes(tool.dataset.mode)));
    }
  }

  #languageButton({ code, name }) {
    const button = this.#shown.button("language", name, { type: "language", lang: code });
    button.lang = code;
    button.setAttribute("aria-pressed", String(code === this.#shown.state.lang));
    return button;
  }

  #speaker(button) {
    const speaker = button("speaker", "", { type: "listen" });
    speaker.append(icon("speaker", "speaker-picture"), make("span"));
    this.#labelSpeaker(speaker, this.#canListen ? "listen" : "listen_none");
    speaker.disabled = !this.#canListen;
    return speaker;
  }

  #labelSpeaker(speaker, key) {
    const picture = { listen: "speaker", listen_stop: "stop", listen_none: "silent" }[key];
    speaker.classList.toggle("silent", key === "listen_none");
    speaker.querySelector("use").setAttribute("href", `/kiosk/icons.svg#${picture}`);
    speaker.querySelector("span").textContent = this.#shown?.say(key) ?? "";
  }

  #need(selector) {
    const element = this.#document.querySelector(selector);
    if (element === null) throw new Error(`kiosk page without ${selector}`);
    return element;
  }
}

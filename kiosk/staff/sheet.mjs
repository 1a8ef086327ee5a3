/** The staff's sheets: each a template of the page, shown in place of the citizen's screen, and left by itself. */

/** Nobody leaves the staff's corner open for the next citizen. */
const LONGEST_MS = 60_000;

export class Sheet {
  #document;
  #timer = null;
  #patience = LONGEST_MS;
  #end = () => {};

  /** @param {Document} document */
  constructor(document) {
    this.#document = document;
    for (const name of ["pointerdown", "keydown"]) {
      document.addEventListener(name, () => this.#timer !== null && this.#restart(), { capture: true, passive: true });
    }
  }

  /** @returns {HTMLElement} */
  get main() {
    return this.#document.querySelector("main");
  }

  /**
   * @param {string} name of the template and of the screen
   * @returns {HTMLElement} what is shown
   */
  show(name) {
    const { main } = this;
    main.dataset.screen = name;
    main.replaceChildren(this.#document.querySelector(`#${name}`).content.cloneNode(true));
    main.querySelector("h1").focus({ preventScroll: true });
    return main;
  }

  /**
   * The next button that is pressed, by its `data-do`; "leave" if nobody presses any.
   * @param {number} [patience] ms without a touch
   * @returns {Promise<{does: string, button: HTMLElement | null}>}
   */
  pressed(patience = LONGEST_MS) {
    this.#patience = patience;
    return new Promise((tell) => {
      const listen = (event) => {
        const button = event.target.closest("[data-do]");
        if (button !== null) this.#end({ does: button.dataset.do, button });
      };
      this.#end = (answer) => {
        this.main.removeEventListener("click", listen);
        clearTimeout(this.#timer);
        this.#timer = null;
        tell(answer);
      };
      this.main.addEventListener("click", listen);
      this.#restart();
    });
  }

  #restart() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end({ does: "leave", button: null }), this.#patience);
  }
}

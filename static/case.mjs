/**
 * What is typed for one step of a case stays while another is taken: each is a form of its own. It stays as long as the
 * tab, for the account that typed it. Without this module the page works all the same.
 */

/** A field of a step whose words are kept. */
class Words {
  /** @param {HTMLFormElement} form @param {HTMLTextAreaElement | HTMLInputElement} field */
  constructor(form, field) {
    this.field = field;
    this.key = `${form.dataset.keptAs} ${field.name}`;
    this.turn = form.dataset.turn;
    this.cameBack = "cameBack" in form.dataset;
    if (this.cameBack) this.#keep();
    else this.#putBack();
    field.addEventListener("input", () => this.#keep());
  }

  #isAsSent() {
    return this.field.value === this.field.defaultValue;
  }

  #keep() {
    // What came back stands in no other page.
    if (this.#isAsSent() && !this.cameBack) sessionStorage.removeItem(this.key);
    else sessionStorage.setItem(this.key, JSON.stringify({ turn: this.turn, words: this.field.value }));
  }

  /** Unless the step was taken since, or somebody has typed here already. */
  #putBack() {
    const { turn, words } = JSON.parse(sessionStorage.getItem(this.key) ?? "{}");
    if (turn !== this.turn) sessionStorage.removeItem(this.key);
    else if (this.#isAsSent() && words !== this.field.value) this.#show(words);
  }

  #show(words) {
    this.field.value = words;
    const folded = this.field.closest("details");
    if (folded) folded.open = true;
  }
}

for (const form of document.querySelectorAll("form[data-kept-as]")) {
  for (const field of form.querySelectorAll("textarea, input[type=text]")) new Words(form, field);
}

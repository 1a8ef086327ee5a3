/**
 * The form of a call while it is typed: keeps it as a draft at every pause, shows similar cases beside it, sends it with
 * Ctrl+Enter. Without this module the form is sent and checked all the same.
 */

/** A pause of typing, and the longest that something typed waits for one. */
const PAUSE_MS = 700;
const LONGEST_WAIT_MS = 1500;
/** Browsers carry little more than this for a page that goes away. */
const LAST_WORDS_BYTES = 60_000;
const RETRY_MS = 5000;
const STILL_HERE_MS = 15_000;

class Call {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.text = need(form, "#text");
    this.version = need(form, "[name=draft_version]");
    /** What was kept last, so that nothing is sent twice. */
    this.kept = this.#typed();
    this.sending = false;
    this.over = false;
    need(form, "#find-similar").hidden = true;
    need(form, ".intake-keys").hidden = false;
    form.addEventListener("input", () => this.#wait());
    form.addEventListener("change", () => this.#wait());
    form.addEventListener("click", (event) => this.#takeOver(event));
    form.addEventListener("submit", (event) => this.#send(event));
    document.addEventListener("keydown", (event) => this.#press(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.#keep());
    window.addEventListener("pagehide", () => this.#keep());
    if ("unsaved" in form.dataset) void this.#keep({ again: true });
  }

  /** Everything that a draft holds, as the form would send it. */
  #typed() {
    const fields = new FormData(this.form);
    fields.delete("draft_version");
    return new URLSearchParams(fields).toString();
  }

  #isTooLong() {
    return [...this.text.value].length > Number(this.form.dataset.limit);
  }

  #wait() {
    clearTimeout(this.pause);
    this.since ??= Date.now();
    const left = Math.max(0, this.since + LONGEST_WAIT_MS - Date.now());
    this.pause = setTimeout(() => this.#keep(), Math.min(PAUSE_MS, left));
  }

  /** Sends the draft, one after the other; what is typed meanwhile goes with the next. */
  async #keep({ again = false } = {}) {
    clearTimeout(this.pause);
    this.since = undefined;
    if (this.over || this.stuck) return;
    if (this.sending) return this.#wait();
    if (this.#isTooLong()) return this.#tell(this.form.dataset.tooLong);
    const typed = this.#typed();
    if (typed === this.kept && !again) return;
    this.sending = true;
    try {
      const answer = await this.#post(typed, this.version.value);
      await this.#show(answer, typed);
    } catch {
      this.#tell(this.form.dataset.notKept);
      this.pause = setTimeout(() => this.#keep(), RETRY_MS);
    } finally {
      this.sending = false;
    }
  }

  #post(typed, version) {
    const body = `${typed}&draft_version=${version}`;
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    // It arrives even when the page goes away meanwhile.
    const keepalive = body.length < LAST_WORDS_BYTES;
    // Somebody who is not signed in any more is led to a page that keeps nothing.
    return fetch("/complaints/new/draft", { method: "POST", redirect: "manual", headers, body, keepalive });
  }

  /** @param {Response} answer */
  async #show(answer, typed) {
    if (![200, 409, 410].includes(answer.status)) throw new Error(`${answer.status}`);
    const pieces = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (this.over) return;
    const state = pieces.querySelector("#draft-state");
    this.stuck = answer.status === 200 ? undefined : (state.dataset.version ?? "stored");
    if (answer.status === 200) {
      this.kept = typed;
      this.version.value = state.dataset.version ?? this.version.value;
    }
    this.#replace("#draft-state", state);
    this.#replace("#similar", pieces.querySelector("#similar"));
    // What was typed while this was on its way.
    if (this.#typed() !== this.kept) this.#wait();
  }

  /** Puts a piece of the answer in its place, unless it is there already or somebody is in it. */
  #replace(where, piece) {
    const old = need(this.form, where);
    const same = old.isEqualNode(piece);
    if (!same && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(piece));
  }

  #tell(text) {
    const line = need(this.form, "#draft-state");
    line.classList.add("troubled");
    line.role = "alert";
    if (line.textContent !== text) line.textContent = text;
  }

  /** Goes on from what another page wrote: what stands here takes its place. */
  #takeOver(event) {
    if (!event.target.closest("[data-take-over]")) return;
    this.version.value = this.stuck;
    this.stuck = undefined;
    this.text.focus();
    void this.#keep({ again: true });
  }

  #press(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    this.form.requestSubmit(need(this.form, "#send"));
  }

  /** What is too long would come back as an error page; here nothing is lost. */
  #send(event) {
    if (this.#isTooLong()) {
      event.preventDefault();
      this.#tell(this.form.dataset.tooLong);
      this.text.focus();
      return;
    }
    clearTimeout(this.pause);
    this.over = true;
    // Whoever is still here then has not been led on.
    setTimeout(() => (this.over = false), STILL_HERE_MS);
  }
}

/** @returns {HTMLElement} */
function need(root, selector) {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`no ${selector} in the form`);
  return found;
}

new Call(need(document, "#call"));

/**
 * Notices that nobody touches the screen any more: first a warning with a countdown, then the end. A touch starts it
 * anew, as often as somebody wants. Counts by a monotonic clock, so that a throttled timer cannot stretch it. No DOM.
 */

/**
 * @typedef {object} IdleListener
 * @property {(secondsLeft: number) => void} warn at the start of the warning and once a second after
 * @property {() => void} resume a touch ended the warning
 * @property {() => void} end
 */

export class Idle {
  #idleMs;
  #warningMs;
  #listener;
  #touchedAt = 0;
  #timer = null;
  #warning = false;

  /**
   * @param {{idleMs: number, warningMs: number}} times
   * @param {IdleListener} listener
   */
  constructor({ idleMs, warningMs }, listener) {
    if (!(idleMs > 0 && warningMs > 0)) throw new Error("idle times must be positive");
    this.#idleMs = idleMs;
    this.#warningMs = warningMs;
    this.#listener = listener;
  }

  get isWarning() {
    return this.#warning;
  }

  /**
   * Begins to watch; again, if it already does.
   * @param {number} [idleMs] another patience, from now on
   */
  start(idleMs = this.#idleMs) {
    this.stop();
    this.#idleMs = idleMs;
    this.#touchedAt = performance.now();
    this.#wait(idleMs);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#warning = false;
  }

  /** Somebody is there. Without effect while nothing is watched. */
  touch() {
    if (this.#timer === null) return;
    const warned = this.#warning;
    this.start();
    if (warned) this.#listener.resume();
  }

  #wait(milliseconds) {
    this.#timer = setTimeout(() => this.#look(), milliseconds);
  }

  #look() {
    const still = performance.now() - this.#touchedAt;
    if (still < this.#idleMs) {
      this.#wait(this.#idleMs - still);
      return;
    }
    const left = this.#idleMs + this.#warningMs - still;
    if (left <= 0) {
      this.stop();
      this.#listener.end();
      return;
    }
    this.#warning = true;
    const seconds = Math.ceil(left / 1000);
    this.#listener.warn(seconds);
    // Who was warned may have ended it there and then.
    if (!this.#warning) return;
    this.#wait(Math.max(1, left - (seconds - 1) * 1000));
  }
}

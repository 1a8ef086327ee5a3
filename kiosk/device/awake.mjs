/**
 * Keeps the screen on, beside what the kiosk app does: asked for again whenever the page is shown, because the browser
 * takes it back when it is hidden, and may refuse. No DOM but the document's visibility.
 */

export class Awake {
  #document;
  #wakeLock;
  /** @type {WakeLockSentinel | null} */
  #held = null;

  /**
   * @param {Document} document
   * @param {WakeLock} [wakeLock] missing where the page came by plain http
   */
  constructor(document, wakeLock = globalThis.navigator?.wakeLock) {
    this.#document = document;
    this.#wakeLock = wakeLock;
  }

  /** Whether the screen is kept on by us; null: this browser cannot. */
  get isHeld() {
    if (this.#wakeLock === undefined) return null;
    return this.#held !== null && !this.#held.released;
  }

  async start() {
    this.#document.addEventListener("visibilitychange", () => void this.#ask());
    await this.#ask();
  }

  async #ask() {
    if (this.#wakeLock === undefined || this.#document.visibilityState !== "visible" || this.isHeld) return;
    try {
      this.#held = await this.#wakeLock.request("screen");
    } catch {
      // Low battery, or hidden again: the next time it is shown; the heartbeat tells.
      this.#held = null;
    }
  }
}

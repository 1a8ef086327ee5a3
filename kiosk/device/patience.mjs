/** How long to leave a server alone while staff stand by: two seconds, then twice as long, half a minute at most. */

const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

export class Patience {
  #pause = FIRST_MS;

  /** @returns {Promise<void>} done when it may be tried again */
  async wait() {
    await new Promise((wake) => setTimeout(wake, this.#pause));
    this.#pause = Math.min(this.#pause * 2, LONGEST_MS);
  }
}

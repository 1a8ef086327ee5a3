/**
 * Records that the server has not confirmed yet. They live as long as the page; the methods are asynchronous so that
 * a store that outlives the page can stand in their place. An entry leaves only with a receipt.
 */

/**
 * `place` is where the citizen stood: a record is never sent in the name of another place.
 * @typedef {Readonly<{record: import("../citizen/session.mjs").BallotRecord, place: string}>} Entry
 */

export class Outbox {
  /** @type {Map<string, Entry>} */
  #waiting = new Map();
  /** @type {Map<string, Entry & {reason: string}>} kept for the staff; sending them again would not help */
  #refused = new Map();

  /** @param {Entry} entry */
  async put(entry) {
    if (this.#waiting.has(entry.record.id)) throw new Error("a record is put in once");
    this.#waiting.set(entry.record.id, Object.freeze({ ...entry }));
  }

  /** @returns {Promise<Entry[]>} the newest first: its citizen still stands there */
  async list() {
    return [...this.#waiting.values()].reverse();
  }

  /** @param {string} id of a record that the server has confirmed */
  async remove(id) {
    this.#waiting.delete(id);
  }

  /**
   * @param {string} id of a record that the server will never take
   * @param {string} reason
   */
  async setAside(id, reason) {
    const entry = this.#waiting.get(id);
    if (entry === undefined) return;
    this.#refused.set(id, Object.freeze({ ...entry, reason }));
    this.#waiting.delete(id);
  }

  /** @returns {Promise<{waiting: number, refused: number}>} */
  async count() {
    return { waiting: this.#waiting.size, refused: this.#refused.size };
  }
}

/**
 * Where records go while the database fails: localStorage, one key for each. They are numbered by themselves, under a
 * name of their own, because the database's numbers cannot be read then; `outbox.mjs` moves them over when it works
 * again. The browser writes localStorage down some seconds later, so that a power cut may still take what lies here.
 */
import { randomUuid } from "../device/uuid.mjs";
import { freeze } from "./record.mjs";

/** @typedef {import("./outbox.mjs").Entry} Entry */
/** @typedef {{install_id: string, seq: number, discarded: number}} Head */

const HEAD = "hailong.mirror";
const PREFIX = "hailong.mirror.";
/** Keys are moments in ms that begin so far below zero that none is a number of the database. */
const LOWEST = -1e15;

export class Mirror {
  #openStorage;
  #lastKey = -Infinity;

  /** @param {() => Storage} openStorage the access itself may be forbidden */
  constructor(openStorage) {
    this.#openStorage = openStorage;
  }

  /**
   * @param {import("./outbox.mjs").Make} make
   * @param {string} unit
   * @returns {import("./outbox.mjs").BallotRecord}
   * @throws where localStorage is closed or full
   */
  capture(make, unit) {
    const storage = this.#openStorage();
    const before = storage.getItem(HEAD);
    const head = before === null ? { install_id: randomUuid(), seq: 0, discarded: 0 } : JSON.parse(before);
    const seq = head.seq + 1;
    const record = freeze(make({ seq, install_id: head.install_id }));
    const entry = { seq: this.#nextKey(storage), record, unit, captured_at: Date.now() };
    storage.setItem(HEAD, JSON.stringify({ ...head, seq }));
    try {
      storage.setItem(PREFIX + entry.seq, JSON.stringify(entry));
    } catch (fault) {
      // Shorter than what stands there, so that it fits.
      if (before === null) storage.removeItem(HEAD);
      else storage.setItem(HEAD, before);
      throw fault;
    }
    return record;
  }

  #nextKey(storage) {
    let key = Math.max(LOWEST + Date.now(), this.#lastKey + 1);
    while (storage.getItem(PREFIX + key) !== null) key += 1;
    this.#lastKey = key;
    return key;
  }

  /** What lies here, the oldest first; those with a `reason` were refused. @returns {(Entry & {reason?: string})[]} */
  entries() {
    try {
      const storage = this.#openStorage();
      const keys = Array.from({ length: storage.length }, (_, place) => storage.key(place));
      return keys
        .filter((key) => key?.startsWith(PREFIX))
        .map((key) => JSON.parse(storage.getItem(key)))
        .sort((one, other) => one.seq - other.seq);
    } catch {
      return [];
    }
  }

  /** @param {number[]} seqs keys of entries */
  remove(seqs) {
    for (const seq of seqs) this.#openStorage().removeItem(PREFIX + seq);
  }

  /** @param {number} seq key @param {string} reason */
  refuse(seq, reason) {
    const storage = this.#openStorage();
    const text = storage.getItem(PREFIX + seq);
    if (text !== null) storage.setItem(PREFIX + seq, JSON.stringify({ ...JSON.parse(text), reason }));
  }

  /** @param {number} seq key @returns {boolean} whether it lay here */
  discard(seq) {
    const storage = this.#openStorage();
    if (storage.getItem(PREFIX + seq) === null) return false;
    storage.removeItem(PREFIX + seq);
    this.countDiscarded();
    return true;
  }

  /** One of the records that were numbered here was thrown away. */
  countDiscarded() {
    const head = this.head();
    if (head !== null) this.#openStorage().setItem(HEAD, JSON.stringify({ ...head, discarded: head.discarded + 1 }));
  }

  /** @returns {Head | null} null if it was never needed */
  head() {
    try {
      return JSON.parse(this.#openStorage().getItem(HEAD));
    } catch {
      return null;
    }
  }
}

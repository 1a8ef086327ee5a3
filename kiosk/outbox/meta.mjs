/**
 * Single values that the tablet remembers under a name: token, config, px_per_mm, pairing and the like. A copy lies in
 * localStorage, and in memory where that is closed, so that a tablet with a broken database still knows whose it is.
 * The outbox's own numbers are not set here.
 */
import { abort, database } from "./database.mjs";

const PREFIX = "hailong.meta.";
/** Only the outbox changes these, in one transaction with the records they count. */
const NUMBERS = new Set(["install_id", "seq", "discarded"]);

/** `newer`: the database could not be written, and still has what was before. @typedef {{value: any, newer: boolean}} Copy */

export class Meta {
  #database;
  #openStorage;
  /** @type {Map<string, Copy>} */
  #memory = new Map();

  /**
   * @param {import("./database.mjs").Database} database
   * @param {() => Storage} openStorage the access itself may be forbidden
   */
  constructor(database, openStorage) {
    this.#database = database;
    this.#openStorage = openStorage;
  }

  /**
   * @param {string} name
   * @returns {Promise<any>} null if there is none
   */
  async get(name) {
    const copy = this.#copy(name);
    if (copy?.newer) return copy.value;
    try {
      // A browser makes a broken database anew, empty: then the copy is all there is.
      return (await this.#database.use((db) => db.get("meta", name))) ?? copy?.value ?? null;
    } catch {
      return copy?.value ?? null;
    }
  }

  /**
   * Done when the value is written, as well as this tablet can.
   * @param {string} name
   * @param {any} value as JSON knows it; null: none
   */
  async set(name, value) {
    if (NUMBERS.has(name)) throw new Error(`${name} belongs to the outbox`);
    try {
      await this.#database.use((db) => write(db, name, value));
      this.#keepCopy(name, { value, newer: false });
    } catch {
      this.#keepCopy(name, { value, newer: true });
    }
  }

  /** @returns {Copy | null} */
  #copy(name) {
    if (this.#memory.has(name)) return this.#memory.get(name);
    try {
      return JSON.parse(this.#openStorage().getItem(PREFIX + name));
    } catch {
      return null;
    }
  }

  /** @param {string} name @param {Copy} copy */
  #keepCopy(name, copy) {
    try {
      this.#openStorage().setItem(PREFIX + name, JSON.stringify(copy));
      this.#memory.delete(name);
    } catch {
      this.#memory.set(name, copy);
    }
  }
}

async function write(db, name, value) {
  const transaction = db.transaction("meta", "readwrite", { durability: "strict" });
  transaction.done.catch(() => {});
  try {
    await transaction.store.put(value, name);
    await transaction.done;
  } catch (fault) {
    abort(transaction);
    throw fault;
  }
}

/** Of this page's own database. */
export const meta = new Meta(database, () => localStorage);

/** @param {string} name @returns {Promise<any>} null if there is none */
export function get(name) {
  return meta.get(name);
}

/** @param {string} name @param {any} value as JSON knows it; null: none */
export function set(name, value) {
  return meta.set(name, value);
}

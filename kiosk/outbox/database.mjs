/**
 * The tablet's database: which stores there are, how an older one becomes a newer one, and a connection that comes back
 * when the browser closes it. What is written into the stores is decided in `outbox.mjs` and `meta.mjs`.
 */
import { randomUuid } from "../device/uuid.mjs";
import { openDB } from "../vendor/idb.mjs";

/** @typedef {import("../vendor/idb.mjs").IDBPDatabase} Connection */
/** What the version before this database kept in localStorage. @typedef {{token?: string, install?: string, seq?: number}} Legacy */
/**
 * Brings a database from one version to the next. Only adds: a store that is made anew loses what waits in it, and a
 * page of the version before must be able to go on with it.
 * @typedef {(db: Connection, transaction: object, legacy: Legacy) => Promise<void>} Upgrade
 */

const NAME = "hailong";
/** An open that takes longer is as good as none: somebody is standing there. It is used when it comes after all. */
const PATIENCE_MS = 3_000;
/** A transaction that takes longer is given up. */
const TRANSACTION_MS = 4_000;
const LEGACY = { token: "hailong.token", install: "hailong.install", seq: "hailong.seq" };

/** From nothing to version 1, from 1 to 2 and so on. @type {Upgrade[]} */
export const UPGRADES = [
  async (db, transaction, legacy) => {
    const waiting = db.createObjectStore("waiting", { keyPath: "seq" });
    waiting.createIndex("id", "record.id", { unique: true });
    waiting.createIndex("unit", ["unit", "seq"]);
    db.createObjectStore("refused", { keyPath: "seq" });
    const meta = db.createObjectStore("meta");
    await meta.put(legacy.install ?? randomUuid(), "install_id");
    await meta.put(legacy.seq ?? 0, "seq");
    await meta.put(0, "discarded");
    if (legacy.token) await meta.put(legacy.token, "token");
  },
];

export class Database {
  #upgrades;
  #openStorage;
  /** @type {Connection | null} */
  #connection = null;
  /** @type {Promise<Connection> | null} */
  #opening = null;
  #works = false;

  /**
   * @param {object} [options]
   * @param {Upgrade[]} [options.upgrades] as many as the version's number
   * @param {() => Storage} [options.openStorage] where the version before kept its name; the access may be forbidden
   */
  constructor({ upgrades = UPGRADES, openStorage = () => localStorage } = {}) {
    this.#upgrades = upgrades;
    this.#openStorage = openStorage;
  }

  /** Whether the last thing that was asked of it was done; false before anything was. */
  get works() {
    return this.#works;
  }

  /**
   * Does something with the open database. If it fails, the database is opened anew and it is tried once more: a
   * transaction that failed has written nothing.
   * @template T
   * @param {(db: Connection) => Promise<T>} act
   * @returns {Promise<T>}
   */
  async use(act) {
    try {
      const result = await this.#tryTwice(act);
      this.#works = true;
      return result;
    } catch (fault) {
      this.#works = false;
      throw fault;
    }
  }

  async #tryTwice(act) {
    try {
      return await act(await this.#open());
    } catch (fault) {
      if (fault instanceof TooSlow) throw fault;
      this.#forget(this.#connection);
      return act(await this.#open());
    }
  }

  /** Closes the connection; the next use opens another. */
  close() {
    this.#forget(this.#connection);
  }

  async #open() {
    if (this.#connection !== null) return this.#connection;
    this.#opening ??= this.#connect().finally(() => (this.#opening = null));
    return inTime(this.#opening);
  }

  async #connect() {
    const legacy = readLegacy(this.#openStorage);
    const version = this.#upgrades.length;
    let connection;
    try {
      connection = await this.#request(version, legacy);
    } catch (fault) {
      if (fault?.name !== "VersionError") throw fault;
      // A newer page has been here. Upgrades only add, so that this one can go on with what there is.
      connection = await this.#request(undefined, legacy);
    }
    this.#connection = connection;
    forgetLegacy(this.#openStorage);
    return connection;
  }

  /** @param {number | undefined} version undefined: whichever is there */
  #request(version, legacy) {
    return openDB(NAME, version, {
      upgrade: (db, from, to, transaction) => {
        transaction.done.catch(() => {});
        this.#upgrade(db, from, to, transaction, legacy).catch(() => abort(transaction));
      },
      // A newer page wants to upgrade: whoever does not let go holds it up. The next use opens the upgraded one.
      blocking: (from, to, event) => this.#forget(event.target),
      terminated: () => this.#forget(this.#connection),
    });
  }

  async #upgrade(db, from, to, transaction, legacy) {
    for (const upgrade of this.#upgrades.slice(from, to)) await upgrade(db, transaction, legacy);
  }

  /** @param {Connection | IDBDatabase | null} connection */
  #forget(connection) {
    connection?.close();
    this.#connection = null;
  }
}

class TooSlow extends Error {}

/** The one database of this page. */
export const database = new Database();

/**
 * All or nothing; done when the browser says `complete`, which under "strict" means on the disk.
 * @template T
 * @param {(store: (name: string) => object) => Promise<T>} act may await nothing but the stores
 * @returns {Promise<T>}
 */
export async function transact(db, stores, durability, act) {
  const transaction = db.transaction(stores, "readwrite", { durability });
  transaction.done.catch(() => {});
  const timer = setTimeout(() => abort(transaction), TRANSACTION_MS);
  try {
    const result = await act((name) => transaction.objectStore(name));
    await transaction.done;
    return result;
  } catch (fault) {
    abort(transaction);
    throw fault;
  } finally {
    clearTimeout(timer);
  }
}

/** Gives a transaction up. One that is already over, or being committed, stays as it is. */
export function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It was over.
  }
}

/** @template T @param {Promise<T>} opening @returns {Promise<T>} */
async function inTime(opening) {
  let timer;
  const patience = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow("the database does not open")), PATIENCE_MS);
  });
  try {
    return await Promise.race([opening, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** @returns {Legacy} */
function readLegacy(openStorage) {
  try {
    const storage = openStorage();
    const seq = Number.parseInt(storage.getItem(LEGACY.seq) ?? "", 10);
    return {
      token: storage.getItem(LEGACY.token) ?? undefined,
      install: storage.getItem(LEGACY.install) ?? undefined,
      seq: seq >= 0 ? seq : undefined,
    };
  } catch {
    return {};
  }
}

function forgetLegacy(openStorage) {
  try {
    for (const key of Object.values(LEGACY)) openStorage().removeItem(key);
  } catch {
    // Storage is closed: what lies there is never read again, because the upgrade is done once.
  }
}

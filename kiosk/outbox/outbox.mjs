/**
 * Records that the server has not confirmed yet, and those it will not take. They outlive page, browser and power:
 * `capture` is done when the record is on the disk. An entry leaves only by `remove` (there is a receipt) or `discard`
 * (the staff said so). What is sent when is decided in `send.mjs`.
 */
import { MIRRORED, NOTHING, OWN, countBetween, together, withEntries } from "./counts.mjs";
import { Database, UPGRADES, database, transact } from "./database.mjs";
import { Mirror } from "./mirror.mjs";
import { freeze } from "./record.mjs";

/** @typedef {import("../citizen/session.mjs").BallotRecord} BallotRecord */
/**
 * `unit` is where the citizen stood: a record is never sent in the name of another. `seq` is the entry's key, and the
 * record's own number too if it was numbered by the database; keys below zero came through the mirror.
 * @typedef {Readonly<{seq: number, record: BallotRecord, unit: string, captured_at: number}>} Entry
 * `captured_at` in ms since 1970 by the tablet's clock
 *
 * Makes the record when its number is known; called within the transaction, so not asynchronous.
 * @typedef {(numbers: {seq: number, install_id: string}) => BallotRecord} Make
 * @typedef {import("./counts.mjs").Counts} Counts
 */

/** Read at a time where all is asked for, so that the screen never stands still. */
const PIECE = 200;

/**
 * @param {object} [options] for tests: a newer version of the database
 * @param {import("./database.mjs").Upgrade[]} [options.upgrades]
 * @returns {Promise<Outbox>} also if the database does not open: the outbox goes on trying
 */
export async function openOutbox({ upgrades } = {}) {
  const opened = upgrades === undefined ? database : new Database({ upgrades: [...UPGRADES, ...upgrades] });
  const outbox = new Outbox(opened, new Mirror(() => localStorage));
  await outbox.recover();
  return outbox;
}

export class Outbox {
  #database;
  #mirror;
  /** @type {((change: "captured" | "left") => void)[]} */
  #watchers = [];
  #unit = null;

  /** @param {Database} opened @param {Mirror} mirror */
  constructor(opened, mirror) {
    this.#database = opened;
    this.#mirror = mirror;
  }

  /** Whether the database does what it is asked. */
  get works() {
    return this.#database.works;
  }

  /** @param {(change: "captured" | "left") => void} listen called after every change */
  watch(listen) {
    this.#watchers.push(listen);
  }

  /** Says whose records are not elsewhere. @param {string} unit */
  belongTo(unit) {
    this.#unit = unit;
  }

  /**
   * Numbers a record and keeps it. Only when this is done may anybody be thanked.
   * @param {Make} make
   * @param {string} unit code of the unit whose tablet this is
   * @returns {Promise<BallotRecord>} as it was kept
   * @throws if it could be written nowhere
   */
  async capture(make, unit) {
    const attempt = guarded(make);
    let record;
    try {
      record = await this.#database.use((db) => insert(db, attempt.make, unit));
    } catch {
      if (attempt.fault !== null) throw attempt.fault;
      record = this.#mirror.capture(make, unit);
    }
    this.#changed("captured");
    return record;
  }

  /**
   * What waits, the oldest first.
   * @param {number} limit
   * @param {object} [which]
   * @param {string} [which.unit] only of this unit
   * @param {number} [which.after] only keys after this one
   * @returns {Promise<Entry[]>}
   */
  async list(limit, { unit, after = -Infinity } = {}) {
    await this.recover();
    try {
      return await this.#database.use((db) =>
        unit === undefined
          ? db.getAll("waiting", IDBKeyRange.lowerBound(after, true), limit)
          : db.getAllFromIndex("waiting", "unit", IDBKeyRange.bound([unit, after], [unit, Infinity], true), limit),
      );
    } catch {
      const fits = (entry) => entry.reason === undefined && entry.seq > after && (unit ?? entry.unit) === entry.unit;
      return this.#mirror.entries().filter(fits).slice(0, limit);
    }
  }

  /** The server has confirmed them. @param {number[]} seqs keys */
  async remove(seqs) {
    const mirrored = seqs.filter((seq) => seq < 0);
    if (mirrored.length > 0) this.#mirror.remove(mirrored);
    if (this.works || mirrored.length < seqs.length) {
      // If this does not reach the disk they are sent again, and the server knows them.
      await this.#write(["waiting"], "relaxed", async (store) => {
        for (const seq of seqs) await store("waiting").delete(seq);
      });
    }
    this.#changed("left");
  }

  /**
   * The server will never take it: sending it again would not help. It is kept for the staff.
   * @param {number} seq key
   * @param {string} reason
   */
  async refuse(seq, reason) {
    if (seq < 0) this.#mirror.refuse(seq, reason);
    if (this.works || seq > 0) {
      await this.#write(["waiting", "refused"], "strict", async (store) => {
        const entry = await store("waiting").get(seq);
        if (entry === undefined) return;
        await store("refused").put({ ...entry, reason });
        await store("waiting").delete(seq);
      });
    }
    this.#changed("left");
  }

  /** What was refused is tried once more, because the staff said so: the server may have learnt meanwhile. */
  async retry() {
    await this.recover();
    try {
      await this.#write(["waiting", "refused"], "strict", async (store) => {
        for (const { reason, ...entry } of await store("refused").getAll()) {
          await store("waiting").put(entry);
          await store("refused").delete(entry.seq);
        }
      });
    } catch {
      // Then it stays refused, and can be tried again.
    }
    this.#changed("left");
  }

  /**
   * These wait and are in a file that staff carry to the server: one that is thrown away later is not thrown away there.
   * @param {number[]} seqs keys
   */
  async markCarried(seqs) {
    try {
      await this.#write(["waiting"], "strict", async (store) => {
        for (const seq of seqs) {
          const entry = await store("waiting").get(seq);
          if (entry !== undefined) await store("waiting").put({ ...entry, carried: true });
        }
      });
    } catch {
      // Then throwing one away is counted, which hides nothing that was not carried.
    }
  }

  /**
   * Throws one entry away, waiting or refused, because the staff said so; that it was so is counted, unless it was
   * carried to the server before.
   * @param {number} seq key
   * @returns {Promise<boolean>} whether there was one
   */
  async discard(seq) {
    let found = seq < 0 && this.#mirror.discard(seq);
    if (!found && (this.works || seq > 0)) {
      const entry = await this.#write(["waiting", "refused", "meta"], "strict", (store) => discardIn(store, seq));
      found = entry !== null;
      if (found && seq < 0 && !entry.carried) this.#mirror.countDiscarded();
    }
    this.#changed("left");
    return found;
  }

  /** All that is here, waiting or refused, for the hand-over. @returns {Promise<(Entry & {reason?: string})[]>} */
  async all() {
    await this.recover();
    const [refused, waiting] = [await this.#readAll("refused"), await this.#readAll("waiting")];
    return [...this.#mirror.entries(), ...refused, ...waiting];
  }

  /** Of everything here. @returns {Promise<Counts>} */
  async counts() {
    return together(await this.installs());
  }

  /**
   * The counts for each name that numbers were given out under: the database's own, and the mirror's if it was needed.
   * @returns {Promise<({install_id: string} & Counts)[]>} the database's own last
   */
  async installs() {
    const own = await this.#countIn(OWN);
    const head = this.#mirror.head();
    if (head === null) return own === null ? [] : [own];
    const moved = await this.#countIn(MIRRORED);
    const mirrored = withEntries(moved ?? NOTHING, this.#mirror.entries(), this.#unit);
    const { install_id, seq: captured, discarded } = head;
    return [{ ...mirrored, install_id, captured, discarded }, ...(own === null ? [] : [own])];
  }

  /** Moves what lies in the mirror into the database, if that works. Safe to repeat: a record is known by its id. */
  async recover() {
    const entries = this.#mirror.entries();
    try {
      if (entries.length === 0) {
        // Opening is part of finding out whether it works.
        if (!this.works) await this.#database.use((db) => db.getKey("meta", "seq"));
        return;
      }
      await this.#write(["waiting", "refused"], "strict", async (store) => {
        for (const entry of entries) {
          if ((await store("waiting").index("id").getKey(entry.record.id)) !== undefined) continue;
          const seq = await freeKey(store, entry.seq);
          await store(entry.reason === undefined ? "waiting" : "refused").add({ ...entry, seq });
        }
      });
      this.#mirror.remove(entries.map(({ seq }) => seq));
    } catch {
      // Then they stay where they are, and are sent from there.
    }
  }

  async #countIn(keys) {
    try {
      return await this.#database.use((db) => countBetween(db, keys, this.#unit));
    } catch {
      return null;
    }
  }

  async #readAll(name) {
    const found = [];
    try {
      for (let after = -Infinity; ; after = found.at(-1).seq) {
        const range = IDBKeyRange.lowerBound(after, true);
        const piece = await this.#database.use((db) => db.getAll(name, range, PIECE));
        found.push(...piece);
        if (piece.length < PIECE) return found;
      }
    } catch {
      return found;
    }
  }

  #write(stores, durability, act) {
    return this.#database.use((db) => transact(db, stores, durability, act));
  }

  /** @param {"captured" | "left"} change */
  #changed(change) {
    for (const listen of this.#watchers) listen(change);
  }
}

/** Tells a fault of whoever makes the record from a fault of the storage. */
function guarded(make) {
  const attempt = {
    fault: null,
    make: (numbers) => {
      try {
        return make(numbers);
      } catch (fault) {
        attempt.fault = fault;
        throw fault;
      }
    },
  };
  return attempt;
}

function insert(db, make, unit) {
  return transact(db, ["waiting", "meta"], "strict", async (store) => {
    const install_id = await store("meta").get("install_id");
    const seq = (await store("meta").get("seq")) + 1;
    const record = freeze(make({ seq, install_id }));
    // The try before may have reached the disk although its connection broke.
    const known = await store("waiting").index("id").get(record.id);
    if (known !== undefined) return freeze(known.record);
    await store("meta").put(seq, "seq");
    await store("waiting").add({ seq, record, unit, captured_at: Date.now() });
    return record;
  });
}

/** The clock that the mirror's keys are made of may have been set back. */
async function freeKey(store, wished) {
  const taken = async (name, seq) => (await store(name).getKey(seq)) !== undefined;
  let seq = wished;
  while ((await taken("waiting", seq)) || (await taken("refused", seq))) seq += 1;
  return seq;
}

/** @returns {Promise<Entry | null>} what was thrown away */
async function discardIn(store, seq) {
  for (const name of ["waiting", "refused"]) {
    const entry = await store(name).get(seq);
    if (entry === undefined) continue;
    await store(name).delete(seq);
    if (seq > 0 && !entry.carried) await store("meta").put((await store("meta").get("discarded")) + 1, "discarded");
    return entry;
  }
  return null;
}

/**
 * The one sender: takes records out of the outbox, oldest first, sends them until there is a receipt for each, and says
 * how many are left. Upload, receipt, remove, in this order. Nobody waits for it: who is thanked is on the disk already.
 * What an answer means is in `answer.mjs`. No DOM.
 */
import { readAnswer } from "./answer.mjs";
import { post } from "./api.mjs";
import { pause } from "./pause.mjs";

/** @typedef {import("./outbox.mjs").Entry} Entry */
/** @typedef {{token: string, unit: string}} Pairing */
/** @typedef {{type: "changed", waiting: number, refused: number} | {type: "unpaired"} | {type: "paired"}} Notice */

const ADDRESS = "/api/v1/ballots";
const LOCK = "hailong-sender";
const BATCH = 100;
/** Looks again where nothing was left: another page may have put something in and be gone. */
const LOOK_MS = 300_000;
/** Halving a hundred down to one takes seven; so many failures without any success are the server's, not a record's. */
const HOPELESS = 12;

export class Sender {
  #outbox;
  #listen;
  #locks;
  /** @type {Pairing | null} */
  #pairing = null;
  #running = false;
  #again = false;
  #failures = 0;
  #timer = null;
  /** The server asked not to be asked before; ms of a monotonic clock. */
  #notBefore = 0;
  /** @type {Set<number>} keys of records that alone made the server fail: tried last, so that they hold up nobody */
  #ill = new Set();
  #counting = null;
  #countAgain = false;
  /** @type {(() => void)[]} */
  #atEnd = [];
  /** @type {(() => void)[]} told once */
  #atNextEnd = [];

  /**
   * @param {import("./outbox.mjs").Outbox} outbox
   * @param {(notice: Notice) => void} listen
   * @param {LockManager} [locks] missing where the page came by plain http: then there is one sender on each page
   */
  constructor(outbox, listen, locks = globalThis.navigator?.locks) {
    this.#outbox = outbox;
    this.#listen = listen;
    this.#locks = locks;
    outbox.watch((change) => {
      this.#tellCount();
      if (change === "captured") this.wake();
    });
  }

  /**
   * Begins, or goes on after a refusal of the token. Only records of `unit` are sent.
   * @param {Pairing} pairing
   */
  pair(pairing) {
    const { token, unit } = pairing;
    if (this.#pairing?.token === token && this.#pairing.unit === unit) {
      this.wake();
      return;
    }
    this.#pairing = pairing;
    this.#outbox.belongTo(pairing.unit);
    this.#listen({ type: "paired" });
    this.#tellCount();
    this.wake();
  }

  /** The server refused this token: nothing is sent until there is another, and everything is kept. @param {string} token */
  lose(token) {
    if (this.#pairing?.token !== token) return;
    this.#pairing = null;
    this.#listen({ type: "unpaired" });
  }

  /** @param {() => void} listen called when the outbox was gone through, whatever came of it */
  watchEnd(listen) {
    this.#atEnd.push(listen);
  }

  /** Tries all there is once more. Done when the outbox was gone through, whatever came of it. @returns {Promise<void>} */
  goThrough() {
    return new Promise((done) => {
      this.#atNextEnd.push(done);
      this.wake();
    });
  }

  /** Something is on its way to the server just now. */
  get isSending() {
    return this.#running;
  }

  /** The server knows the token, as far as we know. */
  get isPaired() {
    return this.#pairing !== null;
  }

  /** Tries now instead of at the end of the pause: there is something new, or the network seems to be back. */
  wake() {
    const left = this.#notBefore - performance.now();
    clearTimeout(this.#timer);
    if (left > 0) {
      this.#timer = setTimeout(() => this.wake(), left);
      return;
    }
    this.#again = true;
    if (!this.#running) void this.#run();
  }

  async #run() {
    this.#running = true;
    let wait = LOOK_MS;
    while (this.#again) {
      this.#again = false;
      wait = await this.#turn();
    }
    this.#running = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), wait);
    for (const listen of [...this.#atEnd, ...this.#atNextEnd.splice(0)]) listen();
  }

  /** @returns {Promise<number>} ms until the next; never fails */
  async #turn() {
    try {
      const pass = () => this.#pass();
      const result = this.#locks ? await this.#locks.request(LOCK, pass) : await pass();
      if (result.waitMs !== undefined) this.#notBefore = performance.now() + result.waitMs;
      if (result.done) {
        this.#failures = 0;
        return LOOK_MS;
      }
      if (result.progress) this.#failures = 0;
      return result.waitMs ?? pause(this.#failures++);
    } catch {
      // The storage failed, not the network. What has no receipt on the disk is sent again, and the server knows it.
      return pause(this.#failures++);
    }
  }

  /** Once through the outbox: first what is well, then what made the server fail before. */
  async #pass() {
    const pairing = this.#pairing;
    const round = { pairing, stop: pairing === null, done: true, progress: false, setbacks: 0, waitMs: undefined };
    const ill = new Set(this.#ill);
    await this.#walk(round, async (entries) => {
      const well = entries.filter(({ seq }) => !ill.has(seq));
      if (well.length > 0) await this.#send(well, round);
    });
    if (ill.size > 0) {
      await this.#walk(round, async (entries) => {
        for (const entry of entries.filter(({ seq }) => ill.has(seq))) await this.#send([entry], round);
      });
    }
    return round;
  }

  async #walk(round, act) {
    let after = -Infinity;
    while (!round.stop) {
      const entries = await this.#outbox.list(BATCH, { unit: round.pairing.unit, after });
      if (entries.length === 0) return;
      after = entries.at(-1).seq;
      await act(entries);
    }
  }

  /** @param {Entry[]} entries */
  async #send(entries, round) {
    // A tablet that was paired anew meanwhile may stand in another unit: the next round begins from the start.
    if (this.#pairing !== round.pairing) round.stop = true;
    if (round.stop) return;
    const { token } = round.pairing;
    const sentAt = new Date().toISOString();
    const ballots = entries.map(({ record }) => ({ ...record, sent_at: sentAt }));
    const answer = await post(ADDRESS, token, { ballots });
    const outcome = answer === null ? { kind: "later" } : readAnswer(answer, entries);
    if (outcome.kind === "sorted") await this.#settle(outcome, round);
    else if (outcome.kind === "split") await this.#split(outcome, entries, round);
    else {
      round.stop = true;
      round.done = outcome.kind === "unpaired";
      round.waitMs = outcome.waitMs;
      if (outcome.kind === "unpaired") this.lose(token);
    }
  }

  async #settle({ stored, refused, left }, round) {
    round.setbacks = 0;
    round.progress = true;
    if (left.length > 0) round.done = false;
    const taken = stored.map(({ seq }) => seq);
    if (taken.length > 0) await this.#outbox.remove(taken);
    for (const { entry, reason } of refused) await this.#outbox.refuse(entry.seq, reason);
    for (const seq of [...taken, ...refused.map(({ entry }) => entry.seq)]) this.#ill.delete(seq);
  }

  async #split({ final, reason }, entries, round) {
    if (entries.length > 1 || !final) round.setbacks += 1;
    if (round.setbacks > HOPELESS) {
      round.stop = true;
      round.done = false;
    } else if (entries.length > 1) {
      const middle = Math.ceil(entries.length / 2);
      await this.#send(entries.slice(0, middle), round);
      await this.#send(entries.slice(middle), round);
    } else if (final) {
      await this.#settle({ stored: [], refused: [{ entry: entries[0], reason }], left: [] }, round);
    } else {
      this.#ill.add(entries[0].seq);
      round.done = false;
    }
  }

  /** Counts once at a time, and once more if something changed meanwhile. */
  #tellCount() {
    this.#countAgain = true;
    this.#counting ??= this.#count().finally(() => (this.#counting = null));
  }

  async #count() {
    while (this.#countAgain) {
      this.#countAgain = false;
      const { waiting, refused } = await this.#outbox.counts();
      this.#listen({ type: "changed", waiting, refused });
    }
  }
}

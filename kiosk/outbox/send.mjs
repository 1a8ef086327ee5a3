/**
 * The one sender: takes records out of the outbox one at a time, sends each until there is a receipt for it, and says
 * what became of it. Upload, receipt, remove, in this order. No DOM.
 */

/** @typedef {import("./outbox.mjs").Entry} Entry */
/**
 * later: try again (`waitMs` if the server said when; `everyone` if no other record would fare better).
 * @typedef {{kind: "stored"} | {kind: "refused", reason: string} | {kind: "unpaired"}
 *   | {kind: "later", everyone: boolean, waitMs?: number}} Outcome
 *
 * @typedef {{type: "stored" | "refused" | "failed", id: string, attempts: number}
 *   | {type: "unpaired"} | {type: "changed", waiting: number, refused: number}} Notice
 */

const ADDRESS = "/api/v1/ballots";
/** A request that takes longer is given up and tried again. */
const TIMEOUT_MS = 15_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** A server cannot silence a tablet for longer. */
const LONGEST_WISH_MS = 300_000;

/** What the server may say of a record in so many words; anything else with these numbers is somebody else talking. */
const FINAL = new Set([200, 400, 409, 413, 422]);

/**
 * Reads an answer. Only JSON that names the record is a receipt: a captive portal answers 200 with a page.
 * @param {{status: number, body: unknown, retryAfter: string | null}} answer `body` undefined if it was no JSON
 * @param {string} id of the record that was sent
 * @returns {Outcome}
 */
export function readAnswer({ status, body, retryAfter }, id) {
  const isObject = typeof body === "object" && body !== null;
  if (isObject && (status === 401 || status === 403)) return { kind: "unpaired" };
  if (isObject && FINAL.has(status)) {
    const receipts = Array.isArray(body.receipts) ? body.receipts : [];
    const receipt = receipts.find((candidate) => candidate?.id === id);
    if (status === 200 && ["stored", "duplicate"].includes(receipt?.status)) return { kind: "stored" };
    if (["conflict", "rejected"].includes(receipt?.status)) return refused(receipt.reason ?? receipt.status);
    if (status === 400 || status === 413) return refused(body.detail ?? body.title ?? String(status));
  }
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  if (seconds >= 0) {
    return { kind: "later", everyone: true, waitMs: Math.min(seconds * 1000, LONGEST_WISH_MS) };
  }
  // A 500 may be about this one record; it must not hold up the others.
  return { kind: "later", everyone: status !== 500 };
}

function refused(reason) {
  return { kind: "refused", reason: String(reason) };
}

export class Sender {
  #outbox;
  #listen;
  /** @type {{token: string, place: string} | null} */
  #pairing = null;
  #running = false;
  #again = false;
  #failures = 0;
  #timer = null;
  /** @type {Map<string, number>} */
  #attempts = new Map();

  /**
   * @param {import("./outbox.mjs").Outbox} outbox
   * @param {(notice: Notice) => void} listen
   */
  constructor(outbox, listen) {
    this.#outbox = outbox;
    this.#listen = listen;
  }

  /**
   * Begins, or goes on after a refusal of the token. Only records of `place` are sent.
   * @param {{token: string, place: string}} pairing
   */
  pair(pairing) {
    this.#pairing = pairing;
    this.wake();
  }

  /** @param {Entry} entry */
  async put(entry) {
    await this.#outbox.put(entry);
    await this.#tellCount();
    this.wake();
  }

  /** Tries now instead of at the end of the pause: there is something new, or the network seems to be back. */
  wake() {
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#again = true;
    if (!this.#running) void this.#run();
  }

  async #run() {
    this.#running = true;
    let pause = null;
    try {
      while (this.#again) {
        this.#again = false;
        pause = await this.#pass();
      }
    } finally {
      this.#running = false;
    }
    if (pause !== null) this.#timer = setTimeout(() => this.#retry(), pause);
  }

  #retry() {
    this.#again = true;
    void this.#run();
  }

  /**
   * Once through the outbox.
   * @returns {Promise<number | null>} ms until the next, or null if nothing is left to try
   */
  async #pass() {
    let pause = null;
    for (const entry of await this.#outbox.list()) {
      if (this.#pairing === null) return null;
      if (entry.place !== this.#pairing.place) continue;
      const outcome = await this.#attempt(entry, this.#pairing.token);
      if (outcome.kind !== "later") continue;
      pause = Math.max(pause ?? 0, outcome.waitMs ?? this.#pauseOf(this.#failures));
      if (outcome.everyone || this.#again) break;
    }
    this.#failures = pause === null ? 0 : this.#failures + 1;
    return pause;
  }

  /** Doubling, spread by a fifth so that the tablets of a hall do not all come at once. */
  #pauseOf(failures) {
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    return pause * (0.8 + 0.4 * Math.random());
  }

  async #attempt(entry, token) {
    const { id } = entry.record;
    const attempts = (this.#attempts.get(id) ?? 0) + 1;
    this.#attempts.set(id, attempts);
    const outcome = await post(entry.record, token);
    if (outcome.kind === "unpaired") {
      if (this.#pairing?.token === token) {
        this.#pairing = null;
        this.#listen({ type: "unpaired" });
      }
      return outcome;
    }
    if (outcome.kind === "stored") await this.#outbox.remove(id);
    if (outcome.kind === "refused") await this.#outbox.setAside(id, outcome.reason);
    if (outcome.kind !== "later") {
      this.#attempts.delete(id);
      await this.#tellCount();
    }
    this.#listen({ type: outcome.kind === "later" ? "failed" : outcome.kind, id, attempts });
    return outcome;
  }

  async #tellCount() {
    this.#listen({ type: "changed", ...(await this.#outbox.count()) });
  }
}

/**
 * @param {import("../citizen/session.mjs").BallotRecord} record
 * @param {string} token
 * @returns {Promise<Outcome>}
 */
async function post(record, token) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(ADDRESS, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ ballots: [{ ...record, sent_at: new Date().toISOString() }] }),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: giveUp.signal,
    });
    const body = parseJson(await response.text());
    return readAnswer({ status: response.status, body, retryAfter: response.headers.get("retry-after") }, record.id);
  } catch {
    // No connection, a redirect to somewhere else, or no answer in time.
    return { kind: "later", everyone: true };
  } finally {
    clearTimeout(timer);
  }
}

/** @returns {unknown} undefined if the text is no JSON */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

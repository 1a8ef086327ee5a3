/**
 * Tells the server once a minute how this tablet is and what it holds, so that a loss is proved by numbers and a tablet
 * that has fallen silent is noticed. Decides nothing; where something is not known it says so with null. No DOM.
 */
import { post } from "./api.mjs";
import { together } from "./counts.mjs";

const ADDRESS = "/api/v1/devices/heartbeat";
const EVERY_MS = 60_000;
/** What happens at a busy desk is told together. */
const SHORTEST_MS = 5_000;

/**
 * What only other parts of the page know; each may be missing.
 * @typedef {object} Readings
 * @property {() => string} [app] version of the front end
 * @property {() => boolean | null} [awake] whether the screen is kept on
 * @property {() => number | null} [lastInputAt] ms of the page's monotonic clock
 * @property {() => number | null | Promise<number | null>} [pxPerMm]
 *
 * @typedef {object} HeartbeatListener
 * @property {(version: string) => void} config the server named the version of its config
 * @property {(version: string) => void} [app] the server named the version of the front end that it has
 * @property {(token: string) => void} unpaired the server refused this token
 */

export class Heartbeat {
  #outbox;
  #readings;
  #listener;
  /** @type {string | null} */
  #token = null;
  #timer = null;
  #lastAt = -Infinity;
  #beating = false;

  /**
   * @param {import("./outbox.mjs").Outbox} outbox
   * @param {Readings} readings
   * @param {HeartbeatListener} listener
   */
  constructor(outbox, readings, listener) {
    this.#outbox = outbox;
    this.#readings = readings;
    this.#listener = listener;
  }

  /** @param {string} token */
  start(token) {
    this.#token = token;
    this.soon();
  }

  stop() {
    this.#token = null;
    clearTimeout(this.#timer);
  }

  /** Something is new: tells it now, or with the next if the last was just now. */
  soon() {
    if (this.#token === null || this.#beating) return;
    const left = this.#lastAt + SHORTEST_MS - performance.now();
    if (left > 0) this.#wait(left);
    else void this.#beat();
  }

  #wait(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#beat(), milliseconds);
  }

  async #beat() {
    const token = this.#token;
    if (token === null || this.#beating) return;
    this.#beating = true;
    this.#lastAt = performance.now();
    try {
      if (globalThis.navigator?.onLine !== false) await this.#tell(token);
    } catch (fault) {
      // Somebody's reading failed; the tablet must not fall silent for that.
      console.error(fault);
    } finally {
      this.#beating = false;
      if (this.#token !== null) this.#wait(EVERY_MS);
    }
  }

  /** Once for each name that records were numbered under: gaps are looked for in each by itself. */
  async #tell(token) {
    const state = await this.#state();
    const installs = await this.#outbox.installs();
    const { elsewhere, oldestAt } = together(installs);
    for (const counts of installs) {
      const told = numbers({ ...counts, elsewhere, oldestAt });
      const answer = await post(ADDRESS, token, { ...told, ...state, sent_at: new Date().toISOString() });
      if (answer === null || typeof answer.body !== "object" || answer.body === null) return;
      if (answer.status === 401 || answer.status === 403) {
        if (this.#token === token) this.stop();
        this.#listener.unpaired(token);
        return;
      }
      if (answer.status !== 200) continue;
      const { config, app } = answer.body;
      if (typeof config === "string") this.#listener.config(config);
      if (typeof app === "string") this.#listener.app?.(app);
    }
  }

  async #state() {
    const { app, awake, lastInputAt, pxPerMm } = this.#readings;
    const inputAt = lastInputAt?.() ?? null;
    return {
      app: app?.() ?? "",
      secure: globalThis.isSecureContext === true,
      storage_works: this.#outbox.works,
      ...(await storage()),
      ...(await battery()),
      awake: awake?.() ?? null,
      last_input_s: inputAt === null ? null : Math.max(0, Math.round((performance.now() - inputAt) / 1000)),
      px_per_mm: (await pxPerMm?.()) ?? null,
      screen: globalThis.screen ? `${screen.width}x${screen.height}` : "",
    };
  }
}

/** @param {{install_id: string} & import("./outbox.mjs").Counts} counts */
function numbers({ oldestAt, ...counts }) {
  // The clock may have been set back meanwhile.
  const age = oldestAt === null ? null : Math.max(0, Math.round((Date.now() - oldestAt) / 1000));
  return { ...counts, oldest_waiting_s: age };
}

async function storage() {
  try {
    const [persisted, { usage, quota }] = await Promise.all([navigator.storage.persisted(), navigator.storage.estimate()]);
    return { persisted, used_bytes: usage ?? null, quota_bytes: quota ?? null };
  } catch {
    return { persisted: null, used_bytes: null, quota_bytes: null };
  }
}

async function battery() {
  try {
    const { level, charging } = await navigator.getBattery();
    return { battery: Math.round(level * 100), charging };
  } catch {
    return { battery: null, charging: null };
  }
}

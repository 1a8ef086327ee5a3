/**
 * What the tablet knows of itself across page loads: as what it is paired, and a token that staff gave it and whose
 * config is not here yet. Its name and the numbers of its records are the outbox's.
 */
import { isConfig } from "./config.mjs";

/** Token and config are one value: with another's token a unit's records would be counted as another's. */
const PAIRED = "paired";
const GIVEN = "token";
/** Versions before kept the two apart. */
const CONFIG_OF_BEFORE = "config";

/**
 * Finds the token in what staff paste: the token alone, or the address that carries it.
 * @param {string} text
 * @returns {string | null}
 */
export function readToken(text) {
  const bare = text.trim();
  const carried = /#token=([^&\s]+)/.exec(bare);
  const token = carried ? carried[1] : bare;
  return /^[\w.~-]{16,256}$/.test(token) ? token : null;
}

export class Device {
  #meta;
  /** @type {{token: string, config: import("./config.mjs").Config} | null} */
  #paired;
  #given;

  constructor(meta, paired, given) {
    this.#meta = meta;
    this.#paired = paired;
    this.#given = given;
  }

  /** @param {import("../outbox/meta.mjs").Meta} meta */
  static async open(meta) {
    const [paired, given] = [await meta.get(PAIRED), await meta.get(GIVEN)];
    if (typeof paired?.token === "string" && isConfig(paired.config)) return new Device(meta, paired, given);
    const device = new Device(meta, null, given);
    const config = await meta.get(CONFIG_OF_BEFORE);
    if (given !== null && isConfig(config)) {
      await device.pair(given, config);
      await meta.set(CONFIG_OF_BEFORE, null);
    }
    return device;
  }

  /** @returns {string | null} what records are sent with */
  get token() {
    return this.#paired?.token ?? null;
  }

  /** @returns {import("./config.mjs").Config | null} what is rated by; null while the tablet is not paired */
  get config() {
    return this.#paired?.config ?? null;
  }

  /** @returns {string | null} a token that comes into force with its config */
  get given() {
    return this.#given;
  }

  /**
   * Done when it is written, as well as this tablet can.
   * @param {string | null} token null: it was of no use
   */
  async give(token) {
    if (token === this.#given) return;
    this.#given = token;
    await this.#meta.set(GIVEN, token);
  }

  /**
   * From now on records are made by this config and sent with this token.
   * @param {string} token
   * @param {import("./config.mjs").Config} config
   */
  async pair(token, config) {
    this.#paired = { token, config };
    await this.#meta.set(PAIRED, this.#paired);
    if (this.#given === token) await this.give(null);
  }

  /**
   * Takes the token out of the address, where it could be read over a shoulder.
   * @param {Location} location
   * @param {History} history
   * @returns {Promise<boolean>} whether there was one
   */
  async adoptToken(location, history) {
    if (!location.hash.startsWith("#token=")) return false;
    const token = readToken(location.hash);
    history.replaceState(null, "", location.pathname + location.search);
    if (token === null) return false;
    await this.give(token);
    return true;
  }
}

/**
 * What the tablet knows of itself across page loads: its token. Its name and the numbers of its records are the
 * outbox's.
 */

const TOKEN = "token";

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
  #token;

  /** @param {import("../outbox/meta.mjs").Meta} meta @param {string | null} token */
  constructor(meta, token) {
    this.#meta = meta;
    this.#token = token;
  }

  /** @param {import("../outbox/meta.mjs").Meta} meta */
  static async open(meta) {
    return new Device(meta, await meta.get(TOKEN));
  }

  /** @returns {string | null} */
  get token() {
    return this.#token;
  }

  /**
   * Done when it is written, as well as this tablet can.
   * @param {string} token
   */
  async keepToken(token) {
    if (token === this.#token) return;
    this.#token = token;
    await this.#meta.set(TOKEN, token);
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
    await this.keepToken(token);
    return true;
  }
}

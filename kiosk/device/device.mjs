/**
 * What the tablet knows of itself across page loads: its token, a random name of this storage and the number of the
 * last record. Where storage is closed or full it goes on with memory alone, under a new name.
 */
import { randomUuid } from "./uuid.mjs";

const TOKEN = "hailong.token";
const INSTALL = "hailong.install";
const SEQ = "hailong.seq";

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
  #storage;
  /** @type {Map<string, string>} what could not be written */
  #memory = new Map();

  /** @param {() => Storage} openStorage the access itself may be forbidden */
  constructor(openStorage) {
    try {
      this.#storage = openStorage();
    } catch {
      this.#storage = null;
    }
    if (!this.#read(INSTALL)) this.#write(INSTALL, randomUuid());
  }

  /** @returns {string | null} */
  get token() {
    return this.#read(TOKEN);
  }

  /** @param {string} token */
  set token(token) {
    this.#write(TOKEN, token);
  }

  /**
   * The next number, 1, 2, 3 … for each record of this storage, so that gaps prove loss.
   * @returns {{installId: string, seq: number}}
   */
  numberRecord() {
    const last = Number.parseInt(this.#read(SEQ) ?? "0", 10);
    this.#write(SEQ, String((last >= 0 ? last : 0) + 1));
    return { installId: this.#read(INSTALL), seq: Number(this.#read(SEQ)) };
  }

  /**
   * Takes the token out of the address, where it could be read over a shoulder.
   * @param {Location} location
   * @param {History} history
   * @returns {boolean} whether there was one
   */
  adoptToken(location, history) {
    if (!location.hash.startsWith("#token=")) return false;
    const token = readToken(location.hash);
    history.replaceState(null, "", location.pathname + location.search);
    if (token === null) return false;
    this.token = token;
    return true;
  }

  #read(key) {
    if (this.#memory.has(key)) return this.#memory.get(key);
    try {
      return this.#storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  #write(key, value) {
    try {
      if (this.#storage === null) throw new Error("no storage");
      this.#storage.setItem(key, value);
    } catch {
      this.#forsake(key, value);
    }
  }

  /** A number that is not written down would be given out twice: from here on this is another, shorter storage. */
  #forsake(key, value) {
    if (!this.#memory.has(INSTALL)) {
      const token = this.token;
      if (token !== null) this.#memory.set(TOKEN, token);
      this.#memory.set(INSTALL, randomUuid());
      this.#memory.set(SEQ, "0");
      if (key === SEQ) value = "1";
    }
    this.#storage = null;
    if (key !== INSTALL) this.#memory.set(key, value);
  }
}

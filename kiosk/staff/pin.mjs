/**
 * The staff's PIN, checked on the tablet so that it works without network: the server gives its salted hash. Wrong tries
 * are counted across page loads, so that nobody can go through all of them. No DOM.
 */
import { bytesOf } from "./base64.mjs";

const NAME = "pin_tries";
/** Tries in a row, and the pause after them, ms. */
const TRIES = 5;
const PAUSE_MS = 60_000;

/** @typedef {{salt: string, iterations: number, hash: string}} PinHash base 64; PBKDF2-HMAC-SHA-256, 32 bytes */

/** Whether this page may do it at all: cryptography is missing where the page came by plain http. */
export function canCheck(subtle = globalThis.crypto?.subtle) {
  return subtle !== undefined;
}

/**
 * @param {string} typed
 * @param {PinHash} known
 * @returns {Promise<boolean>}
 */
export async function isRight(typed, { salt, iterations, hash }) {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(typed), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(salt), iterations };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
  const wanted = bytesOf(hash);
  return bits.length === wanted.length && bits.every((byte, at) => byte === wanted[at]);
}

export class Tries {
  #meta;

  /** @param {Pick<import("../outbox/meta.mjs").Meta, "get" | "set">} meta */
  constructor(meta) {
    this.#meta = meta;
  }

  /** @param {number} now ms since 1970 @returns {Promise<number>} seconds until the next try is allowed */
  async secondsLeft(now) {
    const { until = 0 } = (await this.#meta.get(NAME)) ?? {};
    // A clock that was set back must not lock the staff out for years.
    return Math.ceil(Math.min(Math.max(0, until - now), PAUSE_MS) / 1000);
  }

  /** @param {number} now ms since 1970 */
  async wasWrong(now) {
    const { wrong = 0 } = (await this.#meta.get(NAME)) ?? {};
    const tries = wrong + 1 >= TRIES ? { wrong: 0, until: now + PAUSE_MS } : { wrong: wrong + 1 };
    await this.#meta.set(NAME, tries);
  }

  async wasRight() {
    await this.#meta.set(NAME, null);
  }
}

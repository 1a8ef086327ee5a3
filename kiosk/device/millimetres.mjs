/**
 * How many CSS pixels are a millimetre on this screen: no tablet tells, so staff lay a card of known size on the glass
 * (ISO/IEC 7810 ID-1, as every citizen identity card is). Sizes that a finger needs follow from it.
 */

const NAME = "px_per_mm";
/** A 10.1-inch screen that calls itself 1280 × 800. */
export const USUAL = 5.9;
/** Between a television and a phone; anything else was a slip. */
const LEAST = 2;
const MOST = 20;
/** Width and height of the card, mm. */
export const CARD = Object.freeze({ width: 85.6, height: 53.98 });

/** @param {unknown} value */
export function isSize(value) {
  return typeof value === "number" && value >= LEAST && value <= MOST;
}

/** @param {number} value @returns {number} the nearest that can be */
export function within(value) {
  return Math.min(MOST, Math.max(LEAST, value));
}

export class Millimetres {
  #meta;
  #root;
  /** @type {number | null} */
  #measured = null;

  /** @param {import("../outbox/meta.mjs").Meta} meta @param {HTMLElement} root */
  constructor(meta, root) {
    this.#meta = meta;
    this.#root = root;
  }

  /** Sizes everything by what was measured on this screen before, if it was. */
  async apply() {
    const kept = await this.#meta.get(NAME);
    this.#measured = isSize(kept) ? kept : null;
    if (this.#measured !== null) this.#set(this.#measured);
  }

  /** CSS pixels to a millimetre as measured; null: nobody has. */
  get measured() {
    return this.#measured;
  }

  /** @param {number} pxPerMm */
  async keep(pxPerMm) {
    if (!isSize(pxPerMm)) throw new Error("no screen is like that");
    this.#measured = pxPerMm;
    this.#set(pxPerMm);
    await this.#meta.set(NAME, pxPerMm);
  }

  #set(pxPerMm) {
    this.#root.style.setProperty("--mm", `${pxPerMm}px`);
  }
}

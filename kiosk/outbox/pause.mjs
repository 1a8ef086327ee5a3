/** How long to leave a server alone that did not answer. Pure but for chance. */

const FIRST_MS = 30_000;
const LONGEST_MS = 300_000;

/**
 * Doubling, spread by a fifth so that the tablets of a hall do not all come at once.
 * @param {number} failures one after the other, before this one
 * @returns {number} ms
 */
export function pause(failures) {
  return Math.min(FIRST_MS * 2 ** failures, LONGEST_MS) * (0.8 + 0.4 * Math.random());
}

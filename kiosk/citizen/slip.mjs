/** The code of a receipt slip as a value. Pure; the server reads it in the same way and decides whether it rates. */

/** Crockford's base 32: no letter that looks like a digit. */
export const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const LENGTH = 12;
const GROUP = 4;
const ALIKE = { O: "0", I: "1", L: "1" };

/**
 * The letters of a code in what was typed, at most as many as a code has. A scanner types the slip's whole address, of
 * which the code is the last part.
 * @param {string} typed
 * @returns {string}
 */
export function lettersOf(typed) {
  const last = typed.split("/").at(-1);
  const letters = [...last.toUpperCase()].map((letter) => ALIKE[letter] ?? letter);
  return letters.filter((letter) => ALPHABET.includes(letter)).slice(0, LENGTH).join("");
}

/** As it is printed: `7Q4M-K2RT-9XWB`. @param {string} letters */
export function grouped(letters) {
  return letters.replace(new RegExp(`.{${GROUP}}(?=.)`, "g"), "$&-");
}

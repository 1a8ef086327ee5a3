/**
 * What somebody typed, made ready to be kept: composed letters, no blanks around, no longer than allowed. Pure.
 */

/** Characters; the server takes no more. */
export const LONGEST_TEXT = 2000;
export const LONGEST_PHONE = 30;
export const LONGEST_NAME = 100;
const DIGITS = { least: 8, most: 15 };

/** @param {string} text @param {number} [longest] characters */
export function tidy(text, longest = LONGEST_TEXT) {
  return [...text.normalize("NFC").trim()].slice(0, longest).join("").trim();
}

/**
 * @param {{text: string, phone: string, name: string}} typed
 * @returns {{complaint: {text: string, phone: string, name: string}, problems: ("text" | "phone")[]}}
 */
export function readComplaint({ text, phone, name }) {
  const complaint = { text: tidy(text), phone: tidy(phone, LONGEST_PHONE), name: tidy(name, LONGEST_NAME) };
  const problems = [];
  if (complaint.text === "") problems.push("text");
  if (complaint.phone !== "" && !isPhone(complaint.phone)) problems.push("phone");
  return { complaint, problems };
}

function isPhone(phone) {
  const digits = phone.replace(/\D/g, "").length;
  return /^[\d +.()-]+$/.test(phone) && digits >= DIGITS.least && digits <= DIGITS.most;
}

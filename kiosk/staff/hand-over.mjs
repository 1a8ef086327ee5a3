/**
 * Ballots as a file that only the server can open, for a tablet that does not reach it: what is in it and how it is
 * called. Nothing leaves the outbox by this; the server takes each ballot once, however it comes. No DOM.
 */
import { base64Url, bytesOf } from "./base64.mjs";
import { seal } from "./hpke.mjs";

const FORMAT = "hand-over-1";

/**
 * @typedef {object} Holder
 * @property {string} device public id
 * @property {string} token
 * @property {string} installId
 * @property {string} key the server's public key, base 64
 * @property {string} unit code of the tablet's unit; records of other units are told apart
 *
 * @param {import("../outbox/outbox.mjs").Entry[]} entries
 * @param {Holder} holder
 * @param {Date} [now]
 * @returns {Promise<{name: string, content: string}>}
 */
export async function handOver(entries, { device, token, installId, key, unit }, now = new Date()) {
  const made_at = now.toISOString();
  const ofUnit = (code) => entries.filter((entry) => entry.unit === code);
  const sent = (those) => those.map(({ record }) => ({ ...record, sent_at: made_at }));
  const others = [...new Set(entries.map((entry) => entry.unit))].filter((code) => code !== unit);
  const elsewhere = others.map((code) => ({ unit: code, ballots: sent(ofUnit(code)) }));
  const inside = { token, install_id: installId, made_at, ballots: sent(ofUnit(unit)), elsewhere };
  const plaintext = bytes(JSON.stringify(inside));
  const { encapped, ciphertext } = await seal({ recipient: bytesOf(key), plaintext, aad: bytes(`${FORMAT} ${device}`) });
  const sealed = { encapped: base64Url(encapped), ciphertext: base64Url(ciphertext) };
  return {
    name: `ban-giao-phieu-${device}-${made_at.slice(0, 16).replace(/\D/g, "")}.json`,
    content: JSON.stringify({ hailong: FORMAT, ...sealed, device, made_at }),
  };
}

function bytes(text) {
  return new TextEncoder().encode(text);
}

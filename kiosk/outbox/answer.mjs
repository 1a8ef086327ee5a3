/**
 * What an answer of the server means for the records that were sent. Only JSON that names a record is a receipt for it:
 * a captive portal answers 200 with a page. Pure.
 */

/** @typedef {import("./outbox.mjs").Entry} Entry */
/**
 * sorted: what there are receipts for; `left` has none and is tried again. split: something among them is not liked,
 * send less at a time (`final`: if it stands alone, it is refused for `reason`; otherwise it is tried again later).
 * later: nothing would fare better now.
 * @typedef {{kind: "sorted", stored: Entry[], refused: {entry: Entry, reason: string}[], left: Entry[]}
 *   | {kind: "split", final: boolean, reason: string}
 *   | {kind: "unpaired"} | {kind: "later", waitMs?: number}} Outcome
 */

/** A server cannot silence a tablet for longer. */
const LONGEST_WISH_MS = 300_000;

/** What the server may say of records in so many words; anything else with these numbers is somebody else talking. */
const FINAL = new Set([400, 409, 413, 422]);

/**
 * @param {{status: number, body: unknown, retryAfter: string | null}} answer `body` undefined if it was no JSON
 * @param {Entry[]} entries that were sent
 * @returns {Outcome}
 */
export function readAnswer({ status, body, retryAfter }, entries) {
  const isOurs = typeof body === "object" && body !== null;
  if (isOurs && (status === 401 || status === 403)) return { kind: "unpaired" };
  if (isOurs && (status === 200 || FINAL.has(status))) {
    const sorted = sort(Array.isArray(body.receipts) ? body.receipts : [], entries, status);
    if (sorted.left.length < entries.length) return sorted;
  }
  if (FINAL.has(status)) {
    return { kind: "split", final: isOurs, reason: String(body?.detail ?? body?.title ?? status) };
  }
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  if (seconds >= 0) return { kind: "later", waitMs: Math.min(seconds * 1000, LONGEST_WISH_MS) };
  // A 500 may be about one record; it must not hold up the others.
  return status === 500 ? { kind: "split", final: false, reason: "500" } : { kind: "later" };
}

function sort(receipts, entries, status) {
  const sorted = { kind: "sorted", stored: [], refused: [], left: [] };
  for (const entry of entries) {
    const receipt = receipts.find((candidate) => candidate?.id === entry.record.id);
    if (status === 200 && ["stored", "duplicate"].includes(receipt?.status)) {
      sorted.stored.push(entry);
    } else if (["conflict", "rejected"].includes(receipt?.status)) {
      sorted.refused.push({ entry, reason: String(receipt.reason ?? receipt.status) });
    } else {
      sorted.left.push(entry);
    }
  }
  return sorted;
}

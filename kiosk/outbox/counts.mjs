/**
 * How many records there are of which kind, counted by the database without reading them. Knows no network and changes
 * nothing.
 */

/**
 * captured: numbers given out. elsewhere: how many of those waiting belong to another unit. oldestAt: ms since 1970, or
 * null where nothing waits.
 * @typedef {{captured: number, waiting: number, refused: number, discarded: number, elsewhere: number,
 *   oldestAt: number | null}} Counts
 */

/** Keys that the database gave out itself, and those that came through the mirror. */
export const OWN = [0, Infinity];
export const MIRRORED = [-Infinity, 0];

export const NOTHING = { waiting: 0, refused: 0, elsewhere: 0, oldestAt: null };

/** @param {string | null} unit whose records are not elsewhere; null: everybody's */
export async function countBetween(db, [low, high], unit) {
  const keys = IDBKeyRange.bound(low, high, true, true);
  const transaction = db.transaction(["waiting", "refused", "meta"]);
  transaction.done.catch(() => {});
  const store = (name) => transaction.objectStore(name);
  const [install_id, captured, discarded, waiting, refused, ours, [oldest]] = await Promise.all([
    store("meta").get("install_id"),
    store("meta").get("seq"),
    store("meta").get("discarded"),
    store("waiting").count(keys),
    store("refused").count(keys),
    unit === null ? null : store("waiting").index("unit").count(IDBKeyRange.bound([unit, low], [unit, high], true, true)),
    store("waiting").getAll(keys, 1),
  ]);
  const elsewhere = ours === null ? 0 : waiting - ours;
  return { install_id, captured, discarded, waiting, refused, elsewhere, oldestAt: oldest?.captured_at ?? null };
}

/** @param {Counts[]} installs @returns {Counts} */
export function together(installs) {
  const sum = (part) => installs.reduce((total, counts) => total + counts[part], 0);
  const oldest = installs.map(({ oldestAt }) => oldestAt).filter((at) => at !== null);
  return {
    captured: sum("captured"),
    waiting: sum("waiting"),
    refused: sum("refused"),
    discarded: sum("discarded"),
    elsewhere: sum("elsewhere"),
    oldestAt: oldest.length > 0 ? Math.min(...oldest) : null,
  };
}

/** The same with what lies in the mirror. */
export function withEntries(counts, entries, unit) {
  const waiting = entries.filter(({ reason }) => reason === undefined);
  const moments = waiting.map(({ captured_at }) => captured_at);
  return {
    waiting: counts.waiting + waiting.length,
    refused: counts.refused + entries.length - waiting.length,
    elsewhere: counts.elsewhere + (unit === null ? 0 : waiting.filter((entry) => entry.unit !== unit).length),
    oldestAt: moments.reduce((oldest, at) => Math.min(oldest ?? at, at), counts.oldestAt),
  };
}

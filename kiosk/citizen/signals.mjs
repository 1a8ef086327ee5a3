/**
 * Judges how a visit came about: too soon after the last, too quick, one of too many, or outside opening hours. A
 * visit that is suspect is marked and kept like any other; what becomes of the mark is the server's business. Pure.
 */

/**
 * @typedef {Readonly<{interval_s: number, burst_sessions: number, burst_window_s: number, quick_s: number, alike: number,
 *   alike_window_s: number, rest_s: number}>} Limits
 *
 * A visit that has ended, in ms of a monotonic clock.
 * @typedef {Readonly<{openedAt: number, endedAt: number, answers: Readonly<Record<string, number | null>>}>} Visit
 *
 * @typedef {Readonly<{days: readonly number[], spans: readonly (readonly [string, string])[]}>} Hours days from 1, Monday
 */

/** Until the server has said otherwise. @type {Limits} */
export const LIMITS = Object.freeze({
  interval_s: 5,
  burst_sessions: 3,
  burst_window_s: 60,
  quick_s: 3,
  alike: 5,
  alike_window_s: 180,
  rest_s: 20,
});

/** Indochina Time has no summer time. */
const UTC_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/**
 * @param {readonly Visit[]} before what ended earlier, the oldest first
 * @param {Visit} visit
 * @param {Limits} limits
 * @returns {{codes: ("response_interval" | "suspect_burst")[], visits: readonly Visit[]}} `visits` is what to remember
 */
export function judge(before, visit, limits) {
  const visits = [...before, visit];
  const codes = [];
  const last = before.at(-1);
  if (last !== undefined && visit.openedAt - last.endedAt < limits.interval_s * 1000) codes.push("response_interval");
  if (isQuick(visit, limits) || areMany(visits, limits) || areAlike(visits, limits)) codes.push("suspect_burst");
  const oldest = visit.endedAt - Math.max(limits.burst_window_s, limits.alike_window_s) * 1000;
  return { codes, visits: Object.freeze(visits.filter(({ endedAt }) => endedAt >= oldest)) };
}

function isQuick({ openedAt, endedAt }, { quick_s }) {
  return endedAt - openedAt < quick_s * 1000;
}

function areMany(visits, { burst_sessions, burst_window_s }) {
  const first = visits.at(-burst_sessions);
  return first !== undefined && visits.at(-1).endedAt - first.endedAt <= burst_window_s * 1000;
}

function areAlike(visits, { alike, alike_window_s }) {
  const row = visits.slice(-alike);
  if (row.length < alike || row.at(-1).endedAt - row[0].endedAt > alike_window_s * 1000) return false;
  const wanted = JSON.stringify(row[0].answers);
  return row.every(({ answers }) => JSON.stringify(answers) === wanted);
}

/**
 * @param {Hours | null | undefined} hours of Vietnam; without any the desk is always open
 * @param {number} wallClock ms since 1970
 */
export function isOpen(hours, wallClock) {
  if (hours === null || hours === undefined) return true;
  const local = wallClock + UTC_OFFSET_MS;
  // 1 January 1970 was a Thursday.
  const weekday = ((Math.floor(local / DAY_MS) + 3) % 7) + 1;
  const time = new Date(local).toISOString().slice(11, 16);
  return hours.days.includes(weekday) && hours.spans.some(([from, to]) => from <= time && time < to);
}

/**
 * Days that follow each other, taken together: `[1, 2, 3, 6]` is `[[1, 3], [6, 6]]`.
 * @param {readonly number[]} days
 * @returns {[number, number][]}
 */
export function dayRanges(days) {
  const ranges = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && day === last[1] + 1) last[1] = day;
    else ranges.push([day, day]);
  }
  return ranges;
}

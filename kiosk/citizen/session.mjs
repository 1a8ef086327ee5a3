/**
 * One citizen's visit as a value that is never changed: every touch gives a new one, and the end gives the record
 * that is sent. Pure: no clock, no storage, no DOM.
 */

/**
 * `null` is "no opinion"; a criterion that is not there was skipped.
 * @typedef {Readonly<Record<string, number | null>>} Answers
 *
 * @typedef {Readonly<{id: string, openedAt: number, answers: Answers}>} Session `openedAt` in ms of a monotonic clock
 *
 * What the server stores, whole and for good.
 * @typedef {Readonly<{id: string, questionnaire: string, answers: Answers, lang: string, started_at: string,
 *   created_at: string, elapsed_ms: number, seq: number, install_id: string, partial: boolean}>} BallotRecord
 *
 * @typedef {object} Ending
 * @property {string} questionnaire version of the questions
 * @property {string} lang language of the screen
 * @property {number} wallClock ms since 1970 by the tablet's clock
 * @property {number} tick ms of the clock that `openedAt` is of
 * @property {number} seq number of the record in this installation
 * @property {string} installId
 * @property {boolean} partial the citizen left before the end
 */

/**
 * @param {string} id made here, once, and the same on every retry
 * @param {number} tick
 * @returns {Session}
 */
export function openSession(id, tick) {
  return Object.freeze({ id, openedAt: tick, answers: Object.freeze({}) });
}

/**
 * @param {Session} session
 * @param {string} code criterion
 * @param {number | null} score
 * @returns {Session}
 */
export function withAnswer(session, code, score) {
  return Object.freeze({ ...session, answers: Object.freeze({ ...session.answers, [code]: score }) });
}

/**
 * @param {Session} session
 * @param {string} code criterion that is skipped after all
 * @returns {Session}
 */
export function withoutAnswer(session, code) {
  const answers = { ...session.answers };
  delete answers[code];
  return Object.freeze({ ...session, answers: Object.freeze(answers) });
}

/**
 * Whether a visit that was broken off is worth keeping: "no opinion" alone rates nothing.
 * @param {Session | null} session
 */
export function isRated(session) {
  return session !== null && Object.values(session.answers).some((score) => score !== null);
}

/**
 * The start is counted back from the end: a clock that is set right in between cannot put the end before it.
 * @param {Session} session
 * @param {Ending} ending
 * @returns {BallotRecord}
 */
export function closeSession(session, ending) {
  const elapsed = Math.max(0, Math.round(ending.tick - session.openedAt));
  return Object.freeze({
    id: session.id,
    questionnaire: ending.questionnaire,
    answers: session.answers,
    lang: ending.lang,
    started_at: new Date(ending.wallClock - elapsed).toISOString(),
    created_at: new Date(ending.wallClock).toISOString(),
    elapsed_ms: elapsed,
    seq: ending.seq,
    install_id: ending.installId,
    partial: ending.partial,
  });
}

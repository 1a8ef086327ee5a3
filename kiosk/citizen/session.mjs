/**
 * One citizen's visit as a value that is never changed: every touch gives a new one, and the end gives the record
 * that is kept and sent. Pure: no clock, no storage, no DOM.
 */

/**
 * `null` is "no opinion"; a criterion that is not there was skipped.
 * @typedef {Readonly<Record<string, number | null>>} Answers
 *
 * A call for help that becomes a case of its own, never tied to the rating.
 * @typedef {Readonly<{id: string, text: string, phone: string, name: string}>} Complaint
 *
 * @typedef {"landscape" | "portrait"} Layout how the faces stand
 *
 * `openedAt` in ms of a monotonic clock; `reasons` in the order they were chosen.
 * @typedef {Readonly<{id: string, openedAt: number, layout: Layout, answers: Answers, reasons: readonly string[],
 *   comment: string, complaint: Complaint | null, slip: string}>} Session `slip`: code of a receipt slip, or nothing
 *
 * What the server stores, whole and for good. `counter` and `officer` are row ids that its config gave.
 * @typedef {Readonly<{id: string, questionnaire: string, scale: string, answers: Answers, reasons?: readonly string[],
 *   comment?: string, complaint?: Complaint, slip?: string, lang: string, layout: Layout, signals: readonly string[],
 *   counter: number | null, officer: number | null, started_at: string, created_at: string, elapsed_ms: number,
 *   seq: number, install_id: string, partial: boolean}>} BallotRecord
 *
 * @typedef {object} Ending
 * @property {string} questionnaire version of the questions
 * @property {string} scale version of the faces
 * @property {string} lang language of the screen
 * @property {readonly string[]} signals what helped, and what makes suspect
 * @property {number | null} counter
 * @property {number | null} officer
 * @property {number} wallClock ms since 1970 by the tablet's clock
 * @property {number} tick ms of the clock that `openedAt` is of
 * @property {number} seq number of the record in this installation
 * @property {string} installId
 * @property {boolean} partial the citizen left before the last question
 */

/**
 * @param {string} id made here, once, and the same on every retry
 * @param {number} tick
 * @param {Layout} layout
 * @param {string} [slip]
 * @returns {Session}
 */
export function openSession(id, tick, layout, slip = "") {
  return Object.freeze({
    id,
    openedAt: tick,
    layout,
    answers: Object.freeze({}),
    reasons: Object.freeze([]),
    comment: "",
    complaint: null,
    slip,
  });
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

/** Chooses a reason, or takes it back. @param {Session} session @param {string} code @returns {Session} */
export function withReasonTurned(session, code) {
  const others = session.reasons.filter((chosen) => chosen !== code);
  return withReasons(session, others.length < session.reasons.length ? others : [...others, code]);
}

/** @param {Session} session @param {readonly string[]} reasons @returns {Session} */
export function withReasons(session, reasons) {
  return Object.freeze({ ...session, reasons: Object.freeze([...reasons]) });
}

/** @param {Session} session @param {string} comment @returns {Session} */
export function withComment(session, comment) {
  return Object.freeze({ ...session, comment });
}

/** @param {Session} session @param {Complaint} complaint @returns {Session} */
export function withComplaint(session, complaint) {
  return Object.freeze({ ...session, complaint: Object.freeze({ ...complaint }) });
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
    scale: ending.scale,
    answers: session.answers,
    ...(session.reasons.length > 0 && { reasons: session.reasons }),
    ...(session.comment !== "" && { comment: session.comment }),
    ...(session.complaint !== null && { complaint: session.complaint }),
    ...(session.slip !== "" && { slip: session.slip }),
    lang: ending.lang,
    layout: session.layout,
    signals: Object.freeze([...ending.signals]),
    counter: ending.counter,
    officer: ending.officer,
    started_at: new Date(ending.wallClock - elapsed).toISOString(),
    created_at: new Date(ending.wallClock).toISOString(),
    elapsed_ms: elapsed,
    seq: ending.seq,
    install_id: ending.installId,
    partial: ending.partial,
  });
}

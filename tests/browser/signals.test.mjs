/**
 * How a visit came about, judged without a browser: response interval, bursts, opening hours; and what follows a low
 * score.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { lowest, planOf } from "../../kiosk/citizen/plan.mjs";
import { helps, home, next, reasonsOffered } from "../../kiosk/citizen/screens.mjs";
import { closeSession } from "../../kiosk/citizen/session.mjs";
import { LIMITS, dayRanges, isOpen, judge } from "../../kiosk/citizen/signals.mjs";
import { spokenOf } from "../../kiosk/citizen/speech.mjs";
import { readComplaint, tidy } from "../../kiosk/citizen/words.mjs";

/** Visits by their first touch and their end in seconds; each with answers of its own unless told. */
function judged(...visits) {
  let remembered = [];
  return visits.map(([from, to, answers = { 1: from }]) => {
    const { codes, visits: kept } = judge(remembered, { openedAt: from * 1000, endedAt: to * 1000, answers }, LIMITS);
    remembered = kept;
    return codes;
  });
}

describe("a visit is marked", () => {
  test("when it begins less than five seconds after the last", () => {
    assert.deepEqual(judged([0, 20], [24.9, 80], [85, 160]), [[], ["response_interval"], []]);
  });

  test("when it is quicker than anybody reads", () => {
    assert.deepEqual(judged([0, 2.9], [100, 103]), [["suspect_burst"], []]);
  });

  test("when it is the third that ends within a minute", () => {
    assert.deepEqual(judged([0, 10], [20, 30], [40, 70]), [[], [], ["suspect_burst"]]);
    assert.deepEqual(judged([0, 9], [20, 30], [40, 70]), [[], [], []]);
  });

  test("when five in a row say the same within three minutes", () => {
    const same = { 1: 5, 2: 5 };
    const row = (step) => [0, 1, 2, 3, 4].map((n) => [n * step, n * step + 20, same]);
    assert.deepEqual(judged(...row(45)).at(-1), ["suspect_burst"]);
    assert.deepEqual(judged(...row(46)).at(-1), []);
    assert.deepEqual(judged(...row(45).map(([from, to], n) => [from, to, n === 2 ? { 1: 4 } : same])).at(-1), []);
  });

  test("and what can no longer matter is forgotten", () => {
    const visit = (second) => ({ openedAt: second * 1000, endedAt: (second + 10) * 1000, answers: {} });
    const { visits } = judge([visit(0), visit(400)], visit(500), LIMITS);
    assert.deepEqual(visits.map(({ openedAt }) => openedAt), [400_000, 500_000]);
  });
});

describe("the opening hours", () => {
  const hours = { days: [1, 2, 3, 4, 5], spans: [["07:00", "11:30"], ["13:00", "17:00"]] };
  test("are those of Vietnam", () => {
    const open = (time) => isOpen(hours, Date.parse(time));
    assert.equal(open("2026-11-23T00:00:00Z"), true, "Monday, seven o'clock");
    assert.equal(open("2026-11-22T23:59:00Z"), false);
    assert.equal(open("2026-11-23T04:30:00Z"), false, "noon");
    assert.equal(open("2026-11-23T06:00:00Z"), true);
    assert.equal(open("2026-11-21T02:00:00Z"), false, "Saturday");
    assert.equal(isOpen(null, 0), true, "without hours the desk is always open");
  });

  test("are told as people say them", () => {
    assert.deepEqual(dayRanges([5, 1, 2, 3, 7]), [[1, 3], [5, 5], [7, 7]]);
  });
});

describe("after the questions", () => {
  const plan = planOf({
    questionnaire: { criteria: ["access", "officer"].map((dimension, at) => ({ code: String(at + 1), dimension })) },
    reasons: { access: [{ code: "access.far" }], officer: "abcdefgh".split("").map((letter) => ({ code: `officer.${letter}` })) },
  });
  const answer = (score) => ({ type: "answer", score, id: "a", tick: 0, layout: "portrait" });
  const walk = (...events) => events.reduce((state, event) => next(state, event, plan), home("vi"));

  test("anybody is asked why only after a low score, and about the lowest", () => {
    assert.equal(walk(answer(3), answer(5)).screen, "storing");
    assert.equal(walk(answer(null), answer(null)).screen, "storing");
    assert.equal(lowest({ 1: 2, 2: 1 }, plan), "2");
    assert.equal(lowest({ 1: 2, 2: 2 }, plan), "1", "the first of several");
    assert.equal(lowest({ 1: 1 }, { codes: ["1"], reasons: { 1: [] } }), null, "nothing to choose, nothing asked");
    assert.deepEqual(reasonsOffered(walk(answer(5), answer(2)), plan).length, 6, "six at most");
  });

  test("reasons are chosen and taken back; a better score later takes them away", () => {
    const chosen = walk(answer(2), answer(5), { type: "reason", code: "access.far" });
    assert.deepEqual(chosen.session.reasons, ["access.far"]);
    assert.deepEqual(next(chosen, { type: "reason", code: "access.far" }, plan).session.reasons, []);
    assert.equal(next(chosen, { type: "reason", code: "officer.a" }, plan), chosen, "what is not offered cannot be chosen");
    const better = [{ type: "back" }, { type: "back" }, answer(4), answer(5)].reduce((s, e) => next(s, e, plan), chosen);
    assert.deepEqual([better.screen, better.session.reasons], ["storing", []]);
  });

  test("a sheet that is left keeps nothing; one that is finished does", () => {
    const sheet = walk(answer(1), answer(5), { type: "complain" });
    assert.deepEqual(next(sheet, { type: "drop" }, plan).session.complaint, null);
    const sent = next(sheet, { type: "complaint", id: "c", text: "Mất hồ sơ", phone: "", name: "" }, plan);
    assert.deepEqual([sent.screen, sent.session.complaint.text], ["storing", "Mất hồ sơ"]);
    const words = walk(answer(1), answer(5), { type: "write" }, { type: "comment", text: "Chờ lâu" }, { type: "done" });
    assert.deepEqual([words.screen, words.session.comment], ["storing", "Chờ lâu"]);
    assert.equal(next(home("vi"), { type: "comment", text: "x" }, plan).screen, "attract");
  });

  test("the record says what helped, how the faces stood, and only what was given", () => {
    const state = walk({ type: "mode", mode: "large_text" }, { type: "heard" }, answer(5), answer(4));
    const record = closeSession(state.session, {
      questionnaire: "touch-5", scale: "five-point-1", lang: "vi", signals: helps({ ...state, assisted: true }),
      counter: 7, officer: null, wallClock: 0, tick: 5_000, seq: 1, installId: "i", partial: false,
    });
    assert.deepEqual(record.signals, ["audio", "large_text", "assisted"]);
    assert.deepEqual([record.layout, record.scale, record.counter, record.officer], ["portrait", "five-point-1", 7, null]);
    for (const absent of ["reasons", "comment", "complaint"]) assert.equal(absent in record, false, absent);
  });

  test("each screen is read in the order in which it stands", () => {
    assert.deepEqual(spokenOf(home("vi"), plan), ["question-1", "face-1", "face-2", "face-3", "face-4", "face-5"]);
    assert.deepEqual(spokenOf(walk(answer(1), answer(5)), plan), ["reasons", "reason-access.far"]);
  });
});

describe("what somebody typed", () => {
  test("is composed, trimmed and no longer than the server takes", () => {
    assert.equal(tidy("  Bâ\u0301t đồng \n"), "Bất đồng");
    assert.equal([...tidy("😀".repeat(2_100))].length, 2_000);
  });

  test("is sent as a complaint only with words, and with a number that can be called or none", () => {
    const read = (text, phone) => readComplaint({ text, phone, name: " Rơ Châm H'Bút " });
    assert.deepEqual(read("Chờ lâu", "0912 345.678"), {
      complaint: { text: "Chờ lâu", phone: "0912 345.678", name: "Rơ Châm H'Bút" },
      problems: [],
    });
    assert.deepEqual(read("Chờ lâu", "").problems, []);
    assert.deepEqual(read("  ", "hỏi ông Ba").problems, ["text", "phone"]);
    assert.deepEqual(read("x", "113").problems, ["phone"]);
  });
});

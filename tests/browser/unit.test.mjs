/**
 * The tablet's modules that need no browser: the visit, the screens, the idle watch, what it remembers without a
 * database, the configuration. The sender has a file of its own.
 */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { Kiosk } from "../../kiosk/citizen/kiosk.mjs";
import { isConfig, texts } from "../../kiosk/device/config.mjs";
import { Device, readToken } from "../../kiosk/device/device.mjs";
import { Idle } from "../../kiosk/citizen/idle.mjs";
import { home, next } from "../../kiosk/citizen/screens.mjs";
import { closeSession, isRated, openSession, withAnswer, withoutAnswer } from "../../kiosk/citizen/session.mjs";
import { Database } from "../../kiosk/outbox/database.mjs";
import { Meta } from "../../kiosk/outbox/meta.mjs";
import { Mirror } from "../../kiosk/outbox/mirror.mjs";
import { Outbox } from "../../kiosk/outbox/outbox.mjs";
import { randomUuid, timeOrderedUuid } from "../../kiosk/device/uuid.mjs";

const CODES = ["1", "2", "3", "4", "5"];
const PLAN = { codes: CODES, reasons: Object.fromEntries(CODES.map((code) => [code, [`d${code}.a`, `d${code}.b`]])) };
const ENDING = { questionnaire: "touch-5", lang: "vi", seq: 1, installId: randomUuid(), scale: "five-point-1", signals: [], counter: null, officer: null, partial: false };

const touch = (score, tick = 0) => ({ type: "answer", score, id: "a-visit", tick });
const walk = (...events) => events.reduce((state, event) => next(state, event, PLAN), home("vi"));

/** As short as the server would never tell it. */
const CONFIG = {
  unit: { code: "TB", name: "Xã Tân Bình", hotline: "" },
  counter: null,
  questionnaire: { version: "touch-5", criteria: [{ code: "1", text: { vi: "Nơi chờ" } }] },
  scale: [{ score: 1, text: { vi: "Kém" } }],
  languages: [{ code: "vi", name: "Tiếng Việt" }],
  messages: { vi: { progress: "Câu %{n}/%{all}" } },
  timing: { idle_s: 45, warning_s: 20, thanks_s: 6, tap_guard_ms: 400 },
};

describe("a visit", () => {
  test("is a value: what was is never changed", () => {
    const opened = openSession("id", 0, "landscape");
    const answered = withAnswer(opened, "1", 4);
    assert.deepEqual(opened.answers, {});
    assert.deepEqual(withoutAnswer(answered, "1").answers, {});
    assert.throws(() => (answered.answers["1"] = 5), TypeError);
    assert.throws(() => (closeSession(answered, { ...ENDING, wallClock: 0, tick: 1 }).partial = true), TypeError);
  });

  test("keeps skipped and no opinion apart", () => {
    const session = withAnswer(withAnswer(openSession("id", 0, "landscape"), "1", 4), "2", null);
    const { answers } = closeSession(session, { ...ENDING, wallClock: 0, tick: 1 });
    assert.equal(JSON.stringify(answers), '{"1":4,"2":null}');
  });

  test("without a single score is not worth keeping when it is broken off", () => {
    const opened = openSession("id", 0, "landscape");
    assert.equal(isRated(null), false);
    assert.equal(isRated(opened), false);
    assert.equal(isRated(withAnswer(opened, "1", null)), false);
    assert.equal(isRated(withAnswer(opened, "1", 1)), true);
  });

  test("never ends before it began, whatever was done to the clock meanwhile", () => {
    const record = closeSession(openSession("id", 1_000, "landscape"), { ...ENDING, wallClock: Date.parse("2015-01-01"), tick: 9_000 });
    assert.equal(record.elapsed_ms, 8_000);
    assert.equal(record.created_at, "2015-01-01T00:00:00.000Z");
    assert.equal(record.started_at, "2014-12-31T23:59:52.000Z");
  });

  test("has a version 4 UUID of its own", () => {
    const ids = new Set(Array.from({ length: 500 }, randomUuid));
    assert.equal(ids.size, 500);
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test("of ballots sort by the time they were made", () => {
    const made = [0, 1, 255, 256, 1_700_000_000_000, 1_800_000_000_001].map((now) => timeOrderedUuid(now));
    assert.deepEqual([...made].sort(), made);
    for (const id of made) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("the screens", () => {
  test("go through five questions, and wait until the ballot is kept", () => {
    const done = walk(touch(5), touch(4), touch(null), { type: "skip" }, touch(3));
    assert.equal(done.screen, "storing");
    assert.deepEqual(done.session.answers, { 1: 5, 2: 4, 3: null, 5: 3 });
    assert.equal(next(done, { type: "stored" }, PLAN).screen, "thanks");
  });

  test("say thanks only for a ballot that was kept", () => {
    const storing = CODES.map(() => touch(5));
    assert.equal(walk(...storing, { type: "unsaved" }).screen, "unsaved");
    assert.equal(walk(...storing, { type: "unsaved" }, { type: "stored" }).screen, "thanks", "late, but kept");
    assert.equal(walk(...storing, touch(1)).screen, "storing");
  });

  test("let one go back, and the new answer counts", () => {
    const back = walk(touch(1), { type: "back" }, touch(5));
    assert.deepEqual([back.screen, back.at, back.session.answers], ["question", 1, { 1: 5 }]);
  });

  test("do not move for what does not belong to them", () => {
    const start = home("vi");
    const others = ["skip", "back", "stored", "unsaved"].map((type) => ({ type }));
    for (const event of others) assert.equal(next(start, event, PLAN), start, event.type);
    const thanks = walk(...CODES.map(() => touch(3)), { type: "stored" });
    for (const event of [touch(1), { type: "back" }, { type: "language", lang: "en" }]) {
      assert.equal(next(thanks, event, PLAN), thanks, event.type);
    }
    assert.throws(() => next(start, { type: "dance" }, PLAN), /no such event/);
  });

  test("open one visit with the first touch and keep its id", () => {
    const state = [touch(1, 7), { ...touch(2), id: "other", tick: 99 }].reduce((s, e) => next(s, e, PLAN), home("vi"));
    assert.deepEqual([state.session.id, state.session.openedAt], ["a-visit", 7]);
  });
});

describe("the idle watch", () => {
  let now = 0;
  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
    mock.method(performance, "now", () => now);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });
  const pass = (seconds) => {
    for (let step = 0; step < seconds * 10; step++) {
      now += 100;
      mock.timers.tick(100);
    }
  };
  const watched = (times) => {
    const seen = [];
    const idle = new Idle(times, {
      warn: (left) => seen.push(left),
      resume: () => seen.push("resume"),
      end: () => seen.push("end"),
    });
    return { idle, seen };
  };

  test("warns once a second for twenty seconds, then ends", () => {
    const { idle, seen } = watched({ idleMs: 45_000, warningMs: 20_000 });
    idle.start();
    pass(44.9);
    assert.deepEqual(seen, []);
    pass(20);
    assert.deepEqual(seen, Array.from({ length: 20 }, (_, second) => 20 - second));
    pass(1);
    assert.equal(seen.at(-1), "end");
    idle.touch();
    pass(100);
    assert.equal(seen.length, 21, "after the end nothing is watched");
  });

  test("begins anew with every touch, as often as somebody wants", () => {
    const { idle, seen } = watched({ idleMs: 45_000, warningMs: 20_000 });
    idle.start();
    for (let turn = 0; turn < 12; turn++) {
      pass(40);
      idle.touch();
    }
    assert.deepEqual(seen, []);
    for (let turn = 0; turn < 12; turn++) {
      pass(45);
      assert.equal(idle.isWarning, true);
      idle.touch();
      assert.deepEqual([seen.splice(0), idle.isWarning], [[20, "resume"], false]);
    }
  });

  test("is over when whoever is warned ends it at once", () => {
    const seen = [];
    const idle = new Idle({ idleMs: 45_000, warningMs: 20_000 }, { warn: (left) => seen.push(left) && idle.stop() });
    idle.start();
    pass(200);
    assert.deepEqual(seen, [20]);
  });

  test("is not stretched by a timer that was held back", () => {
    const { idle, seen } = watched({ idleMs: 45_000, warningMs: 20_000 });
    idle.start();
    now += 300_000;
    mock.timers.tick(45_000);
    assert.deepEqual(seen, ["end"]);
  });

  test("refuses times that cannot be", () => {
    assert.throws(() => watched({ idleMs: 0, warningMs: 1 }));
    assert.throws(() => watched({ idleMs: 1, warningMs: undefined }));
  });
});

describe("without a database the tablet", () => {
  const shelf = (map = new Map()) => ({
    get length() {
      return map.size;
    },
    key: (place) => [...map.keys()][place],
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, value),
    removeItem: (key) => map.delete(key),
  });
  const closed = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const full = (map) => ({ ...shelf(map), setItem: closed });
  /** There is no IndexedDB outside a browser. */
  const broken = () => new Database({ openStorage: closed });
  const make = (numbers) => ({ id: randomUuid(), ...numbers });

  test("remembers across page loads as what it is paired; a token without its config is not in force", async () => {
    const storage = shelf();
    const open = () => Device.open(new Meta(broken(), () => storage));
    const device = await open();
    await device.give("token-of-the-tablet");
    assert.deepEqual([device.token, (await open()).token, (await open()).given], [null, null, "token-of-the-tablet"]);
    await device.pair("token-of-the-tablet", CONFIG);
    const again = await open();
    assert.deepEqual([again.token, again.config, again.given], ["token-of-the-tablet", CONFIG, null]);
    await again.give("token-of-another");
    assert.deepEqual([(await open()).token, (await open()).given], ["token-of-the-tablet", "token-of-another"]);
  });

  test("takes over what the version before kept apart", async () => {
    const storage = shelf();
    const meta = () => new Meta(broken(), () => storage);
    await meta().set("token", "token-of-the-tablet");
    await meta().set("config", CONFIG);
    for (const start of ["first", "second"]) {
      const device = await Device.open(meta());
      assert.deepEqual([device.token, device.config, device.given], ["token-of-the-tablet", CONFIG, null], start);
    }
    assert.equal(await meta().get("config"), null, "no later token can take it for its own");
  });

  test("and without storage remembers as long as the page lives", async () => {
    const meta = new Meta(broken(), closed);
    await (await Device.open(meta)).give("token-of-the-tablet");
    assert.equal((await Device.open(meta)).given, "token-of-the-tablet");
  });

  test("keeps ballots in the mirror, numbered by themselves, and lets them go one by one", async () => {
    const storage = shelf();
    const outbox = () => new Outbox(broken(), new Mirror(() => storage));
    const first = await outbox().capture(make, "TB");
    const second = await outbox().capture(make, "TB");
    assert.deepEqual([first.seq, second.seq, first.install_id === second.install_id], [1, 2, true]);
    assert.throws(() => (first.seq = 7), TypeError);
    const listed = await outbox().list(10, { unit: "TB" });
    assert.deepEqual(listed.map(({ record }) => record.id), [first.id, second.id]);
    assert.deepEqual(await outbox().list(10, { unit: "elsewhere" }), []);
    await outbox().refuse(listed[0].seq, "answers.1");
    assert.deepEqual((await outbox().all()).map(({ reason }) => reason), ["answers.1", undefined]);
    await outbox().remove([listed[1].seq]);
    const { captured, waiting, refused } = await outbox().counts();
    assert.deepEqual([captured, waiting, refused], [2, 0, 1]);
    assert.equal(await outbox().discard(listed[0].seq), true);
    assert.equal(await outbox().discard(listed[0].seq), false);
    assert.deepEqual([(await outbox().counts()).refused, (await outbox().counts()).discarded], [0, 1]);
  });

  test("claims nothing where nothing can be written, and gives the number out again", async () => {
    const map = new Map();
    await new Outbox(broken(), new Mirror(() => shelf(map))).capture(make, "TB");
    await assert.rejects(new Outbox(broken(), new Mirror(() => full(map))).capture(make, "TB"), { name: "SecurityError" });
    await assert.rejects(new Outbox(broken(), new Mirror(closed)).capture(make, "TB"), { name: "SecurityError" });
    assert.equal((await new Outbox(broken(), new Mirror(() => shelf(map))).capture(make, "TB")).seq, 2);
  });

  test("does not take a record that cannot be made for a broken storage", async () => {
    const outbox = new Outbox(broken(), new Mirror(() => shelf()));
    const faulty = () => {
      throw new RangeError("no such criterion");
    };
    await assert.rejects(outbox.capture(faulty, "TB"), RangeError);
  });
});

test("the token is found in what staff paste", () => {
  const token = "VAUxIeZYQElpgCbQyd506157o3RSvbD5T0iO1F7mtdI";
  assert.equal(readToken(`  ${token}\n`), token);
  assert.equal(readToken(`https://dg.xa.vn/kiosk#token=${token}`), token);
  for (const wrong of ["", "abc", "hai từ rời nhau cho dài", `${token}"`, "x".repeat(300)]) {
    assert.equal(readToken(wrong), null, wrong);
  }
});

describe("the configuration", () => {
  test("is taken only when it is whole", () => {
    assert.equal(isConfig(CONFIG), true);
    for (const part of Object.keys(CONFIG).filter((key) => key !== "counter")) {
      assert.equal(isConfig({ ...CONFIG, [part]: undefined }), false, part);
    }
    for (const other of [null, [], "ok", { ok: true }]) assert.equal(isConfig(other), false);
  });

  test("fills values into texts; one that an older config lacks does not break the screen", () => {
    const say = texts(CONFIG, "vi");
    assert.equal(say("progress", { n: 2, all: 5 }), "Câu 2/5");
    assert.equal(say("nothing"), "");
    assert.equal(texts({ messages: { vi: { back: "Quay lại" }, jra: {} } }, "jra")("back"), "Quay lại");
  });
});

test("the page is not taken away while a rating is on its way to the disk", async () => {
  let isStored;
  const outbox = { capture: () => new Promise((done) => (isStored = done)) };
  const nothingToSee = new Proxy({}, { get: () => () => {} });
  let freed = 0;
  const kiosk = new Kiosk({ outbox, view: nothingToSee, onFree: () => (freed += 1) });
  kiosk.open(CONFIG);
  kiosk.touched({ type: "answer", score: 1 }, performance.now() + 1_000);
  await new Promise((wake) => setTimeout(wake, 400));
  kiosk.close();
  const before = freed;
  assert.deepEqual([kiosk.isKeeping, kiosk.isFree], [true, true], "staff can get in all the same");
  isStored();
  await new Promise((wake) => setTimeout(wake, 10));
  assert.deepEqual([kiosk.isKeeping, freed], [false, before + 1]);
});

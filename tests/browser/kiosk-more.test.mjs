/**
 * What follows a low score, and how honest a ballot is about itself: reasons, words, complaints, help, bursts, a closed
 * desk, wild taps. The five questions themselves are in `kiosk.test.mjs`.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { browser, program, setStage } from "./stage.mjs";
import { Tablet } from "./tablet.mjs";

const CATALOGUE = JSON.parse(await readFile(new URL("../../data/reasons.json", import.meta.url), "utf8"));

setStage();

function story(name, act, options = {}) {
  test(name, async () => {
    const tablet = await Tablet.paired(browser, program, options);
    try {
      await tablet.restartsWith((config) => ({ ...config, reasons: reasonsOf(CATALOGUE), ...options.config }));
      await act(tablet);
      assert.deepEqual(tablet.page.faults, []);
    } finally {
      await tablet.close();
    }
  });
}

/** As the server's config groups them. */
function reasonsOf({ reasons }) {
  const grouped = {};
  for (const { code, dimension, vi, en } of reasons) (grouped[dimension] ??= []).push({ code, text: { vi, en } });
  return grouped;
}

const LOW = [5, 4, 1, 4, 5];

story("after a low score one is asked why, once, and the ballot carries the reasons", async (tablet) => {
  await tablet.ratesAndIsAsked(...LOW);
  await tablet.sees("reasons");
  assert.match(await tablet.heading(), /Điều gì khiến ông\/bà chưa hài lòng\?.*Công chức/);
  const chips = await tablet.page.locator(".chip").count();
  assert.ok(chips >= 4 && chips <= 6);
  assert.equal(await tablet.page.textContent(".go-on"), "Bỏ qua");
  for (const chip of await tablet.page.locator(".chip .pictogram use").all()) {
    assert.ok(await chip.evaluate((use) => use.getBBox().width > 10), "each reason has its drawing");
  }
  for (const code of ["officer.attitude", "officer.unclear"]) await tablet.touches(`[data-reason="${code}"]`);
  await tablet.touches('[data-reason="officer.attitude"]');
  assert.equal(await tablet.page.textContent(".go-on"), "Tiếp tục");
  await tablet.touches(".go-on");
  await tablet.sees("thanks");
  const [record] = await tablet.untilSent(1);
  assert.deepEqual([record.reasons, record.partial, record.layout], [["officer.unclear"], false, "landscape"]);
  assert.equal((await tablet.untilCounted(1)).ballots, 1);
});

story("who is satisfied is thanked after five touches, and who has no opinion is not asked why", async (tablet) => {
  await tablet.ratesAndIsAsked(3, 3, 3, 3, 3);
  await tablet.sees("thanks");
  assert.match(await tablet.page.textContent("main"), /Phiếu đã được lưu/);
  assert.doesNotMatch(await tablet.page.textContent("main"), /đã gửi|đã được gửi/);
});

story("a double tap on a reason chooses it once", async (tablet) => {
  await tablet.ratesAndIsAsked(...LOW);
  await tablet.page.dblclick(".chip");
  assert.equal(await tablet.page.getAttribute(".chip", "aria-pressed"), "true");
});

story("a few words go with the ballot when they are finished, and are gone when they are not", async (tablet) => {
  await tablet.ratesAndIsAsked(...LOW);
  await tablet.touches(".write");
  await tablet.page.fill("textarea", "Bỏ đi");
  await tablet.touches(".drop");
  await tablet.touches(".write");
  assert.equal(await tablet.page.inputValue("textarea"), "");
  await tablet.page.fill("textarea", "  Chờ hai giờ. ẴỖỰ “ợụ” 😀  ");
  await tablet.touches(".send");
  assert.match(await tablet.page.textContent(".write"), /Đã viết thêm/);
  await tablet.touches(".go-on");
  await tablet.sees("thanks");
  assert.equal((await tablet.untilSent(1))[0].comment, "Chờ hai giờ. ẴỖỰ “ợụ” 😀");
  assert.equal((await tablet.untilCounted(1)).ballots, 1);
});

story("a complaint says what becomes of it, what is missing, and is kept only when it is sent", async (tablet) => {
  await tablet.ratesAndIsAsked(...LOW);
  await tablet.touches(".complain");
  assert.match(await tablet.page.textContent(".sheet-text"), /không gắn với phiếu đánh giá/);
  await tablet.page.fill("#field-phone", "hỏi ông Ba");
  await tablet.page.click(".send");
  assert.ok(await tablet.page.isVisible("#problem-text"));
  assert.ok(await tablet.page.isVisible("#problem-phone"));
  assert.equal(await tablet.page.evaluate(() => document.activeElement.id), "field-text");
  assert.equal(await tablet.page.inputValue("#field-phone"), "hỏi ông Ba", "what was typed stays");
  await tablet.page.fill("#field-text", "Mất hồ sơ của tôi");
  await tablet.page.fill("#field-phone", "0912 345 678");
  await tablet.touches(".send");
  await tablet.sees("thanks");
  assert.match(await tablet.page.textContent("main"), /gọi lại/);
  const { complaint } = (await tablet.untilSent(1))[0];
  assert.deepEqual([complaint.text, complaint.phone, complaint.name], ["Mất hồ sơ của tôi", "0912 345 678", ""]);
  assert.equal((await tablet.untilCounted(1)).ballots, 1);
});

story("a complaint that is half typed is never sent; who writes has twice the time; the rating stays", async (tablet) => {
  await tablet.ratesAndIsAsked(...LOW);
  await tablet.touches(".complain");
  await tablet.page.fill("#field-text", "Tôi muốn nói");
  await tablet.passes(85_000);
  assert.equal(await tablet.page.locator("dialog[open]").count(), 0);
  await tablet.passes(6_000);
  assert.equal(await tablet.page.locator("dialog[open]").count(), 1);
  await tablet.passes(10_000);
  await tablet.touchesAt(20, 20);
  assert.equal(await tablet.page.inputValue("#field-text"), "Tôi muốn nói", "who comes back finds their words");
  await tablet.passes(120_000);
  await tablet.sees("attract");
  assert.doesNotMatch(await tablet.page.content(), /Tôi muốn nói/);
  const [record] = await tablet.untilSent(1);
  assert.deepEqual([record.complaint, record.partial, Object.values(record.answers)], [undefined, false, LOW]);
});

story("large text and dark ground help one citizen, are noted, and are gone for the next", async (tablet) => {
  await tablet.touches('.tool[data-mode="large_text"]');
  await tablet.touches('.tool[data-mode="high_contrast"]');
  const capital = await tablet.page.evaluate(measureCapitals);
  for (const [what, millimetres] of Object.entries(capital)) assert.ok(millimetres >= 6.1, `${what}: ${millimetres} mm`);
  await tablet.rates(4, 4, 4, 4, 4);
  await tablet.sees("thanks");
  assert.deepEqual((await tablet.untilSent(1))[0].signals, ["large_text", "high_contrast"]);
  await tablet.passes(6_500);
  await tablet.sees("attract");
  assert.equal(await tablet.page.getAttribute("html", "class"), "");
  await tablet.touches('.tool[data-mode="large_text"]');
  await tablet.passes(46_000);
  assert.equal(await tablet.page.getAttribute("html", "class"), "", "nor when nobody rated");
});

/** Runs in the page: the height of capitals in mm of the screen, in all that one must read to rate. */
function measureCapitals() {
  const mm = document.createElement("div");
  Object.assign(mm.style, { position: "absolute", width: "calc(100 * var(--mm))" });
  document.body.append(mm);
  const millimetre = mm.getBoundingClientRect().width / 100;
  mm.remove();
  const capital = (selector) => {
    const { fontSize } = getComputedStyle(document.querySelector(selector));
    return (Number.parseFloat(fontSize) * 0.714) / millimetre;
  };
  return Object.fromEntries([".topic", ".label", ".no-opinion"].map((selector) => [selector, capital(selector)]));
}

story("a language without recordings says so calmly", async (tablet) => {
  assert.equal(await tablet.page.textContent(".speaker"), "Chưa có giọng đọc");
  assert.equal(await tablet.page.isDisabled(".speaker"), true);
});

story("who comes right after another, or in a row of many, is stored and marked, and the tablet rests", async (tablet) => {
  await tablet.rates(4, 4, 4, 4, 4);
  await tablet.sees("thanks");
  await tablet.passes(500);
  await tablet.touchesAt(600, 400);
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.rates(5, 4, 4, 4, 4);
  await tablet.sees("thanks");
  await tablet.passes(6_500);
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.rates(3, 4, 4, 4, 4);
  await tablet.sees("thanks");
  await tablet.passes(6_500);
  await tablet.sees("rest");
  assert.match(await tablet.heading(), /Xin mời người tiếp theo sau ít giây/);
  await tablet.touchesAt(600, 400);
  await tablet.passes(18_000);
  await tablet.sees("rest");
  await tablet.passes(3_000);
  await tablet.sees("attract");
  const sent = await tablet.untilSent(3);
  assert.deepEqual(sent.map(({ signals }) => signals), [[], ["response_interval"], ["suspect_burst"]]);
  assert.equal((await tablet.untilCounted(3)).ballots, 3);
});

const NEVER = { hours: { days: [1, 2, 3], spans: [["07:00", "07:00"]] } };

story("outside opening hours the screen is dark and says when; a touch still lets one rate", async (tablet) => {
  await tablet.sees("closed");
  assert.match(await tablet.page.textContent("main"), /Quầy đang nghỉ.*Thứ Hai đến Thứ Tư/s);
  const light = await tablet.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.ok(Math.max(...light.match(/\d+/g).map(Number)) < 40, light);
  await tablet.touchesAt(300, 300);
  await tablet.sees("attract");
  await tablet.passes(46_000);
  await tablet.sees("closed");
  await tablet.touches(".wake");
  await tablet.rates(4, 4, 4, 4, 4);
  await tablet.sees("thanks");
  assert.deepEqual((await tablet.untilSent(1))[0].signals, ["outside_hours"]);
  await tablet.passes(6_500);
  await tablet.sees("closed");
}, { config: NEVER });

story("the first question is there with the next picture after the touch", async (tablet) => {
  const shown = await tablet.page.evaluate(() => {
    document.querySelector(".wake").click();
    return document.querySelector(".topic")?.textContent;
  });
  assert.match(shown, /Nơi tiếp đón/, "in the same turn, without waiting for anything");
}, { config: NEVER });

story("twenty wild taps a second for a minute: no tap hits a screen it did not see, nothing unmarked piles up", async (tablet) => {
  await tablet.page.evaluate(watchScreens);
  const placesOf = (selector) =>
    tablet.page.locator(selector).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  const faces = await placesOf(".choice");
  const places = [...faces, ...faces, ...faces, ...(await placesOf("button"))];
  for (let tap = 0; tap < 1_200; tap++) {
    const { x, y, width, height } = places[Math.floor(Math.random() * places.length)];
    await tablet.page.evaluate(tapAt, [x + Math.random() * width, y + Math.random() * height]);
    await tablet.passes(50);
  }
  const gaps = await tablet.page.evaluate(() => globalThis.seen.slice(1).map((at, n) => at - globalThis.seen[n]));
  assert.ok(gaps.length >= 4 && Math.min(...gaps) >= 380, `each screen stood long enough to be seen: ${Math.min(...gaps)}`);
  await tablet.passes(120_000);
  await tablet.untilEmpty();
  const ballots = [...new Map(tablet.sent.map((ballot) => [ballot.id, ballot])).values()];
  assert.ok(ballots.length >= 1, "somebody rated");
  const suspect = ({ signals }) => signals.includes("suspect_burst") || signals.includes("response_interval");
  const ends = ballots.filter((ballot) => !suspect(ballot)).map(({ created_at }) => Date.parse(created_at)).sort((a, b) => a - b);
  for (const [n, end] of ends.slice(1).entries()) assert.ok(end - ends[n] >= 5_000, "one unmarked ballot in five seconds at most");
  assert.equal((await tablet.untilCounted(ballots.length)).ballots, ballots.length);
});

/** Runs in the page: notes when each screen came. */
function watchScreens() {
  globalThis.seen = [];
  const note = () => globalThis.seen.push(performance.now());
  new MutationObserver(note).observe(document.querySelector("main"), { childList: true });
}

/** Runs in the page: a tap by the page's own clock. */
function tapAt([x, y]) {
  const target = document.elementFromPoint(x, y);
  const event = new MouseEvent("click", { bubbles: true, cancelable: true, clientX: x, clientY: y });
  Object.defineProperty(event, "timeStamp", { value: performance.now() });
  target?.closest("button:disabled") ?? target?.dispatchEvent(event);
}

/**
 * The tablet when the network or the server fails: the citizen is thanked and hears nothing of it, nothing is lost,
 * nothing is stored twice. How it is paired, and what a tablet shows that is not, stands at the end.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ballotsIn, isWhole } from "./box.mjs";
import { run, signIn } from "./harness.mjs";
import { FAULTS } from "./proxy.mjs";
import { browser, program, proxy, setStage } from "./stage.mjs";
import { Tablet, addPlace, addTablet } from "./tablet.mjs";

const PASSWORD = "một mật khẩu đủ dài";

setStage();

const isBallot = ({ method, url }) => method === "POST" && url.endsWith("/ballots");

/** A paired tablet for one test, behind the bad network. */
function story(name, act) {
  test(name, async () => {
    const tablet = await Tablet.paired(browser, proxy.program);
    try {
      await act(tablet);
      assert.deepEqual(tablet.page.faults.filter((fault) => !fault.startsWith("502 ")), []);
    } finally {
      proxy.weather = () => null;
      await tablet.close();
    }
  });
}

story("a server that is gone keeps nobody from being thanked, and the ballots arrive once when it is back", async (tablet) => {
  await program.halt();
  await tablet.rates(5, 4, 3, 2, 1);
  await tablet.sees("thanks");
  assert.doesNotMatch(await tablet.page.textContent("body"), /gửi|kết nối|mạng|chờ/, "no word of the network to a citizen");
  await tablet.passes(6_500);
  await tablet.sees("attract");
  await tablet.ratesAndLeaves(4, 4, 4, 4, 4);
  assert.equal((await tablet.holds()).waiting, 2);
  await program.restart();
  await tablet.untilEmpty();
  await isWhole(program, tablet.unit, 2);
  assert.deepEqual((await tablet.counted()).scores["1"].scores, [0, 0, 0, 1, 1]);
});

for (const fault of Object.keys(FAULTS)) {
  story(`a request that meets with "${fault}" is made again until there is a receipt, and makes one ballot`, async (tablet) => {
    const faults = [fault, fault];
    proxy.weather = (request) => (isBallot(request) ? (faults.shift() ?? null) : null);
    await tablet.ratesAndLeaves(2, 2, 2, 2, 2);
    await tablet.untilEmpty();
    // The clock runs faster than the network, so that even the last may have been given up once more.
    assert.ok(tablet.sent.length >= 3, `${tablet.sent.length} requests`);
    assert.equal(new Set(tablet.sent.map(({ id }) => id)).size, 1);
    await isWhole(program, tablet.unit, 1);
  });
}

story("a server that is down is asked again after half a minute, then less and less often", async (tablet) => {
  const asked = [];
  proxy.weather = (request) => {
    if (isBallot(request)) asked.push(null);
    return "cut";
  };
  await tablet.rates(3, 3, 3, 3, 3);
  await tablet.sees("thanks");
  const after = async (seconds, least) => {
    await tablet.passes(seconds * 1_000);
    await tablet.page.waitForTimeout(60);
    for (let turn = 0; turn < 100 && asked.length < least; turn++) await tablet.page.waitForTimeout(50);
    return asked.length;
  };
  assert.equal(await after(1, 1), 1);
  assert.equal(await after(20, 1), 1, "not before 24 seconds");
  assert.equal(await after(20, 2), 2);
  assert.equal(await after(40, 2), 2, "the second pause is twice as long");
  for (let hour = 0; hour < 60; hour++) await after(60, 2);
  assert.ok(asked.length < 25, `an hour of silence, ${asked.length} questions`);
  const before = asked.length;
  await tablet.page.evaluate(() => dispatchEvent(new Event("online")));
  assert.equal(await after(1, before + 1), before + 1, "and at once when the network says that it is back");
  await tablet.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  assert.equal(await after(1, before + 2), before + 2, "or the page comes back");
});

story("one ballot that the server will not take leaves the others their way", async (tablet) => {
  proxy.weather = (request) => (isBallot(request) ? "cut" : null);
  await tablet.page.evaluate(captureTen, tablet.unit);
  proxy.weather = () => null;
  await tablet.page.evaluate(() => dispatchEvent(new Event("online")));
  await tablet.untilEmpty();
  const holds = await tablet.holds();
  assert.deepEqual([holds.captured, holds.waiting, holds.refused], [10, 0, 1]);
  const seqs = (await ballotsIn(program, tablet.unit)).map(({ seq }) => seq);
  assert.deepEqual(seqs, [1, 2, 4, 5, 6, 7, 8, 9, 10]);
  const { refused, tried, left, carried } = await tablet.page.evaluate(discardSome);
  assert.deepEqual([tried.waiting, tried.refused], [1, 0], "staff may have it tried once more");
  assert.equal(refused.record.seq, 3);
  assert.match(refused.reason, /questionnaire/);
  assert.deepEqual([left.captured, left.waiting, left.refused, left.discarded], [10, 0, 0, 1], "what was thrown away is counted");
  assert.deepEqual([carried.captured, carried.waiting, carried.discarded], [11, 0, 1], "but not what staff had carried away");
});

story("who refuses a token by mistake is asked again, and what was rated meanwhile arrives", async (tablet) => {
  const { page } = tablet;
  const stranger = { status: 401, contentType: "application/json", body: '{"title":"who are you?"}' };
  await page.route("**/api/v1/**", (route) => route.fulfill(stranger));
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  await tablet.untilSent(1);
  await tablet.passes(60_000);
  await page.unroute("**/api/v1/**");
  for (let turn = 0; turn < 40 && (await tablet.holds()).waiting > 0; turn++) {
    await tablet.passes(10_000);
    await page.waitForTimeout(100);
  }
  await isWhole(program, tablet.unit, 1);
});

story("a token of another unit comes into force with that unit's questions, and sends nothing of the unit before", async (tablet) => {
  const other = await addPlace(program, { name: "Xã Ia Hrung" });
  proxy.weather = () => "cut";
  await tablet.ratesAndLeaves(2, 2, 2, 2, 2);
  await tablet.page.goto(`/kiosk#token=${other.token}`);
  await tablet.page.reload();
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.ratesAndLeaves(1, 1, 1, 1, 1);
  proxy.weather = () => null;
  await tablet.untilPlace(/Ia Hrung/);
  await isWhole(program, tablet.unit, 2);
  assert.equal((await ballotsIn(program, other.unit)).length, 0);
  await tablet.passes(500);
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  await tablet.untilEmpty();
  assert.equal((await ballotsIn(program, other.unit)).length, 1);
});

story("who is rating while the tablet goes over to another unit has rated the unit before", async (tablet) => {
  const other = await addPlace(program, { name: "Xã Ia Pết" });
  await tablet.rates(4, 4, 4);
  await tablet.page.evaluate((token) => (location.hash = `#token=${token}`), other.token);
  await tablet.passes(1_000);
  await tablet.page.waitForTimeout(300);
  await tablet.rates(4, 4);
  await tablet.sees("thanks");
  await tablet.untilPlace(/Ia Pết/);
  await isWhole(program, tablet.unit, 1);
  assert.equal((await ballotsIn(program, other.unit)).length, 0);
});

/** Runs in the page: what the staff do when they have seen to it. */
async function discardSome() {
  const { openOutbox } = await import("/kiosk/outbox/outbox.mjs");
  const outbox = await openOutbox();
  const [refused] = await outbox.all();
  await outbox.retry();
  const tried = await outbox.counts();
  await outbox.refuse(refused.seq, refused.reason);
  // The server refuses it in a file too.
  await outbox.markCarried([refused.seq]);
  await outbox.discard(refused.seq);
  const left = await outbox.counts();
  const { randomUuid } = await import("/kiosk/device/uuid.mjs");
  const { seq } = await outbox.capture((numbers) => ({ ...refused.record, id: randomUuid(), ...numbers }), "ELSEWHERE");
  await outbox.markCarried([seq]);
  await outbox.discard(seq);
  return { refused, tried, left, carried: await outbox.counts() };
}

/** Runs in the page: ten visits, of which the third was made with questions that no server knows. */
async function captureTen(unit) {
  const { openOutbox } = await import("/kiosk/outbox/outbox.mjs");
  const { randomUuid } = await import("/kiosk/device/uuid.mjs");
  const outbox = await openOutbox();
  for (let visit = 1; visit <= 10; visit++) {
    const questionnaire = visit === 3 ? "nobody-knows-9" : "touch-5";
    const made = { id: randomUuid(), questionnaire, answers: { 1: 4 }, lang: "vi", partial: true };
    await outbox.capture((numbers) => ({ ...made, ...numbers, created_at: new Date().toISOString() }), unit);
  }
}

story("a revoked tablet goes on being rated at, and all arrives when it is paired again", async (tablet) => {
  const known = tablet.token;
  proxy.weather = (request) => (isBallot(request) ? "cut" : null);
  await tablet.ratesAndLeaves(1, 2, 3, 4, 5);
  await revoke(tablet);
  proxy.weather = () => null;
  await tablet.passes(40_000);
  await tablet.page.waitForTimeout(100);
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  await tablet.page.reload();
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.ratesAndLeaves(4, 4, 4, 4, 4);
  assert.equal((await tablet.holds()).waiting, 3);

  const elsewhere = await addPlace(program, { name: "Xã Ia Băng" });
  await tablet.page.evaluate((token) => (location.hash = `#token=${token}`), elsewhere.token);
  await tablet.page.waitForSelector('.place:has-text("Ia Băng")');
  await tablet.passes(120_000);
  assert.equal((await tablet.holds()).waiting, 3, "another unit must not get this unit's ballots");

  const again = await addTablet(program, { unit: tablet.unit });
  assert.notEqual(again.token, known);
  await tablet.page.evaluate((token) => (location.hash = `#token=${token}`), again.token);
  await tablet.untilEmpty();
  await isWhole(program, tablet.unit, 3);
  assert.equal((await ballotsIn(program, elsewhere.unit)).length, 0);
  assert.doesNotMatch(tablet.page.url(), /token/);
});

/** What the unit's own administrator does in the office. */
async function revoke(tablet) {
  const login = `admin.${tablet.unit.toLowerCase()}`;
  const account = ["--unit", tablet.unit, "--role", "admin", "--name", "Rơ Châm H'Yên", "--login", login];
  const options = { cwd: program.folder, input: PASSWORD };
  await run(["user", "add", ...account, "--password-stdin", "--database", program.database], options);
  const page = await browser.newDesktop(program);
  await signIn(page, { login, password: PASSWORD });
  await page.goto("/kiosks");
  await page.click(".tablet h2 a");
  await page.click('a[href$="/revoke"]');
  await Promise.all([page.waitForURL(/\/kiosks\?revoked/), page.click("main button.danger")]);
  await page.context().close();
}

test("a tablet that is not paired tells the staff what to do, and citizens whom to ask", async () => {
  const tablet = await Tablet.unpaired(browser, program);
  await tablet.sees("pairing");
  assert.match(await tablet.page.textContent("main"), /xin báo cán bộ tại quầy/);
  await tablet.page.click("summary");
  await tablet.page.fill("input", "không phải mã");
  await tablet.page.click("button[type=submit]");
  assert.equal(await tablet.page.inputValue("input"), "không phải mã", "what was typed stays");
  assert.ok(await tablet.page.isVisible("#problem-unreadable"));
  await tablet.page.fill("input", "x".repeat(43));
  await tablet.page.click("button[type=submit]");
  await tablet.page.waitForSelector("#problem-refused:visible");
  const { token } = await addPlace(program, { name: "Xã Tân Bình", counter: "Quầy 3" });
  await tablet.page.fill("input", `${program.url}/kiosk#token=${token}`);
  await tablet.page.press("input", "Enter");
  await tablet.sees("attract");
  assert.match(await tablet.page.textContent(".place"), /Xã Tân Bình\s*Quầy 3/);
  assert.deepEqual(tablet.page.faults, []);
  await tablet.close();
});

test("a tablet that starts before the server waits calmly when it is new, and works at once when it is not", async () => {
  const place = await addPlace(program, { name: "Xã Tân Bình" });
  const tablet = await Tablet.unpaired(browser, proxy.program);
  proxy.weather = () => "cut";
  await tablet.page.goto(`/kiosk#token=${place.token}`);
  await tablet.page.reload();
  await tablet.sees("connecting");
  assert.doesNotMatch(await tablet.page.textContent("main"), /lỗi|error/i);
  proxy.weather = () => null;
  await tablet.passes(35_000);
  await tablet.sees("attract");

  proxy.weather = () => "cut";
  await tablet.page.reload();
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.ratesAndLeaves(5, 5, 5, 5, 5);
  proxy.weather = () => null;
  await tablet.untilEmpty();
  await isWhole(program, place.unit, 1);
  await tablet.close();
});

test("without JavaScript the page says so", async () => {
  const page = await browser.newTablet(program, { javaScriptEnabled: false });
  await page.goto("/kiosk");
  assert.match(await page.textContent("main"), /Mời ông\/bà đánh giá/);
  assert.ok(await page.isVisible("noscript p, main .text"));
  await page.context().close();
});

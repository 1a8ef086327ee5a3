/**
 * The staff's corner of a tablet: out of the citizens' way, behind a PIN, and left by itself.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isWhole } from "./box.mjs";
import { run, signIn } from "./harness.mjs";
import { browser, program, setStage } from "./stage.mjs";
import { Tablet, addPlace } from "./tablet.mjs";
import { captureMany } from "./visits.mjs";

const PIN = "2580";
const ADMIN = { login: "quan.tri", password: "mat khau dai cua quan tri" };

setStage();

/** A tablet whose PIN an administrator has set. */
async function tabletWithPin() {
  const { unit, token } = await addPlace(program, { name: "Xã Tân Bình", counter: "Quầy 1" });
  const login = `${ADMIN.login}.${unit.toLowerCase()}`;
  const who = ["--role", "admin", "--name", "Nguyễn Thị Hạnh", "--login", login, "--password-stdin"];
  await run(["user", "add", "--unit", unit, ...who, "--database", program.database, "--json"], {
    input: `${ADMIN.password}\n`,
  });
  const page = await browser.newDesktop(program);
  await signIn(page, { login, password: ADMIN.password });
  await page.goto("/kiosks");
  await page.click(".tablet h2 a");
  await page.click('a[href$="/settings"]');
  await page.fill("#pin", PIN);
  await page.click("main form button");
  await page.waitForURL(/saved/);
  await page.context().close();
  const tablet = await Tablet.unpaired(browser, program, { path: `/kiosk#token=${token}` });
  Object.assign(tablet, { unit, token });
  await tablet.sees("attract");
  await tablet.passes(500);
  return tablet;
}

async function press(tablet, milliseconds) {
  const place = await tablet.page.locator(".place").boundingBox();
  await tablet.page.mouse.move(place.x + 5, place.y + 5);
  await tablet.page.mouse.down();
  await tablet.passes(milliseconds);
  await tablet.page.mouse.up();
}

async function types(tablet, pin) {
  for (const digit of pin) await tablet.page.click(`[data-do="${digit}"]`);
  await tablet.page.click("[data-do=open]");
}

/** Staff press, type their PIN and are in. */
async function enters(tablet) {
  await press(tablet, 2_100);
  await types(tablet, PIN);
  await tablet.sees("corner");
}

test("staff open the corner with their PIN, see the tablet's state and help the next citizen", async () => {
  const tablet = await tabletWithPin();
  await press(tablet, 1_000);
  await tablet.sees("attract");
  await press(tablet, 2_100);
  await tablet.sees("pin");
  await types(tablet, PIN);
  await tablet.sees("corner");
  const words = await tablet.page.textContent("main");
  for (const said of [/Xã Tân Bình · Quầy 1/, /Đã ghép/, /Không có/]) assert.match(words, said);
  await tablet.page.click("[data-do=assist]");
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.rates(5, 5, 5, 5, 5);
  await tablet.sees("thanks");
  const sent = () => tablet.sent.find(({ signals }) => signals.includes("assisted"));
  for (let turn = 0; turn < 40 && sent() === undefined; turn++) await tablet.page.waitForTimeout(50);
  assert.notEqual(sent(), undefined, "the ballot says that somebody helped");
  assert.deepEqual(tablet.page.faults, []);
  await tablet.close();
});

test("nobody goes through all PINs, and a corner that is left alone closes", async () => {
  const tablet = await tabletWithPin();
  await press(tablet, 2_100);
  await tablet.sees("pin");
  const problem = tablet.page.locator(".problem");
  for (let turn = 0; turn < 5; turn++) {
    await types(tablet, "1111");
    await problem.filter({ hasText: "không đúng" }).waitFor();
  }
  await types(tablet, PIN);
  await problem.filter({ hasText: /Hãy đợi \d+ giây/ }).waitFor();
  await tablet.page.reload();
  await tablet.sees("attract");
  await tablet.passes(500);
  await press(tablet, 2_100);
  await tablet.sees("pin");
  await types(tablet, PIN);
  await problem.filter({ hasText: /Hãy đợi \d+ giây/ }).waitFor();
  await tablet.passes(45_000);
  await tablet.touches("[data-do=erase]");
  await tablet.passes(20_000);
  await types(tablet, PIN);
  await tablet.sees("corner");
  await tablet.passes(61_000);
  await tablet.sees("attract");
  await tablet.close();
});

test("a corner that is left in the middle of something closes, and keeps nothing half done", async () => {
  const tablet = await tabletWithPin();
  await enters(tablet);
  await tablet.page.click("[data-do=hand-over]");
  await tablet.sees("handed-over");
  await tablet.passes(61_000);
  await tablet.sees("attract");
  await tablet.passes(500);
  await enters(tablet);
  await tablet.page.click("[data-do=measure]");
  await tablet.sees("setup");
  await tablet.touches('[data-steps="8"]');
  await tablet.passes(50_000);
  await tablet.sees("setup");
  await tablet.passes(11_000);
  await tablet.sees("attract");
  assert.equal(await tablet.page.evaluate(async () => (await import("/kiosk/outbox/meta.mjs")).get("px_per_mm")), null);
  await tablet.close();
});

test("staff throw away what the server will not take, one by one, and know what that means", async () => {
  const tablet = await tabletWithPin();
  await tablet.page.route("**/api/v1/ballots", (route) => route.abort());
  await tablet.page.evaluate(captureMany, { count: 2, unit: tablet.unit });
  await tablet.page.evaluate(async () => {
    const outbox = await (await import("/kiosk/outbox/outbox.mjs")).openOutbox();
    await outbox.refuse(1, "questionnaire");
  });
  await enters(tablet);
  const list = tablet.page.locator(".refused-list li");
  assert.match(await list.textContent(), /Phiếu số 1: questionnaire/);
  for (const way of ["back", "discard-now"]) {
    await list.locator("button").click();
    await tablet.sees("discard");
    assert.match(await tablet.page.locator("[data-why]:visible").textContent(), /được ghi lại/);
    await tablet.page.click(`[data-do=${way}]`);
    await tablet.sees("corner");
    assert.equal(await list.count(), way === "back" ? 1 : 0);
  }
  const { captured, waiting, refused, discarded } = await tablet.holds();
  assert.deepEqual([captured, waiting, refused, discarded], [2, 1, 0, 1]);
  await tablet.close();
});

test("what waits leaves for the unit before when staff pair the tablet with another", async () => {
  const tablet = await tabletWithPin();
  const other = await addPlace(program, { name: "Xã Ia Nan" });
  await tablet.page.route("**/api/v1/ballots", (route) => route.abort());
  await tablet.ratesAndLeaves(4, 4, 4, 4, 4);
  await tablet.passes(10_000);
  await tablet.page.unroute("**/api/v1/ballots");
  await enters(tablet);
  await tablet.page.click("[data-do=pair]");
  await tablet.sees("pairing");
  await tablet.page.click("summary");
  await tablet.page.fill("form input", other.token);
  await tablet.page.click("form button");
  await tablet.untilPlace(/Ia Nan/);
  await isWhole(program, tablet.unit, 1);
  await tablet.close();
});

test("while the glass is wiped no touch counts", async () => {
  const tablet = await tabletWithPin();
  await enters(tablet);
  await tablet.page.click("[data-do=wipe]");
  await tablet.sees("wipe");
  await tablet.page.mouse.click(640, 400);
  await tablet.passes(20_000);
  await tablet.sees("wipe");
  for (let turn = 0; turn < 15; turn++) {
    await tablet.passes(1_000);
    await tablet.page.waitForTimeout(10);
  }
  await tablet.sees("corner");
  await tablet.close();
});

test("without a PIN the corner says where to set one", async () => {
  const tablet = await Tablet.paired(browser, program, { name: "Xã Ia Pếch" });
  await press(tablet, 2_100);
  await tablet.sees("no-pin");
  assert.match(await tablet.page.locator("[data-why=unset]").textContent(), /chưa có mã PIN/);
  await tablet.page.click("[data-do=leave]");
  await tablet.sees("attract");
  await tablet.close();
});

/**
 * A tablet is paired by the code on its screen, measured with a card, and paired again without losing what it holds.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, run, signIn } from "./harness.mjs";
import { browser, program, proxy, setStage } from "./stage.mjs";
import { Tablet, addPlace } from "./tablet.mjs";

const ADMIN = { login: "quan.tri", password: "mat khau dai cua quan tri" };

setStage({ whole: true });

/** An administrator's page in a unit of their own with one counter. */
async function administrator() {
  const { unit } = await addPlace(program, { name: "Xã Tân Bình", counter: "Quầy 1" });
  const login = `${ADMIN.login}.${unit.toLowerCase()}`;
  const role = ["--role", "admin", "--name", "Nguyễn Thị Hạnh", "--login", login, "--password-stdin"];
  const where = ["--database", program.database, "--json"];
  await run(["user", "add", "--unit", unit, ...role, ...where], { input: `${ADMIN.password}\n` });
  const page = await browser.newDesktop(program, { viewport: DESKTOP });
  await signIn(page, { login, password: ADMIN.password });
  return { page, unit };
}

/** Types the code into the office computer and confirms. */
async function confirm(page, code) {
  await page.goto("/kiosks/pair");
  await page.fill("#code", code);
  await page.click("main form button");
  await page.selectOption("#counter", { label: "Quầy 1" });
  await page.click("main form button");
  await page.waitForURL(/settings/);
}

/** Lets the clock of the tablet run until this is on the screen. */
async function until(tablet, selector) {
  for (let turn = 0; turn < 60 && (await tablet.page.locator(selector).count()) === 0; turn++) {
    await tablet.passes(1_000);
    await tablet.page.waitForTimeout(20);
  }
  await tablet.page.waitForSelector(selector);
}

/** How often the page has asked the browser to keep the storage. */
const asked = (tablet) => tablet.page.evaluate(() => window.asked);

async function codeOf(tablet) {
  await until(tablet, ".pairing-code:not(:empty)");
  return tablet.page.textContent(".pairing-code");
}

test("a clerk types the code of the tablet, lays a card on it, and the desk is open", async () => {
  const { page } = await administrator();
  const tablet = await Tablet.unpaired(browser, program);
  await tablet.sees("pairing");
  const code = await codeOf(tablet);
  assert.match(code, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  await confirm(page, code);
  await until(tablet, 'main[data-screen="setup"]');
  const width = () => tablet.page.locator(".card-outline").evaluate((card) => card.getBoundingClientRect().width);
  const before = await width();
  for (let press = 0; press < 3; press++) await tablet.page.click('[data-steps="8"]');
  assert.ok((await width()) > before * 1.1, "the outline grows with the presses");
  const measured = await width();
  await tablet.page.evaluate(() => {
    window.asked = 0;
    navigator.storage.persist = async () => (window.asked += 1) > 0;
  });
  await tablet.page.click("[data-do=fits]");
  await tablet.page.locator("[data-part=kept]").waitFor();
  assert.match(await tablet.page.textContent("[data-part=kept]"), /Đã lưu cỡ/);
  assert.deepEqual([await tablet.page.locator("[data-part=not-kept]").isVisible(), await asked(tablet)], [false, 1]);
  await tablet.page.click("[data-do=begin]");
  await tablet.sees("attract");
  const perMm = await tablet.page.evaluate(() => parseFloat(document.documentElement.style.getPropertyValue("--mm")));
  assert.ok(Math.abs(perMm * 85.6 - measured) < 1, "a card is 85.6 mm wide");
  const face = await tablet.page.locator(".choice").first().boundingBox();
  assert.ok(Math.min(face.width, face.height) >= 20 * perMm - 0.5, "an answer is 20 mm at least");
  await page.goto("/kiosks");
  assert.match(await page.textContent("main"), /Quầy 1/);
  assert.deepEqual(tablet.page.faults, []);
  await tablet.close();
  await page.context().close();
});

test("a pairing that was confirmed while the tablet had no network is done when it has one again", async () => {
  const { page } = await administrator();
  const tablet = await Tablet.unpaired(browser, proxy.program);
  const code = await codeOf(tablet);
  proxy.weather = () => "cut";
  await confirm(page, code);
  for (let minute = 0; minute < 11; minute++) {
    await tablet.passes(60_000);
    await tablet.page.waitForTimeout(50);
  }
  await tablet.page.locator('[data-state="code"]').waitFor({ state: "hidden" });
  proxy.weather = () => null;
  await until(tablet, 'main[data-screen="setup"]');
  await tablet.close();
  await page.context().close();
});

test("a tablet whose key was revoked keeps rating, is paired again at the desk, and everything arrives", async () => {
  const { page } = await administrator();
  const tablet = await Tablet.unpaired(browser, program);
  await confirm(page, await codeOf(tablet));
  await until(tablet, "[data-do=fits]");
  await tablet.page.click("[data-do=fits]");
  await tablet.page.click("[data-do=begin]");
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.rates(5, 5, 5, 5, 5);
  await until(tablet, 'main[data-screen="attract"]');

  await page.goto("/kiosks");
  await page.click(".tablet h2 a");
  await page.click('a[href$="/revoke"]');
  await page.click("main form button");
  await page.waitForURL(/\/kiosks\?revoked/);
  await tablet.passes(500);
  await tablet.rates(4, 4, 4, 4, 4);
  await tablet.sees("thanks");
  await until(tablet, 'main[data-screen="attract"]');
  await tablet.passes(500);

  // Until the tablet has heard of it, its corner asks for a PIN, and it has none.
  const place = await tablet.page.locator(".place").boundingBox();
  for (let turn = 0; turn < 20 && (await tablet.page.locator("[data-do=pair]").count()) === 0; turn++) {
    if ((await tablet.page.locator("[data-do=leave]").count()) > 0) await tablet.page.click("[data-do=leave]");
    await tablet.passes(5_000);
    await tablet.page.mouse.move(place.x + 5, place.y + 5);
    await tablet.page.mouse.down();
    await tablet.passes(2_100);
    await tablet.page.mouse.up();
    await tablet.page.waitForTimeout(100);
  }
  await tablet.page.click("[data-do=pair]");
  const code = await codeOf(tablet);
  assert.match(await tablet.page.textContent(".pairing-kept"), /giữ 1 phiếu/);
  await confirm(page, code);
  await until(tablet, "[data-do=fits]");
  await tablet.page.click("[data-do=fits]");
  await tablet.page.click("[data-do=begin]");
  await tablet.sees("attract");
  const verified = async () => (await program.command("verify")).ballots;
  for (let turn = 0; turn < 40 && (await verified()) < 2; turn++) await tablet.passes(2_000);
  assert.equal(await verified(), 2);
  await tablet.close();
  await page.context().close();
});

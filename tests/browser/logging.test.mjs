/**
 * Somebody with a caller on the line and a keyboard: a call goes into the register without the mouse, what is typed is
 * there after a closed tab and a dead server, and the page is fit for whoever cannot see it.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { Browser, PHONE, Program, inWords, run, signIn } from "./harness.mjs";

const OPERATOR = { login: "duong.day.nong", password: "mật khẩu của đường dây" };
const SAID = "Đường vào thôn 3 ngập nước đã hai tuần, xe máy không đi được, trẻ con phải lội.";
const KEPT = "#draft-state:not(.troubled):not(:empty)";

let program;
let browser;

before(async () => {
  program = await Program.start(["serve"]);
  await program.command("unit", "add", "--code", "TB", "--name", "Xã Tân Bình");
  await program.command("link", "add", "--unit", "TB", "--counter", "Quầy 1");
  const who = ["--role", "hotline", "--name", "Phạm Thị Hòa", "--login", OPERATOR.login, "--password-stdin"];
  await run(["user", "add", "--unit", "TB", ...who, "--database", program.database, "--json"], {
    input: `${OPERATOR.password}\n`,
  });
  browser = await Browser.start();
});

after(async () => {
  await browser?.stop();
  await program?.stop();
});

/** The operator at a desk, with the form open. */
async function operator(address = "/complaints/new?fresh", options = {}) {
  const page = await browser.newDesktop(program, options);
  await signIn(page, OPERATOR);
  await page.goto(address);
  return page;
}

const focused = (page) => page.evaluate(() => document.activeElement.name || document.activeElement.id);

/** Goes on by the keyboard and says where it leads. */
async function tab(page) {
  await page.keyboard.press("Tab");
  return focused(page);
}

/** Opens the form until it has these words: what a closing tab sends arrives by itself, a moment later. */
async function hasText(page, words) {
  for (let tries = 0; tries < 50; tries += 1) {
    await page.goto("/complaints/new");
    if ((await page.inputValue("#text")) === words) return;
    await page.waitForTimeout(100);
  }
  assert.equal(await page.inputValue("#text"), words);
}

/** Whatever axe finds, however small. */
async function faultsOf(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  return inWords(violations);
}

test("a call is logged by the keyboard alone, in the order of a call", async () => {
  const page = await operator();
  assert.equal(await focused(page), "way");
  const typed = { name: "Rơ Mah H'Lan", phone: "0905 123 456", address: "Làng Kép", text: SAID };
  for (const [field, text] of Object.entries(typed)) {
    assert.equal(await tab(page), field);
    await page.keyboard.type(text);
  }
  assert.equal(await tab(page), "read_back");
  await page.keyboard.press("Space");
  for (const field of ["dossier", "field", "dimension", "kind", "officer", "place", "day", "time", "send"]) {
    assert.equal(await tab(page), field);
  }
  await Promise.all([page.waitForURL(/\/complaints\/\d+\/told$/), page.keyboard.press("Control+Enter")]);
  const [, number] = /complaints\/(\d+)/.exec(page.url());
  assert.equal(await page.locator(".told-number").innerText(), number);
  assert.equal(await focused(page), "next");
  assert.deepEqual(await faultsOf(page), []);
  // The next caller is on the line.
  await Promise.all([page.waitForURL(/\/complaints\/new/), page.keyboard.press("Enter")]);
  assert.equal(await page.inputValue("#name"), "");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("the form is on one screen", async () => {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 1280, height: 800 }]) {
    const page = await operator(undefined, { viewport });
    const { y, height } = await page.locator("#send").boundingBox();
    assert.ok(y + height <= viewport.height, `${y + height} of ${viewport.height}`);
    await page.context().close();
  }
});

test("similar cases stand beside the form while it is typed", async () => {
  const page = await operator();
  await page.fill("#phone", "+84 905 123 456");
  await page.locator(".similar li").first().waitFor();
  const link = page.locator(".similar a").first();
  assert.equal(await link.getAttribute("target"), "_blank");
  assert.deepEqual(await faultsOf(page), []);
  await page.fill("#text", "Tôi gọi lại về con đường.");
  await page.check("#read_back");
  await Promise.all([page.waitForURL(/\/told$/), page.locator(".similar button").first().press("Enter")]);
  assert.equal(await page.locator(".notice.info").count(), 2, "joined, and without an address");
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("what is typed outlives a closed tab and a dead server", async () => {
  const page = await operator();
  await page.fill("#text", "Đang ghi dở thì");
  await page.locator(KEPT).waitFor();
  await page.locator("#text").press("End");
  await page.keyboard.type(" đóng nhầm trang");
  await page.close({ runBeforeUnload: true });
  const context = page.context();
  const again = await context.newPage();
  await hasText(again, "Đang ghi dở thì đóng nhầm trang");

  await again.locator("#text").press("End");
  await again.keyboard.type(" rồi mất điện");
  await again.locator(KEPT).waitFor();
  await program.kill();
  await again.keyboard.type(" nữa");
  await again.locator("#draft-state.troubled").waitFor();
  await program.restart();
  await again.locator(KEPT).waitFor();
  await again.goto("/complaints/new");
  assert.equal(await again.inputValue("#text"), "Đang ghi dở thì đóng nhầm trang rồi mất điện nữa");
  await context.close();
});

test("of two pages with one draft the second says so, and loses nothing", async () => {
  const first = await operator();
  await first.fill("#name", "Người gọi");
  await first.locator(KEPT).waitFor();
  const second = await first.context().newPage();
  await second.goto("/complaints/new");
  await second.fill("#text", "Ghi ở trang thứ hai");
  await second.locator(KEPT).waitFor();
  await first.fill("#text", "Ghi ở trang thứ nhất");
  await first.locator("[data-take-over]").waitFor();
  assert.equal(await first.inputValue("#text"), "Ghi ở trang thứ nhất");
  await first.press("[data-take-over]", "Enter");
  await first.locator(KEPT).waitFor();
  await second.goto("/complaints/new");
  assert.equal(await second.inputValue("#text"), "Ghi ở trang thứ nhất");
  await second.getByRole("button", { name: "Bỏ bản nháp" }).press("Enter");
  await second.waitForURL(/fresh/);
  await first.context().close();
});

test("what is too long is not sent, and stays", async () => {
  const page = await operator();
  await page.fill("#text", "ạ".repeat(10_001));
  await page.locator("#text").press("Control+Enter");
  await page.locator("#draft-state.troubled").waitFor();
  assert.match(page.url(), /complaints\/new\?fresh$/);
  assert.equal((await page.inputValue("#text")).length, 10_001);
  await page.context().close();
});

test("errors are said first and lead to their fields", async () => {
  for (const viewport of [undefined, PHONE]) {
    const page = await operator(undefined, viewport && { viewport });
    await page.fill("#phone", "12");
    await page.fill("#dossier", "H21.65-220231-0011");
    await Promise.all([page.waitForNavigation(), page.locator("#dossier").press("Enter")]);
    assert.equal(await page.evaluate(() => document.activeElement.className), "error-summary");
    assert.deepEqual(await faultsOf(page), []);
    const [content, screen] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    });
    assert.ok(content <= screen, `${content} px of content on ${screen} px`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "phone");
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
});

test("without scripts a call is logged all the same", async () => {
  const page = await operator(undefined, { javaScriptEnabled: false });
  await page.fill("#text", "Đường vào thôn 3 ngập nước, xe máy không đi được.");
  await page.locator("#find-similar").press("Enter");
  await page.locator(".similar li").first().waitFor();
  await page.locator("#read_back").press("Space");
  await Promise.all([page.waitForURL(/\/told$/), page.locator("#send").press("Enter")]);
  await page.context().close();
});

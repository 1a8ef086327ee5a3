/**
 * Somebody at the counter with a queue: a dossier is registered by the keyboard alone, and the pages are fit for whoever
 * cannot see them.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { Browser, PHONE, Program, inWords, run, signIn } from "./harness.mjs";

const OFFICER = { login: "mot.cua", password: "mật khẩu của một cửa" };
const PROCEDURE = "Xác nhận tình trạng hôn nhân";

let program;
let browser;

before(async () => {
  program = await Program.start(["serve"]);
  await program.command("unit", "add", "--code", "TB", "--name", "Xã Tân Bình");
  const who = ["--role", "desk", "--name", "Phạm Văn Làm", "--login", OFFICER.login, "--password-stdin"];
  await run(["user", "add", "--unit", "TB", ...who, "--database", program.database, "--json"], {
    input: `${OFFICER.password}\n`,
  });
  browser = await Browser.start();
});

after(async () => {
  await browser?.stop();
  await program?.stop();
});

/** The officer at the desk, with this page open. */
async function officer(address, options = {}) {
  const page = await browser.newDesktop(program, options);
  await signIn(page, OFFICER);
  await page.goto(address);
  return page;
}

const focused = (page) => page.evaluate(() => document.activeElement.name || document.activeElement.textContent.trim());

/** Whatever axe finds, however small. */
async function faultsOf(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  return inWords(violations);
}

test("a dossier is registered by the keyboard alone", async () => {
  const page = await officer("/dossiers/new");
  assert.equal(await focused(page), "procedure");
  await page.keyboard.type(PROCEDURE);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "name");
  await page.keyboard.type("Rơ Mah H'Lan");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "phone");
  await page.keyboard.type("0905 123 456");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Thủ tục không có trong danh mục");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "limit_n");
  await page.keyboard.type("3");
  await Promise.all([page.waitForURL(/\/dossiers\/\d+\/received$/), page.keyboard.press("Enter")]);
  assert.equal(await focused(page), "In giấy hẹn");
  assert.match(await page.textContent("h1"), /TB-\d{6}-0001/);
  await Promise.all([page.waitForURL(/papers\/receipt$/), page.keyboard.press("Enter")]);
  assert.match(await page.textContent("main"), /Rơ Mah H'Lan/);
});

test("a receipt with its code fits on one page of A5", async () => {
  const page = await officer("/dossiers?tab=all");
  await page.goto(await page.getAttribute(".dossier-code a", "href"));
  await Promise.all([page.waitForURL(/papers\/receipt$/), page.click('form[action$="/papers/receipt"] button')]);
  assert.match(await page.textContent(".token"), /^\w{4}-\w{4}-\w{4}$/);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];
  assert.equal(pages.length, 1);
});

test("every page of dossiers is fit for whoever cannot see it, on a phone too", async () => {
  for (const options of [{}, { viewport: PHONE }]) {
    const page = await officer("/dossiers?tab=all", options);
    const address = await page.getAttribute(".dossier-code a", "href");
    for (const path of ["/dossiers?tab=all", "/dossiers/new", address, `${address}/received`, `${address}/applicant`]) {
      await page.goto(path);
      assert.deepEqual(await faultsOf(page), [], path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
      assert.equal(wide, false, `${path} scrolls sideways`);
    }
  }
});

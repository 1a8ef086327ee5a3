/**
 * A receipt slip in people's hands: on an old phone without scripts, and at the tablet with large keys, a scanner, or no
 * network. What is stored is asked of the database.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { pbkdf2Sync } from "node:crypto";
import { test } from "node:test";
import { promisify } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import { rowsOf } from "./box.mjs";
import { PHONE, seriousFaults } from "./harness.mjs";
import { browser, program, setStage } from "./stage.mjs";
import { Tablet } from "./tablet.mjs";

setStage();

const execute = promisify(execFile);
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const NARROW = { width: 320, height: 640 };
let slips = 0;

/** A slip of a unit, as the desk gives it out; it rates if its result was returned. @returns {Promise<string>} its code */
async function slipOf(unit, { returned = true } = {}) {
  slips += 1;
  const number = [...String(slips).padStart(4, "0")].map((digit) => ALPHABET[Number(digit) + 20]).join("");
  const code = `7Q4M0K1R${number}`;
  const hash = pbkdf2Sync(code, "slip", 10_000, 32, "sha256").toString("hex");
  const rates = returned ? "'on_time', date('now', '+30 days')" : "NULL, NULL";
  const statement = `INSERT INTO slip_tokens (token_hash, unit_id, dossier_id, timeliness, valid_until)
    SELECT '${hash}', id, ${slips}, ${rates} FROM units WHERE code = '${unit}'`;
  await execute("sqlite3", [program.database.slice("sqlite:".length), ".timeout 5000", statement]);
  return code;
}

async function channels(unit) {
  const question = `SELECT channel, count(*) AS n FROM ballots JOIN units ON units.id = unit_id WHERE units.code = '${unit}'
    GROUP BY channel ORDER BY channel`;
  const rows = await rowsOf(program, question);
  return Object.fromEntries(rows.map(({ channel, n }) => [channel, n]));
}

async function isOrdered() {
  const verified = await program.command("verify");
  assert.ok(verified.tallies_ok && verified.ledger_ok && verified.references_ok, JSON.stringify(verified));
}

async function noSidewaysScrolling(page) {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= screen, `${content} px of content on ${screen} px`);
}

/** A unit with a form for everybody, and an old phone in front of it. */
async function onPhone(unit, act, { viewport = PHONE } = {}) {
  await program.command("unit", "add", "--code", unit, "--name", "UBND xã Tân Bình", "--hotline", "0269 3838 123");
  await program.command("link", "add", "--unit", unit);
  const page = await browser.newPhone(program, { javaScriptEnabled: false, viewport });
  try {
    await act(page);
    assert.deepEqual(await page.context().cookies(), []);
    await isOrdered();
  } finally {
    await page.context().close();
  }
}

const press = (page, name) => Promise.all([page.waitForNavigation(), page.getByRole("button", { name }).tap()]);
const follow = (page, name) => Promise.all([page.waitForNavigation(), page.getByRole("link", { name }).tap()]);

test("on a phone without scripts a slip rates once and then leads on to the form for everybody", async () => {
  await onPhone("S1", async (page) => {
    const code = await slipOf("S1");
    await page.goto(`/D/${code}`);
    await page.locator("fieldset").first().locator(".choice").nth(4).tap();
    await press(page, "Gửi");
    assert.match(page.url(), /\/thanks$/);
    assert.equal(await page.locator("h1").innerText(), "Cảm ơn ông/bà!");
    await page.reload();
    assert.equal(await page.locator("h1").innerText(), "Cảm ơn ông/bà!");
    await page.goto(`/d/${code}`);
    assert.equal(await page.locator("h1").innerText(), "Mã này đã được dùng");
    await follow(page, "Đánh giá bằng phiếu chung");
    await page.locator("fieldset").first().locator(".choice").nth(3).tap();
    await press(page, "Gửi");
    assert.deepEqual(await channels("S1"), { open: 1, slip: 1 });
  });
});

test("an impatient double tap on a slip is one rating", async () => {
  await onPhone("S2", async (page) => {
    await page.goto(`/d/${await slipOf("S2")}`);
    await page.locator("fieldset").first().locator(".choice").nth(4).tap();
    await page.getByRole("button", { name: "Gửi" }).dblclick({ noWaitAfter: true });
    await page.waitForSelector('h1:has-text("Cảm ơn")');
    assert.deepEqual(await channels("S2"), { slip: 1 });
  });
});

test("a code is typed by hand, and one that is mistyped stays to be put right", async () => {
  await onPhone("S3", async (page) => {
    const code = await slipOf("S3");
    await page.goto("/d");
    await page.fill("#code", "7q4m ok1r");
    await press(page, "Tiếp tục");
    assert.match(await page.title(), /^Lỗi: /);
    assert.equal(await page.inputValue("#code"), "7q4m ok1r");
    await page.fill("#code", code.toLowerCase().replace("0", "o").replace("1", "l"));
    await press(page, "Tiếp tục");
    assert.equal(await page.locator("fieldset").count(), 5);
  });
});

for (const viewport of [PHONE, NARROW]) {
  test(`every page of a slip is accessible and fits ${viewport.width} px, in large letters too`, async () => {
    const unit = `S${viewport.width}`;
    await onPhone(unit, async () => {
      const page = await browser.newPhone(program, { viewport });
      const early = await slipOf(unit, { returned: false });
      for (const path of ["/d", "/d/7Q4MK2RT9XWB", `/d/${early}`, `/d/${await slipOf(unit)}`]) {
        await page.goto(path);
        assert.deepEqual(seriousFaults(await new AxeBuilder({ page }).analyze()), [], path);
        await noSidewaysScrolling(page);
        await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
        await noSidewaysScrolling(page);
      }
      await page.context().close();
    }, { viewport });
  });
}

/** A paired tablet for one test. */
function atTablet(name, act, options = {}) {
  test(name, async () => {
    const tablet = await Tablet.paired(browser, program, options);
    try {
      await act(tablet);
      assert.deepEqual(tablet.page.faults, []);
      await isOrdered();
    } finally {
      await tablet.close();
    }
  });
}

async function typesAtTablet(tablet, code) {
  for (const letter of code) await tablet.page.locator(".slip-key", { hasText: new RegExp(`^${letter}$`) }).click();
}

atTablet("a code typed with the large keys makes the rating the slip's", async (tablet) => {
  const code = await slipOf(tablet.unit);
  await tablet.touches(".slip-way");
  await tablet.sees("slip");
  await typesAtTablet(tablet, `${code.slice(0, 3)}Z`);
  await tablet.page.click(".slip-erase");
  await tablet.page.click(".send");
  assert.match(await tablet.page.innerText("#slip-problem"), /12 chữ và số/);
  await typesAtTablet(tablet, code.slice(3));
  await tablet.touches(".send");
  await tablet.sees("attract");
  assert.equal(await tablet.page.innerText(".slip-given"), "Đã nhận mã", "without the code, which others might read");
  await tablet.rates(5, 4, 4, 4, 5);
  await tablet.sees("thanks");
  await tablet.untilCounted(1);
  assert.deepEqual(await channels(tablet.unit), { slip: 1 });
  assert.equal(tablet.sent[0].slip, code);
  assert.match(tablet.sent[0].id, /^.{14}4/, "an id that tells no time");
  await tablet.passes(6_500);
  assert.equal(await tablet.page.locator(".slip-given").count(), 0, "the next one finds nothing of it");
  await tablet.rates(5, 4, 4, 4, 5);
  await tablet.untilCounted(2);
  assert.deepEqual(await channels(tablet.unit), { kiosk: 1, slip: 1 });
});

atTablet("a scanner types the slip's address", async (tablet) => {
  const code = await slipOf(tablet.unit);
  await tablet.touches(".slip-way");
  await tablet.page.keyboard.type(`HTTPS://HL.VN/D/${code}`);
  await tablet.page.keyboard.press("Enter");
  await tablet.passes(900);
  await tablet.sees("attract");
  await tablet.rates(5, 4, 4, 4, 5);
  await tablet.untilCounted(1);
  assert.deepEqual(await channels(tablet.unit), { slip: 1 });
});

atTablet("without a network a slip is kept on the tablet and redeemed later", async (tablet) => {
  const code = await slipOf(tablet.unit);
  await tablet.page.context().setOffline(true);
  await tablet.touches(".slip-way");
  await typesAtTablet(tablet, code);
  await tablet.touches(".send");
  await tablet.rates(5, 4, 4, 4, 5);
  await tablet.sees("thanks");
  assert.deepEqual(await channels(tablet.unit), {});
  await tablet.page.context().setOffline(false);
  await tablet.untilEmpty();
  assert.deepEqual(await channels(tablet.unit), { slip: 1 });
});

atTablet("who walks away from a half typed code is asked, and leaves nothing behind", async (tablet) => {
  await tablet.touches(".slip-way");
  await typesAtTablet(tablet, "7Q4M");
  await tablet.passes(91_000);
  await tablet.page.waitForSelector("dialog.warning[open]");
  await tablet.passes(21_000);
  await tablet.sees("attract");
  await tablet.touches(".slip-way");
  assert.equal(await tablet.page.inputValue(".slip-code input"), "");
  await tablet.touches(".drop");
  await tablet.sees("attract");
});

for (const viewport of [{ width: 1280, height: 800 }, { width: 800, height: 1280 }, PHONE]) {
  atTablet(`the keys fit ${viewport.width} × ${viewport.height}, in large letters too`, async (tablet) => {
    const { page } = tablet;
    for (const large of [false, true]) {
      if (large) await page.click('.tool[data-mode="large_text"]');
      if ((await tablet.screen()) !== "slip") await tablet.touches(".slip-way");
      await noSidewaysScrolling(page);
      for (const key of await page.locator(".slip-key").all()) {
        const { width, height } = await key.boundingBox();
        assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
      }
      assert.deepEqual(seriousFaults(await new AxeBuilder({ page }).analyze()), []);
    }
  }, { viewport });
}

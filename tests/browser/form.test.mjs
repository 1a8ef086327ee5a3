/**
 * The phone form as a citizen meets it: an old phone without scripts, a small screen, large letters, one request.
 * What is stored is asked of `hailong verify`.
 */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { Browser, Program, seriousFaults } from "./harness.mjs";

/** What a first page may weigh on 3G, bytes as they travel. */
const WEIGHT = 30 * 1024;
const UNIT = "H21.65.12";
const COMMENT = "Chờ hơi lâu, nhưng cán bộ “nhiệt tình” <3 & dễ hiểu 🙂";
const SMALL = { width: 320, height: 640 };

let program;
let browser;
let address;
const pages = [];

before(async () => {
  program = await Program.start(["serve"]);
  const place = ["--unit", UNIT, "--counter", "Quầy 2: Tư pháp – Hộ tịch"];
  await program.command("unit", "add", "--code", UNIT, "--name", "UBND xã Tân Bình", "--hotline", "0269 3838 123");
  const link = await program.command("link", "add", ...place);
  address = `/q/${link.code}`;
  browser = await Browser.start();
});

after(async () => {
  await browser?.stop();
  await program?.stop();
});

let stored;

beforeEach(async () => {
  stored = await ballots();
  for (const page of pages.splice(0)) await page.context().close();
});

async function ballots() {
  const findings = await program.command("verify");
  assert.equal(findings.tallies_ok, true);
  return findings.ballots;
}

async function phone(options) {
  const page = await browser.newPhone(program, options);
  pages.push(page);
  return page;
}

const oldPhone = (options) => phone({ javaScriptEnabled: false, ...options });

/** Taps a face: question and score are counted from 1. */
async function tap(page, question, score) {
  await page.locator("fieldset").nth(question - 1).locator(".choice").nth(score - 1).tap();
}

async function send(page) {
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: /Gửi|Send/ }).tap()]);
}

async function noSidewaysScrolling(page) {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= screen, `${content} px of content on ${screen} px`);
}

/** Nothing that axe calls serious or worse. */
async function accessible(page) {
  assert.deepEqual(seriousFaults(await new AxeBuilder({ page }).analyze()), []);
}

/** Everything that travelled for a page, and how much of it. */
async function watched(page, target) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const asked = [];
  let bytes = 0;
  session.on("Network.requestWillBeSent", ({ request }) => {
    if (!request.url.startsWith("data:")) asked.push(request.url);
  });
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(target, { waitUntil: "networkidle" });
  return { asked, bytes };
}

describe("without scripts", () => {
  test("a citizen rates and is thanked", async () => {
    const page = await oldPhone();
    await page.goto(address);
    for (const [index, score] of [5, 4, 4, 3, 1].entries()) await tap(page, index + 1, score);
    await page.fill("textarea", COMMENT);
    await send(page);
    assert.match(page.url(), /\/thanks$/);
    assert.equal(await page.locator("h1").innerText(), "Cảm ơn ông/bà!");
    assert.equal(await page.locator(".hotline a").getAttribute("href"), "tel:02693838123");
    assert.equal(await ballots(), stored + 1);
    assert.deepEqual(await page.context().cookies(), []);
    assert.deepEqual(page.faults, []);
  });

  test("all 22 questions can be answered, and the way there comes before anything is typed", async () => {
    const page = await oldPhone();
    await page.goto(address);
    const way = page.getByRole("link", { name: "Trả lời đủ 22 câu hỏi" });
    const [link, form] = [await way.boundingBox(), await page.locator("form").boundingBox()];
    assert.ok(link.y + link.height <= form.y, "the link stands below the questions");
    await Promise.all([page.waitForNavigation(), way.tap()]);
    assert.equal(await page.locator("fieldset").count(), 22);
    assert.equal(await page.locator("main h2").count(), 5);
    for (let question = 1; question <= 22; question += 1) await tap(page, question, 4);
    await send(page);
    assert.match(page.url(), /\/thanks$/);
    assert.equal(await ballots(), stored + 1);
  });

  test("who chose nothing is told so first, and keeps what was typed", async () => {
    const page = await oldPhone();
    await page.goto(address);
    await page.fill("textarea", COMMENT);
    await send(page);
    assert.match(await page.title(), /^Lỗi: /);
    assert.equal(await page.inputValue("textarea"), COMMENT);
    const summary = page.locator(".error-summary");
    assert.ok(await summary.evaluate((box) => box === document.activeElement), "the summary has the focus");
    const message = await summary.getByRole("link").innerText();
    assert.ok((await page.locator("fieldset").first().innerText()).includes(message));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.match(page.url(), /#q1$/);
    await tap(page, 1, 2);
    await send(page);
    assert.match(page.url(), /\/thanks$/);
    assert.equal(await ballots(), stored + 1);
  });

  test("with an impatient double tap and the thanks reloaded, it is one rating", async () => {
    const page = await oldPhone();
    await page.goto(address);
    await tap(page, 1, 5);
    await page.getByRole("button", { name: "Gửi" }).dblclick({ noWaitAfter: true });
    // The second tap may cut off what the first has begun to load.
    await page.waitForSelector('h1:has-text("Cảm ơn")');
    assert.match(page.url(), /\/thanks$/);
    await page.reload();
    assert.equal(await page.locator("h1").innerText(), "Cảm ơn ông/bà!");
    assert.equal(await ballots(), stored + 1);
  });

  test("who goes back from the thanks and sends again is told that the first one counts, and is one rating", async () => {
    const page = await oldPhone();
    await page.goto(address);
    await tap(page, 1, 5);
    await send(page);
    await page.goBack();
    await send(page);
    assert.match(page.url(), /\/thanks$/, "the same rating has its receipt already");
    await page.goBack();
    await tap(page, 1, 1);
    await send(page);
    assert.match(await page.locator("main").innerText(), /Lần đánh giá đầu tiên đã được lưu/);
    assert.equal(await ballots(), stored + 1);
    await page.goto(address);
    await tap(page, 1, 5);
    await send(page);
    assert.equal(await ballots(), stored + 2, "who comes anew rates anew");
  });

  test("the address as the QR code has it works", async () => {
    const page = await oldPhone();
    await page.goto(address.toUpperCase());
    await tap(page, 3, 4);
    await send(page);
    assert.match(page.url(), /\/thanks$/);
    assert.equal(await ballots(), stored + 1);
  });

  test("English speakers stay in English to the end", async () => {
    const page = await oldPhone();
    await page.goto(address);
    await Promise.all([page.waitForNavigation(), page.getByRole("link", { name: "English" }).tap()]);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await send(page);
    assert.match(await page.title(), /^Error: /);
    await tap(page, 2, 4);
    await send(page);
    assert.equal(await page.locator("h1").innerText(), "Thank you!");
  });
});

describe("on a slow network", () => {
  for (const form of ["", "?full=1"]) {
    test(`one request, and little of it: ${form || "short form"}`, async () => {
      const page = await phone();
      const { asked, bytes } = await watched(page, address + form);
      assert.deepEqual(asked, [program.url + address + form]);
      assert.ok(bytes > 1000 && bytes <= WEIGHT, `${bytes} bytes`);
      assert.deepEqual(page.faults, []);
    });
  }
});

describe("for everybody's eyes and fingers", () => {
  const states = {
    "the form": async () => {},
    "the form with an error": send,
    "the thanks": async (page) => {
      await tap(page, 1, 4);
      await send(page);
    },
    "the long form": async (page) => page.goto(`${address}?full=1`),
    "the English form": async (page) => page.goto(`${address}?lang=en`),
  };

  for (const [name, reach] of Object.entries(states)) {
    test(`${name} is accessible, and fits 320 px also in letters twice as large`, async () => {
      const page = await phone({ viewport: SMALL });
      await page.goto(address);
      await reach(page);
      await accessible(page);
      await noSidewaysScrolling(page);
      await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      await noSidewaysScrolling(page);
    });
  }

  test("every control is large enough for a thumb", async () => {
    const page = await phone({ viewport: SMALL });
    await page.goto(address);
    const targets = page.locator(".choice, .no-opinion, button, textarea, .other-form a, .languages a");
    assert.ok((await targets.count()) > 30);
    for (const target of await targets.all()) {
      const { height, width } = await target.boundingBox();
      assert.ok(height >= 48 && width >= 48, `${await target.innerText()}: ${width} × ${height}`);
    }
  });

  test("a label never leaves its tile", async () => {
    for (const viewport of [SMALL, { width: 360, height: 740 }, { width: 800, height: 1280 }]) {
      const page = await phone({ viewport });
      await page.goto(address);
      await tap(page, 1, 1);
      const over = await page.locator(".choice span").evaluateAll((labels) =>
        labels.filter((label) => label.scrollWidth > label.parentElement.clientWidth).map((label) => label.innerText));
      assert.deepEqual(over, [], `${viewport.width} px`);
    }
  });

  test("what is chosen shows by more than a colour", async () => {
    const page = await phone();
    await page.goto(address);
    await tap(page, 1, 4);
    const [chosen, other] = await page.locator(".choice").evaluateAll(([, , , first, second]) =>
      [first, second].map((tile) => ({
        tick: getComputedStyle(tile.querySelector("input"), "::after").content,
        border: getComputedStyle(tile.querySelector("input")).borderTopColor,
      })));
    assert.equal(chosen.tick, '"✓"');
    assert.equal(other.tick, "none");
    assert.notEqual(chosen.border, other.border);
  });

  test("the keyboard is enough, and shows where it is", async () => {
    const page = await browser.newDesktop(program);
    pages.push(page);
    await page.goto(address);
    await page.locator("form input[type=radio]").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    const focus = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return { value: document.activeElement.value, outlineStyle, outlineWidth };
    });
    assert.deepEqual(focus, { value: "3", outlineStyle: "solid", outlineWidth: "3px" });
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/thanks$/);
  });

  test("the page may be zoomed", async () => {
    const page = await phone();
    await page.goto(address);
    const content = await page.locator('meta[name="viewport"]').getAttribute("content");
    assert.doesNotMatch(content, /maximum-scale|user-scalable|minimum-scale/);
  });
});

/**
 * Posters and cards as they come out of the printer: one page, the right size, nothing cut off, and a code that an
 * independent reader reads from paper, screen and downloaded file.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Browser, Program, run, signIn } from "./harness.mjs";

const HOST = "http://hailong.tanbinh.gialai.gov.vn";
const HOTLINE = "0269 3 822 115";
const STAFF = { login: "tran.ha", password: "một mật khẩu để in" };
const A4 = { width: 210, height: 297 };
const A6 = { width: 105, height: 148 };
/** What is printed: address, paper in mm, codes on it, and how wide a code must be there, quiet zone included. */
const SHEETS = [
  { name: "poster", paper: A4, codes: 1, widest: 100 },
  { name: "card", paper: A6, codes: 1, widest: 50 },
  { name: "card?paper=a4", paper: A4, codes: 4, widest: 50 },
];
const CSS_PIXELS_PER_MM = 96 / 25.4;

const execute = promisify(execFile);
let program, browser, folder;
/** Links of an ordinary place and of one with the longest names that are allowed. */
const links = {};

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hailong-print-"));
  program = await Program.start(["serve", "--public-url", HOST]);
  const places = {
    ordinary: { code: "H21.65.12", unit: "Trung tâm Phục vụ hành chính công xã Tân Bình", counter: "Quầy 2: Đất đai" },
    longest: { code: "H21.65.13", unit: "Ẵ ".repeat(4) + "Wưỡng ".repeat(32), counter: "Quầy W".padEnd(200, "ỀW") },
  };
  await program.command("unit", "add", "--code", "H21", "--name", "Tỉnh");
  for (const [name, place] of Object.entries(places)) {
    const unit = ["--code", place.code, "--parent", "H21", "--name", place.unit, "--hotline", HOTLINE];
    await program.command("unit", "add", ...unit);
    links[name] = await program.command("link", "add", "--unit", place.code, "--counter", place.counter);
  }
  const account = ["--unit", "H21", "--role", "desk", "--name", "Trần Thị Hà", "--login", STAFF.login];
  const database = ["--database", program.database];
  await run(["user", "add", ...account, "--password-stdin", ...database], { input: STAFF.password });
  browser = await Browser.start();
});

after(async () => {
  await browser?.stop();
  await program?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** The texts of all codes in a picture. */
async function decode(picture) {
  const { stdout } = await execute("zbarimg", ["--raw", "-q", picture]);
  return stdout.trim().split("\n");
}

const addressOf = (link) => `${HOST.toUpperCase()}/Q/${link.code}`;

/** Somebody of the desk, and where the pages of a link are. */
async function open(link) {
  const page = await browser.newDesktop(program);
  await signIn(page, STAFF);
  await page.goto("/admin/links");
  const row = page.locator("tr", { hasText: link.code });
  const poster = await row.locator('a[href$="/poster"]').getAttribute("href");
  return { page, pages: poster.replace(/poster$/, "") };
}

/** Prints the open page as its own style wants it, the way a careful person does: without backgrounds. */
async function print(page, name) {
  const pdf = path.join(folder, `${name}.pdf`);
  await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: false });
  const { stdout: facts } = await execute("pdfinfo", [pdf]);
  const [, pages] = /Pages:\s+(\d+)/.exec(facts);
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+) pts/.exec(facts);
  const { stdout: text } = await execute("pdftotext", [pdf, "-"]);
  await execute("pdftoppm", ["-r", "150", "-gray", "-png", "-singlefile", pdf, path.join(folder, name)]);
  const mm = (points) => (points / 72) * 25.4;
  return {
    pages: Number(pages),
    width: mm(width),
    height: mm(height),
    text: text.normalize("NFC"),
    picture: path.join(folder, `${name}.png`),
  };
}

const near = (value, wanted) => assert.ok(Math.abs(value - wanted) < 0.5, `${value} is not about ${wanted}`);

test("a printed sheet is one page of its paper, and its code leads to the form", async () => {
  const { page, pages } = await open(links.ordinary);
  for (const { name, paper, codes } of SHEETS) {
    await page.goto(pages + name);
    const sheet = await print(page, `ordinary-${name.replace(/\W/g, "-")}`);
    assert.equal(sheet.pages, 1, name);
    near(sheet.width, paper.width);
    near(sheet.height, paper.height);
    assert.deepEqual(await decode(sheet.picture), Array(codes).fill(addressOf(links.ordinary)), name);
    assert.ok(sheet.text.includes(HOTLINE), sheet.text);
    assert.ok(sheet.text.replace(/\s/g, "").includes(addressOf(links.ordinary)), sheet.text);
    assert.ok(!sheet.text.includes("Ctrl"), "the toolbar is printed");
  }
  assert.deepEqual(page.faults, []);
});

test("a code is wide enough to be read from where people stand, and reads on the screen as well", async () => {
  const { page, pages } = await open(links.ordinary);
  for (const { name, widest, codes } of SHEETS) {
    await page.goto(pages + name);
    const { width, height } = await page.locator("svg.qr").first().boundingBox();
    assert.ok(width / CSS_PIXELS_PER_MM >= widest, `${name}: ${width / CSS_PIXELS_PER_MM} mm`);
    near(width, height);
    const picture = path.join(folder, "screen.png");
    await page.screenshot({ path: picture, fullPage: true });
    assert.deepEqual(await decode(picture), Array(codes).fill(addressOf(links.ordinary)), name);
  }
});

test("the longest names fit: one page, nothing cut off, nothing over something else", async () => {
  const { page, pages } = await open(links.longest);
  for (const { name, codes } of SHEETS) {
    await page.goto(pages + name);
    await page.emulateMedia({ media: "print" });
    const overflowing = await page.evaluate(() => {
      const complaints = [];
      for (const frame of document.querySelectorAll(".notice-frame")) {
        const outer = frame.getBoundingClientRect();
        let bottom = outer.top;
        for (const part of frame.children) {
          const box = part.getBoundingClientRect();
          if (box.top < bottom - 1) complaints.push(`${part.className} lies over what is above it`);
          bottom = box.bottom;
        }
        for (const part of frame.querySelectorAll("p, li, svg")) {
          const box = part.getBoundingClientRect();
          const inside = box.left >= outer.left && box.right <= outer.right + 1 && box.bottom <= outer.bottom + 1;
          if (!inside) complaints.push(`${part.className || part.tagName} sticks out`);
          if (part.scrollWidth > part.clientWidth + 1) complaints.push(`${part.className} is cut off`);
        }
      }
      return complaints;
    });
    assert.deepEqual(overflowing, [], name);
    await page.emulateMedia({ media: null });
    const sheet = await print(page, `longest-${name.replace(/\W/g, "-")}`);
    assert.equal(sheet.pages, 1, name);
    assert.deepEqual(await decode(sheet.picture), Array(codes).fill(addressOf(links.longest)), name);
  }
});

test("a downloaded drawing reads as the same address", async () => {
  const { page, pages } = await open(links.ordinary);
  const answer = await page.request.get(`${pages}qr.png`);
  const picture = path.join(folder, "download.png");
  await writeFile(picture, await answer.body());
  assert.deepEqual(await decode(picture), [addressOf(links.ordinary)]);

  // The SVG as it lies in somebody's own document.
  const drawing = await (await page.request.get(`${pages}qr.svg`)).text();
  await page.setContent(`<img width="300" src="data:image/svg+xml;base64,${Buffer.from(drawing).toString("base64")}">`);
  await page.screenshot({ path: picture });
  assert.deepEqual(await decode(picture), [addressOf(links.ordinary)]);
});

/**
 * A commune's own language and recorded voices on the tablet: offered, read aloud, in letters that stand as they should,
 * renewed between two visits, and there without network after the browser has been started anew.
 */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { Browser, CHROMIUM_ARGS, CHROMIUM_SHELL, Program, TABLET, run } from "./harness.mjs";
import { Tablet, addPlace } from "./tablet.mjs";
import { captureMany } from "./visits.mjs";

/** Every letter of Jrai, with the four that have no code point of their own, and Vietnamese at its tallest. */
const JRAI = "A Ă Â B Ƀ Č D Đ E Ĕ Ê Ê̆ G H I Ĭ J K L M N Ñ O Ŏ Ô Ô̆ Ơ Ơ̆ P R S T U Ŭ Ư Ư̆ W Y";
const LETTERS = `${JRAI} ${JRAI.toLowerCase()} ê̆ ô̆ ơ̆ ư̆`;
const TALLEST = "ẴỖỰ ợụ Bất đồng";
const AUDIO = /\/kiosk\/audio\//;

let folder;
let serve;
let program;
let browser;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hailong-languages-"));
  serve = ["serve", "--languages", folder];
  await put("jra/texts.yml", filled(await run(["language", "template", "jra"])));
  for (const name of ["question-1", "face-1", "face-2", "face-5", "thanks"]) await put(`vi/audio/${name}.wav`, tone());
  // Long enough to be touched in the middle, also on a busy machine.
  await put("vi/audio/face-1.wav", tone(4_000));
  await put("jra/audio/question-1.wav", tone());
  program = await Program.start(serve);
  browser = await Browser.start();
});
after(async () => {
  await browser?.stop();
  await program?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function put(name, content) {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** The template with the letters in every place. No word of it is Jrai: that is for those who speak it. */
function filled(template) {
  let model = "";
  const lines = template.split("\n").map((line) => {
    if (line.trim().startsWith("#")) model = line.replace(/^\s*# /, "");
    if (line === "name:") return `${line} "Jrai"`;
    if (!line.trim().startsWith('"')) return line;
    const wanted = model.match(/%\{\w+\}/g) ?? [];
    return `${line} ${JSON.stringify(["Ƀơ̆", ...wanted].join(" "))}`;
  });
  const question = lines.findIndex((line) => line.startsWith("criteria:"));
  lines[question + 2] = `  "1": ${JSON.stringify(`${LETTERS} ${TALLEST}`)}`;
  return lines.join("\n");
}

/** A recording: a tone of so many milliseconds. */
function tone(milliseconds = 250, hertz = 440) {
  const rate = 8_000;
  const samples = (rate * milliseconds) / 1_000;
  const file = Buffer.alloc(44 + 2 * samples);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + 2 * samples, 4);
  file.write("WAVEfmt ", 8);
  for (const [value, at] of [[16, 16], [rate, 24], [2 * rate, 28], [2 * samples, 40]]) file.writeUInt32LE(value, at);
  for (const [value, at] of [[1, 20], [1, 22], [2, 32], [16, 34]]) file.writeUInt16LE(value, at);
  file.write("data", 36);
  for (let n = 0; n < samples; n++) file.writeInt16LE(8_000 * Math.sin((2 * Math.PI * hertz * n) / rate), 44 + 2 * n);
  return file;
}

/** Notes each mark on the screen while it is read aloud. */
async function watchMarks(page) {
  await page.evaluate(() => {
    window.marks = [];
    const look = () => {
      const key = document.querySelector(".spoken")?.dataset.spoken ?? null;
      if (window.marks.at(-1) !== key) window.marks.push(key);
    };
    new MutationObserver(look).observe(document.querySelector("main"), { subtree: true, attributeFilter: ["class"] });
  });
}

const hasMarked = (page, key) => page.waitForFunction((key) => window.marks.includes(key), key);

test("the tablet reads a question and its faces aloud, one after the other, and falls silent at the first touch", async () => {
  const tablet = await Tablet.paired(browser, program, { ownClock: false });
  const { page } = tablet;
  const heard = [];
  page.on("response", (answer) => AUDIO.test(answer.url()) && heard.push(answer.url()));
  assert.equal(await page.isDisabled(".speaker"), false);
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => document.querySelector(".spoken")), null, "nothing sounds by itself");
  await watchMarks(page);
  await page.click(".speaker");
  await hasMarked(page, "face-5");
  await page.waitForSelector(".spoken", { state: "detached" });
  const marks = await page.evaluate(() => window.marks);
  assert.deepEqual(marks, ["face-1", "face-2", "face-5", null], "what was not recorded is passed over");
  assert.ok(heard.some((address) => address.includes("question-1")), "the question itself comes first");
  assert.equal(heard.length >= 4, true, heard.join("\n"));

  await page.click(".speaker");
  await page.waitForSelector('.spoken[data-spoken="face-1"]');
  await tablet.touches('.choice[data-score="5"]');
  assert.equal(await page.evaluate(() => document.querySelector(".spoken")), null);
  assert.equal(await page.isDisabled(".speaker"), true, "nobody recorded the second question");
  await tablet.rates(5, 5, 5, 5);
  const [ballot] = await tablet.untilSent(1);
  assert.deepEqual(ballot.signals, ["audio"]);
  assert.deepEqual(page.faults, []);
  await tablet.close();
});

test("whoever chooses Jrai reads and rates in Jrai, in letters that are all in the tablet's own font", async () => {
  const tablet = await Tablet.paired(browser, program);
  const { page } = tablet;
  await tablet.touches('.language[lang="jra"]');
  assert.equal(await page.textContent('.language[lang="jra"]'), "Jrai");
  const heading = await page.textContent("main h1");
  assert.ok(heading.includes(LETTERS.normalize("NFC")) && heading.includes(TALLEST), heading);
  assert.equal(await page.evaluate(() => document.fonts.check('400 1rem "Noto Sans"')), true);
  if (process.env.HAILONG_SHOTS) await page.screenshot({ path: path.join(process.env.HAILONG_SHOTS, "jrai.png") });
  const fonts = await fontsIn(page, "main h1");
  assert.deepEqual(fonts.map(({ familyName, isCustomFont }) => [familyName, isCustomFont]), [["Noto Sans", true]]);
  await tablet.rates(5, 5, 5, 5, 5);
  const [ballot] = await tablet.untilSent(1);
  assert.equal(ballot.lang, "jra");
  assert.equal((await tablet.untilCounted(1)).ballots, 1);
  await tablet.passes(7_000);
  await tablet.sees("attract");
  assert.equal(await page.getAttribute('.language[lang="vi"]', "aria-pressed"), "true", "the next one begins in Vietnamese");
  await tablet.close();
});

/** The fonts that the letters of an element are really drawn with. */
async function fontsIn(page, selector) {
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
  const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
  return fonts;
}

/** Whether a worker has taken all files in. */
const isKept = (page, names) =>
  page.waitForFunction(async (count) => (await caches.keys()).length === count && navigator.serviceWorker.ready, names);

/** A browser as it stands on the desk: what it keeps outlives it. */
async function openDesk(profile) {
  const options = { executablePath: CHROMIUM_SHELL, args: CHROMIUM_ARGS, viewport: TABLET, hasTouch: true, locale: "vi-VN" };
  const context = await chromium.launchPersistentContext(profile, options);
  context.setDefaultTimeout(20_000);
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}

const atRest = (page) => page.waitForSelector('main[data-screen="attract"]');
const choose = async (page, score) => {
  await page.waitForTimeout(700);
  await page.click(`.choice[data-score="${score}"]`);
};

test("a better recording comes between two visits, is there after a power cut, and all that waited arrives", async () => {
  const profile = await mkdtemp(path.join(tmpdir(), "hailong-profile-"));
  const place = await addPlace(program, { name: "Xã Tân Bình" });
  const address = `${program.url}/kiosk`;
  let desk = await openDesk(profile);
  await desk.page.goto(`${address}#token=${place.token}`);
  await atRest(desk.page);
  await isKept(desk.page, 1);
  await desk.page.reload();
  await atRest(desk.page);
  const version = () => desk.page.getAttribute('meta[name="app-version"]', "content");
  const first = await version();

  // Fifty wait, and somebody is at the second question, when the server comes back with another recording.
  await program.halt();
  await desk.page.evaluate(captureMany, { count: 50, unit: place.unit });
  await choose(desk.page, 4);
  await desk.page.evaluate(() => (window.sameVisit = true));
  await put("vi/audio/question-1.wav", tone(300, 550));
  await program.restart(serve);
  await desk.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration("/kiosk");
    await registration.update();
    while (registration.waiting === null) await new Promise((wake) => setTimeout(wake, 50));
  });
  for (const score of [4, 4, 4, 4]) await choose(desk.page, score);
  await desk.page.waitForSelector('main[data-screen="thanks"]');
  assert.equal(await desk.page.evaluate(() => window.sameVisit), true, "nobody was interrupted");
  await desk.page.waitForFunction(() => window.sameVisit === undefined);
  await atRest(desk.page);
  const second = await version();
  assert.notEqual(second, first);
  await isKept(desk.page, 1);
  const tablet = Object.assign(new Tablet(), { program, page: desk.page, ...place });
  assert.equal((await tablet.untilCounted(51)).ballots, 51);

  await desk.context.close();
  await program.halt();
  desk = await openDesk(profile);
  await desk.page.goto(address);
  await atRest(desk.page);
  assert.equal(await version(), second);
  await desk.page.waitForTimeout(700);
  await watchMarks(desk.page);
  await desk.page.click(".speaker");
  await hasMarked(desk.page, "face-5");
  const part = await desk.page.evaluate(async () => {
    const kept = await (await caches.open((await caches.keys())[0])).keys();
    const { url } = kept.find(({ url }) => url.includes("question-1.wav"));
    const answer = await fetch(url, { headers: { range: "bytes=0-3" } });
    return [answer.status, await answer.text()];
  });
  assert.deepEqual(part, [206, "RIFF"]);
  await desk.context.close();
  await program.restart(serve);
  await rm(profile, { recursive: true, force: true });
});

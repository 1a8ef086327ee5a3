/**
 * Photographs the pages of `hailong demo`. Run by scripts/screenshots, which sees to it that everything needed is there.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Browser, Program, signIn } from "../../tests/browser/harness.mjs";
import { GALLERY, SETTLE_MS } from "./gallery.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const FOLDER = path.join(ROOT, "docs/pictures");
/** Bytes; a picture is looked at over slow lines, too. */
const LARGEST = 150 * 1024;

const run = promisify(execFile);

/** What a program printed, as soon as it is about `subject`. */
async function said(program, subject) {
  for (let tries = 0; tries < 100 && !program.output.includes(subject); tries += 1) {
    await new Promise((wake) => setTimeout(wake, 50));
  }
  return program.output;
}

/** What `hailong demo` printed: sign-ins by role, the first tablet and the first form. */
function read(output) {
  const people = {};
  for (const [, role, login, password] of output.matchAll(/^\s+(\w+)\s+(\S+)\s+(\S+)\s*$/gm)) {
    people[role] ??= { login, password };
  }
  const first = (pattern) => output.match(pattern)?.[1];
  const sample = { people, signedIn: {}, tablet: first(/(\/kiosk#\S+)/), form: first(/(\/q\/\w+)/) };
  if (!sample.tablet || !sample.form || !people.leader || !people.admin) {
    throw new Error(`the sample did not say how to enter it:\n${output}`);
  }
  return sample;
}

async function open(browser, program, sample, who, viewport) {
  switch (who) {
    case "unpaired":
    case "tablet":
      return browser.newTablet(program, { viewport });
    case "phone":
      return browser.newPhone(program, { viewport });
    case "visitor":
      return browser.newDesktop(program, { viewport });
    default:
      return openSignedIn(browser, program, sample, who, viewport);
  }
}

/** Signs each of the staff in once: who signs in for every picture is soon told to wait. */
async function openSignedIn(browser, program, { people, signedIn }, who, viewport) {
  const page = await browser.newDesktop(program, { viewport, storageState: signedIn[who] });
  if (signedIn[who] === undefined) {
    await signIn(page, people[who]);
    signedIn[who] = await page.context().storageState();
  }
  return page;
}

/** The first sheet as a printer would lay it out, which a picture of the screen does not show. */
async function printed(page, picture) {
  const folder = await mkdtemp(path.join(tmpdir(), "hailong-paper-"));
  try {
    const sheets = path.join(folder, "sheets.pdf");
    await page.pdf({ path: sheets, preferCSSPageSize: true });
    await run("pdftoppm", ["-png", "-r", "96", "-singlefile", sheets, picture.replace(/\.png$/, "")]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function photograph(browser, program, sample, shot, viewport) {
  const page = await open(browser, program, sample, shot.who, viewport);
  try {
    const at = typeof shot.at === "function" ? shot.at(sample) : shot.at;
    let answer = await page.goto(at, { waitUntil: "networkidle" });
    if (shot.follow) {
      const href = await page.locator(shot.follow).first().getAttribute("href");
      answer = await page.goto(href, { waitUntil: "networkidle" });
    }
    if (answer.status() !== (shot.status ?? 200)) throw new Error(`${page.url()} answered ${answer.status()}`);
    if (shot.who === "tablet") await page.waitForSelector('main[data-screen="attract"]');
    await page.waitForTimeout(SETTLE_MS);
    await shot.act?.(page);
    await page.evaluate(() => document.fonts.ready);
    const file = `${shot.name}-${viewport.width}x${viewport.height}.png`;
    const picture = path.join(FOLDER, file);
    if (shot.paper) await printed(page, picture);
    else await page.screenshot({ path: picture, animations: "disabled" });
    await run("optipng", ["-quiet", "-o2", picture]);
    const { size } = await stat(picture);
    if (size > LARGEST) throw new Error(`${file} has ${size} bytes, at most ${LARGEST}`);
    return file;
  } finally {
    await page.context().close();
  }
}

function gallery(groups) {
  const lines = [
    "# Gallery",
    "",
    "Every page of the sample commune, made by `scripts/screenshots`. Figures and names are generated.",
  ];
  for (const [title, shots] of groups) {
    lines.push("", `## ${title}`);
    for (const { caption, files } of shots) {
      lines.push("", `${caption}:`, "", ...files.map((file) => `![${caption}](pictures/${file})`));
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Every picture of one page. @returns {Promise<{files: string[], failures: string[]}>} */
async function takePage(take, shot) {
  const files = [];
  const failures = [];
  for (const viewport of shot.sizes) {
    try {
      files.push(await take(shot, viewport));
      console.log(`  ${files.at(-1)}`);
    } catch (error) {
      failures.push(`${shot.name} ${viewport.width}x${viewport.height}: ${error.message}`);
    }
  }
  return { files, failures };
}

/** Takes the pictures whose names contain `word`; what fails is said, and does not stop the others. */
async function takeAll(word) {
  const program = await Program.start(["demo"]);
  const fresh = await Program.start(["serve"]);
  const browser = await Browser.start();
  const failures = [];
  const groups = [];
  try {
    const sample = read(await said(program, "/q/"));
    sample.setup = (await said(fresh, "/setup/")).match(/(\/setup\/\S+)/)?.[1] ?? "/setup";
    const take = (shot, viewport) => photograph(browser, shot.empty ? fresh : program, sample, shot, viewport);
    for (const [title, shots] of Object.entries(GALLERY)) {
      const taken = [];
      for (const shot of shots.filter(({ name }) => name.includes(word))) {
        const { files, failures: missed } = await takePage(take, shot);
        taken.push({ caption: shot.caption, files });
        failures.push(...missed);
      }
      groups.push([title, taken]);
    }
  } finally {
    await browser.stop();
    await program.stop();
    await fresh.stop();
  }
  return { groups, failures };
}

const word = process.argv[2] ?? "";
await mkdir(FOLDER, { recursive: true });
const { groups, failures } = await takeAll(word);
const files = groups.flatMap(([, shots]) => shots.flatMap((shot) => shot.files));
if (failures.length > 0) {
  console.error(`not taken:\n  ${failures.join("\n  ")}`);
  process.exitCode = 1;
} else if (word === "") {
  await writeFile(path.join(ROOT, "docs/gallery.md"), gallery(groups));
  const left = (await readdir(FOLDER)).filter((file) => file.endsWith(".png") && !files.includes(file));
  for (const file of left) await rm(path.join(FOLDER, file));
}
console.log(`${files.length} pictures in docs/pictures`);

/**
 * Photographs the pages of `hailong demo`. Run by scripts/screenshots, which sees to it that everything needed is there.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Browser, DESKTOP, PHONE, Program, TABLET, signIn } from "../../tests/browser/harness.mjs";

const UPRIGHT = { width: 800, height: 1280 };
const A4 = { width: 794, height: 1123 };
const A6 = { width: 397, height: 559 };

const choose = (score) => async (page) => {
  await page.click(`.choice[data-score="${score}"]`);
  await page.waitForTimeout(1_000);
};

/** The screens of one citizen who is not satisfied, up to the one that is named. */
const goesTo = (screen, prepare = async () => {}) => async (page) => {
  await prepare(page);
  for (const score of [4, 4, 2, 5, 4]) await choose(score)(page);
  await page.waitForSelector('main[data-screen="reasons"]');
  await page.click(".chip >> nth=1");
  const ways = { comment: [".write"], complaint: [".complain"], thanks: [".go-on"] }[screen] ?? [];
  for (const way of ways) await page.click(way);
  await page.waitForSelector(`main[data-screen="${screen}"]`);
  await page.waitForTimeout(500);
};

const complains = async (page) => {
  await goesTo("complaint")(page);
  await page.fill("#field-text", "Tôi đến ba lần vẫn chưa nhận được giấy khai sinh của cháu.");
  await page.fill("#field-phone", "0905 123 456");
  await page.click(".send");
  await page.waitForSelector('main[data-screen="thanks"]');
  await page.waitForTimeout(3_000);
};

const turnsOn = (...modes) => async (page) => {
  for (const mode of modes) {
    await page.click(`.tool[data-mode="${mode}"]`);
    await page.waitForTimeout(500);
  }
};

/** The last config the server gave says other hours; the server is away. */
const isClosed = async (page) => {
  await page.route("**/api/v1/kiosk/config", (route) => route.abort());
  await page.evaluate(async () => {
    const meta = await import("/kiosk/outbox/meta.mjs");
    const days = [1, 2, 3, 4, 5].filter((day) => day !== (new Date().getDay() || 7));
    const hours = { days, spans: [["07:00", "11:30"], ["13:30", "17:00"]] };
    const { token, config } = await meta.get("paired");
    await meta.set("paired", { token, config: { ...config, hours } });
  });
  await page.reload();
  await page.waitForSelector('main[data-screen="closed"]');
};

const seesNoColour = async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setEmulatedVisionDeficiency", { type: "achromatopsia" });
};

/** As long as staff press, and a little more. */
const holdsTheCorner = async (page) => {
  const place = await page.locator(".place").boundingBox();
  await page.mouse.move(place.x + 5, place.y + 5);
  await page.mouse.down();
  await page.waitForTimeout(2_300);
  await page.mouse.up();
};

/** A PIN of the sample's tablet, as the server would have given it. */
const hasPin = async (page) => {
  await page.evaluate(async () => {
    const meta = await import("/kiosk/outbox/meta.mjs");
    const salt = new Uint8Array(16);
    const key = await crypto.subtle.importKey("raw", new TextEncoder().encode("2580"), "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: 1_000 };
    const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
    const text = (bytes) => btoa(String.fromCharCode(...bytes));
    const pin = { salt: text(salt), iterations: 1_000, hash: text(bits) };
    const { token, config } = await meta.get("paired");
    await meta.set("paired", { token, config: { ...config, pin } });
  });
  await page.route("**/api/v1/kiosk/config", (route) => route.abort());
  await page.reload();
  await page.waitForSelector('main[data-screen="attract"]');
  await page.waitForTimeout(SETTLE_MS);
  await holdsTheCorner(page);
  await page.waitForSelector('main[data-screen="pin"]');
};

const opensCorner = async (page) => {
  await hasPin(page);
  for (const digit of "2580") await page.click(`[data-do="${digit}"]`);
  await page.click("[data-do=open]");
  await page.waitForSelector('main[data-screen="corner"]');
};

const measures = async (page) => {
  await opensCorner(page);
  await page.click("[data-do=measure]");
  await page.waitForSelector('main[data-screen="setup"]');
};

const showsCode = (page) => page.waitForSelector(".pairing-code:not(:empty)");

const answersTooFast = async (page) => {
  for (let question = 0; question < 5; question += 1) {
    await page.click('.choice[data-score="4"]');
    await page.waitForTimeout(650);
  }
  await page.waitForSelector('main[data-screen="rest"]', { timeout: 15_000 });
};

const tablet = ({ tablet }) => tablet;
/** Both ways of standing, and a phone. */
const BOTH = [TABLET, UPRIGHT, PHONE];

const tapFaces = async (page) => {
  for (const [question, score] of [[0, 3], [1, 4]]) {
    await page.locator("fieldset").nth(question).locator(".choice").nth(score).tap();
  }
  await page.evaluate(() => scrollTo(0, 0));
};

const sendForm = (page) => Promise.all([page.waitForNavigation(), page.locator("main form button").tap()]);

const wrongPassword = async (page) => {
  await page.fill('input[name="login"]', "lanhdao");
  await page.fill('input[name="password"]', "quên mất rồi");
  await Promise.all([page.waitForNavigation(), page.click('main button[type="submit"]')]);
};

const sendEmpty = (page) => Promise.all([page.waitForNavigation(), page.click('main button[type="submit"]')]);

/**
 * `who`: tablet, phone, visitor, or a role of the sample's sign-ins. `at`: an address, or a function of what the sample
 * printed. `follow`: a link on that page that leads to the page meant. `act`: what is done before the picture.
 * `paper`: the first printed sheet. `empty`: on a server that nobody has set up yet.
 */
const GALLERY = {
  "The tablet at the desk": [
    { name: "kiosk-attract", who: "tablet", at: tablet, sizes: BOTH, caption: "Waiting: the first question is already there" },
    { name: "kiosk-question", who: "tablet", at: tablet, act: choose(4), sizes: BOTH, caption: "One question a screen, with a way back and a way past" },
    { name: "kiosk-large", who: "tablet", at: tablet, act: turnsOn("large_text"), sizes: [TABLET, UPRIGHT], caption: "Large text: capitals of 6 mm" },
    { name: "kiosk-dark", who: "tablet", at: tablet, act: turnsOn("high_contrast"), sizes: [TABLET, UPRIGHT], caption: "Dark ground" },
    { name: "kiosk-grey", who: "tablet", at: tablet, act: seesNoColour, sizes: [TABLET], caption: "As those see it who see no colours" },
    { name: "kiosk-reasons", who: "tablet", at: tablet, act: goesTo("reasons"), sizes: BOTH, caption: "Why, only after a low score" },
    { name: "kiosk-reasons-large", who: "tablet", at: tablet, act: goesTo("reasons", turnsOn("large_text")), sizes: [TABLET], caption: "The same in large text" },
    { name: "kiosk-comment", who: "tablet", at: tablet, act: goesTo("comment"), sizes: BOTH, caption: "A few words, for those who want" },
    { name: "kiosk-complaint", who: "tablet", at: tablet, act: goesTo("complaint"), sizes: BOTH, caption: "A complaint, kept apart from the rating" },
    { name: "kiosk-complaint-thanks", who: "tablet", at: tablet, act: complains, sizes: [TABLET], caption: "A complaint was sent" },
    { name: "kiosk-thanks", who: "tablet", at: tablet, act: goesTo("thanks"), sizes: BOTH, caption: "Thanks, only once the rating is on the disk" },
    { name: "kiosk-rest", who: "tablet", at: tablet, act: answersTooFast, sizes: [TABLET], caption: "A pause, after a rating that was too quick to be read" },
    { name: "kiosk-closed", who: "tablet", at: tablet, act: isClosed, sizes: BOTH, caption: "Outside opening hours" },
    { name: "kiosk-pairing", who: "unpaired", at: "/kiosk", act: showsCode, sizes: BOTH, caption: "A new tablet shows its code" },
    { name: "kiosk-setup", who: "tablet", at: tablet, act: measures, sizes: [TABLET, UPRIGHT], caption: "A card on the glass makes sizes true" },
    { name: "kiosk-pin", who: "tablet", at: tablet, act: hasPin, sizes: BOTH, caption: "The staff's corner asks for a PIN" },
    { name: "kiosk-corner", who: "tablet", at: tablet, act: opensCorner, sizes: BOTH, caption: "What staff see and can do on the tablet" },
  ],
  "The form behind a QR code": [
    { name: "form", who: "phone", at: ({ form }) => form, sizes: [PHONE], caption: "Five faces in a row, on one page" },
    { name: "form-chosen", who: "phone", at: ({ form }) => form, act: tapFaces, sizes: [PHONE, UPRIGHT], caption: "What is chosen shows by more than a colour" },
    { name: "form-error", who: "phone", at: ({ form }) => form, act: sendForm, sizes: [PHONE], caption: "Nothing chosen: said at the top, linked to the question" },
    { name: "form-thanks", who: "phone", at: ({ form }) => form, act: async (page) => { await tapFaces(page); await sendForm(page); }, sizes: [PHONE], caption: "Thanks, with the hotline" },
    { name: "form-english", who: "phone", at: ({ form }) => `${form}?lang=en`, sizes: [PHONE], caption: "In English, whose longer words stand in a list" },
    { name: "form-full", who: "phone", at: ({ form }) => `${form}?full=1`, sizes: [PHONE], caption: "All 22 criteria, by dimension" },
  ],
  "For everybody": [
    { name: "board", who: "visitor", at: "/", sizes: [DESKTOP, PHONE], caption: "The public board" },
    { name: "not-found", who: "visitor", at: "/nowhere", status: 404, sizes: [DESKTOP], caption: "A wrong address offers a way on" },
  ],
  "For leaders": [
    { name: "indices", who: "leader", at: "/indices", sizes: [DESKTOP, UPRIGHT, PHONE], caption: "This year against last and the target: sentence, picture, table" },
    { name: "indices-paper", who: "leader", at: "/indices", paper: true, sizes: [A4], caption: "The same page on A4" },
    { name: "targets", who: "leader", at: "/indices/targets", sizes: [DESKTOP], caption: "Promised targets" },
  ],
  "For those who run it": [
    { name: "setup", who: "visitor", empty: true, at: ({ setup }) => setup, sizes: [DESKTOP], caption: "The first start: unit and administrator, behind a link that works once" },
    { name: "signin", who: "visitor", at: "/signin", sizes: [DESKTOP, PHONE], caption: "Signing in" },
    { name: "signin-error", who: "visitor", at: "/signin", act: wrongPassword, sizes: [DESKTOP], caption: "A wrong password" },
    { name: "admin", who: "admin", at: "/admin", sizes: [DESKTOP, PHONE], caption: "Administration" },
    { name: "units", who: "admin", at: "/admin/units", sizes: [DESKTOP], caption: "Units and counters" },
    { name: "accounts", who: "admin", at: "/admin/accounts", sizes: [DESKTOP], caption: "Accounts" },
    { name: "account-error", who: "admin", at: "/admin/accounts/new", act: sendEmpty, sizes: [DESKTOP], caption: "A form that came back: everything wrong at once, everything typed kept" },
    { name: "kiosks", who: "admin", at: "/kiosks", sizes: [DESKTOP, PHONE], caption: "Tablets: which of them needs somebody" },
    { name: "kiosk-of", who: "admin", at: "/kiosks", follow: ".tablet h2 a", sizes: [DESKTOP, PHONE], caption: "Everything about one tablet" },
    { name: "pair", who: "admin", at: "/kiosks/pair", act: sendEmpty, sizes: [DESKTOP, PHONE], caption: "Pairing: a code that is not one comes back" },
    { name: "tablet-settings", who: "admin", at: "/kiosks/1/settings", sizes: [DESKTOP, PHONE], caption: "Counter, opening hours and PIN of a tablet" },
    { name: "duty", who: "admin", at: "/kiosks/1/duty", sizes: [DESKTOP], caption: "Who is on duty where the tablet stands" },
    { name: "hand-over", who: "admin", at: "/kiosks/hand-over", act: sendEmpty, sizes: [DESKTOP, PHONE], caption: "The file of a tablet that cannot send" },
    { name: "complaints", who: "admin", at: "/complaints", sizes: [DESKTOP, PHONE], caption: "What citizens report" },
    { name: "links", who: "admin", at: "/admin/links", sizes: [DESKTOP, PHONE], caption: "QR codes" },
    { name: "poster", who: "admin", at: "/admin/links", follow: 'a[href$="/poster"]', paper: true, sizes: [A4], caption: "The poster, A4" },
    { name: "card", who: "admin", at: "/admin/links", follow: 'a[href$="/card"]', paper: true, sizes: [A6], caption: "The card on the counter, A6" },
    { name: "password", who: "leader", at: "/password", sizes: [DESKTOP], caption: "The own account" },
  ],
};

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const FOLDER = path.join(ROOT, "docs/pictures");
/** Bytes; a picture is looked at over slow lines, too. */
const LARGEST = 150 * 1024;
/** Long enough for fonts and for the tablet's first screen to settle. */
const SETTLE_MS = 800;

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

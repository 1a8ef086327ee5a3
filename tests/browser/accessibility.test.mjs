/**
 * Every page of the program, in both languages, on a phone and on a desk: nothing that axe calls serious or worse,
 * nothing to scroll sideways, and no text that is missing from the catalogue. Pages are found by following links, one of
 * each shape, so a new page is looked at as soon as something leads to it. What people do there is in the other files.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { Browser, Program, run, seriousFaults, signIn } from "./harness.mjs";

const PROVINCE = "H21";
const COMMUNE = "H21.65.12";
const PASSWORD = "một mật khẩu để xem";
const WIDTHS = [360, 1280];

/** Where nobody's link leads. */
const UNLINKED = ["/", `/u/${COMMUNE}`, "/data", "/kiosk", "/nowhere"];
/** No pages, or none that stay. */
const NO_PAGE = /^\/(?:language|static|api)\/|^#|\.(?:svg|png|csv|json)$|\.atom(?:\?|$)|^(?:tel|https?):/;

/** Where each kind of person begins; what they meet there is looked at once, by the first who may. */
const BEGIN = { "": UNLINKED, admin: ["/admin"], leader: [`/indices?unit=${PROVINCE}`, `/indices/breakdown?unit=${PROVINCE}`, "/plan", `/reports/q4/words?unit=${PROVINCE}&year=2026`, "/watch/rules?saved=1", `/evaluation?unit=${PROVINCE}&year=2026&quarter=`], observer: ["/supervision", "/supervision/new"] };
const OWN_UNIT = { admin: COMMUNE, leader: PROVINCE, observer: PROVINCE };

/** Shapes that must have been met, lest links vanish and the test look at little. */
const AT_LEAST = [
  ...["/", "/u/H21.65.12", "/signin", "/nowhere", "/kiosk", "/q/:code", "/q/:code?full", "/q/:code/thanks"],
  ...["/q/:code/report", "/answers", "/answers?unit", "/answers/follow", "/answers/notice"],
  ...["/indices", "/indices?unit", "/indices?unit&year", "/indices/targets?unit&year", "/password", "/admin"],
  ...["/admin/units", "/admin/units/new", "/admin/units/:id", "/admin/counters/:id"],
  ...["/admin/accounts", "/admin/accounts/new", "/admin/accounts/:id", "/admin/accounts/:id/password"],
  ...["/evaluation?unit", "/evaluation?unit&year&quarter", "/indices/breakdown?unit", "/plan", "/admin/units/:id/lineage"],
  ...["/data", "/admin/exchange", "/reports", "/reports/:period?unit&year"],
  ...["/reports/:period/paper?unit&year", "/reports/:period/summary?unit&year", "/reports/:period/words?unit&year"],
  ...["/kiosks", "/kiosks/:id", "/kiosks/pair", "/kiosks/:id/settings", "/kiosks/:id/duty", "/kiosks/:id/revoke", "/complaints"],
  ...["/complaints?tab", "/complaints/:id", "/complaints/new", "/complaints/figures", "/complaints/rules", "/complaints/templates"],
  ...["/watch", "/watch/rules", "/watch/rules?saved", "/supervision", "/supervision/new", "/supervision/report"],
  ...["/supervision/complaints", "/supervision/dossiers", "/supervision/apologies"],
  ...["/admin/links", "/admin/links/new", "/admin/links/:id/withdraw", "/admin/calendar", "/admin/messages"],
  ...["/admin/links/:id/poster", "/admin/links/:id/card", "/admin/links/:id/card?paper"],
];

let program;
let browser;
let form;

before(async () => {
  program = await Program.start(["serve"]);
  await program.command("unit", "add", "--code", PROVINCE, "--name", "Tỉnh Gia Lai");
  const commune = ["--code", COMMUNE, "--parent", PROVINCE, "--name", "Xã Tân Bình", "--hotline", "0269 3838 123"];
  await program.command("unit", "add", ...commune);
  const place = ["--unit", COMMUNE, "--counter", "Quầy 2: Tư pháp – Hộ tịch"];
  form = `/q/${(await program.command("link", "add", ...place)).code}`;
  await program.command("device", "add", ...place);
  for (const role of Object.keys(OWN_UNIT)) await addAccount(role);
  browser = await Browser.start();
  await rateOnce();
  await reportOnce();
});

after(async () => {
  await browser?.stop();
  await program?.stop();
});

function addAccount(role) {
  const account = ["--unit", OWN_UNIT[role], "--role", role, "--name", `Trần Thị ${role}`, "--login", role];
  const database = ["--database", program.database];
  return run(["user", "add", ...account, "--password-stdin", ...database], { input: PASSWORD });
}

/** One report by QR: the inbox and the page of a case have something to show. */
async function reportOnce() {
  const page = await browser.newPhone(program);
  await page.goto(`${form}/report`);
  await page.locator("textarea").fill("Hồ sơ đất đai của tôi trễ hẹn hai tuần, hỏi thì không ai trả lời");
  await Promise.all([page.waitForURL(/\/report\/\d+/), page.locator("main form button").tap()]);
  await page.context().close();
}

/** One rating: the pages of figures have something to show of this year, and nothing of last year. */
async function rateOnce() {
  const page = await browser.newPhone(program);
  await page.goto(form);
  await page.locator(".choice").nth(3).tap();
  await Promise.all([page.waitForURL(/\/thanks$/), page.locator("main form button").tap()]);
  await page.context().close();
}

async function somebody(role, lang) {
  const page = await browser.newDesktop(program);
  if (role) await signIn(page, { login: role, password: PASSWORD });
  await page.goto(`/language/${lang}`);
  return page;
}

/** An address without what differs from row to row, and without the language, which is the visitor's. */
function shapeOf(address) {
  const { pathname, searchParams } = new URL(address, program.url);
  const path = pathname.replace(/^\/q\/\w+/, "/q/:code").replace(/^\/reports\/\w\w(?=\/|$)/, "/reports/:period").replace(/\/(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27})(?=\/|$)/, "/:id");
  const asked = [...new Set(searchParams.keys())].filter((key) => key !== "lang").join("&");
  return asked ? `${path}?${asked}` : path;
}

/** What is wrong with the page that is open, in words. Colours, which take axe longest, are no matter of language. */
async function faultsOf(page, lang) {
  const options = { resultTypes: ["violations"], rules: { "color-contrast": { enabled: lang === "vi" } } };
  const found = seriousFaults(await page.evaluate((how) => globalThis.axe.run(how), options));
  const { content, screen, text } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
    text: document.body.innerText,
  }));
  if (content > screen) found.push(`${content} px of content on ${screen} px`);
  const missing = text.match(/\b(?:web|form|indices|links|units|accounts|devices|kiosk|calendar|complaints|intake|figures|messages|answers|publish|follow|report|evaluation|breakdown|plan|reports|watch|supervision)(?:\.[a-z_]+)+|%\{\w*\}/g);
  if (missing) found.push(`not in the catalogue: ${missing}`);
  return found;
}

/** Follows links from page to page, one of each shape that is not in `met`, and looks at each in every width. */
async function lookAround(page, lang, begin, met) {
  const open = [...begin];
  while (open.length > 0) {
    const address = open.shift();
    const shape = shapeOf(address);
    if (met.has(shape)) continue;
    await page.goto(address);
    const links = await page.locator("a[href]:not([download])").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    const here = links.filter((href) => !NO_PAGE.test(href)).map((href) => new URL(href, page.url()));
    open.push(...here.map(({ pathname, search }) => pathname + search));
    await page.evaluate(axe.source);
    const found = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      found.push(...(await faultsOf(page, lang)).map((wrong) => `${width} px: ${wrong}`));
    }
    met.set(shape, found);
  }
}

for (const lang of ["vi", "en"]) {
  test(`every page in ${lang}`, async () => {
    const met = new Map();
    for (const [role, begin] of Object.entries(BEGIN)) {
      const page = await somebody(role, lang);
      await lookAround(page, lang, role ? begin : [...begin, form, `${form}/thanks`], met);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
    const wrong = [...met].filter(([, found]) => found.length > 0);
    assert.deepEqual(Object.fromEntries(wrong), {});
    const missed = AT_LEAST.filter((shape) => !met.has(shape));
    assert.deepEqual(missed, [], `met only ${[...met.keys()].join(" ")}`);
  });
}

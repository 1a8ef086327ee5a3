/**
 * The pages of the gallery: whose they are, their sizes, and what is done on them before the picture.
 */
import { DESKTOP, PHONE, TABLET } from "../../tests/browser/harness.mjs";

/** Long enough for fonts and for the tablet's first screen to settle. */
export const SETTLE_MS = 800;

const UPRIGHT = { width: 800, height: 1280 };
const A4 = { width: 794, height: 1123 };
const A5 = { width: 559, height: 794 };
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

const typesSlip = async (page) => {
  await page.click(".slip-way");
  await page.waitForSelector('main[data-screen="slip"]');
  await page.waitForTimeout(1_000);
  for (const letter of "7Q4MK2RT") await page.locator(".slip-key", { hasText: new RegExp(`^${letter}$`) }).click();
};

/** Links of lists to a dossier, a letter at work and a letter to print. */
const DOSSIER = 'main a[href^="/dossiers/"]:not([href^="/dossiers/new"]):not([href^="/dossiers/import"]):not([href^="/dossiers/procedures"])';
const APOLOGY = 'main table a[href^="/apologies/"]';
const LETTER = 'main a[href$="/letter"]';

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

const sends = (selector) => (page) => Promise.all([page.waitForNavigation(), page.click(selector)]);
const sendEmpty = sends('main button[type="submit"]');

/** A citizen of the sample, whose number ends as that of their case does. */
const follows = (number) => async (page) => {
  await page.fill("#number", String(number));
  await page.fill("#digits", String(number).padStart(3, "0"));
  await sendEmpty(page);
};

const publishesUnread = sends('button[value="publish"]');

const setsTooMuch = async (page) => {
  await page.fill('main input[type="text"] >> nth=1', "99");
  await sends('main form:has(input[type="text"]) button[type="submit"]')(page);
};

const typesCall = async (page) => {
  await page.fill("#text", "Đường vào làng bị ngập, xe máy không qua được, trẻ con phải lội đi học.");
  await page.fill("#phone", "0900 000 044");
  await page.waitForTimeout(2_500);
};

/**
 * `who`: tablet, phone, visitor, or a role of the sample's sign-ins. `at`: an address, or a function of what the sample
 * printed. `follow`: a link on that page that leads to the page meant. `act`: what is done before the picture.
 * `paper`: the first printed sheet. `empty`: on a server that nobody has set up yet.
 */
export const GALLERY = {
  "The tablet at the desk": [
    { name: "kiosk-attract", who: "tablet", at: tablet, sizes: BOTH, caption: "Waiting: the first question is already there" },
    { name: "kiosk-question", who: "tablet", at: tablet, act: choose(4), sizes: BOTH, caption: "One question a screen, with a way back and a way past" },
    { name: "kiosk-large", who: "tablet", at: tablet, act: turnsOn("large_text"), sizes: [TABLET, UPRIGHT], caption: "Large text: capitals of 6 mm" },
    { name: "kiosk-dark", who: "tablet", at: tablet, act: turnsOn("high_contrast"), sizes: [TABLET, UPRIGHT], caption: "Dark ground" },
    { name: "kiosk-grey", who: "tablet", at: tablet, act: seesNoColour, sizes: [TABLET], caption: "As those see it who see no colours" },
    { name: "kiosk-slip", who: "tablet", at: tablet, act: typesSlip, sizes: BOTH, caption: "The code of a receipt slip, with large keys" },
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
    { name: "slip", who: "phone", at: "/d", sizes: [PHONE], caption: "The code of a receipt slip, for those who cannot scan" },
    { name: "slip-unknown", who: "phone", at: "/d/7Q4MK2RT9XWB", status: 404, sizes: [PHONE], caption: "A code that is not known comes back, with other ways to rate" },
  ],
  "For everybody": [
    { name: "board", who: "visitor", at: "/", sizes: [DESKTOP, PHONE], caption: "The public board" },
    { name: "not-found", who: "visitor", at: "/nowhere", status: 404, sizes: [DESKTOP], caption: "A wrong address offers a way on" },
  ],
  "Complaints, for citizens": [
    { name: "report", who: "phone", at: ({ form }) => `${form}/report`, sizes: [PHONE], caption: "A report by QR code; name and phone are free" },
    { name: "follow", who: "phone", at: "/answers/follow", sizes: [PHONE], caption: "Following by number and three digits" },
    { name: "follow-error", who: "phone", at: "/answers/follow", act: sendEmpty, sizes: [PHONE], caption: "What is missing is said where it is missing" },
    { name: "follow-open", who: "phone", at: "/answers/follow", act: follows(44), sizes: [PHONE], caption: "Being seen to: by when, and what comes next" },
    { name: "follow-answered", who: "phone", at: "/answers/follow", act: follows(39), sizes: [PHONE, DESKTOP], caption: "Answered: five faces, or \u201cnot solved\u201d within fifteen days" },
    { name: "answers", who: "visitor", at: "/answers", sizes: [DESKTOP, PHONE], caption: "Answers in public" },
    { name: "answer", who: "visitor", at: "/answers", follow: 'main a[href^="/answers/"]:not([href$="follow"])', sizes: [PHONE], caption: "One answer" },
  ],
  "Complaints, for those who answer": [
    { name: "complaints", who: "hotline", at: "/complaints", sizes: [DESKTOP, PHONE], caption: "The inbox: late first, then today" },
    { name: "call", who: "hotline", at: "/complaints/new", act: typesCall, sizes: [DESKTOP, PHONE], caption: "A call is logged by the keyboard; similar cases stand beside it" },
    { name: "told", who: "hotline", at: "/complaints/44/told", sizes: [DESKTOP], caption: "The number to read out, and what to say" },
    { name: "case", who: "hotline", at: "/complaints/44", sizes: [DESKTOP, PHONE], caption: "One case: what was said, what is to be done, its history" },
    { name: "case-approve", who: "leader", at: "/complaints/43", sizes: [DESKTOP], caption: "The leader approves an answer or words it better" },
    { name: "publish", who: "hotline", at: "/complaints/39/publish", sizes: [DESKTOP], caption: "What to blank is proposed, a person confirms" },
    { name: "publish-error", who: "hotline", at: "/complaints/39/publish", act: publishesUnread, sizes: [DESKTOP], caption: "Nothing is published that nobody has confirmed" },
    { name: "notice", who: "hotline", at: "/complaints/37/notice", paper: true, sizes: [A4], caption: "The notice for the office wall, A4" },
    { name: "loudspeaker", who: "hotline", at: "/complaints/37/loudspeaker", sizes: [DESKTOP], caption: "The text for the loudspeaker: numbers as words" },
    { name: "complaint-figures", who: "leader", at: "/complaints/figures", sizes: [DESKTOP, PHONE], caption: "Received, in time, late, reopened, satisfied" },
    { name: "complaint-rules", who: "leader", at: "/complaints/rules", sizes: [DESKTOP], caption: "Days by class, of this unit" },
    { name: "complaint-rules-error", who: "leader", at: "/complaints/rules", act: setsTooMuch, sizes: [DESKTOP], caption: "A number out of bounds comes back with what is allowed" },
    { name: "complaint-templates", who: "leader", at: "/complaints/templates", sizes: [DESKTOP], caption: "Templates of answers" },
    { name: "messages", who: "admin", at: "/admin/messages", sizes: [DESKTOP], caption: "What leaves the server, and what waits" },
    { name: "calendar", who: "admin", at: "/admin/calendar", sizes: [DESKTOP], caption: "Working days, by year and source" },
  ],
  "Dossiers and apologies": [
    { name: "dossiers", who: "desk", at: "/dossiers", sizes: [DESKTOP, PHONE], caption: "What is owed an apology, late and near, each with its last day for one" },
    { name: "dossier-new", who: "desk", at: "/dossiers/new", sizes: [DESKTOP, PHONE], caption: "A dossier is registered in seconds; the day is counted, not typed" },
    { name: "dossier-new-error", who: "desk", at: "/dossiers/new", act: sendEmpty, sizes: [DESKTOP], caption: "What is missing is said, and what was typed stays" },
    { name: "dossier", who: "desk", at: "/dossiers", follow: DOSSIER, sizes: [DESKTOP, PHONE], caption: "One dossier: where it stands, what can be done, its history" },
    { name: "receipt", who: "desk", at: "/dossiers?tab=soon", follow: DOSSIER, act: sends('form[action$="/papers/receipt"] button'), paper: true, sizes: [A5], caption: "The receipt with a code of its own, A5" },
    { name: "dossier-import", who: "leader", at: "/dossiers/import", sizes: [DESKTOP], caption: "A file from the one-stop software: first a trial" },
    { name: "procedures", who: "leader", at: "/dossiers/procedures", sizes: [DESKTOP], caption: "The catalogue: limits, from when, by which decision" },
    { name: "apologies", who: "leader", at: "/apologies", sizes: [DESKTOP, PHONE], caption: "Letters that wait to be signed" },
    { name: "apology", who: "leader", at: "/apologies", follow: APOLOGY, sizes: [DESKTOP], caption: "One letter: approved, or sent back" },
    { name: "apology-letter", who: "leader", at: "/apologies?tab=register", follow: APOLOGY, act: sends(LETTER), paper: true, sizes: [A4], caption: "The letter in the form of its date, one page" },
    { name: "apology-register", who: "leader", at: "/apologies?tab=register", sizes: [DESKTOP], caption: "The register: numbers without a gap" },
    { name: "apology-figures", who: "leader", at: "/apologies/figures", sizes: [DESKTOP, PHONE], caption: "In time, late, apologised for, and why: against last year" },
    { name: "evaluation", who: "leader", at: "/evaluation", sizes: [DESKTOP, PHONE], caption: "The nine indicators, apart from SIPAS" },
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
    { name: "links", who: "admin", at: "/admin/links", sizes: [DESKTOP, PHONE], caption: "QR codes" },
    { name: "poster", who: "admin", at: "/admin/links", follow: 'a[href$="/poster"]', paper: true, sizes: [A4], caption: "The poster, A4" },
    { name: "card", who: "admin", at: "/admin/links", follow: 'a[href$="/card"]', paper: true, sizes: [A6], caption: "The card on the counter, A6" },
    { name: "password", who: "leader", at: "/password", sizes: [DESKTOP], caption: "The own account" },
  ],
};

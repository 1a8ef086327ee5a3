/**
 * The tablet's program lies on the tablet: it starts without network, changes only when nobody is rating, and leaves the
 * pages of staff alone.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, program, proxy, setStage } from "./stage.mjs";
import { Tablet } from "./tablet.mjs";
import { captureMany } from "./visits.mjs";

setStage({ whole: true });

/** Done when the worker has all files and this page would be served by it at the next start. */
async function isKept(page) {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== "activated") {
      await new Promise((done) => active.addEventListener("statechange", () => active.state === "activated" && done()));
    }
  });
}

test("after the first visit the tablet starts without network, and what is rated arrives later", async () => {
  const tablet = await Tablet.paired(browser, program, { ownClock: false });
  await isKept(tablet.page);
  await program.halt();
  await tablet.page.goto("/kiosk");
  await tablet.sees("attract");
  await tablet.passes(500);
  await tablet.rates(5, 4, 3, 4, 5);
  await tablet.sees("thanks");
  await tablet.page.reload();
  await tablet.sees("attract");
  await program.restart();
  await tablet.page.reload();
  await tablet.sees("attract");
  for (let turn = 0; turn < 40 && (await tablet.counted()).ballots < 1; turn++) await tablet.page.waitForTimeout(250);
  assert.equal((await tablet.counted()).ballots, 1);
  await tablet.close();
});

test("everything that the page asks for is on the list, so that no start needs the network", async () => {
  const tablet = await Tablet.paired(browser, program, { ownClock: false });
  await isKept(tablet.page);
  const asked = new Set();
  tablet.page.on("request", (request) => asked.add(new URL(request.url()).pathname));
  await tablet.page.goto("/kiosk");
  await tablet.sees("attract");
  const list = await tablet.page.evaluate(async () => {
    const names = await caches.keys();
    const kept = await (await caches.open(names[0])).keys();
    return { names, kept: kept.map(({ url }) => new URL(url).pathname) };
  });
  assert.equal(list.names.length, 1, "one version at a time");
  const missing = [...asked].filter((path) => !path.startsWith("/api/") && !list.kept.includes(path));
  assert.deepEqual(missing, ["/kiosk/worker.js", "/kiosk/files.js"].filter((path) => missing.includes(path)));
  await tablet.close();
});

test("the whole program is small enough for a slow line", async () => {
  const page = await browser.newTablet(program);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto("/kiosk", { waitUntil: "networkidle" });
  assert.ok(bytes > 50_000 && bytes <= 200_000, `${bytes} bytes`);
  await page.context().close();
});

test("a browser may install it", async () => {
  const page = await browser.newTablet(program);
  await page.goto("/kiosk");
  await isKept(page);
  await page.reload();
  const session = await page.context().newCDPSession(page);
  const { errors, url, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(new URL(url).pathname, "/kiosk/manifest.webmanifest");
  assert.equal(JSON.parse(data).display, "fullscreen");
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  const real = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
  assert.deepEqual(real, []);
  await page.context().close();
});

test("the pages of staff, which begin alike, are never served from the tablet", async () => {
  const tablet = await Tablet.paired(browser, program, { ownClock: false });
  await isKept(tablet.page);
  const answer = await tablet.page.goto("/kiosks");
  assert.equal(answer.fromServiceWorker(), false);
  assert.match(tablet.page.url(), /signin/);
  await tablet.close();
});

test("a new version is looked for every hour", async () => {
  const tablet = await Tablet.paired(browser, proxy.program);
  await isKept(tablet.page);
  let looks = 0;
  const count = (text) => ((looks += 1), text);
  proxy.edits = { "/kiosk/worker.js": count };
  for (let minute = 0; minute < 59; minute++) await tablet.passes(60_000);
  await tablet.page.waitForTimeout(500);
  assert.equal(looks, 0);
  for (let minute = 0; minute < 2; minute++) await tablet.passes(60_000);
  for (let turn = 0; turn < 40 && looks === 0; turn++) await tablet.page.waitForTimeout(100);
  assert.equal(looks, 1);
  proxy.edits = {};
  await tablet.close();
});

test("a new version waits for the end of a visit, and nothing that waited is lost", async () => {
  const tablet = await Tablet.paired(browser, proxy.program, { ownClock: false });
  const { page } = tablet;
  await isKept(page);
  await page.reload();
  await tablet.sees("attract");
  // Nothing gets through, so that ballots wait.
  proxy.weather = ({ url }) => (url.endsWith("/ballots") ? "badGateway" : null);
  const waiting = 50;
  await page.evaluate(captureMany, { count: waiting, unit: tablet.unit });
  await tablet.passes(500);
  await tablet.touches('.choice[data-score="5"]');
  await page.evaluate(() => (window.sameVisit = true));
  const next = (text) => text.replace(/"version":"\w+"/, '"version":"thenextversion"');
  proxy.edits = { "/kiosk/files.js": next };
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration("/kiosk");
    // A look that the browser began by itself may have seen the version before.
    for (let look = 0; registration.waiting === null && look < 400; look++) {
      await registration.update();
      await new Promise((wake) => setTimeout(wake, 50));
    }
  });
  await tablet.rates(5, 4, 5, 4);
  await tablet.sees("thanks");
  assert.equal(await page.evaluate(() => window.sameVisit), true, "the visit was not interrupted");
  proxy.weather = () => null;
  await page.waitForFunction(() => window.sameVisit === undefined, null, { timeout: 60_000 });
  await tablet.sees("attract");
  const names = await page.evaluate(() => caches.keys());
  assert.deepEqual(names, ["hailong-kiosk-thenextversion"]);
  for (let turn = 0; turn < 100 && (await tablet.counted()).ballots <= waiting; turn++) await page.waitForTimeout(250);
  assert.equal((await tablet.counted()).ballots, waiting + 1);
  proxy.edits = {};
  await tablet.close();
});

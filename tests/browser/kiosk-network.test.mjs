/**
 * The tablet when the network or the server fails, and when it is not paired: nothing is lost, nothing is stored twice,
 * nothing is claimed that is not so.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, Program } from "./harness.mjs";
import { Tablet, addPlace, addTablet } from "./tablet.mjs";

const BALLOTS = "**/api/v1/ballots";

let program;
let browser;
before(async () => {
  program = await Program.start(["serve"]);
  browser = await Browser.start();
});
after(async () => {
  await browser?.stop();
  await program?.stop();
});

/** A paired tablet for one test. */
function story(name, act) {
  test(name, async () => {
    const tablet = await Tablet.paired(browser, program);
    try {
      await act(tablet);
      assert.deepEqual(tablet.page.faults, []);
    } finally {
      await tablet.close();
    }
  });
}

/** Moves on until the screen is there: pauses between tries are long, answers of the network are not of this clock. */
async function waitFor(tablet, screen) {
  for (let turn = 0; turn < 60; turn++) {
    if ((await tablet.page.getAttribute("main", "data-screen")) === screen) return;
    await tablet.passes(500);
    await tablet.page.waitForTimeout(30);
  }
  await tablet.sees(screen);
}

story("a server that is gone is told honestly, and the ballots arrive once when it is back", async (tablet) => {
  await tablet.rates(5, 4);
  await program.halt();
  await tablet.rates(3, 2, 1);
  await waitFor(tablet, "saving");
  assert.match(await tablet.heading(), /Đang lưu/);
  await waitFor(tablet, "unsent");
  assert.match(await tablet.heading(), /Máy chưa gửi được phiếu của ông\/bà/);
  assert.doesNotMatch(await tablet.page.textContent("main"), /đã được lưu|Cảm ơn/);
  await tablet.passes(500);
  await tablet.touches(".leave");
  await tablet.sees("attract");
  assert.match(await tablet.page.textContent(".waiting"), /1/);
  await tablet.rates(4, 4, 4, 4, 4);
  await waitFor(tablet, "unsent");
  await tablet.passes(46_000);
  await tablet.sees("attract");
  assert.match(await tablet.page.textContent(".waiting"), /2/);

  await program.restart();
  const { ballots, scores } = await tablet.untilCounted(2);
  assert.equal(ballots, 2);
  assert.deepEqual(scores["1"].scores, [0, 0, 0, 1, 1]);
  assert.equal(new Set(tablet.sent.map(({ id }) => id)).size, 2, "the same two ballots, however often they were sent");
  assert.equal(await tablet.page.textContent(".waiting"), "");
});

story("a citizen who still stands there gets the thanks when the ballot arrives after all", async (tablet) => {
  await tablet.page.route(BALLOTS, (route) => route.abort());
  await tablet.rates(5, 5, 5, 5, 5);
  await waitFor(tablet, "unsent");
  await tablet.page.unroute(BALLOTS);
  await waitFor(tablet, "thanks");
  assert.equal((await tablet.counted()).ballots, 1);
});

story("a reply that is lost after the commit does not make two ballots", async (tablet) => {
  let lost = 0;
  await tablet.page.route(BALLOTS, async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await tablet.rates(2, 2, 2, 2, 2);
  await waitFor(tablet, "thanks");
  assert.equal(tablet.sent.length, 2);
  assert.equal(tablet.sent[0].id, tablet.sent[1].id);
  assert.equal((await tablet.counted()).ballots, 1);
  assert.equal((await program.command("verify")).ledger_ok, true);
});

story("the page of a captive portal is no receipt", async (tablet) => {
  const portal = { status: 200, contentType: "text/html", body: "<!doctype html><title>Đăng nhập Wi-Fi</title>" };
  await tablet.page.route(BALLOTS, (route) => route.fulfill(portal));
  await tablet.rates(1, 1, 1, 1, 1);
  await waitFor(tablet, "unsent");
  assert.equal((await tablet.counted()).ballots, 0);
  await tablet.page.unroute(BALLOTS);
  assert.equal((await tablet.untilCounted(1)).ballots, 1);
});

story("a server that does not answer is given up after fifteen seconds and asked again", async (tablet) => {
  await tablet.page.route(BALLOTS, () => {});
  await tablet.rates(3, 3, 3, 3, 3);
  await waitFor(tablet, "saving");
  await tablet.passes(10_000);
  await tablet.sees("saving");
  await tablet.passes(5_000);
  await tablet.sees("unsent");
  await tablet.page.unroute(BALLOTS);
  assert.equal((await tablet.untilCounted(1)).ballots, 1);
});

story("a ballot that the server refuses is told honestly and not sent for ever", async (tablet) => {
  await tablet.page.route(BALLOTS, (route) => {
    const [{ id }] = route.request().postDataJSON().ballots;
    const receipts = [{ id, status: "rejected", reason: "answers.1: not a criterion" }];
    return route.fulfill({ status: 422, contentType: "application/problem+json", body: JSON.stringify({ receipts }) });
  });
  await tablet.rates(3, 3, 3, 3, 3);
  await waitFor(tablet, "refused");
  assert.match(await tablet.page.textContent("main"), /chưa nhận phiếu này/);
  await tablet.passes(46_000);
  await tablet.passes(300_000);
  assert.equal(tablet.sent.length, 1);
  assert.match(await tablet.page.textContent(".waiting"), /1/, "the staff see that it lies there");
});

story("a revoked tablet asks for the staff, keeps the ballot and sends it from the same place only", async (tablet) => {
  const bearers = [];
  const revoked = { status: 401, contentType: "application/problem+json", body: '{"status":401}' };
  await tablet.page.route(BALLOTS, (route) => {
    const bearer = route.request().headers().authorization;
    bearers.push(bearer);
    return bearer.endsWith(tablet.token) ? route.fulfill(revoked) : route.continue();
  });
  await tablet.rates(1, 2, 3, 4, 5);
  await waitFor(tablet, "pairing");
  assert.match(await tablet.heading(), /Máy tính bảng chưa được ghép/);
  assert.match(await tablet.page.textContent(".pairing-kept"), /giữ 1 phiếu/);
  const [content, room] = await tablet.page.locator("main").evaluate((main) => [main.scrollHeight, main.clientHeight]);
  assert.ok(content <= room, `${content} px of pairing on ${room} px`);

  const elsewhere = await addPlace(program, { name: "Xã Ia Băng" });
  await tablet.page.fill("input", elsewhere.token);
  await tablet.page.click("button[type=submit]");
  await tablet.sees("attract");
  await tablet.passes(120_000);
  assert.equal(bearers.length, 1, "another unit must not get this unit's ballot");
  assert.match(await tablet.page.textContent(".waiting"), /1/);

  const again = await addTablet(program, { unit: tablet.unit });
  await tablet.page.evaluate((token) => (location.hash = `#token=${token}`), again.token);
  assert.equal((await tablet.untilCounted(1)).ballots, 1);
  assert.doesNotMatch(tablet.page.url(), /token/);
});

story("losing the pairing does not interrupt who is rating", async (tablet) => {
  await tablet.page.route(BALLOTS, (route) => route.abort());
  await tablet.rates(5, 5, 5, 5, 5);
  await waitFor(tablet, "unsent");
  await tablet.passes(500);
  await tablet.touches(".leave");
  await tablet.rates(4, 4);
  await tablet.page.unroute(BALLOTS);
  const revoked = { status: 401, contentType: "application/problem+json", body: '{"status":401}' };
  await tablet.page.route(BALLOTS, (route) => route.fulfill(revoked));
  await tablet.passes(10_000);
  await tablet.page.waitForTimeout(100);
  await tablet.rates(4, 4);
  assert.match(await tablet.page.textContent(".progress"), /5\/5/);
  await tablet.rates(4);
  await waitFor(tablet, "pairing");
  assert.match(await tablet.page.textContent(".pairing-kept"), /giữ 2 phiếu/);
});

test("a tablet that is not paired tells the staff what to do, and citizens whom to ask", async () => {
  const tablet = await Tablet.unpaired(browser, program);
  await tablet.sees("pairing");
  assert.match(await tablet.page.textContent("main"), /xin báo cán bộ tại quầy/);
  await tablet.page.fill("input", "không phải mã");
  await tablet.page.click("button[type=submit]");
  assert.equal(await tablet.page.inputValue("input"), "không phải mã", "what was typed stays");
  assert.ok(await tablet.page.isVisible("#problem-unreadable"));
  await tablet.page.fill("input", "x".repeat(43));
  await tablet.page.click("button[type=submit]");
  await tablet.page.waitForSelector("#problem-refused:visible");
  const { token } = await addPlace(program, { name: "Xã Tân Bình", counter: "Quầy 3" });
  await tablet.page.fill("input", `${program.url}/kiosk#token=${token}`);
  await tablet.page.press("input", "Enter");
  await tablet.sees("attract");
  assert.match(await tablet.page.textContent(".place"), /Xã Tân Bình\s*Quầy 3/);
  assert.deepEqual(tablet.page.faults, []);
  await tablet.close();
});

test("a tablet that starts before the server waits calmly", async () => {
  const { token } = await addPlace(program, { name: "Xã Tân Bình" });
  const tablet = await Tablet.unpaired(browser, program);
  await tablet.page.route("**/api/v1/kiosk/config", (route) => route.abort());
  await tablet.page.goto(`/kiosk#token=${token}`);
  await tablet.sees("connecting");
  assert.doesNotMatch(await tablet.page.textContent("main"), /lỗi|error/i);
  await tablet.page.unroute("**/api/v1/kiosk/config");
  await waitFor(tablet, "attract");
  await tablet.close();
});

test("without JavaScript the page says so", async () => {
  const page = await browser.newTablet(program, { javaScriptEnabled: false });
  await page.goto("/kiosk");
  assert.match(await page.textContent("main"), /Mời ông\/bà đánh giá/);
  assert.ok(await page.isVisible("noscript p, main .text"));
  await page.context().close();
});

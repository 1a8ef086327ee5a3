/**
 * What citizens do at the tablet, and what is stored of it: the real page against the real server.
 * When the network fails is in `kiosk-network.test.mjs`.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, program, setStage } from "./stage.mjs";
import { Tablet } from "./tablet.mjs";

setStage();

/** A paired tablet for one test; at its end no page may have misbehaved and every tally must be right. */
function story(name, options, act) {
  test(name, async () => {
    const tablet = await Tablet.paired(browser, program, options);
    try {
      await act(tablet);
      assert.deepEqual(tablet.page.faults, []);
      const verified = await program.command("verify");
      assert.ok(verified.tallies_ok && verified.ledger_ok, JSON.stringify(verified));
    } finally {
      await tablet.close();
    }
  });
}

story("five touches are one ballot", {}, async (tablet) => {
  await tablet.rates(5, 4, 3, 2, 1);
  await tablet.sees("thanks");
  const { ballots, scores } = await tablet.untilCounted(1);
  assert.equal(ballots, 1);
  assert.deepEqual(
    ["1", "2", "3", "4", "5"].map((code) => scores[code].scores),
    [
      [0, 0, 0, 0, 1],
      [0, 0, 0, 1, 0],
      [0, 0, 1, 0, 0],
      [0, 1, 0, 0, 0],
      [1, 0, 0, 0, 0],
    ],
  );
  const [record] = tablet.sent;
  assert.deepEqual([record.partial, record.lang, record.seq], [false, "vi", 1]);
  await tablet.passes(6_500);
  await tablet.sees("attract");
  await tablet.rates(4, 4, 4, 4, 4);
  await tablet.sees("thanks");
  const [, second] = await tablet.untilSent(2);
  assert.equal(second.seq, 2);
  assert.notEqual(second.id, record.id);
});

story("the first question stands there already, and its faces are labelled, worst first", {}, async (tablet) => {
  assert.match(await tablet.heading(), /Nơi tiếp đón, chỗ ngồi chờ và trang thiết bị/);
  const labels = await tablet.page.locator(".choice").allTextContents();
  assert.deepEqual(labels, ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"]);
  assert.equal(await tablet.page.locator('.choice[aria-pressed="true"]').count(), 0, "nothing is chosen for anybody");
});

story("going back changes an answer", {}, async (tablet) => {
  await tablet.rates(1, 1);
  await tablet.touches(".back");
  assert.equal(await tablet.page.getAttribute('.choice[data-score="1"]', "aria-pressed"), "true");
  await tablet.touches(".back");
  await tablet.rates(5, 4, 4, 4, 4);
  await tablet.sees("thanks");
  const { ballots, scores } = await tablet.untilCounted(1);
  assert.equal(ballots, 1);
  assert.deepEqual(scores["1"].scores, [0, 0, 0, 0, 1]);
  assert.deepEqual(scores["2"].scores, [0, 0, 0, 1, 0]);
});

story("skipped is stored as nothing, no opinion as no opinion", {}, async (tablet) => {
  await tablet.touches(".no-opinion");
  await tablet.rates(2);
  await tablet.touches(".skip");
  await tablet.touches(".no-opinion");
  await tablet.rates(4);
  await tablet.sees("thanks");
  assert.deepEqual((await tablet.untilSent(1))[0].answers, { 1: null, 2: 2, 4: null, 5: 4 });
  const { scores } = await tablet.untilCounted(1);
  assert.deepEqual([scores["1"].no_opinion, scores["3"].no_opinion, scores["4"].no_opinion], [1, 0, 1]);
});

story("an answer that was given is taken back by skipping after all", {}, async (tablet) => {
  await tablet.rates(5, 1);
  await tablet.touches(".back");
  await tablet.touches(".skip");
  await tablet.rates(5, 5, 5);
  await tablet.sees("thanks");
  assert.deepEqual((await tablet.untilSent(1))[0].answers, { 1: 5, 3: 5, 4: 5, 5: 5 });
});

story("a double tap answers one question", { ownClock: false }, async (tablet) => {
  await tablet.page.dblclick('.choice[data-score="4"]');
  await tablet.page.dblclick('.choice[data-score="4"]', { force: true, timeout: 1_000 }).catch(() => {});
  await tablet.page.waitForSelector('text="Câu 2/5"');
  const { x, y, width, height } = await tablet.page.locator('.choice[data-score="1"]').boundingBox();
  await tablet.page.mouse.click(x + width / 2, y + height / 2);
  await tablet.passes(100);
  assert.match(await tablet.page.textContent(".progress"), /2\/5/, "a late second tap does not hit the next screen");
  await tablet.passes(500);
  assert.match(await tablet.page.textContent(".progress"), /2\/5/);
});

story("who walks away is asked, and what was rated so far is kept as a partial ballot", {}, async (tablet) => {
  await tablet.touches('.languages [lang="en"]');
  await tablet.rates(2, 3);
  await tablet.passes(44_000);
  assert.equal(await tablet.page.locator("dialog[open]").count(), 0);
  await tablet.passes(1_500);
  assert.match(await tablet.page.textContent("dialog .count"), /^(20|19) seconds$/);
  await tablet.passes(10_000);
  await tablet.touchesAt(20, 20);
  assert.equal(await tablet.page.locator("dialog[open]").count(), 0, "a touch anywhere goes on");
  assert.match(await tablet.heading(), /official/);
  await tablet.passes(44_000);
  assert.equal(await tablet.page.locator("dialog[open]").count(), 0, "and the time begins anew");
  await tablet.passes(22_000);
  await tablet.sees("attract");
  const { ballots } = await tablet.untilCounted(1);
  assert.equal(ballots, 1);
  const [record] = tablet.sent;
  assert.deepEqual([record.partial, record.answers, record.lang], [true, { 1: 2, 2: 3 }, "en"]);
});

story("the touch that answers the warning chooses nothing", {}, async (tablet) => {
  await tablet.rates(5);
  await tablet.passes(46_000);
  const { x, y } = await tablet.page.locator('.choice[data-score="1"]').boundingBox();
  await tablet.page.mouse.dblclick(x + 10, y + 10);
  await tablet.passes(700);
  assert.match(await tablet.page.textContent(".progress"), /2\/5/);
});

story("nothing is sent where nothing was rated", {}, async (tablet) => {
  await tablet.touches('.languages [lang="en"]');
  await tablet.passes(46_000);
  await tablet.sees("attract");
  assert.match(await tablet.heading(), /Mời ông\/bà/, "the language goes back without a question");
  await tablet.touches(".no-opinion");
  await tablet.passes(66_000);
  await tablet.sees("attract");
  assert.deepEqual(tablet.sent, []);
});

story("the next citizen finds nothing of the one before", {}, async (tablet) => {
  await tablet.touches('.languages [lang="en"]');
  assert.equal(await tablet.page.getAttribute("html", "lang"), "en");
  await tablet.rates(1, 1, 1, 1, 1);
  await tablet.sees("thanks");
  assert.match(await tablet.heading(), /Thank you/);
  await tablet.passes(450);
  await tablet.touchesAt(600, 400);
  await tablet.sees("attract");
  assert.equal(await tablet.page.getAttribute("html", "lang"), "vi");
  assert.equal(await tablet.page.locator('main [aria-pressed="true"]').count(), 0);
  await tablet.passes(500);
  await tablet.rates(5);
  assert.equal(await tablet.page.locator('main [aria-pressed="true"]').count(), 0);
  const kept = await tablet.page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }).sort());
  assert.deepEqual(kept, ["hailong.meta.paired", "hailong.meta.token"]);
  await tablet.untilEmpty();
  const held = await tablet.page.evaluate(async () => (await (await import("/kiosk/outbox/outbox.mjs")).openOutbox()).all());
  assert.deepEqual(held, [], "no answer lies in the browser any longer than it waits");
});

story("every screen can be worked with a keyboard, and its heading is read first", {}, async (tablet) => {
  for (let question = 0; question < 5; question++) {
    assert.equal(await tablet.page.evaluate(() => document.activeElement.tagName), "H1");
    for (let step = 0; step < 4; step++) await tablet.page.keyboard.press("Tab");
    await tablet.page.keyboard.press("Enter");
    await tablet.passes(250);
    await tablet.passes(650);
  }
  await tablet.sees("thanks");
  assert.deepEqual(Object.values((await tablet.untilSent(1))[0].answers), [4, 4, 4, 4, 4]);
  assert.equal(await tablet.page.evaluate(() => document.activeElement.tagName), "H1");
});

story("the token is in the browser and not in the address", {}, async (tablet) => {
  assert.equal(tablet.page.url(), `${program.url}/kiosk`);
  await tablet.page.reload();
  await tablet.sees("attract");
  assert.match(await tablet.page.textContent(".place"), /Xã Tân Bình/);
  await tablet.page.goBack().catch(() => null);
  assert.doesNotMatch(tablet.page.url(), /token/);
});

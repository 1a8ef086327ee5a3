/** Fills a tablet's outbox and lets it go. Run by scripts/bench-flush, which sees to it that everything needed is there. */
import { Browser, Program } from "../../tests/browser/harness.mjs";
import { Tablet } from "../../tests/browser/tablet.mjs";
import { captureMany } from "../../tests/browser/visits.mjs";

const BALLOTS = "**/api/v1/ballots";
const count = Number(process.argv[2]);
if (!Number.isInteger(count) || count < 1) throw new Error(`no number of ballots: ${process.argv[2]}`);

const program = await Program.start(["serve"]);
const browser = await Browser.start();
try {
  const tablet = await Tablet.paired(browser, program, { ownClock: false });
  await tablet.page.route(BALLOTS, (route) => route.abort());
  const filling = performance.now();
  await tablet.page.evaluate(captureMany, { count, unit: tablet.unit });
  const filled = performance.now();
  await tablet.page.unroute(BALLOTS);
  const { seconds, longest, gap } = await tablet.page.evaluate(flush);
  const { ballots } = await program.command("verify");
  if (ballots !== count) throw new Error(`${count} captured, ${ballots} stored`);
  console.log(`captured ${count} in ${((filled - filling) / 1000).toFixed(1)} s (a hundred side by side)`);
  console.log(`sent ${count} in ${seconds.toFixed(1)} s: ${Math.round(count / seconds)} ballots a second; all stored`);
  // Chromium tells only of tasks over 50 ms.
  console.log(`longest task of the page's main thread over 50 ms: ${longest} ms`);
  console.log(`longest time in which the page could not react: ${Math.round(gap)} ms`);
} finally {
  await browser.stop();
  await program.stop();
}

/** Runs in the page. */
async function flush() {
  const { openOutbox } = await import("/kiosk/outbox/outbox.mjs");
  const outbox = await openOutbox();
  let longest = 0;
  const note = (list) => list.getEntries().forEach(({ duration }) => (longest = Math.max(longest, duration)));
  new PerformanceObserver(note).observe({ type: "longtask" });
  let gap = 0;
  let before = performance.now();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    gap = Math.max(gap, now - before);
    before = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
  const start = performance.now();
  dispatchEvent(new Event("online"));
  while ((await outbox.counts()).waiting > 0) await new Promise((wake) => setTimeout(wake, 250));
  const seconds = (performance.now() - start) / 1000;
  port1.close();
  return { seconds, longest, gap };
}

/**
 * Pairing by a code (after RFC 8628): asks the server for one, shows it, and asks every few seconds whether staff have
 * confirmed it, as long as it takes and however the network is. No DOM.
 */
import { post } from "../outbox/api.mjs";

const ADDRESS = "/api/v1/devices/pair";
const INTERVAL_MS = 5_000;

/**
 * @typedef {object} Showing
 * @property {(code: string | null) => void} show null: there is no way to the server just now
 * @property {() => boolean} isOver nobody waits for the outcome any more
 *
 * @param {{install_id: string, screen: string}} tablet
 * @param {Showing} showing
 * @returns {Promise<string | null>} the token; null if it is over
 */
export async function pairByCode(tablet, { show, isOver }) {
  while (!isOver()) {
    const begun = await ask(tablet);
    if (isOver()) return null;
    if (begun?.status !== 200 || typeof begun.body?.code !== "string") {
      show(null);
      await sleep(waitOf(begun));
      continue;
    }
    show(begun.body.code);
    const token = await confirmed(begun.body, { show, isOver });
    if (token !== null) return token;
  }
  return null;
}

/**
 * Ends when the server says so: it keeps a pairing beyond the life of the code for a tablet that was without network
 * when staff confirmed. A code whose life is over while the server does not answer is no longer shown.
 * @returns {Promise<string | null>} null when the code has ended, or nobody waits any more
 */
async function confirmed({ secret, interval, expires_in: life }, { show, isOver }) {
  let pause = (interval ?? INTERVAL_MS / 1000) * 1000;
  const end = performance.now() + (life ?? 600) * 1000;
  for (;;) {
    await sleep(pause);
    if (isOver()) return null;
    const answer = await ask({ secret });
    if (answer?.status === 200 && typeof answer.body?.token === "string") return answer.body.token;
    if (answer?.status === 410) return null;
    if (answer?.status === 429) pause += INTERVAL_MS;
    else if (answer?.status !== 202 && performance.now() >= end) show(null);
  }
}

function ask(content) {
  return post(ADDRESS, null, content);
}

function waitOf(answer) {
  const seconds = Number.parseInt(answer?.retryAfter ?? "", 10);
  return seconds > 0 ? Math.min(seconds * 1000, 60_000) : INTERVAL_MS;
}

function sleep(milliseconds) {
  return new Promise((wake) => setTimeout(wake, milliseconds));
}

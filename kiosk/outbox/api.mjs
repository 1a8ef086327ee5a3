/** One question to the server: JSON there, JSON back, given up in time, and never anybody else's answer. No DOM. */

/** A request that takes longer is given up and tried again. */
const TIMEOUT_MS = 15_000;

/**
 * @typedef {{status: number, body: unknown, retryAfter: string | null}} Answer `body` undefined if it was no JSON
 */

/**
 * @param {string} address
 * @param {string | null} token of the tablet; null where it has none yet
 * @param {unknown} content
 * @returns {Promise<Answer | null>} null: no connection, a redirect to somewhere else, or no answer in time
 */
export async function post(address, token, content) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { ...(token && { authorization: `Bearer ${token}` }), "content-type": "application/json" },
      body: JSON.stringify(content),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: giveUp.signal,
    });
    const body = parseJson(await response.text());
    return { status: response.status, body, retryAfter: response.headers.get("retry-after") };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

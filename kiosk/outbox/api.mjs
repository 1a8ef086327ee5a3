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
export function post(address, token, content) {
  return ask(address, token, { method: "POST", body: JSON.stringify(content) });
}

/**
 * @param {string} address
 * @param {string} token of the tablet
 * @returns {Promise<Answer | null>} as `post`
 */
export function get(address, token) {
  return ask(address, token, { method: "GET" });
}

async function ask(address, token, question) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(address, {
      ...question,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(question.body && { "content-type": "application/json" }),
      },
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

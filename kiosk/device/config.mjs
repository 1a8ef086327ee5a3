/**
 * What the server tells a paired tablet once: whose desk it is, the questions, the scale, the texts, the times. No DOM.
 */
import { get } from "../outbox/api.mjs";

/** @typedef {Readonly<Record<string, string>>} Wording a text by language; Vietnamese is always there */
/**
 * @typedef {object} Config
 * @property {{code: string, name: string, hotline: string}} unit
 * @property {string | null} counter
 * @property {{version: string, criteria: {code: string, text: Wording}[]}} questionnaire
 * @property {{score: number, text: Wording}[]} scale from the worst to the best
 * @property {{code: string, name: string}[]} languages the first is everybody's until they choose
 * @property {Record<string, Record<string, string>>} messages
 * @property {{idle_s: number, warning_s: number, thanks_s: number, tap_guard_ms: number}} timing
 *
 * @typedef {{kind: "config", config: Config} | {kind: "unpaired"} | {kind: "later"}} Loaded
 */

const ADDRESS = "/api/v1/kiosk/config";

/**
 * @param {string} token
 * @returns {Promise<Loaded>} later: no connection, or somebody else answered
 */
export async function loadConfig(token) {
  const answer = await get(ADDRESS, token);
  if (answer === null || typeof answer.body !== "object" || answer.body === null) return { kind: "later" };
  if (answer.status === 401 || answer.status === 403) return { kind: "unpaired" };
  return isConfig(answer.body) ? { kind: "config", config: answer.body } : { kind: "later" };
}

/** Whether it is ours and complete: an answer of another program must not become a broken screen. */
export function isConfig(body) {
  const times = [body?.timing?.idle_s, body?.timing?.warning_s, body?.timing?.thanks_s, body?.timing?.tap_guard_ms];
  return (
    typeof body?.unit?.name === "string" &&
    body.questionnaire?.criteria?.length > 0 &&
    body.scale?.length > 0 &&
    body.languages?.length > 0 &&
    body.languages.every(({ code }) => typeof body.messages?.[code] === "object") &&
    times.every((time) => time > 0)
  );
}

/**
 * A config that was kept from before an update may lack a text: then it is Vietnamese or missing until the next one
 * comes, and the faces can still be touched.
 * @param {Config} config
 * @param {string} lang
 * @returns {(key: string, values?: Record<string, string | number>) => string} finds a text and fills in its `%{…}`
 */
export function texts(config, lang) {
  return (key, values = {}) => {
    const text = config.messages[lang]?.[key] ?? config.messages.vi?.[key] ?? "";
    return text.replace(/%\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
  };
}

/** @param {Wording} wording @param {string} lang */
export function inLanguage(wording, lang) {
  return wording[lang] ?? wording.vi;
}

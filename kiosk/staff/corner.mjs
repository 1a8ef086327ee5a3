/**
 * The staff's corner: behind a PIN, the tablet's state in plain words and what can be done about it. The texts are in
 * `index.html`.
 */
import { handOver } from "./hand-over.mjs";
import { Tries, canCheck, isRight } from "./pin.mjs";

/** Seconds in which the glass can be wiped. */
const WIPE_S = 30;
const LONGEST_PIN = 8;

/**
 * What the corner can have done; each is done when the promise is.
 * @typedef {object} Doings
 * @property {() => Promise<void>} send what waits, and what was refused once more
 * @property {() => Promise<boolean>} measure false if nobody is there any more
 * @property {() => void} assist
 * @property {() => boolean | null} isAwake whether the screen is kept on
 *
 * @typedef {"leave" | "pair"} Way what comes after
 */

export class Corner {
  #sheet;
  #outbox;
  #tries;
  #doings;

  /**
   * @param {object} parts
   * @param {import("./sheet.mjs").Sheet} parts.sheet
   * @param {import("../outbox/outbox.mjs").Outbox} parts.outbox
   * @param {import("../outbox/meta.mjs").Meta} parts.meta
   * @param {Doings} parts.doings
   */
  constructor({ sheet, outbox, meta, doings }) {
    this.#sheet = sheet;
    this.#outbox = outbox;
    this.#tries = new Tries(meta);
    this.#doings = doings;
  }

  /**
   * @param {{config: import("../device/config.mjs").Config, isPaired: boolean, version: string, token: string,
   *   installId: string}} known
   * @returns {Promise<Way>}
   */
  async open(known) {
    const way = await this.#unlock(known);
    if (way !== "open") return way;
    while (true) {
      await this.#showState(known);
      const { does, button } = await this.#sheet.pressed();
      if (does === "leave" || does === "pair") return does;
      if (does === "send") await this.#doings.send();
      if (does === "measure" && !(await this.#doings.measure())) return "leave";
      if (does === "hand-over" && !(await this.#handOver(known))) return "leave";
      if (does === "discard" && !(await this.#discard(button.dataset))) return "leave";
      if (does === "wipe") await this.#wipe();
      if (does === "assist") {
        this.#doings.assist();
        return "leave";
      }
    }
  }

  /**
   * Without a PIN that can be checked nobody gets in; a tablet that is not paired can be paired all the same, because
   * the server asks who confirms the code.
   * @returns {Promise<Way | "open">}
   */
  async #unlock({ config, isPaired }) {
    const pin = config.pin ?? null;
    if (pin !== null && canCheck()) return (await this.#askPin(pin)) ? "open" : "leave";
    const main = this.#sheet.show("no-pin");
    const why = pin === null ? "unset" : "insecure";
    for (const text of main.querySelectorAll("[data-why]")) text.hidden = text.dataset.why !== why;
    main.querySelector("[data-do=pair]").hidden = isPaired;
    const { does } = await this.#sheet.pressed();
    return does;
  }

  /** @param {import("./pin.mjs").PinHash} pin @returns {Promise<boolean>} */
  async #askPin(pin) {
    const main = this.#sheet.show("pin");
    const dots = main.querySelector(".pin-dots");
    const problem = main.querySelector(".problem");
    let typed = "";
    while (true) {
      dots.textContent = "●".repeat(typed.length) || "–";
      const { does } = await this.#sheet.pressed();
      problem.hidden = true;
      if (does === "leave") return false;
      if (/^\d$/.test(does)) typed = (typed + does).slice(0, LONGEST_PIN);
      if (does === "erase") typed = typed.slice(0, -1);
      if (does !== "open") continue;
      const left = await this.#tries.secondsLeft(Date.now());
      if (left === 0 && (await isRight(typed, pin))) {
        await this.#tries.wasRight();
        return true;
      }
      if (left === 0) await this.#tries.wasWrong(Date.now());
      typed = "";
      const words = left === 0 ? problem.dataset.wrong : problem.dataset.wait.replace("%{n}", String(left));
      problem.textContent = words;
      problem.hidden = false;
    }
  }

  async #showState({ config, isPaired, version }) {
    const [counts, isLasting] = await Promise.all([this.#outbox.counts(), isPersisted()]);
    const entries = counts.refused + counts.elsewhere === 0 ? [] : await this.#outbox.all();
    const refused = entries.filter(({ reason }) => reason !== undefined);
    const away = entries.filter((entry) => entry.reason === undefined && entry.carried && entry.unit !== config.unit.code);
    const says = {
      place: [config.unit.name, config.counter].filter(Boolean).join(" · "),
      paired: isPaired ? "Đã ghép" : "Khóa không còn dùng được: hãy ghép lại",
      waiting: counts.waiting === 0 ? "Không có" : `${counts.waiting} phiếu, cũ nhất từ ${moment(counts.oldestAt)}`,
      elsewhere: counts.elsewhere === 0 ? "" : `${counts.elsewhere} phiếu của đơn vị khác còn chờ`,
      refused: refused.length === 0 ? "Không có" : `${refused.length} phiếu`,
      captured: `${counts.captured} phiếu`,
      storage: this.#outbox.works ? "Hoạt động" : "Không ghi được, đang dùng chỗ dự phòng",
      persisted: said(isLasting),
      awake: said(this.#doings.isAwake()),
      version,
    };
    const main = this.#sheet.show("corner");
    for (const place of main.querySelectorAll("[data-say]")) place.textContent = says[place.dataset.say] ?? "";
    const list = main.querySelector(".refused-list");
    list.replaceChildren(...[...refused, ...away].map((entry) => line(list.ownerDocument, entry)));
    main.querySelector("[data-do=hand-over]").hidden = !canCheck() || !config.hand_over_key;
  }

  /**
   * Everything that the tablet holds as a file, which only the server can open. It stays here as well.
   * @returns {Promise<boolean>} whether somebody is still there
   */
  async #handOver({ config, token, installId }) {
    const entries = await this.#outbox.all();
    const { device, hand_over_key: key, unit } = config;
    const file = await handOver(entries, { device, token, installId, key, unit: unit.code });
    const away = entries.filter((entry) => entry.reason === undefined && entry.unit !== unit.code);
    await this.#outbox.markCarried(away.map(({ seq }) => seq));
    const main = this.#sheet.show("handed-over");
    main.querySelector(".count").textContent = String(entries.length);
    save(main.ownerDocument, file);
    return (await this.#sheet.pressed()).button !== null;
  }

  /**
   * A record that the server will never take, or that was carried there, is thrown away by hand, one by one.
   * @returns {Promise<boolean>} whether somebody is still there
   */
  async #discard({ seq, why }) {
    const main = this.#sheet.show("discard");
    main.querySelector(".seq").textContent = seq;
    for (const text of main.querySelectorAll("[data-why]")) text.hidden = text.dataset.why !== why;
    const { does, button } = await this.#sheet.pressed();
    if (does === "discard-now") await this.#outbox.discard(Number(seq));
    return button !== null;
  }

  /** The glass is wiped; nothing that touches it counts. */
  async #wipe() {
    const main = this.#sheet.show("wipe");
    const count = main.querySelector(".count");
    for (let left = WIPE_S; left > 0; left--) {
      count.textContent = String(left);
      await new Promise((wake) => setTimeout(wake, 1_000));
    }
  }
}

/** @param {number} at ms since 1970 */
function moment(at) {
  return new Date(at).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
}

function line(document, { seq, reason, unit }) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "skip", textContent: "Bỏ phiếu này" });
  const why = reason === undefined ? "carried" : "refused";
  Object.assign(button.dataset, { do: "discard", seq: String(seq), why });
  item.append(`Phiếu số ${seq}: ${reason ?? `của đơn vị ${unit}, đã bàn giao`} `, button);
  return item;
}

function said(value) {
  if (value === null) return "Máy không cho biết";
  return value ? "Có" : "Không";
}

async function isPersisted() {
  try {
    return await navigator.storage.persisted();
  } catch {
    return null;
  }
}

/** @param {{name: string, content: string}} file */
function save(document, { name, content }) {
  const address = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

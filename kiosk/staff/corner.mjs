/**
 * The staff's corner: behind a PIN, the tablet's state in plain words and what can be done about it. The texts are in
 * `index.html`.
 */
import { Tries, canCheck, isRight } from "./pin.mjs";
import { Sheet } from "./sheet.mjs";

/** Seconds in which the glass can be wiped. */
const WIPE_S = 30;
const LONGEST_PIN = 8;

/**
 * What the corner can have done; each is done when the promise is.
 * @typedef {object} Doings
 * @property {() => void} send
 * @property {() => Promise<void>} measure
 * @property {() => void} assist
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
   * @param {Document} parts.document
   * @param {import("../outbox/outbox.mjs").Outbox} parts.outbox
   * @param {import("../outbox/meta.mjs").Meta} parts.meta
   * @param {Doings} parts.doings
   */
  constructor({ document, outbox, meta, doings }) {
    this.#sheet = new Sheet(document);
    this.#outbox = outbox;
    this.#tries = new Tries(meta);
    this.#doings = doings;
  }

  /**
   * @param {{config: import("../device/config.mjs").Config, isPaired: boolean, version: string}} known
   * @returns {Promise<Way>}
   */
  async open(known) {
    if (!(await this.#unlock(known))) return "leave";
    while (true) {
      await this.#showState(known);
      const { does } = await this.#sheet.pressed();
      if (does === "leave" || does === "pair") return does;
      if (does === "send") this.#doings.send();
      if (does === "measure") await this.#doings.measure();
      if (does === "wipe") await this.#wipe();
      if (does === "assist") {
        this.#doings.assist();
        return "leave";
      }
    }
  }

  /** A tablet that is not paired lets staff pair it: the server asks who they are. */
  async #unlock({ config, isPaired }) {
    const pin = config.pin ?? null;
    if (pin !== null && canCheck()) return this.#askPin(pin);
    const main = this.#sheet.show("no-pin");
    const why = pin === null ? "unset" : "insecure";
    for (const text of main.querySelectorAll("[data-why]")) text.hidden = text.dataset.why !== why;
    if (!isPaired) return true;
    await this.#sheet.pressed();
    return false;
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
    const main = this.#sheet.show("corner");
    const [counts, refused] = await Promise.all([this.#outbox.counts(), this.#outbox.refusedList()]);
    const says = {
      place: [config.unit.name, config.counter].filter(Boolean).join(" · "),
      paired: isPaired ? "Đã ghép" : "Khóa không còn dùng được: hãy ghép lại",
      waiting: counts.waiting === 0 ? "Không có" : `${counts.waiting} phiếu, cũ nhất từ ${moment(counts.oldestAt)}`,
      elsewhere: counts.elsewhere === 0 ? "" : `${counts.elsewhere} phiếu của đơn vị khác còn chờ`,
      refused: refused.length === 0 ? "Không có" : `${refused.length} phiếu`,
      captured: `${counts.captured} phiếu`,
      storage: this.#outbox.works ? "Hoạt động" : "Không ghi được, đang dùng chỗ dự phòng",
      version,
    };
    for (const place of main.querySelectorAll("[data-say]")) place.textContent = says[place.dataset.say] ?? "";
    const list = main.querySelector(".refused-list");
    list.replaceChildren(...refused.map(({ seq, reason }) => line(list.ownerDocument, `Phiếu số ${seq}: ${reason}`)));
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

function line(document, text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

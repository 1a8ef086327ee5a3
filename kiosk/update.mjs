/**
 * Brings a new version of this page to the tablet: looked for every hour, because a tablet never navigates; put into
 * force only while nobody is rating. Where there is no service worker (plain http) the page works without.
 */

const WORKER = "/kiosk/worker.js";
const SCOPE = "/kiosk";
const EVERY_MS = 3_600_000;
/** A worker that is still parked after so long is helped by a reload. */
const PARKED_MS = 10_000;

/** Version of the page as it was loaded. @param {Document} document */
export function versionOf(document) {
  return document.querySelector('meta[name="app-version"]')?.content ?? "";
}

export class Updates {
  #container;
  #isFree;
  #reload;
  /** @type {ServiceWorkerRegistration | null} */
  #registration = null;
  #isActivating = false;
  /** Another version has come into force: this page is the old one. */
  #isOld = false;

  /**
   * @param {object} parts
   * @param {() => boolean} parts.isFree whether nobody is in the middle of anything
   * @param {ServiceWorkerContainer} [parts.container] missing where the page came by plain http
   * @param {() => void} [parts.reload]
   */
  constructor({ isFree, container = globalThis.navigator?.serviceWorker, reload = () => location.reload() }) {
    this.#container = container;
    this.#isFree = isFree;
    this.#reload = reload;
  }

  async start() {
    if (this.#container === undefined) return;
    const wasControlled = this.#container.controller !== null;
    this.#container.addEventListener("controllerchange", () => {
      this.#isOld = wasControlled;
      this.free();
    });
    try {
      this.#registration = await this.#container.register(WORKER, { scope: SCOPE, updateViaCache: "none" });
    } catch (fault) {
      // The tablet works without; the heartbeat tells whether the page is secure.
      console.warn(fault);
      return;
    }
    this.#registration.addEventListener("updatefound", () => this.#watch(this.#registration.installing));
    this.#watch(this.#registration.installing);
    setInterval(() => void this.look(), EVERY_MS);
    this.free();
  }

  /** Looks for a new version now. */
  async look() {
    try {
      await this.#registration?.update();
    } catch {
      // No network: next time.
    }
    this.free();
  }

  /** Nobody is rating, perhaps: then a version that waits comes into force. Called whenever it may be so. */
  free() {
    if (!this.#isFree()) return;
    if (this.#isOld) this.#reload();
    else this.#activate(this.#registration?.waiting);
  }

  /** @param {ServiceWorker | null | undefined} waiting */
  #activate(waiting) {
    if (!waiting || this.#isActivating) return;
    this.#isActivating = true;
    waiting.postMessage("activate");
    setTimeout(() => {
      this.#isActivating = false;
      this.#isOld ||= this.#registration.waiting !== null;
      this.free();
    }, PARKED_MS);
  }

  /** @param {ServiceWorker | null} worker */
  #watch(worker) {
    worker?.addEventListener("statechange", () => worker.state === "installed" && this.free());
  }
}

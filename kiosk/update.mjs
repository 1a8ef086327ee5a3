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
    this.#container.addEventListener("controllerchange", () => wasControlled && this.#reload());
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

  /** Nobody is rating: a version that waits comes into force. Called whenever that is so. */
  free() {
    const waiting = this.#registration?.waiting;
    // Without a controller this page is the first, and has the newest files already.
    if (!waiting || this.#container.controller === null || this.#isActivating || !this.#isFree()) return;
    this.#isActivating = true;
    waiting.postMessage("activate");
    setTimeout(() => {
      this.#isActivating = false;
      if (this.#registration.waiting && this.#isFree()) this.#reload();
    }, PARKED_MS);
  }

  /** @param {ServiceWorker | null} worker */
  #watch(worker) {
    worker?.addEventListener("statechange", () => worker.state === "installed" && this.free());
  }
}

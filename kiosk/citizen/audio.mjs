/**
 * Reads recordings aloud, one voice at a time. Which ones and when is the screens' business: nothing sounds that nobody
 * has asked for by a tap. Without recordings it is silent.
 */

/** A recording that neither goes on nor ends is given up: its place on the screen must not stay marked. */
const STUCK_MS = 8_000;

export class Reader {
  /** @type {Map<string, Record<string, string>>} addresses by text, by language */
  #addresses;
  #makePlayer;
  /** @type {{end: () => void, player: HTMLAudioElement | null} | null} what is being read */
  #reading = null;

  /**
   * @param {object} parts
   * @param {{languages: {code: string, audio?: Record<string, string>}[]}} parts.config
   * @param {(address: string) => HTMLAudioElement} [parts.makePlayer]
   */
  constructor({ config, makePlayer = (address) => new Audio(address) }) {
    this.#addresses = new Map(config.languages.map(({ code, audio }) => [code, audio ?? {}]));
    this.#makePlayer = makePlayer;
  }

  /** @param {string} lang @param {string} key name of a recording */
  has(lang, key) {
    return Object.hasOwn(this.#addresses.get(lang) ?? {}, key);
  }

  /**
   * Reads one after the other; what is not there or does not play is passed over.
   * @param {string} lang
   * @param {readonly string[]} keys
   * @param {(key: string | null) => void} onKey told as each begins, and null at the end; nothing after `stop`
   */
  async play(lang, keys, onKey) {
    this.stop();
    const reading = { end: () => {}, player: null };
    this.#reading = reading;
    for (const key of keys.filter((key) => this.has(lang, key))) {
      onKey(key);
      await this.#hear(reading, this.#addresses.get(lang)[key]);
      if (this.#reading !== reading) return;
    }
    this.#reading = null;
    onKey(null);
  }

  /** Falls silent at once. */
  stop() {
    const reading = this.#reading;
    this.#reading = null;
    reading?.player?.pause();
    reading?.end();
  }

  /** Until it ends, fails, is stuck or is stopped. */
  async #hear(reading, address) {
    const player = this.#makePlayer(address);
    // As loud as the tablet is set: no citizen leaves it louder or softer for the next.
    player.volume = 1;
    reading.player = player;
    let stuck;
    const over = new Promise((end) => {
      const watch = () => {
        clearTimeout(stuck);
        stuck = setTimeout(end, STUCK_MS);
      };
      reading.end = end;
      player.addEventListener("ended", end);
      player.addEventListener("error", end);
      player.addEventListener("timeupdate", watch);
      watch();
      player.play().catch(end);
    });
    await over;
    clearTimeout(stuck);
    player.pause();
    reading.player = null;
  }
}

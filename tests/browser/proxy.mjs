/**
 * A bad network between the tablet and the real server. What is done to a request is chosen by a function; the page's
 * own files always pass, because a tablet at work has them already. Knows nothing of ballots.
 */
import { once } from "node:events";
import http from "node:http";

/** What can happen to a request. */
export const FAULTS = {
  /** The server has done it, and nobody hears of that. */
  async lost(request, response, forward) {
    await forward();
    response.destroy();
  },
  /** The server has done it, and half of what it says gets through. */
  async torn(request, response, forward) {
    const { status, headers, body } = await forward();
    response.writeHead(status, headers);
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
  },
  /** Somewhere before the server. */
  async cut(request, response) {
    response.destroy();
  },
  async badGateway(request, response) {
    response.writeHead(502, { "content-type": "text/html" }).end("<h1>502 Bad Gateway</h1>");
  },
  /** The hall's own Wi-Fi wants to be greeted first. */
  async portal(request, response) {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Đăng nhập Wi-Fi</title>");
  },
  /** Half a minute of nothing, or until the tablet gives up. */
  async stall(request, response) {
    const timer = setTimeout(() => response.destroy(), 30_000);
    await once(response, "close");
    clearTimeout(timer);
  },
};

export class Proxy {
  /** @type {(request: http.IncomingMessage) => keyof FAULTS | null} what happens to a question to the API */
  weather = () => null;
  /** @type {Record<string, (text: string) => string>} what another version of the server would say at an address */
  edits = {};
  /** @type {Record<string, number>} how often each fault has happened */
  happened = {};
  #target;
  #server;

  /** @param {import("./harness.mjs").Program} program it may stop and start again behind this */
  static async start(program) {
    const proxy = new Proxy();
    proxy.#target = program;
    proxy.#server = http.createServer((request, response) => void proxy.#answer(request, response));
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    proxy.url = `http://127.0.0.1:${proxy.#server.address().port}`;
    return proxy;
  }

  /** The program as a tablet sees it from behind the bad network. */
  get program() {
    return { url: this.url, command: (...args) => this.#target.command(...args) };
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request, response) {
    const chunks = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
      const forward = () => this.#forward(request, Buffer.concat(chunks));
      const fault = request.url.startsWith("/api/") ? this.weather(request) : null;
      if (fault !== null) {
        this.happened[fault] = (this.happened[fault] ?? 0) + 1;
        await FAULTS[fault](request, response, forward);
        return;
      }
      const { status, headers, body } = this.#edited(request, await forward());
      response.writeHead(status, headers).end(body);
    } catch {
      // The server is gone, or the tablet is.
      response.destroy();
    }
  }

  #edited({ url }, answer) {
    const edit = this.edits[url];
    if (edit === undefined) return answer;
    const { "content-length": _, etag: __, ...headers } = answer.headers;
    return { ...answer, headers, body: Buffer.from(edit(answer.body.toString())) };
  }

  #forward({ method, url, headers: { "accept-encoding": encoding, ...rest } }, sent) {
    const headers = url in this.edits ? rest : { ...rest, ...(encoding && { "accept-encoding": encoding }) };
    return new Promise((resolve, reject) => {
      const options = { method, headers: { ...headers, connection: "close" } };
      const question = http.request(this.#target.url + url, options, async (answer) => {
        const chunks = [];
        try {
          for await (const chunk of answer) chunks.push(chunk);
        } catch (fault) {
          reject(fault);
          return;
        }
        const { "transfer-encoding": _, ...kept } = answer.headers;
        resolve({ status: answer.statusCode, headers: kept, body: Buffer.concat(chunks) });
      });
      question.on("error", reject);
      question.end(sent);
    });
  }
}

/**
 * Weather by chance, the same again for the same seed.
 * @param {number} seed
 * @param {number} share of the requests that something happens to, 0 to 1
 */
export function stormy(seed, share) {
  const chance = chanceOf(seed);
  const names = Object.keys(FAULTS);
  return () => (chance() < share ? names[Math.floor(chance() * names.length)] : null);
}

/** @param {number} seed @returns {() => number} like Math.random, but the same again for the same seed (mulberry32) */
export function chanceOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Starts the real program and a real browser for one test file, and knows the people who use them.
 * What the pages must do is in the tests; selectors that only one test needs stay there.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const BINARY = path.resolve(
  ROOT,
  process.env.HAILONG_BIN ?? path.join(process.env.CARGO_TARGET_DIR ?? "target", "debug/hailong"),
);
/** The browser as it stands on the desk. */
export const CHROMIUM = process.env.HAILONG_CHROMIUM ?? "/usr/bin/chromium";
/** The same without windows, where it is to be had: it costs half the work. */
export const CHROMIUM_SHELL = process.env.HAILONG_CHROMIUM_SHELL || CHROMIUM;

/** Quiet, and able to run as root in a container. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  // Letters as wide as on a tablet.
  "--font-render-hinting=none",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A tablet on the desk, lying on its long side. */
export const TABLET = { width: 1280, height: 800 };
/** A small phone as citizens carry it. */
export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1440, height: 900 };

/**
 * Runs a command of the program to its end.
 * @param {string[]} args
 * @param {{cwd?: string, input?: string}} [options]
 * @returns {Promise<string>} what it printed
 */
export async function run(args, { cwd = ROOT, input } = {}) {
  const stdin = input === undefined ? "ignore" : "pipe";
  const child = spawn(BINARY, args, { cwd, stdio: [stdin, "pipe", "pipe"] });
  const said = { out: "", err: "" };
  child.stdout.on("data", (data) => (said.out += data));
  child.stderr.on("data", (data) => (said.err += data));
  child.stdin?.end(input);
  const [code] = await once(child, "close");
  if (code !== 0) {
    throw new Error(`hailong ${args.join(" ")} ended with ${code}: ${said.err}${said.out}`);
  }
  return said.out;
}

/** The program, serving from a folder of its own. */
export class Program {
  /** @type {string} where it answers, without a slash at the end */
  url;
  /** @type {string} what it printed so far */
  output = "";

  /** @type {number} 0 until the system has chosen one; from then on the same at every start */
  port = 0;

  constructor(folder) {
    this.folder = folder;
    this.database = `sqlite:${path.join(folder, "hailong.db")}`;
  }

  /**
   * @param {string[]} [command] `["serve"]` on an empty database, else the sample commune without its neighbours
   */
  static async start(command = ["demo", "--ballots", "12000"]) {
    const folder = await mkdtemp(path.join(tmpdir(), "hailong-browser-"));
    const program = new Program(folder);
    await program.#launch(command);
    return program;
  }

  /** Starts a stopped program again on the same port and database. */
  async restart(command = ["serve"]) {
    await this.#launch(command);
  }

  async #launch(command) {
    const address = ["--listen", `127.0.0.1:${this.port}`, "--database", this.database];
    this.child = spawn(BINARY, [...command, ...address], { cwd: this.folder });
    this.output = "";
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on("data", (data) => (this.output += data));
    }
    await this.#answers(30_000);
  }

  async #answers(patience) {
    const end = Date.now() + patience;
    while (Date.now() < end) {
      if (this.child.exitCode !== null) {
        throw new Error(`hailong ended with ${this.child.exitCode}:\n${this.output}`);
      }
      const [url, port] = /http:\/\/127\.0\.0\.1:(\d+)(?=\s)/.exec(this.output) ?? [];
      if (url !== undefined && (await fetch(`${url}/healthz`)).ok) {
        this.url = url;
        this.port = Number(port);
        return;
      }
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`hailong did not answer within ${patience} ms:\n${this.output}`);
  }

  /** Runs a command on this program's database and reads the one line of JSON it prints. */
  async command(...args) {
    return JSON.parse(await run([...args, "--database", this.database, "--json"], { cwd: this.folder }));
  }

  /** Ends the server as a power cut does, in the middle of whatever it is doing. */
  async kill() {
    this.child.kill("SIGKILL");
    await once(this.child, "exit");
  }

  /** Ends the server the way an operator does, and waits until it is gone. */
  async halt() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill("SIGTERM");
      await once(this.child, "exit");
    }
  }

  async stop() {
    await this.halt();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The browser, with one fresh profile per person. */
export class Browser {
  /** `whole` for what concerns windows: to install a page, to fill the screen. */
  static async start({ whole = false } = {}) {
    const browser = new Browser();
    const executablePath = whole ? CHROMIUM : CHROMIUM_SHELL;
    browser.chromium = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
    return browser;
  }

  /** A touch tablet, paired when a token is given. */
  async newTablet(program, options = {}) {
    return this.#page(program, { viewport: TABLET, hasTouch: true, ...options });
  }

  /** A phone in portrait; `javaScriptEnabled: false` is an old or careful one. */
  async newPhone(program, options = {}) {
    return this.#page(program, { viewport: PHONE, hasTouch: true, isMobile: true, ...options });
  }

  async newDesktop(program, options = {}) {
    return this.#page(program, { viewport: DESKTOP, ...options });
  }

  async #page(program, options) {
    const context = await this.chromium.newContext({
      baseURL: program.url,
      locale: "vi-VN",
      timezoneId: "Asia/Ho_Chi_Minh",
      // Nothing is drawn that no test looks at.
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.faults = watchFor(page, program);
    return page;
  }

  async stop() {
    await this.chromium.close();
  }
}

/**
 * Collects what no page may do: throw, break its own content policy, fail on our side, ask another host, open a window of
 * the browser's own that no timer can close.
 */
function watchFor(page, program) {
  const faults = [];
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && message.text().includes("Content Security Policy")) {
      faults.push(message.text());
    }
  });
  page.on("response", (answer) => {
    if (answer.status() >= 500) faults.push(`${answer.status()} ${answer.url()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(program.url) && !/^(data|blob|about):/.test(url)) {
      faults.push(`asked another host: ${url}`);
    }
  });
  return faults;
}

/** What axe found, in words. */
export function inWords(violations) {
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** What axe calls serious or worse, in words. */
export function seriousFaults({ violations }) {
  return inWords(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)));
}

/** Signs a member of staff in through the page. */
export async function signIn(page, { login, password }) {
  await page.goto("/signin");
  await page.fill('input[name="login"]', login);
  await page.fill('input[name="password"]', password);
  await Promise.all([
    page.waitForURL((url) => !url.pathname.startsWith("/signin")),
    page.click('main button[type="submit"]'),
  ]);
}

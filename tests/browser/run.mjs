/**
 * Runs the browser tests, a browser for each file, so many files at once as the machine has cores. A file that hangs is
 * given up.
 *
 *   node tests/browser/run.mjs [WORDS]    only the tests whose name contains WORDS
 */
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { run } from "node:test";
import { spec, tap } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const FILE_MS = 10 * 60_000;

const here = path.dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2).join(" ");
const files = readdirSync(here)
  .filter((name) => name.endsWith(".test.mjs"))
  .map((name) => path.join(here, name));
const tests = run({
  files,
  concurrency: availableParallelism(),
  timeout: FILE_MS,
  testNamePatterns: words === "" ? undefined : [words],
});
tests.on("test:fail", () => (process.exitCode = 1));
tests.compose(process.stdout.isTTY ? new spec() : tap).pipe(process.stdout);

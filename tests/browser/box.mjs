/**
 * What really lies in the server's ballot box, asked of the database file itself: numbers, days, nothing twice.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/**
 * @param {import("./harness.mjs").Program} program on SQLite
 * @param {string} unit
 * @returns {Promise<{id: string, install: string, seq: number, day: string, skew: number | null}[]>} in the order of
 *   their numbers; `day` in Vietnam
 */
export async function ballotsIn(program, unit) {
  const question = `
    SELECT lower(hex(ballots.id)) AS id, lower(hex(install_id)) AS install, install_seq AS seq,
           date(rated_at, '+7 hours') AS day, skew_s AS skew
    FROM ballots JOIN units ON units.id = unit_id
    WHERE units.code = '${unit}' ORDER BY install, seq`;
  return rowsOf(program, question);
}

/**
 * @param {import("./harness.mjs").Program} program on SQLite
 * @param {string} question in SQL
 * @returns {Promise<object[]>}
 */
export async function rowsOf(program, question) {
  const file = program.database.slice("sqlite:".length);
  const { stdout } = await execute("sqlite3", ["-readonly", "-json", file, question], { maxBuffer: 2 ** 26 });
  return stdout.trim() === "" ? [] : JSON.parse(stdout);
}

/**
 * Every ballot that was numbered is there, once, and the box is in order.
 * @param {import("./harness.mjs").Program} program
 * @param {string} unit
 * @param {number} captured
 */
export async function isWhole(program, unit, captured) {
  const ballots = await ballotsIn(program, unit);
  const installs = new Set(ballots.map(({ install }) => install));
  for (const install of installs) {
    const seqs = ballots.filter((ballot) => ballot.install === install).map(({ seq }) => seq);
    assert.deepEqual(seqs, seqs.map((_, place) => place + 1), "numbered without a gap, each once");
  }
  assert.equal(ballots.length, captured, "as many are stored as were captured");
  assert.equal(new Set(ballots.map(({ id }) => id)).size, captured, "none twice");
  const verified = await program.command("verify");
  assert.ok(verified.tallies_ok && verified.ledger_ok && verified.references_ok, JSON.stringify(verified));
  return ballots;
}

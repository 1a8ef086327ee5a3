/**
 * The tablet's sender without a browser: what it takes for a receipt, when it tries again, what it never gives up.
 */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { Outbox } from "../../kiosk/outbox/outbox.mjs";
import { Sender, readAnswer } from "../../kiosk/outbox/send.mjs";

describe("an answer of the server", () => {
  const answer = (status, body, retryAfter = null) => readAnswer({ status, body, retryAfter }, "x");
  const receipts = (status, id = "x") => ({ receipts: [{ id, status }] });

  test("is a receipt only if it is JSON that names the record", () => {
    assert.deepEqual(answer(200, receipts("stored")), { kind: "stored" });
    assert.deepEqual(answer(200, receipts("duplicate")), { kind: "stored" });
    for (const body of [undefined, null, "ok", {}, { receipts: "x" }, receipts("stored", "y"), receipts("fine")]) {
      assert.equal(answer(200, body).kind, "later", JSON.stringify(body));
    }
    assert.equal(answer(201, receipts("stored")).kind, "later");
    assert.equal(answer(503, receipts("stored")).kind, "later");
  });

  test("sets aside what will never be taken", () => {
    assert.equal(answer(422, { receipts: [{ id: "x", status: "rejected", reason: "answers.1" }] }).reason, "answers.1");
    assert.equal(answer(409, receipts("conflict")).kind, "refused");
    assert.equal(answer(200, receipts("rejected")).kind, "refused");
    assert.equal(answer(400, { title: "Bad", detail: "ballots: empty" }).reason, "ballots: empty");
    assert.equal(answer(413, { title: "Too large" }).kind, "refused");
  });

  test("asks for a new pairing only in our own words", () => {
    assert.equal(answer(401, { status: 401 }).kind, "unpaired");
    assert.equal(answer(403, { status: 403 }).kind, "unpaired");
    assert.equal(answer(401, undefined).kind, "later");
    assert.equal(answer(403, undefined).kind, "later");
  });

  test("otherwise means later, after the pause that it asks for", () => {
    for (const status of [302, 404, 408, 425, 429, 500, 502, 503]) assert.equal(answer(status, undefined).kind, "later");
    for (const status of [400, 409, 413, 422]) assert.equal(answer(status, undefined).kind, "later", `${status} by a proxy`);
    assert.equal(answer(503, {}, "7").waitMs, 7_000);
    assert.equal(answer(503, {}, "999999").waitMs, 300_000);
    assert.equal(answer(503, {}, "Wed, 25 Nov 2026 07:00:00 GMT").waitMs, undefined);
    assert.equal(answer(500, undefined).everyone, false, "one record must not hold up the others");
  });
});

describe("the sender", () => {
  const realFetch = globalThis.fetch;
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => {
    mock.timers.reset();
    globalThis.fetch = realFetch;
  });

  /** Lets promises settle; timers stand still. */
  const settle = async () => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  };

  /** @param {(id: string, token: string) => {status: number, body: unknown} | null} server null: no connection */
  function senderAgainst(server) {
    const asked = [];
    const heard = [];
    globalThis.fetch = async (_, { body, headers }) => {
      const [{ id, sent_at }] = JSON.parse(body).ballots;
      assert.match(sent_at, /^\d{4}-/);
      asked.push(id);
      const reply = server(id, headers.authorization.slice("Bearer ".length));
      if (reply === null) throw new TypeError("no connection");
      return { status: reply.status, text: async () => JSON.stringify(reply.body), headers: new Headers() };
    };
    const outbox = new Outbox();
    const sender = new Sender(outbox, (notice) => notice.type !== "changed" && heard.push(notice));
    return { sender, outbox, asked, heard };
  }
  const stored = (id) => ({ status: 200, body: { receipts: [{ id, status: "stored" }] } });
  const entry = (id, place = "here") => ({ record: { id }, place });
  const pairing = { token: "t", place: "here" };

  test("tries again until there is a receipt, at growing pauses, and says each failure", async () => {
    let online = false;
    const { sender, outbox, asked, heard } = senderAgainst((id) => (online ? stored(id) : null));
    sender.pair(pairing);
    await sender.put(entry("a"));
    await settle();
    for (const pause of [1_200, 2_400, 4_800]) {
      mock.timers.tick(pause);
      await settle();
    }
    assert.equal(asked.length, 4);
    mock.timers.tick(3_000);
    await settle();
    assert.equal(asked.length, 4, "the pause after the fourth is longer");
    online = true;
    mock.timers.tick(60_000);
    await settle();
    assert.deepEqual(heard.map(({ type }) => type), ["failed", "failed", "failed", "failed", "stored"]);
    assert.deepEqual(await outbox.count(), { waiting: 0, refused: 0 });
    mock.timers.tick(600_000);
    await settle();
    assert.equal(asked.length, 5, "what has a receipt is not sent again");
  });

  test("goes past records that the server will not take, and keeps them", async () => {
    const poison = (id) => id === "bad" && { status: 422, body: { receipts: [{ id, status: "rejected", reason: "r" }] } };
    const crash = (id) => id === "ill" && { status: 500, body: { title: "internal" } };
    const { sender, outbox, heard } = senderAgainst((id) => poison(id) || crash(id) || stored(id));
    for (const id of ["one", "ill", "bad", "two"]) await sender.put(entry(id));
    sender.pair(pairing);
    await settle();
    assert.deepEqual(
      heard.map(({ type, id }) => `${id} ${type}`),
      ["two stored", "bad refused", "ill failed", "one stored"],
    );
    assert.deepEqual(await outbox.count(), { waiting: 1, refused: 1 });
  });

  test("stops at a refused token, keeps everything and goes on with a new one", async () => {
    const { sender, outbox, asked, heard } = senderAgainst((id, token) =>
      token === "new" ? stored(id) : { status: 401, body: { status: 401 } },
    );
    await sender.put(entry("a"));
    await sender.put(entry("b"));
    sender.pair(pairing);
    await settle();
    mock.timers.tick(600_000);
    await settle();
    assert.deepEqual([asked.length, heard], [1, [{ type: "unpaired" }]]);
    assert.equal((await outbox.count()).waiting, 2);
    sender.pair({ token: "new", place: "here" });
    await settle();
    assert.equal((await outbox.count()).waiting, 0);
  });

  test("never sends a record in the name of another place", async () => {
    const { sender, outbox, asked } = senderAgainst(stored);
    await sender.put(entry("a", "there"));
    sender.pair(pairing);
    await settle();
    assert.deepEqual([asked, (await outbox.count()).waiting], [[], 1]);
    sender.pair({ token: "t", place: "there" });
    await settle();
    assert.deepEqual(asked, ["a"]);
  });

  test("has one request under way, however often it is woken", async () => {
    let open = 0;
    let most = 0;
    const { sender, asked } = senderAgainst(stored);
    const answer = globalThis.fetch;
    globalThis.fetch = async (...request) => {
      open++;
      most = Math.max(most, open);
      await settle();
      open--;
      return answer(...request);
    };
    sender.pair(pairing);
    await Promise.all(["a", "b", "c"].map((id) => sender.put(entry(id))));
    for (let turn = 0; turn < 5; turn++) sender.wake();
    for (let turn = 0; turn < 10; turn++) await settle();
    // Counted here and not in the request, where a failing test would look like a failing network.
    assert.equal(most, 1);
    assert.deepEqual([...asked].sort(), ["a", "b", "c"], "each was sent once");
  });
});

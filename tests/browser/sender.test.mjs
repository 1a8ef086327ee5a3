/**
 * The tablet's sender without a browser: what it takes for a receipt, when it tries again, what it never gives up.
 * What a real outbox does is in `outbox.test.mjs`, what a real network does in `kiosk-network.test.mjs`.
 */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { readAnswer } from "../../kiosk/outbox/answer.mjs";
import { pause } from "../../kiosk/outbox/pause.mjs";
import { Sender } from "../../kiosk/outbox/send.mjs";

const entry = (seq, unit = "here") => ({ seq, record: { id: `id-${seq}` }, unit, captured_at: 0 });

describe("an answer of the server", () => {
  const one = [entry(1)];
  const answer = (status, body, retryAfter = null) => readAnswer({ status, body, retryAfter }, one);
  const receipts = (status, id = "id-1") => ({ receipts: [{ id, status }] });

  test("is a receipt only if it is JSON that names the record", () => {
    assert.deepEqual(answer(200, receipts("stored")).stored, one);
    assert.deepEqual(answer(200, receipts("duplicate")).stored, one);
    const others = [undefined, null, "ok", {}, { receipts: "x" }, receipts("stored", "id-2"), receipts("fine")];
    for (const body of others) assert.equal(answer(200, body).kind, "later", JSON.stringify(body));
    assert.equal(answer(201, receipts("stored")).kind, "later");
    assert.equal(answer(503, receipts("stored")).kind, "later");
  });

  test("sorts a batch: each record by its own receipt, and what has none is left", () => {
    const body = {
      receipts: [
        { id: "id-1", status: "stored" },
        { id: "id-2", status: "rejected", reason: "answers.1" },
        { id: "id-3", status: "conflict" },
      ],
    };
    const batch = [1, 2, 3, 4].map((seq) => entry(seq));
    const { stored, refused, left } = readAnswer({ status: 200, body, retryAfter: null }, batch);
    assert.deepEqual(stored, [batch[0]]);
    assert.deepEqual(refused, [{ entry: batch[1], reason: "answers.1" }, { entry: batch[2], reason: "conflict" }]);
    assert.deepEqual(left, [batch[3]]);
  });

  test("refuses what will never be taken", () => {
    const refused = answer(422, { receipts: [{ id: "id-1", status: "rejected", reason: "answers.1" }] });
    assert.deepEqual(refused.refused, [{ entry: one[0], reason: "answers.1" }]);
    assert.equal(answer(409, receipts("conflict")).refused.length, 1);
    assert.deepEqual(answer(400, { title: "Bad", detail: "ballots: empty" }), { kind: "split", final: true, reason: "ballots: empty" });
    assert.deepEqual(answer(413, { title: "Too large" }), { kind: "split", final: true, reason: "Too large" });
    for (const status of [400, 409, 413, 422]) assert.equal(answer(status, undefined).final, false, `${status} by a proxy`);
  });

  test("asks for a new pairing only in our own words", () => {
    assert.equal(answer(401, { status: 401 }).kind, "unpaired");
    assert.equal(answer(403, { status: 403 }).kind, "unpaired");
    assert.equal(answer(401, undefined).kind, "later");
    assert.equal(answer(403, undefined).kind, "later");
  });

  test("otherwise means later, after the pause that it asks for", () => {
    for (const status of [302, 404, 408, 425, 429, 502, 503]) assert.equal(answer(status, undefined).kind, "later");
    assert.equal(answer(503, {}, "7").waitMs, 7_000);
    assert.equal(answer(503, {}, "999999").waitMs, 300_000);
    assert.equal(answer(503, {}, "Wed, 25 Nov 2026 07:00:00 GMT").waitMs, undefined);
    assert.deepEqual(answer(500, undefined), { kind: "split", final: false, reason: "500" });
  });

  test("that does not come is waited for half a minute, then longer, five minutes at most", () => {
    const within = (failures, seconds) => {
      const milliseconds = pause(failures);
      assert.ok(milliseconds >= seconds * 800 && milliseconds <= seconds * 1_200, `${failures}: ${milliseconds} ms`);
    };
    [30, 60, 120, 240, 300, 300].forEach((seconds, failures) => within(failures, seconds));
  });
});

/** An outbox that lives as long as its test. */
class Shelf {
  waiting = new Map();
  refused = new Map();
  #watchers = [];

  watch(listen) {
    this.#watchers.push(listen);
  }
  belongTo() {}
  put(...entries) {
    for (const one of entries) this.waiting.set(one.seq, one);
    this.#tell("captured");
  }
  async list(limit, { unit, after }) {
    return [...this.waiting.values()].filter((one) => one.unit === unit && one.seq > after).slice(0, limit);
  }
  async remove(seqs) {
    for (const seq of seqs) this.waiting.delete(seq);
    this.#tell("left");
  }
  async refuse(seq, reason) {
    this.refused.set(seq, reason);
    this.waiting.delete(seq);
    this.#tell("left");
  }
  async counts() {
    return { waiting: this.waiting.size, refused: this.refused.size };
  }
  #tell(change) {
    for (const listen of this.#watchers) listen(change);
  }
}

describe("the sender", () => {
  const realFetch = globalThis.fetch;
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => {
    mock.timers.reset();
    globalThis.fetch = realFetch;
  });

  /** Lets promises settle; timers stand still. */
  const settle = async () => {
    for (let turn = 0; turn < 2_000; turn++) await Promise.resolve();
  };
  const pass = async (milliseconds) => {
    mock.timers.tick(milliseconds);
    await settle();
  };

  /** @param {(ids: string[], token: string) => {status: number, body: unknown, retryAfter?: string} | null} server null: no connection */
  function senderAgainst(server) {
    const asked = [];
    const heard = [];
    globalThis.fetch = async (_, { body, headers }) => {
      const { ballots } = JSON.parse(body);
      for (const { sent_at } of ballots) assert.match(sent_at, /^\d{4}-/);
      const ids = ballots.map(({ id }) => id);
      asked.push(ids);
      const reply = server(ids, headers.authorization.slice("Bearer ".length));
      if (reply === null) throw new TypeError("no connection");
      const retry = reply.retryAfter === undefined ? {} : { "retry-after": reply.retryAfter };
      return { status: reply.status, text: async () => JSON.stringify(reply.body), headers: new Headers(retry) };
    };
    const shelf = new Shelf();
    const sender = new Sender(shelf, (notice) => notice.type !== "changed" && heard.push(notice.type), undefined);
    return { sender, shelf, asked, heard };
  }
  const stored = (ids) => ({ status: 200, body: { receipts: ids.map((id) => ({ id, status: "stored" })) } });
  const many = (count) => Array.from({ length: count }, (_, place) => entry(place + 1));
  const pairing = { token: "t", unit: "here" };

  test("sends all there is in batches of a hundred, the oldest first", async () => {
    const { sender, shelf, asked } = senderAgainst(stored);
    shelf.put(...many(250));
    sender.pair(pairing);
    await settle();
    assert.deepEqual(asked.map((ids) => [ids.length, ids[0]]), [[100, "id-1"], [100, "id-101"], [50, "id-201"]]);
    assert.equal(shelf.waiting.size, 0);
    await pass(600_000);
    assert.equal(asked.length, 3, "what has a receipt is not sent again");
  });

  test("finds the one record that spoils a batch, and keeps it for the staff", async () => {
    const { sender, shelf } = senderAgainst((ids) =>
      ids.includes("id-37") ? { status: 400, body: { title: "Bad", detail: "half a letter" } } : stored(ids),
    );
    shelf.put(...many(100));
    sender.pair(pairing);
    await settle();
    assert.deepEqual([...shelf.refused], [[37, "half a letter"]]);
    assert.equal(shelf.waiting.size, 0);
  });

  test("goes past records that make the server fail, and tries them last from then on", async () => {
    let isIll = true;
    const { sender, shelf, asked } = senderAgainst((ids) =>
      isIll && ids.includes("id-3") ? { status: 500, body: { title: "internal" } } : stored(ids),
    );
    shelf.put(...many(10));
    sender.pair(pairing);
    await settle();
    assert.deepEqual([...shelf.waiting.keys()], [3]);
    asked.splice(0);
    shelf.put(...many(12).slice(10));
    await settle();
    assert.deepEqual(asked, [["id-11", "id-12"], ["id-3"]]);
    isIll = false;
    await pass(600_000);
    assert.equal(shelf.waiting.size, 0);
  });

  test("does not hammer a server that fails whatever it is sent", async () => {
    const { sender, shelf, asked } = senderAgainst(() => ({ status: 500, body: {} }));
    shelf.put(...many(1_000));
    sender.pair(pairing);
    await settle();
    assert.ok(asked.length <= 13, `${asked.length} questions`);
    assert.deepEqual([shelf.waiting.size, shelf.refused.size], [1_000, 0]);
  });

  test("keeps everything where a proxy, and not the server, says that it is too large", async () => {
    const { sender, shelf } = senderAgainst(() => ({ status: 413, body: "nginx" }));
    shelf.put(...many(3));
    sender.pair(pairing);
    await settle();
    assert.deepEqual([shelf.waiting.size, shelf.refused.size], [3, 0]);
  });

  test("waits as long as the server asks, whatever happens meanwhile", async () => {
    let now = 0;
    mock.method(performance, "now", () => now);
    let busy = true;
    const { sender, shelf, asked } = senderAgainst((ids) => (busy ? { status: 503, body: {}, retryAfter: "100" } : stored(ids)));
    shelf.put(entry(1));
    sender.pair(pairing);
    await settle();
    busy = false;
    now = 99_000;
    shelf.put(entry(2));
    sender.wake();
    await pass(900);
    assert.equal(asked.length, 1);
    now = 100_001;
    await pass(1_101);
    assert.equal(shelf.waiting.size, 0);
    mock.restoreAll();
  });

  test("stops at a refused token, keeps everything and goes on with a new one", async () => {
    const { sender, shelf, asked, heard } = senderAgainst((ids, token) =>
      token === "new" ? stored(ids) : { status: 401, body: { status: 401 } },
    );
    shelf.put(entry(1), entry(2));
    sender.pair(pairing);
    await settle();
    await pass(600_000);
    shelf.put(entry(3));
    await settle();
    assert.deepEqual([asked.length, heard], [1, ["paired", "unpaired"]]);
    assert.equal(shelf.waiting.size, 3);
    sender.pair({ token: "new", unit: "here" });
    await settle();
    assert.equal(shelf.waiting.size, 0);
  });

  test("never sends a record in the name of another unit, even if it is paired anew in the middle", async () => {
    const places = [];
    const { sender, shelf } = senderAgainst((ids, token) => {
      places.push(...ids.map((id) => `${id} ${token}`));
      if (ids.length > 1) {
        sender.pair({ token: "there's", unit: "there" });
        return { status: 500, body: {} };
      }
      return stored(ids);
    });
    shelf.put(entry(1), entry(2), entry(9, "there"));
    sender.pair(pairing);
    await settle();
    assert.deepEqual(places, ["id-1 t", "id-2 t", "id-9 there's"]);
    assert.deepEqual([...shelf.waiting.keys()], [1, 2]);
  });

  test("has one request under way, however often it is woken", async () => {
    let open = 0;
    let most = 0;
    const { sender, shelf, asked } = senderAgainst(stored);
    const answer = globalThis.fetch;
    globalThis.fetch = async (...request) => {
      open++;
      most = Math.max(most, open);
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      open--;
      return answer(...request);
    };
    sender.pair(pairing);
    for (const seq of [1, 2, 3]) shelf.put(entry(seq));
    for (let turn = 0; turn < 5; turn++) sender.wake();
    await settle();
    // Counted here and not in the request, where a failing test would look like a failing network.
    assert.equal(most, 1);
    assert.deepEqual(asked.flat().sort(), ["id-1", "id-2", "id-3"], "each was sent once");
  });

  test("tries again after a fault of the storage, and loses nothing", async () => {
    const { sender, shelf } = senderAgainst(stored);
    const remove = shelf.remove.bind(shelf);
    shelf.remove = async () => Promise.reject(new DOMException("broken", "UnknownError"));
    shelf.put(entry(1));
    sender.pair(pairing);
    await settle();
    assert.equal(shelf.waiting.size, 1);
    shelf.remove = remove;
    await pass(40_000);
    assert.equal(shelf.waiting.size, 0);
  });
});

/**
 * What the staff corner computes without a browser: sealing (by the published test vectors), the
 * file for the hand-over, the screen's lock.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Awake } from "../../kiosk/device/awake.mjs";
import { isSize, within } from "../../kiosk/device/millimetres.mjs";
import { base64Url, bytesOf } from "../../kiosk/staff/base64.mjs";
import { handOver } from "../../kiosk/staff/hand-over.mjs";
import { AES_128_GCM, AES_256_GCM, seal } from "../../kiosk/staff/hpke.mjs";

const hex = (text) => Uint8Array.from(Buffer.from(text, "hex"));
const text = (bytes) => Buffer.from(bytes).toString("hex");
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** Base mode, first message: RFC 9180 A.3.1, and the same suite with AES-256-GCM from the working group's file. */
const VECTORS = [
  {
    aead: AES_128_GCM,
    ephemeral: "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb",
    encapped:
      "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
    recipient:
      "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0",
    ciphertext: "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434",
  },
  {
    aead: AES_256_GCM,
    ephemeral: "90345e3a1d116c1dd39ae76d95ab858c142223a63e44f8f85318cfa91a84858e",
    encapped:
      "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0",
    recipient:
      "04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c",
    ciphertext: "58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f",
  },
];

async function pairOf({ ephemeral, encapped }) {
  const bytes = hex(encapped);
  const [x, y, d] = [bytes.slice(1, 33), bytes.slice(33), hex(ephemeral)].map(base64Url);
  const jwk = { kty: "EC", crv: "P-256", x, y };
  return {
    privateKey: await crypto.subtle.importKey("jwk", { ...jwk, d }, CURVE, false, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("jwk", jwk, CURVE, true, []),
  };
}

describe("a sealed message", () => {
  for (const vector of VECTORS) {
    test(`is the published one with cipher ${vector.aead}`, async () => {
      const sealed = await seal({
        recipient: hex(vector.recipient),
        info: Buffer.from("Ode on a Grecian Urn"),
        aad: Buffer.from("Count-0"),
        plaintext: Buffer.from("Beauty is truth, truth beauty"),
        aead: vector.aead,
        ephemeral: await pairOf(vector),
      });
      assert.equal(text(sealed.encapped), vector.encapped);
      assert.equal(text(sealed.ciphertext), vector.ciphertext);
    });
  }

  test("has a key of its own, and none for what is no key", async () => {
    const message = { recipient: hex(VECTORS[1].recipient), aad: hex(""), plaintext: hex("00") };
    const [first, second] = [await seal(message), await seal(message)];
    assert.notEqual(text(first.encapped), text(second.encapped));
    await assert.rejects(seal({ ...message, recipient: new Uint8Array(65) }));
  });
});

test("the file of a hand-over says openly whose it is, and nothing else", async () => {
  const key = base64Url(hex(VECTORS[1].recipient));
  const holder = { device: "tb-0001", token: "the-token-of-the-tablet", installId: "an-install", key };
  const entries = [{ record: { id: "a-ballot" }, unit: "TB", seq: 1 }];
  const { name, content } = await handOver(entries, holder, new Date("2026-11-25T08:09:10Z"));
  assert.equal(name, "ban-giao-phieu-tb-0001-202611250809.json");
  const file = JSON.parse(content);
  assert.deepEqual(Object.keys(file).sort(), ["ciphertext", "device", "encapped", "hailong", "made_at"]);
  assert.equal(file.hailong, "hand-over-1");
  assert.equal(bytesOf(file.encapped).length, 65);
  for (const secret of ["the-token", "a-ballot", "an-install"]) assert.ok(!content.includes(secret), secret);
});

test("bytes are written as text and read back", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (const length of [0, 1, 2, 3, 254, 255, 256]) {
    const written = base64Url(bytes.slice(0, length));
    assert.match(written, /^[\w-]*$/);
    assert.deepEqual(bytesOf(written), bytes.slice(0, length));
  }
});

test("sizes that no screen has are refused", () => {
  for (const wrong of [0, -6, 1.9, 20.1, Number.NaN, Infinity, "6", null]) assert.equal(isSize(wrong), false, String(wrong));
  assert.equal(isSize(6.31), true);
  assert.deepEqual([within(-1), within(6.31), within(1_000)].map(isSize), [true, true, true]);
});

describe("the screen", () => {
  const page = () => Object.assign(new EventTarget(), { visibilityState: "visible" });

  test("is kept on, again after it was hidden", async () => {
    const document = page();
    const locks = [];
    const awake = new Awake(document, { request: async () => locks[locks.push({ released: false }) - 1] });
    await awake.start();
    assert.equal(awake.isHeld, true);
    locks[0].released = true;
    assert.equal(awake.isHeld, false);
    document.dispatchEvent(new Event("visibilitychange"));
    await new Promise(setImmediate);
    assert.deepEqual([awake.isHeld, locks.length], [true, 2]);
  });

  test("goes off where the browser refuses, and where it cannot, and the tablet says so", async () => {
    const refused = new Awake(page(), { request: () => Promise.reject(new DOMException("low battery", "NotAllowedError")) });
    await refused.start();
    assert.equal(refused.isHeld, false);
    const unable = new Awake(page(), undefined);
    await unable.start();
    assert.equal(unable.isHeld, null);
  });
});

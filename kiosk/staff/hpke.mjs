/**
 * Seals a message for whoever holds the private key: HPKE (RFC 9180) in base mode with DHKEM(P-256, HKDF-SHA256) and
 * HKDF-SHA256, one message to a key. Knows nothing of ballots. Needs WebCrypto, so a page that came by https.
 */

/** How long AES-GCM keys are, by the number that RFC 9180 gives the cipher. */
const KEY_BYTES = { 1: 16, 2: 32 };
export const AES_128_GCM = 1;
export const AES_256_GCM = 2;

const KEM = Uint8Array.of(0, 0x10);
const KDF = Uint8Array.of(0, 0x01);
const NONCE_BYTES = 12;
const HASH_BYTES = 32;
const BASE_MODE = Uint8Array.of(0);
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const HMAC = { name: "HMAC", hash: "SHA-256" };
const NOTHING = new Uint8Array();

/**
 * @param {object} message
 * @param {Uint8Array<ArrayBuffer>} message.recipient the 65 bytes of a P-256 public key
 * @param {Uint8Array<ArrayBuffer>} message.plaintext
 * @param {Uint8Array<ArrayBuffer>} message.aad said openly, and not to be changed by anybody
 * @param {Uint8Array<ArrayBuffer>} [message.info]
 * @param {1 | 2} [message.aead]
 * @param {CryptoKeyPair} [message.ephemeral] for tests: otherwise a new one for each message
 * @param {SubtleCrypto} [subtle]
 * @returns {Promise<{encapped: Uint8Array, ciphertext: Uint8Array}>}
 * @throws {DOMException} if the key is not a point of the curve
 */
export async function seal(message, subtle = crypto.subtle) {
  const { recipient, plaintext, aad, info = NOTHING, aead = AES_256_GCM } = message;
  const ephemeral = message.ephemeral ?? (await subtle.generateKey(CURVE, false, ["deriveBits"]));
  const encapped = await bytesOf(subtle, ephemeral.publicKey);
  const hash = new Hash(subtle);
  const secret = await encap(hash, ephemeral.privateKey, encapped, recipient);
  const { key, nonce } = await keySchedule(hash, secret, info, aead);
  const cipher = await subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: aad }, cipher, plaintext);
  return { encapped, ciphertext: new Uint8Array(sealed) };
}

/** The secret that both sides come to (section 4.1). */
async function encap(hash, privateKey, encapped, recipient) {
  const theirs = await hash.subtle.importKey("raw", recipient, CURVE, false, []);
  const shared = new Uint8Array(await hash.subtle.deriveBits({ name: "ECDH", public: theirs }, privateKey, 256));
  const suite = join(text("KEM"), KEM);
  const key = await hash.extract(suite, NOTHING, "eae_prk", shared);
  return hash.expand(suite, key, "shared_secret", join(encapped, recipient), HASH_BYTES);
}

/** Key and first nonce (section 5.1). */
async function keySchedule(hash, secret, info, aead) {
  const suite = join(text("HPKE"), KEM, KDF, Uint8Array.of(0, aead));
  const noPsk = await hash.extract(suite, NOTHING, "psk_id_hash", NOTHING);
  const about = await hash.extract(suite, NOTHING, "info_hash", info);
  const context = join(BASE_MODE, noPsk, about);
  const schedule = await hash.extract(suite, secret, "secret", NOTHING);
  return {
    key: await hash.expand(suite, schedule, "key", context, KEY_BYTES[aead]),
    nonce: await hash.expand(suite, schedule, "base_nonce", context, NONCE_BYTES),
  };
}

/** HKDF with the labels of RFC 9180 (section 4), for outputs of one hash at most. */
class Hash {
  /** @param {SubtleCrypto} subtle */
  constructor(subtle) {
    this.subtle = subtle;
  }

  extract(suite, salt, label, input) {
    // HMAC fills a short key up with zeros; WebCrypto refuses an empty one.
    const key = salt.length === 0 ? new Uint8Array(HASH_BYTES) : salt;
    return this.#mac(key, join(text("HPKE-v1"), suite, text(label), input));
  }

  async expand(suite, key, label, info, length) {
    const labelled = join(Uint8Array.of(0, length), text("HPKE-v1"), suite, text(label), info);
    const block = await this.#mac(key, join(labelled, Uint8Array.of(1)));
    return block.slice(0, length);
  }

  async #mac(key, input) {
    const imported = await this.subtle.importKey("raw", key, HMAC, false, ["sign"]);
    return new Uint8Array(await this.subtle.sign("HMAC", imported, input));
  }
}

async function bytesOf(subtle, publicKey) {
  return new Uint8Array(await subtle.exportKey("raw", publicKey));
}

function text(words) {
  return new TextEncoder().encode(words);
}

function join(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/**
 * Ids that nobody can guess. `crypto.randomUUID` is missing where a desk's tablet reaches its server by plain http in the office
 * network; `getRandomValues` is there.
 */

/** @returns {string} a random (version 4) UUID */
export function randomUuid() {
  return written(randomBytes(), 0x40);
}

/**
 * Ids that sort by the time they were made lie side by side in the server's index: storing them is cheaper.
 * @param {number} now milliseconds since 1970
 * @returns {string} a version 7 UUID
 */
export function timeOrderedUuid(now = Date.now()) {
  const bytes = randomBytes();
  for (let place = 0, rest = now; place < 6; place += 1) {
    bytes[5 - place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return written(bytes, 0x70);
}

const randomBytes = () => crypto.getRandomValues(new Uint8Array(16));

function written(bytes, version) {
  bytes[6] = (bytes[6] & 0x0f) | version;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

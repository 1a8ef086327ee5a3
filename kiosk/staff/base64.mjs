/** Bytes as text and back, in the two ways of RFC 4648. */

/** @param {string} text in either alphabet, with or without padding @returns {Uint8Array<ArrayBuffer>} */
export function bytesOf(text) {
  const usual = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(usual), (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes @returns {string} for addresses and files: no padding */
export function base64Url(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/**
 * Keeps the tablet's own files on the tablet, so that it starts without network, and serves each version whole: a page
 * never mixes files of two. The list of files with its version is made by the server. Ballots are not its business.
 */
importScripts("/kiosk/files.js");

const { version, files } = self.hailong;
const PREFIX = "hailong-kiosk-";
const CACHE = PREFIX + version;
const OWN = new Set(Object.keys(files));

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers());
});

/** The page says when nobody is rating; until then the version before goes on. */
self.addEventListener("message", (event) => {
  if (event.data === "activate") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  // The scope reaches the staff's /kiosks as well: whatever is not on the list goes to the network untouched.
  const file = mode === "navigate" ? pathname : pathname + search;
  if (OWN.has(file)) event.respondWith(own(file, event.request));
});

/**
 * All of them or none. `reload` passes by whatever the browser has kept; the hash refuses what is of another version, and
 * the page on which a network asks for a sign-in.
 */
async function keepAll() {
  const cache = await caches.open(CACHE);
  const wanted = Object.entries(files).map(([file, integrity]) => new Request(file, { cache: "reload", integrity }));
  await cache.addAll(wanted);
}

async function own(file, request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(file);
  if (kept === undefined) return fetch(request);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "");
  return range === null ? kept : part(kept, Number(range[1]), range[2]);
}

/** Players ask for recordings in parts. @param {Response} kept @param {number} first @param {string} until */
async function part(kept, first, until) {
  const whole = await kept.blob();
  const last = Math.min(until === "" ? Infinity : Number(until), whole.size - 1);
  const headers = { "content-type": kept.headers.get("content-type"), "accept-ranges": "bytes" };
  if (first > last) {
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${whole.size}` } });
  }
  return new Response(whole.slice(first, last + 1), {
    status: 206,
    headers: { ...headers, "content-range": `bytes ${first}-${last}/${whole.size}` },
  });
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

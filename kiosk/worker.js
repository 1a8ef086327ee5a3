/**
 * Keeps the tablet's own files on the tablet, so that it starts without network, and serves each version whole: a page
 * never mixes files of two. The list of files with its version is made by the server. Ballots are not its business.
 */
importScripts("/kiosk/files.js");

const { version, files } = self.hailong;
const PREFIX = "hailong-kiosk-";
const CACHE = PREFIX + version;
const OWN = new Set(files);

self.addEventListener("install", (event) => {
  // All of them or none; `reload` passes by whatever the browser has kept.
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: "reload" })))),
  );
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

async function own(file, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(file)) ?? fetch(request);
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

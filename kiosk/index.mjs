/**
 * Starts the tablet: puts the parts together, keeps the browser's own gestures off the screen, and pairs.
 */
import { Reader } from "./citizen/audio.mjs";
import { Kiosk } from "./citizen/kiosk.mjs";
import { View } from "./citizen/view.mjs";
import { Awake } from "./device/awake.mjs";
import { isConfig, loadConfig } from "./device/config.mjs";
import { Device } from "./device/device.mjs";
import { keepFullscreen } from "./device/fullscreen.mjs";
import { Millimetres } from "./device/millimetres.mjs";
import { beOnlyTab } from "./device/only-tab.mjs";
import { Pairing } from "./device/pairing.mjs";
import { Heartbeat } from "./outbox/heartbeat.mjs";
import { meta } from "./outbox/meta.mjs";
import { openOutbox } from "./outbox/outbox.mjs";
import { Sender } from "./outbox/send.mjs";
import { Corner } from "./staff/corner.mjs";
import { onLongPress } from "./staff/long-press.mjs";
import { setUp } from "./staff/setup.mjs";
import { Updates, versionOf } from "./update.mjs";

keepGesturesOff();
await beOnlyTab(() => {
  const main = document.querySelector("main");
  main.dataset.screen = "other-tab";
  main.replaceChildren(document.querySelector("#other-tab").content.cloneNode(true));
});

let lastInputAt = null;
/** What staff are doing here, if anything: "pairing" goes on by itself, "corner" must not be torn away. */
let staff = null;
/** Version of the config that is in force; a server that names another has a newer one. */
let configVersion = null;

const outbox = await openOutbox();
const device = await Device.open(meta);
const awake = new Awake(document);
const millimetres = new Millimetres(meta, document.documentElement);
await millimetres.apply();
const pairing = new Pairing(device, () => meta.get("install_id"), document);
const view = new View(document, (touch, at, button) => kiosk.touched(touch, at, button));
const updates = new Updates({ isFree: () => kiosk.isFree && !sender.isSending && staff !== "corner" });
const kiosk = new Kiosk({
  outbox,
  view,
  voice: (config) => new Reader({ config }),
  onFree: () => updates.free(),
});
const sender = new Sender(outbox, (notice) => {
  if (notice.type === "changed") pairing.showKept(notice.waiting);
  kiosk.heard(notice);
});
const heartbeat = new Heartbeat(
  outbox,
  {
    app: () => versionOf(document),
    awake: () => awake.isHeld,
    lastInputAt: () => lastInputAt,
    pxPerMm: () => millimetres.measured,
  },
  {
    config: (version) => version !== configVersion && void refresh(device.token),
    app: (version) => version !== versionOf(document) && void updates.look(),
    unpaired: (token) => sender.lose(token),
  },
);
const corner = new Corner({
  document,
  outbox,
  meta,
  doings: {
    send: () => sender.wake(),
    measure: () => setUp(document, millimetres),
    assist: () => kiosk.assistNext(),
    isAwake: () => awake.isHeld,
  },
});
sender.watchEnd(() => {
  heartbeat.soon();
  updates.free();
});

/** Starts with what is known of the last time; a server that is away must not keep anybody from rating. */
async function start() {
  const isNew = await device.adoptToken(location, history);
  const kept = await meta.get("config");
  if (isNew || device.token === null || !isConfig(kept)) return pair();
  work(device.token, kept);
  return refresh(device.token);
}

/** Asks the staff where there is no token that the server knows. */
async function pair({ rejected } = { rejected: false }) {
  staff = "pairing";
  kiosk.close();
  view.clear();
  const kept = await meta.get("config");
  const paired = await pairing.obtain({ rejected, mayLeave: rejected && isConfig(kept) });
  if (paired === null) return;
  if (paired === "left") {
    staff = null;
    kiosk.open(kept);
    return;
  }
  await meta.set("config", paired.config);
  if (paired.byCode) await setUp(document, millimetres);
  staff = null;
  work(paired.token, paired.config);
}

function work(token, config) {
  configVersion = config.version ?? null;
  kiosk.open(config);
  sender.pair({ token, unit: config.unit.code });
  heartbeat.start(token);
}

/** The staff's corner takes the screen from the citizens, and gives it back. */
async function openCorner() {
  staff = "corner";
  const config = await meta.get("config");
  kiosk.close();
  view.clear();
  const { token } = device;
  const installId = await meta.get("install_id");
  const known = { config, token, installId, isPaired: sender.isPaired, version: versionOf(document) };
  const way = await corner.open(known);
  staff = null;
  if (way === "pair") await pair({ rejected: true });
  else kiosk.open(await meta.get("config"));
}

/** Fetches the config anew; nobody who is rating notices. A token that is refused keeps nobody from rating either. */
async function refresh(token) {
  const loaded = await loadConfig(token);
  if (token !== device.token) return;
  if (loaded.kind === "unpaired") sender.lose(token);
  if (loaded.kind !== "config") return;
  const isNews = JSON.stringify(loaded.config) !== JSON.stringify(await meta.get("config"));
  if (!isNews) return;
  await meta.set("config", loaded.config);
  configVersion = loaded.config.version ?? null;
  kiosk.renew(loaded.config);
  sender.pair({ token, unit: loaded.config.unit.code });
}

function keepGesturesOff() {
  for (const name of ["contextmenu", "dragstart"]) {
    document.addEventListener(name, (event) => {
      if (!event.target.closest?.("input, textarea")) event.preventDefault();
    });
  }
  // Two fingers would enlarge the page, and nobody after could make it small again.
  document.addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(), {
    passive: false,
  });
  document.addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false });
}

for (const name of ["pointerdown", "keydown", "input"]) {
  const notice = () => {
    lastInputAt = performance.now();
    kiosk.noticed();
  };
  document.addEventListener(name, notice, { capture: true, passive: true });
}
onLongPress(document.querySelector(".place"), () => kiosk.isFree && staff === null && void openCorner());
addEventListener("online", () => sender.wake());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sender.wake());
addEventListener("hashchange", async () => {
  if (await device.adoptToken(location, history)) await pair();
});

void awake.start();
keepFullscreen(window);
void updates.start();
await start();

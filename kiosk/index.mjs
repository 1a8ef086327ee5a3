/**
 * Starts the tablet: puts the parts together, keeps the browser's own gestures off the screen, and pairs.
 */
import { Reader } from "./citizen/audio.mjs";
import { Kiosk } from "./citizen/kiosk.mjs";
import { View } from "./citizen/view.mjs";
import { Awake } from "./device/awake.mjs";
import { loadConfig } from "./device/config.mjs";
import { Device } from "./device/device.mjs";
import { keepFullscreen } from "./device/fullscreen.mjs";
import { Millimetres } from "./device/millimetres.mjs";
import { beOnlyTab } from "./device/only-tab.mjs";
import { Pairing } from "./device/pairing.mjs";
import { Patience } from "./device/patience.mjs";
import { Heartbeat } from "./outbox/heartbeat.mjs";
import { meta } from "./outbox/meta.mjs";
import { openOutbox } from "./outbox/outbox.mjs";
import { Sender } from "./outbox/send.mjs";
import { Corner } from "./staff/corner.mjs";
import { onLongPress } from "./staff/long-press.mjs";
import { setUp } from "./staff/setup.mjs";
import { Sheet } from "./staff/sheet.mjs";
import { Updates, versionOf } from "./update.mjs";

/** Whoever has just paired a tablet may have to look for a card. */
const SETUP_MS = 600_000;
/** A token that was refused is tried again now and then: the refusal may have been somebody else's, or a mistake. */
const REFUSED_MS = 300_000;

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
const updates = new Updates({
  isFree: () => kiosk.isFree && !kiosk.isKeeping && !sender.isSending && staff !== "corner",
});
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
const sheet = new Sheet(document);
const corner = new Corner({
  sheet,
  outbox,
  meta,
  doings: {
    send: async () => {
      await outbox.retry();
      sender.wake();
    },
    measure: () => setUp(sheet, millimetres),
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
  await device.adoptToken(location, history);
  if (device.config === null) return pair();
  kiosk.open(device.config);
  work();
  return device.given === null ? refresh(device.token) : takeGiven();
}

/** Asks the staff for a token where there is none, or where they want another. */
async function pair({ anew } = { anew: false }) {
  staff = "pairing";
  kiosk.close();
  view.clear();
  // Who confirms a code ends the token there is.
  void leaveUnit();
  const paired = await pairing.obtain({ anew, mayLeave: device.config !== null });
  if (paired === null) return;
  if (paired !== "left") {
    await leaveUnit();
    await device.pair(paired.token, paired.config);
    work();
    if (paired.byCode) await setUp(sheet, millimetres, { patience: SETUP_MS });
  }
  staff = null;
  kiosk.open(device.config);
  if (device.given !== null) void takeGiven();
}

/** Sends what there is in the name of the unit that the tablet is paired with. */
function work() {
  const { token, config } = device;
  configVersion = config.version ?? null;
  sender.pair({ token, unit: config.unit.code });
  heartbeat.start(token);
}

/** Goes over to the token that staff gave as soon as the server tells its config; until then all goes on as it was. */
async function takeGiven() {
  const patience = new Patience();
  while (device.given !== null && staff !== "pairing") {
    const token = device.given;
    const isOver = () => token !== device.given || staff === "pairing";
    const loaded = await loadConfig(token);
    if (isOver()) return;
    if (loaded.kind === "unpaired") return device.give(null);
    if (loaded.kind === "config") await leaveUnit();
    if (isOver()) return;
    if (loaded.kind === "config" && kiosk.isFree) {
      kiosk.renew(loaded.config);
      await device.pair(token, loaded.config);
      return work();
    }
    await patience.wait();
  }
}

/** What was rated for the unit before leaves in its name, while its token is good. */
async function leaveUnit() {
  if (sender.isPaired) await sender.goThrough();
}

/** The staff's corner takes the screen from the citizens, and gives it back, whatever happens in it. */
async function openCorner() {
  staff = "corner";
  kiosk.close();
  view.clear();
  let way = "leave";
  try {
    const { config, token } = device;
    const installId = await meta.get("install_id");
    way = await corner.open({ config, token, installId, isPaired: sender.isPaired, version: versionOf(document) });
  } finally {
    staff = null;
    if (way !== "pair") kiosk.open(device.config);
  }
  if (way === "pair") await pair({ anew: true });
}

/** Fetches the config anew; nobody who is rating notices. A token that is refused keeps nobody from rating either. */
async function refresh(token) {
  const loaded = await loadConfig(token);
  if (token !== device.token) return;
  if (loaded.kind === "unpaired") sender.lose(token);
  if (loaded.kind !== "config") return;
  const isNews = JSON.stringify(loaded.config) !== JSON.stringify(device.config);
  if (isNews) await device.pair(token, loaded.config);
  if (isNews || !sender.isPaired) work();
  if (isNews) kiosk.renew(loaded.config);
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
  if (await device.adoptToken(location, history)) await (device.config === null ? pair() : takeGiven());
});
setInterval(() => !sender.isPaired && device.token !== null && void refresh(device.token), REFUSED_MS);

void awake.start();
keepFullscreen(window);
void updates.start();
await start();

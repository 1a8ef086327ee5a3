/**
 * Starts the tablet: puts the parts together, keeps the browser's own gestures off the screen, and pairs.
 */
import { placeOf } from "./device/config.mjs";
import { Device } from "./device/device.mjs";
import { Kiosk } from "./citizen/kiosk.mjs";
import { Outbox } from "./outbox/outbox.mjs";
import { Pairing } from "./device/pairing.mjs";
import { Sender } from "./outbox/send.mjs";
import { View } from "./citizen/view.mjs";

const device = new Device(() => localStorage);
const pairing = new Pairing(device, document);
const view = new View(document, (touch, at, button) => kiosk.touched(touch, at, button));
const sender = new Sender(new Outbox(), (notice) => {
  if (notice.type === "changed") pairing.showKept(notice.waiting);
  kiosk.heard(notice);
});
const kiosk = new Kiosk({ device, sender, view, onUnpaired: () => void pair({ rejected: true }) });

/** @param {{rejected: boolean}} known */
async function pair(known) {
  kiosk.close();
  view.clear();
  const paired = await pairing.obtain(known);
  if (paired === null) return;
  sender.pair({ token: paired.token, place: placeOf(paired.config) });
  kiosk.open(paired.config);
}

function keepGesturesOff() {
  for (const name of ["contextmenu", "dragstart"]) {
    document.addEventListener(name, (event) => {
      if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
    });
  }
  // Two fingers would enlarge the page, and nobody after could make it small again.
  document.addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(), {
    passive: false,
  });
  document.addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false });
}

for (const name of ["pointerdown", "keydown"]) {
  document.addEventListener(name, () => kiosk.noticed(), { capture: true, passive: true });
}
addEventListener("online", () => sender.wake());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sender.wake());
addEventListener("hashchange", () => device.adoptToken(location, history) && void pair({ rejected: false }));

keepGesturesOff();
device.adoptToken(location, history);
void pair({ rejected: false });

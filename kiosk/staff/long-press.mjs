/** Two seconds on one spot: how staff get past what citizens see. Nothing there tells that it can be pressed. */

const HOLD_MS = 2_000;

/**
 * @param {HTMLElement} spot
 * @param {() => void} act
 */
export function onLongPress(spot, act) {
  let timer = null;
  const end = () => clearTimeout(timer);
  spot.addEventListener("pointerdown", () => {
    end();
    timer = setTimeout(act, HOLD_MS);
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) spot.addEventListener(name, end);
}

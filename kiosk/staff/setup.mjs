/**
 * What staff do once on a tablet that has just been paired: lay a card on the screen so that sizes are true, and let
 * the browser promise to keep what it stores. The texts are in `index.html`.
 */
import { CARD, USUAL, within } from "../device/millimetres.mjs";

/** One press of a button makes the card wider by this, mm by the present guess. */
const STEP = 0.5;

/**
 * Shows the sheet and waits until staff are done with it, or gone.
 * @param {import("./sheet.mjs").Sheet} sheet
 * @param {import("../device/millimetres.mjs").Millimetres} millimetres
 * @param {object} [options]
 * @param {number} [options.patience] ms without a touch after which nobody is there; the sheet's own if not told
 * @param {StorageManager} [options.storage] missing where the page came by plain http
 * @returns {Promise<boolean>} whether they finished; what they left half done is not kept
 */
export async function setUp(sheet, millimetres, { patience, storage = globalThis.navigator?.storage } = {}) {
  const main = sheet.show("setup");
  const pxPerMm = await measured(sheet, main, { guess: millimetres.measured ?? USUAL, patience });
  if (pxPerMm === null) return false;
  await millimetres.keep(pxPerMm);
  show(main, (await persist(storage)) ? "kept" : "not-kept");
  return (await sheet.pressed(patience)).does !== "leave";
}

/** @returns {Promise<number | null>} CSS pixels to a millimetre */
async function measured(sheet, main, { guess, patience }) {
  const card = main.querySelector(".card-outline");
  let pxPerMm = guess;
  while (true) {
    card.style.setProperty("width", `${pxPerMm * CARD.width}px`);
    card.style.setProperty("height", `${pxPerMm * CARD.height}px`);
    const { does, button } = await sheet.pressed(patience);
    if (does === "leave") return null;
    if (does === "fits") return pxPerMm;
    pxPerMm = within(pxPerMm * (1 + (Number(button.dataset.steps) * STEP) / CARD.width));
  }
}

/** Asked in the same tap that says the card fits: browsers want one. */
async function persist(storage) {
  try {
    return (await storage?.persist?.()) === true;
  } catch {
    return false;
  }
}

function show(main, part) {
  for (const section of main.querySelectorAll("[data-part]")) section.hidden = section.dataset.part !== part;
  for (const section of main.querySelectorAll("[data-part=begin]")) section.hidden = false;
  main.querySelector("[data-do=begin]").focus();
}

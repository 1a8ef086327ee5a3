/**
 * What staff do once on a tablet that has just been paired: lay a card on the screen so that sizes are true, and let
 * the browser promise to keep what it stores. The texts are in `index.html`.
 */
import { CARD, USUAL, within } from "../device/millimetres.mjs";

/** One press of a button makes the card wider by this, mm by the present guess. */
const STEP = 0.5;

/**
 * Shows the sheet and waits until staff are done with it.
 * @param {Document} document
 * @param {import("../device/millimetres.mjs").Millimetres} millimetres
 * @param {StorageManager} [storage] missing where the page came by plain http
 * @returns {Promise<void>}
 */
export async function setUp(document, millimetres, storage = globalThis.navigator?.storage) {
  const main = document.querySelector("main");
  main.dataset.screen = "setup";
  main.replaceChildren(document.querySelector("#setup").content.cloneNode(true));
  main.querySelector("h1").focus({ preventScroll: true });
  await millimetres.keep(await measured(main, millimetres.measured ?? USUAL));
  show(main, (await persist(storage)) ? "kept" : "not-kept");
  await pressed(main.querySelector("[data-do=begin]"));
}

/** @param {HTMLElement} main @param {number} guess @returns {Promise<number>} CSS pixels to a millimetre */
function measured(main, guess) {
  const card = main.querySelector(".card-outline");
  let pxPerMm = guess;
  const draw = () => {
    card.style.setProperty("width", `${pxPerMm * CARD.width}px`);
    card.style.setProperty("height", `${pxPerMm * CARD.height}px`);
  };
  const by = (steps) => {
    pxPerMm = within(pxPerMm * (1 + (steps * STEP) / CARD.width));
    draw();
  };
  for (const button of main.querySelectorAll("[data-steps]")) {
    button.addEventListener("click", () => by(Number(button.dataset.steps)));
  }
  draw();
  return new Promise((tell) => {
    main.querySelector("[data-do=fits]").addEventListener("click", () => tell(pxPerMm), { once: true });
  });
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

function pressed(button) {
  return new Promise((tell) => button.addEventListener("click", () => tell(), { once: true }));
}

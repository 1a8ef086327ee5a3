/**
 * Elements, drawings and buttons: what every screen is made of. Decides nothing and knows no screen.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} name of the element
 * @param {Record<string, unknown>} [traits] properties; `text`, and attributes as `role`, `aria-label` and other names
 *   with a dash
 * @param {...(Node | string)} children
 */
export function make(name, { text, role, ...traits } = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(traits)) {
    if (key.includes("-")) element.setAttribute(key, String(value));
    else element[key] = value;
  }
  if (text !== undefined) element.textContent = text;
  if (role !== undefined) element.setAttribute("role", role);
  element.append(...children);
  return element;
}

/** A symbol of one of our sprites. The words beside it say the same. */
export function drawing(href, className) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", href);
  svg.append(use);
  return svg;
}

/** A symbol of the tablet's own sprite. @param {string} name @param {string} [className] */
export function icon(name, className = "mark") {
  return drawing(`/kiosk/icons.svg#${name}`, className);
}

/**
 * Acts when the finger is lifted, not when it comes down.
 * @param {string} className
 * @param {string} text
 * @param {(at: number, button: HTMLElement) => void} act
 */
export function pressable(className, text, act) {
  const button = make("button", { className, type: "button" });
  if (text !== "") button.append(make("span", { text }));
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    act(event.timeStamp, button);
  });
  return button;
}

/**
 * Make elements, and keep a list of elements in step with a list of things. Knows nothing of carousels.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element. In `props`: `class`, `on` (listeners), `data` (data attributes), `style` (set through the
 * CSSOM, which a strict content security policy allows); a key that the element has as a property and whose
 * value is not a string is set as a property; anything else is an attribute. null and false set nothing.
 * @param {string} tag
 * @param {Record<string, any> | null} [props]
 * @param {...(Node | string | null | false | undefined | (Node | string | null | false)[])} children
 * @returns {any}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) set(element, key, value);
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

/** @param {HTMLElement} element @param {string} key @param {any} value */
function set(element, key, value) {
  if (value == null || value === false) return;
  if (key === "class") element.className = value;
  else if (key === "on") for (const [kind, listener] of Object.entries(value)) element.addEventListener(kind, listener);
  else if (key === "data") Object.assign(element.dataset, value);
  else if (key === "style") for (const [name, text] of Object.entries(value)) element.style.setProperty(name, text);
  else if (key === "value" || (typeof value !== "string" && key in element)) element[key] = value;
  else element.setAttribute(key, value === true ? "" : value);
}

/**
 * A drawing of the icon sheet; heard by nobody.
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/**
 * Keep the children of `parent` in step with `items`: each is made once, updated only when the item has changed,
 * and moved only when its place has.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} key
 * @param {(item: T) => HTMLElement} make
 * @param {(element: HTMLElement, item: T) => void} update
 */
export function keyed(parent, items, key, make, update) {
  const standing = new Map([...parent.children].map((child) => [/** @type {HTMLElement} */ (child).dataset.key, child]));
  const wanted = new Set(items.map(key));
  for (const [name, child] of standing) if (!wanted.has(name ?? "")) child.remove();
  let next = parent.firstElementChild;
  for (const item of items) {
    let element = /** @type {HTMLElement} */ (standing.get(key(item)));
    if (!element) {
      element = make(item);
      element.dataset.key = key(item);
    }
    const text = JSON.stringify(item);
    if (shown.get(element) !== text) {
      shown.set(element, text);
      update(element, item);
    }
    if (element === next) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
}

const AT_ONCE = 40;
/** @type {WeakMap<Element, object>} */
const turns = new WeakMap();

/**
 * As `keyed`, for long lists: the first are made now, the others a few at a time, so that no task blocks the page.
 * A newer call takes the place of one that is still going on.
 * @template T
 * @param {Element} parent @param {T[]} items @param {(item: T) => string} key
 * @param {(item: T) => HTMLElement} make @param {(element: HTMLElement, item: T) => void} update
 */
export function keyedInSteps(parent, items, key, make, update) {
  const turn = {};
  turns.set(parent, turn);
  const step = (/** @type {number} */ count) => {
    if (turns.get(parent) !== turn) return;
    keyed(parent, items.slice(0, count), key, make, update);
    if (count < items.length) setTimeout(() => step(count + AT_ONCE));
  };
  step(Math.max(parent.childElementCount, AT_ONCE));
}

/**
 * Put `children` in the place of whatever `parent` holds.
 * @param {Element} parent
 * @param {...any} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat().filter((child) => child != null && child !== false));
}

/**
 * Write text only when it is another one, so that nothing is laid out again for nothing.
 * @param {Element} element @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * A button with an icon, a label, or both. An icon alone takes the label as its name and tooltip.
 * @param {{icon?: string, label: string, bare?: boolean, kind?: string, keys?: string, on?: (event: MouseEvent) => void, attributes?: Record<string, any>}} options
 */
export function button({ icon: name, label, bare = false, kind = "", keys, on, attributes = {} }) {
  const classes = ["button", bare && "button--icon", kind && kind.split(" ").map((one) => `button--${one}`).join(" ")];
  return h(
    "button",
    {
      type: "button",
      class: classes.filter(Boolean).join(" "),
      "aria-label": bare ? label : null,
      title: bare ? (keys ? `${label} (${keys})` : label) : null,
      on: on ? { click: on } : null,
      ...attributes,
    },
    name && icon(name),
    !bare && h("span", null, label),
  );
}

/**
 * A small menu beside the thing it belongs to: opened by a button, walked with arrows, closed with Escape.
 */

import { h, icon } from "./dom.js";

/** @typedef {{label: string, icon?: string, keys?: string, run: () => void, disabled?: boolean} | "line"} Item */

const GAP = 4;

/**
 * Open a menu by `anchor`; the focus comes back to it.
 * @param {HTMLElement} anchor @param {Item[]} items @param {string} label
 */
export function openMenu(anchor, items, label) {
  document.querySelector(".menu--open")?.remove();
  const menu = h("div", { class: "menu menu--open", role: "menu", "aria-label": label, popover: "auto" }, ...items.map((item) => row(item, () => menu.hidePopover())));
  anchor.setAttribute("aria-expanded", "true");
  document.getElementById("work")?.append(menu);
  menu.addEventListener("toggle", (/** @type {any} */ event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    const within = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (within && anchor.isConnected) anchor.focus();
  });
  menu.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => step(menu, event));
  menu.showPopover();
  place(menu, anchor);
  menu.querySelector("button:not(:disabled)")?.focus();
}

/** @param {Item} item @param {() => void} close */
function row(item, close) {
  if (item === "line") return h("div", { class: "menu__line", role: "separator" });
  const run = () => (close(), item.run());
  return h(
    "button", { type: "button", class: "menu__one", role: "menuitem", tabindex: "-1", disabled: item.disabled, on: { click: run } },
    item.icon && icon(item.icon), h("span", null, item.label), item.keys && h("span", { class: "menu__keys", "aria-hidden": "true" }, item.keys),
  );
}

/** @param {HTMLElement} menu @param {KeyboardEvent} event */
function step(menu, event) {
  const rows = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("button:not(:disabled)")]);
  const here = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  rows[(next + rows.length) % rows.length]?.focus();
}

/**
 * Put a floating element under its anchor, or above it where there is no room.
 * @param {HTMLElement} element @param {HTMLElement} anchor
 */
export function place(element, anchor) {
  const by = anchor.getBoundingClientRect();
  const own = element.getBoundingClientRect();
  const left = Math.min(Math.max(GAP, by.right - own.width), innerWidth - own.width - GAP);
  const below = by.bottom + GAP + own.height <= innerHeight;
  const top = below ? by.bottom + GAP : Math.max(GAP, by.top - GAP - own.height);
  element.style.setProperty("left", `${left}px`);
  element.style.setProperty("top", `${top}px`);
}

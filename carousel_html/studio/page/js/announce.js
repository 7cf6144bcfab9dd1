/**
 * Say what happened: to ears through a live region, to eyes through a short note in the corner.
 */

import { button, h, icon } from "./dom.js";

const STAYS = 6000;

/** Show and say from now on inside an element. @param {HTMLElement} host */
export function sayIn(host) {
  for (const id of ["announcer", "toasts"]) host.append(/** @type {HTMLElement} */ (document.getElementById(id)));
}

/**
 * Say something to a screen reader only.
 * @param {string} text
 */
export function announce(text) {
  const region = /** @type {HTMLElement} */ (document.getElementById("announcer"));
  // The same sentence twice is still two events; an empty moment makes it heard.
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = text));
}

/**
 * Show a note in the corner and say it.
 * @param {string} text
 * @param {{hint?: string, where?: string, bad?: boolean, action?: {label: string, run: () => void}}} [more]
 */
export function note(text, { hint = "", where = "", bad = false, action } = {}) {
  const close = () => element.remove();
  const element = h(
    "div",
    { class: bad ? "toast toast--bad" : "toast" },
    icon(bad ? "warn" : "check"),
    h("div", { class: "toast__words" }, h("p", null, text), where && h("p", { class: "toast__where" }, where), hint && h("p", { class: "toast__hint" }, hint)),
    action && button({ label: action.label, kind: "quiet", on: () => (close(), action.run()) }),
    button({ icon: "close", label: "Close this note", bare: true, kind: "quiet", on: close }),
  );
  const corner = /** @type {HTMLElement} */ (document.getElementById("toasts"));
  corner.append(element);
  while (corner.childElementCount > 3) corner.firstElementChild?.remove();
  if (!bad) setTimeout(close, STAYS);
  announce([text, hint].filter(Boolean).join(" "));
}

/**
 * Show what the server refused.
 * @param {any} error
 */
export function noteError(error) {
  note(error.message, { bad: true, hint: error.hint, where: error.where });
}

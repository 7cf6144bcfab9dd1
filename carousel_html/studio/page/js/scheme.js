/**
 * Light, dark, or as the system has it. The first paint is scheme_first.js's business.
 */

const ORDER = /** @type {const} */ (["auto", "light", "dark"]);
const ICONS = { auto: "auto", light: "sun", dark: "moon" };
const LABELS = { auto: "as the system", light: "light", dark: "dark" };

const root = document.documentElement;

/** @returns {"auto" | "light" | "dark"} */
export const scheme = () => /** @type {any} */ (root.dataset.scheme ?? "auto");
export const schemeIcon = () => ICONS[scheme()];
export const schemeLabel = () => `Colours: ${LABELS[scheme()]}`;

/** Go to the next of the three. */
export function turnScheme() {
  const next = ORDER[(ORDER.indexOf(scheme()) + 1) % ORDER.length];
  if (next === "auto") delete root.dataset.scheme;
  else root.dataset.scheme = next;
  try {
    localStorage.setItem("studio.scheme", next);
  } catch {
    /* Storage is forbidden: it holds for this visit. */
  }
}

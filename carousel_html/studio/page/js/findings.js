/** What preflight found on a slide, and the one click that mends it where there is one. */

import { desk, put } from "./desk.js";
import { button, h, icon } from "./dom.js";
import { place } from "./menu.js";
import { act, slideOf, store } from "./store.js";

/** @typedef {import("./types.js").Finding} Finding */

/** @param {string} slide @returns {Finding[]} */
export const findingsOf = (slide) => (store.state?.findings?.[desk.canvas] ?? []).filter((finding) => finding.slide === slide);

/** One finding with its remedy. @param {Finding} finding @param {() => void} [after] */
export function findingCard({ text, hint, limit, measure, remedy }, after) {
  const numbers = [measure != null && measure !== "" && `measured ${measure}`, limit != null && limit !== "" && `limit ${limit}`].filter(Boolean).join(", ");
  return h(
    "li", { class: "finding" }, icon("warn"),
    h("div", { class: "finding__words" }, h("p", null, text), numbers && h("p", { class: "finding__numbers" }, numbers), hint && h("p", { class: "field__note" }, hint)),
    remedy && button({ label: remedy.label, on: () => (after?.(), act(remedy.action.name, remedy.action, { spoken: `${remedy.label}: done.` })) }),
  );
}

/** Open the findings of a slide beside its badge. @param {HTMLElement} anchor @param {string} slide */
export function openFindings(anchor, slide) {
  document.querySelector(".sheetlet")?.remove();
  const number = (slideOf(slide)?.index ?? 0) + 1;
  const sheet = h("div", { class: "menu sheetlet", role: "dialog", "aria-label": `Findings on slide ${number}`, popover: "auto" });
  sheet.append(h("ul", { class: "findings", role: "list" }, ...findingsOf(slide).map((finding) => findingCard(finding, () => sheet.hidePopover()))));
  document.getElementById("work")?.append(sheet);
  sheet.addEventListener("toggle", (/** @type {any} */ event) => {
    if (event.newState !== "closed") return;
    const within = sheet.contains(document.activeElement) || document.activeElement === document.body;
    sheet.remove();
    if (within) anchor.focus();
  });
  sheet.showPopover();
  place(sheet, anchor);
  sheet.tabIndex = -1;
  /** @type {HTMLElement} */ (sheet.querySelector("button") ?? sheet).focus();
}

/** Every finding of the canvas, to walk through. @param {HTMLElement} anchor */
export function nextFinding(anchor) {
  const found = store.state.findings?.[desk.canvas] ?? [];
  const order = store.state.slides.map(({ id }) => id);
  const here = order.indexOf(desk.slide);
  const slides = [...new Set(found.map((finding) => finding.slide))].filter((id) => order.includes(id)).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const next = slides.find((id) => order.indexOf(id) > here) ?? slides[0];
  if (!next) return;
  put({ slide: next });
  openFindings(anchor, next);
}

/**
 * Find the place under the pointer and show it: the two halves of a slide, or the gap between two.
 */

import { h, say } from "./dom.js";
import { place, placeWord, takes } from "./placing.js";

const GAP_SHARE = 0.16; // of a tile's width on either side belongs to the gap
/** @typedef {import("./placing.js").Place} Place */

/** @type {import("./placing.js").Thing | null} */
let thing = null;
/** @type {Place | null} */
let found = null;
/** @type {HTMLElement | null} */
let marked = null;

/** @type {import("./drag.js").Drops} */
export const drops = {
  begin(held) {
    thing = held.thing;
  },
  over(x, y) {
    const under = document.elementFromPoint(x, y);
    const hit = under && (onTile(under, x, y) ?? betweenTiles(under, x, y) ?? onPreview(under, y));
    const next = hit && thing && takes(thing, hit.place) ? hit : null;
    if (JSON.stringify(next?.place) === JSON.stringify(found ?? undefined) && marked === (next?.element ?? null)) return;
    unmark();
    if (!next) return;
    found = next.place;
    marked = next.element;
    mark(next.element, next.place);
  },
  drop() {
    if (thing && found) place(thing, found);
  },
  stop() {
    unmark();
    thing = null;
  },
};

/** @param {Element} under @param {number} x @param {number} y @returns {{element: HTMLElement, place: Place} | null} */
function onTile(under, x, y) {
  const tile = /** @type {HTMLElement | null} */ (under.closest(".tile"));
  if (!tile) return null;
  const box = tile.getBoundingClientRect();
  const index = Number(tile.dataset.index);
  const share = (x - box.left) / box.width;
  const slide = tile.dataset.slide ?? "";
  if (thing?.kind === "slide") return gap(tile, share < 0.5 ? index : index + 1);
  if (share < GAP_SHARE) return gap(tile, index);
  if (share > 1 - GAP_SHARE) return gap(tile, index + 1);
  return { element: tile, place: { kind: "slide", slide, how: y < box.top + box.height / 2 ? "replace" : "join" } };
}

/** @param {HTMLElement} tile @param {number} at @returns {{element: HTMLElement, place: Place}} */
function gap(tile, at) {
  return { element: tile, place: { kind: "gap", at } };
}

/** The nearest tile of the row, when the pointer is in the list but on no tile. @param {Element} under @param {number} x @param {number} y */
function betweenTiles(under, x, y) {
  const list = under.closest(".slides");
  if (!list) return null;
  let best = null;
  let least = Infinity;
  for (const tile of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(".tile"))) {
    const box = tile.getBoundingClientRect();
    const away = Math.abs((box.left + box.right) / 2 - x) + 4 * Math.max(0, box.top - y, y - box.bottom);
    if (away < least) [least, best] = [away, { tile, box }];
  }
  if (!best) return { element: /** @type {HTMLElement} */ (list), place: /** @type {Place} */ ({ kind: "gap", at: 0 }) };
  const index = Number(best.tile.dataset.index);
  return gap(best.tile, x < (best.box.left + best.box.right) / 2 ? index : index + 1);
}

/** @param {Element} under @param {number} y @returns {{element: HTMLElement, place: Place} | null} */
function onPreview(under, y) {
  const plate = /** @type {HTMLElement | null} */ (under.closest(".plate[data-slide]"));
  if (!plate) return null;
  const box = plate.getBoundingClientRect();
  return { element: plate, place: { kind: "slide", slide: plate.dataset.slide ?? "", how: y < box.top + box.height / 2 ? "replace" : "join" } };
}

/** @param {HTMLElement} element @param {Place} place */
function mark(element, place) {
  if (place.kind === "gap") {
    element.classList.add(Number(element.dataset.index) === place.at ? "drop-before" : "drop-after");
    return;
  }
  element.classList.add("drop-on");
  const half = (/** @type {"replace" | "join"} */ how) => {
    const words = h("span", { class: how === place.how ? "halves__one halves__one--on" : "halves__one" });
    say(words, thing ? placeWord(thing, { ...place, how }) : "");
    return words;
  };
  element.append(h("div", { class: "halves", "aria-hidden": "true" }, half("replace"), half("join")));
}

function unmark() {
  marked?.classList.remove("drop-before", "drop-after", "drop-on");
  marked?.querySelector(".halves")?.remove();
  marked = found = null;
}

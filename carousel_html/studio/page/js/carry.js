/**
 * Put something somewhere without dragging: pick it up, walk over the places with Tab or the arrows, or tap one.
 * While something is carried, every place is a real button.
 */

import { announce } from "./announce.js";
import { put } from "./desk.js";
import { button, fill, h, icon } from "./dom.js";
import { place, placeName, placesFor, placeWord, thingName } from "./placing.js";
import { watch } from "./store.js";

/** @type {{thing: import("./placing.js").Thing, back: HTMLElement | null} | null} */
let carried = null;

const finger = matchMedia("(pointer: coarse)");

/** Whether something is carried now. */
export const carrying = () => carried !== null;

/**
 * Pick a thing up.
 * @param {import("./placing.js").Thing} thing
 * @param {string} [near] the slide to begin at
 */
export function carry(thing, near = "") {
  stop(false);
  carried = { thing, back: /** @type {HTMLElement} */ (document.activeElement) };
  const list = /** @type {HTMLElement} */ (document.querySelector(".slides"));
  if (!list.checkVisibility()) put({ view: "board" });
  list.classList.add("slides--carrying");
  const places = placesFor(thing);
  for (const one of places) {
    const tile = tileOf(list, one);
    tile?.append(target(one, one.kind === "gap" && tile.dataset.index !== String(one.at)));
  }
  const bar = /** @type {HTMLElement} */ (document.getElementById("carry"));
  fill(
    bar, icon("place"), h("span", null, h("b", null, thingName(thing)), finger.matches ? " Tap the place it goes to." : " Choose a place. Arrows walk, Enter puts it there, Escape stops."),
    button({ label: "Stop", kind: "quiet", on: () => stop(true) }),
  );
  bar.hidden = false;
  addEventListener("keydown", keys, true);
  announce(`${thingName(thing)} picked up. ${places.length} places. Arrows walk, Enter puts it there, Escape stops.`);
  const first = /** @type {HTMLElement | null} */ (list.querySelector(`.tile[data-slide="${CSS.escape(near)}"] .target`) ?? list.querySelector(".target"));
  first?.focus();
  first?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** The tile that shows a place: a gap belongs to the slide after it, the last one to the slide before it.
 * @param {HTMLElement} list @param {import("./placing.js").Place} where */
function tileOf(list, where) {
  const tile = (/** @type {string} */ rule) => /** @type {HTMLElement | null} */ (list.querySelector(`.tile[${rule}]`));
  if (where.kind === "slide") return tile(`data-slide="${CSS.escape(where.slide)}"`);
  return tile(`data-index="${where.at}"`) ?? tile(`data-index="${where.at - 1}"`);
}

/** @param {import("./placing.js").Place} where @param {boolean} last whether it is the gap behind its tile */
function target(where, last) {
  const { thing } = /** @type {NonNullable<typeof carried>} */ (carried);
  const kind = where.kind === "gap" ? "gap" : where.how;
  return h(
    "button",
    { type: "button", class: `target target--${kind}${last ? " target--last" : ""}`, "aria-label": placeName(thing, where), on: { click: () => land(where) } },
    kind === "gap" ? icon("plus") : placeWord(thing, where),
  );
}

/** @param {import("./placing.js").Place} where */
async function land(where) {
  const { thing } = /** @type {NonNullable<typeof carried>} */ (carried);
  stop(false);
  await place(thing, where);
  /** @type {HTMLElement | null} */ (document.querySelector(".tile__main[tabindex='0']"))?.focus();
}

/** @param {boolean} back whether the focus goes back to where the thing was picked up */
function stop(back) {
  if (!carried) return;
  const from = carried.back;
  carried = null;
  removeEventListener("keydown", keys, true);
  document.querySelector(".slides")?.classList.remove("slides--carrying");
  for (const one of document.querySelectorAll(".target")) one.remove();
  /** @type {HTMLElement} */ (document.getElementById("carry")).hidden = true;
  if (back) announce("Put back.");
  if (back && from?.isConnected) from.focus();
}

/** @param {KeyboardEvent} event */
function keys(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    return stop(true);
  }
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step || !(document.activeElement instanceof HTMLElement) || !document.activeElement.matches(".target")) return;
  event.preventDefault();
  event.stopPropagation();
  const targets = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".target")]);
  const next = targets[(targets.indexOf(document.activeElement) + step + targets.length) % targets.length];
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** A change from elsewhere may take the places away: put the thing back. */
export function startCarry() {
  watch((state, before) => before && state.revision !== before.revision && stop(false));
}

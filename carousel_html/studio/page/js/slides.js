/**
 * The slides as a row of tiles, or as a board: choose, reorder, and everything that is done to a whole slide.
 * One list for both; CSS says how it lies.
 */

import { addresses } from "./api.js";
import { carry } from "./carry.js";
import { desk, put, watchDesk } from "./desk.js";
import { button, h, icon, keyed, say } from "./dom.js";
import { draggable } from "./drag.js";
import { drops } from "./drops.js";
import { openFindings } from "./findings.js";
import { aim, widthFor } from "./pictures.js";
import { moveSlide } from "./placing.js";
import { pagesOf, previewOf, watchPreviews } from "./previews.js";
import { deleteSlide, duplicateSlide, editWords, slideMenu } from "./slide_menu.js";
import { nameOf, slideOf, store, watch } from "./store.js";

/** @typedef {import("./types.js").Slide} Slide */

const list = h("ol", { class: "slides scrolls", id: "slides", role: "list", "aria-label": "Slides, in their order" });

/** @returns {HTMLElement} the list, kept in step from now on */
export function startSlides() {
  list.addEventListener("click", onClick);
  list.addEventListener("keydown", onKey);
  list.addEventListener("dblclick", () => editWords(desk.slide));
  list.addEventListener("contextmenu", (event) => {
    const tile = tileAt(event.target);
    if (!tile) return;
    event.preventDefault();
    put({ slide: tile.dataset.slide });
    slideMenu(/** @type {HTMLElement} */ (tile.querySelector(".tile__more")), tile.dataset.slide ?? "");
  });
  draggable(list, held, drops);
  watch((state) => show(state.slides));
  watchDesk((_, changed) => (changed.has("slide") || changed.has("view")) && choose(changed.has("slide")));
  // Another view lays the tiles out anew: the chosen one is looked for after that.
  watchDesk((_, changed) => changed.has("view") && requestAnimationFrame(() => choose(true)));
  watchPreviews((canvas) => canvas === desk.canvas && pictures());
  watchDesk((_, changed) => changed.has("canvas") && store.state && (pictures(), badges()));
  new ResizeObserver(() => pictures()).observe(list);
  return list;
}

/** @param {Slide[]} slides */
function show(slides) {
  keyed(list, slides, (slide) => slide.id, make, update);
  badges();
  choose(false);
  pictures();
}

/** @param {Slide} slide */
function make(slide) {
  return h(
    "li", { class: "slides__one" },
    h(
      "div", { class: "tile", data: { slide: slide.id } },
      h(
        "button", { type: "button", class: "tile__main", tabindex: "-1", "aria-current": "false", "data-drag-through": true, "aria-describedby": "slides-help" },
        h("span", { class: "tile__words" }), h("img", { class: "tile__image", alt: "", draggable: "false" }),
      ),
      h("span", { class: "tile__foot" }, h("span", { class: "tile__number", "aria-hidden": "true" }), h("span", { class: "tile__parts" })),
      h("button", { type: "button", class: "tile__badge", tabindex: "-1", hidden: true }),
      button({ icon: "more", label: "Actions", bare: true, attributes: { class: "tile__more", tabindex: "-1", "aria-haspopup": "menu", "aria-expanded": "false" } }),
      h("span", { class: "tile__grip", "data-handle": true, "aria-hidden": "true" }, icon("grip")),
    ),
  );
}

/** @param {HTMLElement} element @param {Slide} slide */
function update(element, slide) {
  const tile = /** @type {HTMLElement} */ (element.firstElementChild);
  tile.dataset.index = String(slide.index);
  tile.classList.toggle("tile--fixed", slide.is_implied);
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (tile.querySelector(`.tile__${name}`));
  part("main").setAttribute("aria-label", slide.is_outro ? `${nameOf(slide)} (outro)` : nameOf(slide));
  say(part("words"), slide.title || slide.text || "");
  say(part("number"), String(slide.index + 1));
  part("more").setAttribute("aria-label", `Actions for slide ${slide.index + 1}`);
  part("more").title = "Actions";
}

/** Say which slide is chosen, and let the Tab key stop at that one only. @param {boolean} scroll */
function choose(scroll) {
  const old = /** @type {HTMLElement | null} */ (list.querySelector(".tile--chosen"));
  const tile = tileOf(desk.slide);
  if (old !== tile) {
    if (old) mark(old, false);
    if (tile) mark(tile, true);
  }
  if (scroll) tile?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** @param {HTMLElement} tile @param {boolean} on */
function mark(tile, on) {
  tile.classList.toggle("tile--chosen", on);
  tile.querySelector(".tile__main")?.setAttribute("aria-current", String(on));
  for (const one of tile.querySelectorAll("button")) one.tabIndex = on ? 0 : -1;
}

/** @param {string} slide */
const tileOf = (slide) => /** @type {HTMLElement | null} */ (list.querySelector(`.tile[data-slide="${CSS.escape(slide)}"]`));

/** Have every tile show the first page its slide makes on the canvas that is looked at. */
function pictures() {
  const preview = previewOf(desk.canvas);
  if (!preview) return;
  list.style.setProperty("--ratio", `${preview.width} / ${preview.height}`);
  const width = widthFor(list.querySelector(".tile__main")?.clientWidth || 120, preview.width);
  /** @type {Map<string, import("./types.js").Plate[]>} */
  const pages = Map.groupBy ? Map.groupBy(preview.slides, (page) => page.slide) : new Map(store.state.slides.map(({ id }) => [id, pagesOf(desk.canvas, id)]));
  for (const tile of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(".tile"))) {
    const own = pages.get(tile.dataset.slide ?? "") ?? [];
    const page = own[0];
    const image = /** @type {HTMLImageElement} */ (tile.querySelector(".tile__image"));
    if (page) aim(image, page.url && addresses.picture(page.url, width));
    const parts = /** @type {HTMLElement} */ (tile.querySelector(".tile__parts"));
    say(parts, own.length > 1 ? `${own.length} parts` : "");
    if (tile.classList.contains("tile--parts") !== own.length > 1) tile.classList.toggle("tile--parts");
  }
}

function badges() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { slide } of store.state.findings?.[desk.canvas] ?? []) counts.set(slide, (counts.get(slide) ?? 0) + 1);
  for (const tile of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(".tile"))) {
    const badge = /** @type {HTMLElement} */ (tile.querySelector(".tile__badge"));
    const count = counts.get(tile.dataset.slide ?? "") ?? 0;
    if (badge.dataset.count === String(count)) continue;
    badge.hidden = !count;
    badge.dataset.count = String(count);
    badge.replaceChildren(icon("warn"), String(count));
    badge.setAttribute("aria-label", `${count} ${count === 1 ? "finding" : "findings"} on slide ${Number(tile.dataset.index) + 1}`);
  }
}

/** @param {EventTarget | null} target */
const tileAt = (target) => /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest(".tile") : null);

/** @param {Element} target @returns {import("./drag.js").Held | null} */
function held(target) {
  const tile = tileAt(target);
  const slide = slideOf(tile?.dataset.slide ?? "");
  if (!tile || !slide || slide.is_implied || target.closest(".target")) return null;
  return { thing: { kind: "slide", slide: slide.id }, element: tile, label: nameOf(slide) };
}

/** @param {MouseEvent} event */
function onClick(event) {
  const tile = tileAt(event.target);
  const target = /** @type {Element} */ (event.target);
  if (!tile || target.closest(".target")) return;
  const slide = tile.dataset.slide ?? "";
  put({ slide });
  const more = /** @type {HTMLElement | null} */ (target.closest(".tile__more"));
  const badge = /** @type {HTMLElement | null} */ (target.closest(".tile__badge"));
  if (more) slideMenu(more, slide);
  else if (badge) openFindings(badge, slide);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (!target.classList.contains("tile__main")) return;
  const slide = slideOf(tileAt(target)?.dataset.slide ?? "");
  if (!slide) return;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across(), ArrowUp: -across() }[event.key];
  const run = step
    ? event.altKey ? () => moveSlide(slide.id, slide.index + Math.sign(step)) : () => goTo(slide.index + step)
    : { Home: () => goTo(0), End: () => goTo(Infinity), Delete: () => deleteSlide(slide.id), Backspace: () => deleteSlide(slide.id), m: () => carry({ kind: "slide", slide: slide.id }, slide.id),
        d: () => duplicateSlide(slide.id), Enter: () => editWords(slide.id), ".": () => slideMenu(/** @type {HTMLElement} */ (tileAt(target)?.querySelector(".tile__more")), slide.id) }[event.key];
  if (!run || ((event.ctrlKey || event.metaKey) && event.key !== "d")) return;
  event.preventDefault();
  event.stopPropagation();
  const again = () => focusChosen();
  if (slide.is_implied && ["m", "d"].includes(event.key)) return;
  Promise.resolve(run()).then((done) => done === true && again());
}

/** How many tiles lie side by side. */
function across() {
  const tiles = /** @type {HTMLElement[]} */ ([...list.children]);
  return desk.view === "board" ? Math.max(1, tiles.filter((tile) => tile.offsetTop === tiles[0].offsetTop).length) : 1;
}

/** @param {number} index */
function goTo(index) {
  const { slides } = store.state;
  const slide = slides[Math.min(slides.length - 1, Math.max(0, index))];
  if (!slide) return;
  put({ slide: slide.id });
  focusChosen();
}

export function focusChosen() {
  /** @type {HTMLElement | null} */ (list.querySelector(".tile--chosen .tile__main"))?.focus();
}

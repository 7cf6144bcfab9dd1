/**
 * The large view: one slide at any zoom, the feed, or all canvases side by side. Which of them, the desk says.
 */

import { editAt } from "./edit_in_place.js";
import { desk, put, watchDesk } from "./desk.js";
import { button, fill, h, say } from "./dom.js";
import { showFeed } from "./feed.js";
import { makePlate } from "./plate.js";
import { htmlOf, pagesOf, previewOf, watchPreviews } from "./previews.js";
import { showSideBySide } from "./side_by_side.js";
import { canvasOf, nameOf, slideOf, store, watch } from "./store.js";

const MARGIN = 28; // px of table around a slide that is fitted in
const view = h("div", { class: "view scrolls", id: "view", tabindex: "-1" });
const plate = makePlate();
const stepper = h("div", { class: "parts", hidden: true });
const single = h("div", { class: "view__single" }, plate.element, stepper);
const trouble = h("div", { class: "trouble", role: "status", hidden: true });
let part = 0;

/** @returns {HTMLElement} the view, kept in step from now on */
export function startPreview() {
  view.append(single, trouble);
  plate.element.addEventListener("dblclick", (/** @type {MouseEvent} */ event) => editAt(plate, event.clientX, event.clientY));
  watch(show);
  watchDesk((_, changed) => {
    if (changed.has("slide")) part = 0;
    if (store.state) show();
  });
  watchPreviews((canvas) => (canvas === desk.canvas || desk.view === "canvases") && show());
  new ResizeObserver(() => store.state && show()).observe(view);
  return view;
}

function show() {
  const slide = slideOf(desk.slide);
  view.dataset.view = desk.view;
  view.hidden = desk.view === "board" || !slide;
  if (!slide || view.hidden) return;
  single.hidden = desk.view !== "slide";
  for (const other of view.querySelectorAll(".view__other")) if (other.getAttribute("data-view") !== desk.view) other.remove();
  if (desk.view === "slide") showSingle(slide);
  else if (desk.view === "feed") showFeed(view, slide);
  else showSideBySide(view, slide);
  showTrouble();
}

/** @param {import("./types.js").Slide} slide */
function showSingle(slide) {
  const canvas = canvasOf(desk.canvas);
  const preview = previewOf(desk.canvas);
  const pages = pagesOf(desk.canvas, slide.id);
  part = Math.min(part, Math.max(0, pages.length - 1));
  const page = pages[part];
  const size = preview ?? { ...canvas, safe: canvas.safe };
  if (page) plate.show({ canvas: desk.canvas, slide: slide.id, key: page.key, url: page.url, hash: page.hash, html: htmlOf(page), width: size.width, height: size.height, safe: size.safe, name: nameOf(slide) }, scaleFor(canvas));
  else plate.wait(slide.id, size, scaleFor(canvas));
  stepper.hidden = pages.length < 2;
  if (pages.length > 1) showParts(pages.length);
}

/** @param {{width: number, height: number}} canvas */
function scaleFor({ width, height }) {
  if (desk.zoom !== "fit") return desk.zoom;
  const room = { width: view.clientWidth - 2 * MARGIN, height: view.clientHeight - 2 * MARGIN };
  return Math.max(0.08, Math.min(room.width / width, room.height / height, 1));
}

/** The zoom as it is seen now. */
export const shownZoom = () => plate.scale;

/** @param {number} count */
function showParts(count) {
  const step = (/** @type {number} */ by) => ((part = (part + by + count) % count), show());
  if (!stepper.childElementCount)
    stepper.append(
      button({ icon: "left", label: "The part before", bare: true, kind: "quiet", on: () => step(-1) }),
      h("span", { class: "parts__words" }),
      button({ icon: "right", label: "The next part", bare: true, kind: "quiet", on: () => step(1) }),
    );
  say(/** @type {Element} */ (stepper.querySelector(".parts__words")), `Part ${part + 1} of ${count}: too long for one slide here`);
}

/** The last good view stays; why there is no newer one is said over it. */
function showTrouble() {
  const problem = store.state.problem ?? previewOf(desk.canvas)?.problem ?? null;
  const text = problem ? JSON.stringify(problem) : "";
  trouble.hidden = !problem || Boolean(store.state.template_error);
  if (trouble.dataset.shown === text || !problem) return;
  trouble.dataset.shown = text;
  fill(trouble, h("b", null, problem.what), problem.where && h("span", { class: "trouble__where" }, problem.where), problem.hint && h("span", null, problem.hint));
}

const STEPS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3];

/** @param {1 | -1} direction */
export function zoomBy(direction) {
  const now = plate.scale;
  const next = direction > 0 ? STEPS.find((step) => step > now + 0.01) : STEPS.findLast((step) => step < now - 0.01);
  put({ zoom: next ?? now });
}

/** The chosen slide on every canvas of the carousel, beside each other, all in the same scale. */

import { addresses } from "./api.js";
import { desk, put } from "./desk.js";
import { h, keyed, say } from "./dom.js";
import { aim, widthFor } from "./pictures.js";
import { pagesOf } from "./previews.js";
import { canvasOf, nameOf, store } from "./store.js";

const GAP = 24;
const CAPTION = 56;

/** @param {HTMLElement} view @param {import("./types.js").Slide} slide */
export function showSideBySide(view, slide) {
  let row = /** @type {HTMLElement | null} */ (view.querySelector(".beside"));
  if (!row) view.append((row = h("div", { class: "view__other beside", "data-view": "canvases" })));
  const canvases = store.state.canvas.map(canvasOf);
  const scale = Math.max(0.08, ...[1, 2, 3].map((rows) => scaleIn(rows, canvases, view.clientWidth - 2, view.clientHeight)));
  keyed(row, canvases, (canvas) => canvas.name, make, () => undefined);
  for (const canvas of canvases) {
    const figure = /** @type {HTMLElement} */ (row.querySelector(`[data-key="${canvas.name}"]`));
    const image = /** @type {HTMLImageElement} */ (figure.querySelector("img"));
    image.style.setProperty("width", `${canvas.width * scale}px`);
    image.style.setProperty("height", `${canvas.height * scale}px`);
    image.alt = `${nameOf(slide)}, ${canvas.label}`;
    const pages = pagesOf(canvas.name, slide.id);
    if (pages[0]) aim(image, pages[0].url && addresses.picture(pages[0].url, widthFor(canvas.width * scale, canvas.width)));
    say(/** @type {Element} */ (figure.querySelector(".beside__parts")), pages.length > 1 ? ` · ${pages.length} parts` : "");
    figure.querySelector("button")?.setAttribute("aria-pressed", String(canvas.name === desk.canvas));
  }
}

/** How large canvases can be seen in so many rows. @param {number} rows @param {import("./types.js").Canvas[]} canvases @param {number} width @param {number} height */
function scaleIn(rows, canvases, width, height) {
  const each = Math.ceil(canvases.length / rows);
  const lines = Array.from({ length: Math.ceil(canvases.length / each) }, (_, row) => canvases.slice(row * each, (row + 1) * each));
  const widest = Math.min(...lines.map((line) => (width - GAP * (line.length + 1)) / line.reduce((sum, canvas) => sum + canvas.width, 0)));
  const tall = lines.reduce((sum, line) => sum + Math.max(...line.map((canvas) => canvas.height)), 0);
  return Math.min(widest, (height - lines.length * (GAP + CAPTION) - GAP) / tall);
}

/** @param {import("./types.js").Canvas} canvas */
function make(canvas) {
  return h(
    "figure", { class: "beside__one" },
    h("button", { type: "button", class: "beside__button", "aria-label": `Look at ${canvas.label}`, on: { click: () => put({ canvas: canvas.name, view: "slide" }) } }, h("img", { class: "beside__image", alt: "" })),
    h("figcaption", null, h("b", null, canvas.label), h("span", { class: "field__note" }, `${canvas.width}×${canvas.height}`, h("span", { class: "beside__parts" }))),
  );
}

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
  const across = canvases.reduce((sum, canvas) => sum + canvas.width, 0);
  const tallest = Math.max(...canvases.map((canvas) => canvas.height));
  const scale = Math.max(0.14, Math.min((view.clientWidth - GAP * (canvases.length + 1) - 2) / across, (view.clientHeight - 2 * GAP - CAPTION) / tallest));
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

/** @param {import("./types.js").Canvas} canvas */
function make(canvas) {
  return h(
    "figure", { class: "beside__one" },
    h("button", { type: "button", class: "beside__button", "aria-label": `Look at ${canvas.label}`, on: { click: () => put({ canvas: canvas.name, view: "slide" }) } }, h("img", { class: "beside__image", alt: "" })),
    h("figcaption", null, h("b", null, canvas.label), h("span", { class: "field__note" }, `${canvas.width}×${canvas.height}`, h("span", { class: "beside__parts" }))),
  );
}

/** The bar above the slides: which view, which canvas, the overlays, the zoom, the findings. */

import { desk, put, watchDesk } from "./desk.js";
import { button, h, icon, say } from "./dom.js";
import { segments } from "./fields.js";
import { nextFinding } from "./findings.js";
import { openMenu } from "./menu.js";
import { shownZoom, zoomBy } from "./preview.js";
import { canvasOf, store, watch } from "./store.js";

const VIEWS = [
  { value: "slide", label: "One slide", icon: "one", bare: true },
  { value: "board", label: "Board", icon: "board", bare: true },
  { value: "feed", label: "In the feed", icon: "phone", bare: true },
  { value: "canvases", label: "All canvases", icon: "sizes", bare: true },
];

/** @returns {HTMLElement} the bar, kept in step from now on */
export function workBar() {
  const views = segments({ label: "View", hideLabel: true, options: VIEWS, on: (view) => put({ view }) });
  const canvas = h("button", { type: "button", class: "button button--quiet work__canvas", "aria-haspopup": "menu", "aria-expanded": "false", on: { click: () => chooseCanvas(canvas) } });
  const safe = button({ icon: "safe", label: "Safe area", bare: true, keys: "S", kind: "quiet", on: () => put({ safe: !desk.safe }) });
  const grid = button({ icon: "grid", label: "Profile grid", bare: true, keys: "G", kind: "quiet", on: () => put({ grid: !desk.grid }) });
  const out = button({ icon: "minus", label: "Smaller", bare: true, keys: "-", kind: "quiet", on: () => zoomBy(-1) });
  const zoom = h("button", { type: "button", class: "button button--quiet work__zoom", title: "Fit in (0)", on: { click: () => put({ zoom: "fit" }) } });
  const into = button({ icon: "plus", label: "Larger", bare: true, keys: "+", kind: "quiet", on: () => zoomBy(1) });
  const found = h("button", { type: "button", class: "button button--quiet work__found", on: { click: () => nextFinding(found) } });
  const side = button({ icon: "side", label: "The chosen slide’s side", bare: true, keys: "I", kind: "quiet", on: () => put({ inspector: !desk.inspector }) });
  const single = h("div", { class: "work__group" }, safe, grid, h("span", { class: "work__line" }), out, zoom, into);
  const show = () => {
    views.update(desk.view);
    single.hidden = desk.view !== "slide";
    canvas.hidden = desk.view === "canvases";
    for (const [one, on] of /** @type {[HTMLElement, boolean][]} */ ([[safe, desk.safe], [grid, desk.grid], [side, desk.inspector]])) one.setAttribute("aria-pressed", String(on));
    requestAnimationFrame(() => {
      say(zoom, `${Math.round(shownZoom() * 100)} %`);
      zoom.setAttribute("aria-label", `Zoom ${Math.round(shownZoom() * 100)} per cent; fit in`);
    });
    if (!store.state || !store.catalogue) return;
    const { label, width, height } = canvasOf(desk.canvas);
    canvas.replaceChildren(h("b", null, label), h("span", { class: "work__pixels" }, `${width}×${height}`), icon("down"));
    canvas.setAttribute("aria-label", `Canvas: ${label}`);
    const count = (store.state.findings?.[desk.canvas] ?? []).length;
    found.hidden = !count;
    found.replaceChildren(icon("warn"), h("span", null, `${count} ${count === 1 ? "finding" : "findings"}`));
  };
  watch(show);
  watchDesk(show);
  addEventListener("resize", show);
  return h("div", { class: "work__bar", role: "toolbar", "aria-label": "View" }, views.element, canvas, found, h("span", { class: "top__space" }), single, side);
}

/** @param {HTMLElement} anchor */
function chooseCanvas(anchor) {
  const items = store.state.canvas.map((name) => ({ label: canvasOf(name).label, icon: name === desk.canvas ? "check" : "canvas", run: () => put({ canvas: name }) }));
  openMenu(anchor, [...items, "line", { label: "Other canvases…", icon: "canvas", run: () => put({ panel: "canvas", drawer: true }) }], "Canvas");
}

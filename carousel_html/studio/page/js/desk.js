/**
 * Hold what this page shows and nobody else needs to know: the panel, the chosen slide, the view, the zoom.
 * Kept per browser, never in carousel.yaml.
 */

import { store } from "./store.js";

/**
 * @typedef {"slide" | "board" | "feed" | "canvases"} View
 * @typedef {{panel: string, slide: string, canvas: string, view: View, zoom: number | "fit", safe: boolean, grid: boolean, inspector: boolean, drawer: boolean, opened: number}} Desk
 */

/** @type {Desk} */
export const desk = { panel: "canvas", slide: "", canvas: "", view: "slide", zoom: "fit", safe: false, grid: false, inspector: true, drawer: true, opened: 0 };

/** @type {Set<(desk: Desk, changed: Set<string>) => void>} */
const watchers = new Set();
const KEPT = ["panel", "view", "inspector", "slide"];

/** @param {(desk: Desk, changed: Set<string>) => void} watcher */
export function watchDesk(watcher) {
  watchers.add(watcher);
  watcher(desk, new Set(Object.keys(desk)));
}

/** @param {Partial<Desk>} values */
export function put(values) {
  const changed = new Set(Object.keys(values).filter((key) => desk[key] !== values[key]));
  if (!changed.size) return;
  Object.assign(desk, values);
  keep();
  for (const watcher of watchers) watcher(desk, changed);
}

function keep() {
  try {
    localStorage.setItem("studio.desk", JSON.stringify(Object.fromEntries(KEPT.map((key) => [key, desk[key]]))));
  } catch {
    /* Storage is forbidden: the page starts as new each time. */
  }
}

/** Take up what was kept from the last visit. */
export function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem("studio.desk") ?? "{}");
    for (const key of KEPT) if (typeof kept[key] === typeof desk[key]) desk[key] = kept[key];
  } catch {
    /* Nothing kept, or nothing readable. */
  }
}

/**
 * Keep slide and canvas on something that exists: a slide that is gone leaves the choice to the one in its place.
 * @param {import("./types.js").State} state @param {import("./types.js").State | null} before
 */
export function settle({ slides, canvas }, before) {
  /** @type {Partial<Desk>} */
  const values = {};
  if (!slides.some((slide) => slide.id === desk.slide)) {
    const stood = before?.slides.findIndex((slide) => slide.id === desk.slide) ?? 0;
    values.slide = slides[Math.max(0, Math.min(stood, slides.length - 1))]?.id ?? "";
  }
  if (!canvas.includes(desk.canvas)) values.canvas = canvas[0] ?? store.catalogue.canvases[0].name;
  put(values);
}

/** Export: choose platforms or canvases, the kind of picture, the PDF; then progress, files and history. */

import { noteError } from "./announce.js";
import { api } from "./api.js";
import { openDialog } from "./dialog.js";
import { button, h } from "./dom.js";
import { listen } from "./events.js";
import { exportCard } from "./export_card.js";
import { segments, toggle } from "./fields.js";
import { canvasOf, store } from "./store.js";

const IMAGES = [
  { value: "png", label: "PNG" },
  { value: "jpeg", label: "JPEG" },
  { value: "webp", label: "WebP" },
];

/** @type {Map<string, import("./types.js").Export>} every export this page knows of, the newest first when listed */
const known = new Map();
/** @type {(() => void) | null} */
let redraw = null;

/** Hear of exports even while the dialog is closed. */
export function startExports() {
  listen("export", (data) => {
    known.set(data.id, data);
    redraw?.();
    if (!["waiting", "running"].includes(data.state)) load();
  });
}

/** Open the dialog. */
export function openExport() {
  const choice = { by: "canvas", platforms: /** @type {Set<string>} */ (new Set()), canvases: new Set(store.state.canvas), image: "png", pdf: true };
  const history = h("ol", { class: "exports", role: "list", "aria-label": "Exports" });
  const show = () => {
    const all = [...known.values()].sort((a, b) => b.started.localeCompare(a.started));
    for (const [place, one] of all.entries()) exportCard(history, one, place);
    for (const old of [...history.children]) if (!known.has(/** @type {HTMLElement} */ (old).dataset.key ?? "")) old.remove();
  };
  redraw = show;
  openDialog({
    title: "Export", wide: true, onClose: () => (redraw = null),
    body: () => [form(choice), h("h3", { class: "panel__part" }, "Exports"), history, h("p", { class: "quiet exports__none" }, "Nothing was exported yet.")],
  });
  load();
}

/** Take up what the server knows: files and outcome come with the history, not with the event. */
function load() {
  api.exports().then(({ exports }) => (exports.forEach((/** @type {any} */ one) => known.set(one.id, one)), redraw?.())).catch(noteError);
}

/** @param {{by: string, platforms: Set<string>, canvases: Set<string>, image: string, pdf: boolean}} choice */
function form(choice) {
  const canvases = chips("Canvases", store.state.canvas.map(canvasOf), choice.canvases);
  const platforms = chips("Platforms", store.catalogue.platforms, choice.platforms);
  const image = segments({ label: "Pictures", options: IMAGES, on: (value) => ((choice.image = value), image.update(value)) });
  const pdf = toggle({ label: "A PDF with real text too", on: (value) => (choice.pdf = value) });
  const by = segments({ label: "Export for", options: [{ value: "canvas", label: "The canvases chosen" }, { value: "platform", label: "Platforms, with their limits" }], on: (value) => turn(value) });
  const note = h("p", { class: "field__note" });
  /** @param {string} value */
  function turn(value) {
    choice.by = value;
    by.update(value);
    canvases.hidden = value !== "canvas";
    platforms.hidden = image.element.hidden = false;
    platforms.hidden = value === "canvas";
    image.element.hidden = value !== "canvas";
    note.textContent = value === "canvas" ? "Every picture at the exact pixels of its canvas." : "Type, size and number of the pictures as each platform takes them.";
  }
  turn("canvas");
  image.update("png");
  pdf.update(true);
  const element = h(
    "form", { class: "export__form" }, by.element, canvases, platforms, note,
    h("div", { class: "export__row" }, image.element, pdf.element, button({ label: "Export", icon: "export", kind: "main", attributes: { type: "submit" } })),
  );
  element.addEventListener("submit", (/** @type {Event} */ event) => (event.preventDefault(), start(choice)));
  return element;
}

/** @param {string} label @param {{name: string, label: string}[]} entries @param {Set<string>} chosen */
function chips(label, entries, chosen) {
  const one = (/** @type {{name: string, label: string}} */ { name, label: words }) => {
    const chip = h("button", { type: "button", class: "chip", "aria-pressed": String(chosen.has(name)), on: { click: () => (chosen.has(name) ? chosen.delete(name) : chosen.add(name), chip.setAttribute("aria-pressed", String(chosen.has(name)))) } }, words);
    return chip;
  };
  return h("div", { class: "chips", role: "group", "aria-label": label }, ...entries.map(one));
}

/** @param {{by: string, platforms: Set<string>, canvases: Set<string>, image: string, pdf: boolean}} choice */
async function start({ by, platforms, canvases, image, pdf }) {
  const names = [...(by === "canvas" ? canvases : platforms)];
  if (!names.length) return noteError({ message: "Nothing is chosen to export.", hint: by === "canvas" ? "Choose a canvas above." : "Choose a platform above." });
  try {
    const asked = by === "canvas" ? { canvases: names, image, pdf } : { platforms: names, pdf };
    const begun = await api.startExport(asked);
    if (!known.has(begun.id)) known.set(begun.id, begun); // an event may have been quicker
    redraw?.();
  } catch (error) {
    noteError(error);
  }
}

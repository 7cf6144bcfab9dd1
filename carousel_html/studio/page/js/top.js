/** The bar at the top: what is being made, whether it is saved, undo and redo by name, import, export. */

import { button, fill, h, icon, say } from "./dom.js";
import { openExport } from "./export_dialog.js";
import { textField } from "./fields.js";
import { openImport } from "./import_dialog.js";
import { openKeys } from "./keys.js";
import { schemeIcon, schemeLabel, turnScheme } from "./scheme.js";
import { turnBack } from "./slide_menu.js";
import { isUnsent, set, store, watch } from "./store.js";

/** Fill the bar, and keep it in step. */
export function startTop() {
  const title = textField({ label: "Title of the carousel", placeholder: "Untitled carousel", on: (value, joins) => set("title", value, "", joins) });
  title.element.classList.add("top__title");
  const file = h("span", { class: "top__file" });
  const saved = h("span", { class: "top__saved" });
  const undo = button({ icon: "undo", label: "Undo", bare: true, kind: "quiet", on: () => turnBack("undo", store.state.undo) });
  const redo = button({ icon: "redo", label: "Redo", bare: true, kind: "quiet", on: () => turnBack("redo", store.state.redo) });
  const keys = button({ icon: "keys", label: "Keyboard", keys: "?", bare: true, kind: "quiet", on: openKeys });
  keys.classList.add("top__keys");
  const scheme = button({ icon: schemeIcon(), label: schemeLabel(), bare: true, kind: "quiet", on: () => (turnScheme(), fill(scheme, icon(schemeIcon())), name(scheme, schemeLabel())) });
  const bar = /** @type {HTMLElement} */ (document.getElementById("top"));
  bar.append(
    h("img", { class: "top__mark", src: "/page/mark.svg", alt: "", width: "28", height: "28" }), h("h1", { class: "unseen" }, "Carousel studio"),
    title.element, h("div", { class: "top__state" }, saved, file), h("div", { class: "top__group" }, undo, redo), h("span", { class: "top__space" }),
    h("div", { class: "top__group" }, keys, scheme),
    button({ icon: "import", label: "Import", on: openImport }), button({ icon: "export", label: "Export", kind: "main", on: openExport }),
  );
  watch((state) => {
    title.update(state.title);
    document.title = `${state.title || "New carousel"} · Carousel studio`;
    // The end of the path tells carousels apart.
    say(file, state.file.split("/").slice(-2).join("/"));
    file.title = state.file;
    say(saved, isUnsent() ? "Not saved" : state.saved ? "Saved" : "Saving…");
    turn(undo, state.undo, "Undo", "Ctrl+Z");
    turn(redo, state.redo, "Redo", "Ctrl+Shift+Z");
  });
}

/** @param {HTMLButtonElement} one @param {string | null} words @param {string} plain @param {string} keys */
function turn(one, words, plain, keys) {
  one.setAttribute("aria-disabled", String(!words));
  name(one, words ?? `Nothing to ${plain.toLowerCase()}`, words ? keys : "");
}

/** @param {HTMLElement} one @param {string} label @param {string} [keys] */
function name(one, label, keys) {
  one.setAttribute("aria-label", label);
  one.title = keys ? `${label} (${keys})` : label;
}

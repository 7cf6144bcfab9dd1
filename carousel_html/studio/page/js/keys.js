/** Keys that work anywhere on the page, and the sheet that lists all of them. */

import { desk, put } from "./desk.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { PANELS } from "./panels/index.js";
import { zoomBy } from "./preview.js";
import { focusChosen } from "./slides.js";
import { turnBack } from "./slide_menu.js";
import { store } from "./store.js";

const LIST = [
  { about: "Anywhere", keys: [["Ctrl Z", "Undo"], ["Ctrl Shift Z, Ctrl Y", "Redo"], ["1 … 8", "Open a panel"], ["L", "Go to the slides"], ["V", "Next view"], ["+  −  0", "Larger, smaller, fit in"], ["S", "Safe area"], ["G", "Profile grid"], ["I", "The chosen slide’s side"], ["?", "This sheet"]] },
  { about: "On a slide", keys: [["← →", "Choose another"], ["Alt ← →", "Move it"], ["M", "Pick it up, to put it elsewhere"], ["Enter", "Edit its words"], ["D", "Duplicate"], ["Del", "Delete"], [".", "All actions"]] },
  { about: "While carrying", keys: [["← → or Tab", "Walk over the places"], ["Enter", "Put it there"], ["Esc", "Put it back"]] },
];

/** Show the sheet of keys. */
export function openKeys() {
  const row = (/** @type {string[]} */ [keys, about]) => h("div", { class: "keys__row" }, h("dt", null, h("kbd", null, keys)), h("dd", null, about));
  openDialog({ title: "Keyboard", body: () => LIST.map(({ about, keys }) => h("section", { class: "keys" }, h("h3", null, about), h("dl", null, ...keys.map(row)))) });
}

const VIEWS = /** @type {const} */ (["slide", "board", "feed", "canvases"]);
const PLAIN = {
  v: () => put({ view: VIEWS[(VIEWS.indexOf(desk.view) + 1) % VIEWS.length] }),
  s: () => put({ safe: !desk.safe }),
  g: () => put({ grid: !desk.grid }),
  i: () => put({ inspector: !desk.inspector }),
  l: () => focusChosen(),
  "+": () => zoomBy(1),
  "=": () => zoomBy(1),
  "-": () => zoomBy(-1),
  0: () => put({ zoom: "fit" }),
  "?": () => openKeys(),
};

/** Listen. */
export function startKeys() {
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox], [type=range], [type=color]), textarea, select");
    const letter = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    if (["z", "y"].includes(letter) && !typing) {
      event.preventDefault();
      const isRedo = letter === "y" || event.shiftKey;
      return turnBack(isRedo ? "redo" : "undo", isRedo ? store.state.redo : store.state.undo);
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open], .menu--open")) return;
    const panel = PANELS[Number(event.key) - 1];
    const run = panel ? () => (put({ panel: panel.id, drawer: true }), document.getElementById(`tab-${panel.id}`)?.focus()) : PLAIN[event.key];
    if (!run || (event.target instanceof HTMLElement && event.target.closest("[role=listbox]"))) return;
    event.preventDefault();
    run();
  });
}

/**
 * The tabs of the eight panels, and the place where the chosen one stands.
 */

import { desk, put, watchDesk } from "./desk.js";
import { h, icon } from "./dom.js";
import { PANELS } from "./panels/index.js";
import { store, watch } from "./store.js";

/** @type {Map<string, {host: HTMLElement, update: (state: any) => void}>} */
const built = new Map();

const small = matchMedia("(width < 1100px)");

/** Fill the rail, and keep the open panel in step. */
export function startRail() {
  const rail = /** @type {HTMLElement} */ (document.getElementById("rail"));
  const tabs = PANELS.map((panel) =>
    h(
      "button",
      { type: "button", class: "rail__tab", role: "tab", id: `tab-${panel.id}`, "aria-controls": `panel-${panel.id}`, on: { click: () => choose(panel.id) } },
      icon(panel.id), h("span", null, panel.name),
    ),
  );
  const list = h("div", { class: "rail__list", role: "tablist", "aria-orientation": "vertical", "aria-label": "Panels" }, ...tabs);
  list.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const here = PANELS.findIndex((panel) => panel.id === desk.panel);
    const next = event.key === "Home" ? 0 : event.key === "End" ? PANELS.length - 1 : step && (here + step + PANELS.length) % PANELS.length;
    if (next === undefined) return;
    event.preventDefault();
    put({ panel: PANELS[next].id, drawer: true });
    tabs[next].focus();
  });
  rail.append(list);
  for (const panel of PANELS) host(panel);
  watchDesk((_, changed) => (changed.has("panel") || changed.has("drawer")) && show(tabs));
  watch((state) => built.get(desk.panel)?.update(state));
}

/** @param {string} id */
function choose(id) {
  // On a small screen the panel takes room from the slides: its own tab shuts it.
  put(desk.panel === id && small.matches ? { drawer: !desk.drawer } : { panel: id, drawer: true });
}

/** @param {(typeof PANELS)[number]} panel */
function host(panel) {
  const body = h("div", { class: "panel__body" });
  const head = h("div", { class: "panel__head" }, h("h2", null, panel.name), h("p", { class: "panel__about" }, panel.about));
  const section = h(
    "section", { class: "panel__one scrolls", role: "tabpanel", id: `panel-${panel.id}`, "aria-labelledby": `tab-${panel.id}`, tabindex: "-1", hidden: true },
    head, body,
  );
  new ResizeObserver(() => section.style.setProperty("--head", `${head.offsetHeight}px`)).observe(head);
  document.getElementById("panel")?.append(section);
}

/** @param {HTMLElement[]} tabs */
function show(tabs) {
  PANELS.forEach((panel, place) => {
    const on = panel.id === desk.panel;
    tabs[place].setAttribute("aria-selected", String(on));
    tabs[place].tabIndex = on ? 0 : -1;
    const section = /** @type {HTMLElement} */ (document.getElementById(`panel-${panel.id}`));
    section.hidden = !on;
    if (!on) return;
    if (!built.has(panel.id)) {
      const body = /** @type {HTMLElement} */ (section.querySelector(".panel__body"));
      built.set(panel.id, { host: body, update: panel.build(body) });
    }
    if (store.state) built.get(panel.id)?.update(store.state);
  });
  document.getElementById("desk")?.classList.toggle("desk--drawer-shut", !desk.drawer);
}

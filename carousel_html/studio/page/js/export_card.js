/** One export as a card: how far it is, how faithful it turned out, and its files. */

import { announce, noteError } from "./announce.js";
import { api } from "./api.js";
import { button, fill, h, icon } from "./dom.js";
import { store } from "./store.js";

/** @typedef {import("./types.js").Export} Export */

const STATES = { waiting: "Waiting", running: "Under way", done: "Done", failed: "Failed", cancelled: "Stopped" };

const UNDER_WAY = new Set(["waiting", "running"]);

/**
 * Show an export at its place in the list; the card is drawn anew only when something changed.
 * @param {HTMLElement} list @param {Export} one @param {number} place
 */
export function exportCard(list, one, place) {
  let card = /** @type {HTMLElement | null} */ (list.querySelector(`[data-key="${CSS.escape(one.id)}"]`));
  if (!card) {
    card = h("li", { class: "exports__one", data: { key: one.id } });
    list.insertBefore(card, list.children[place] ?? null);
  }
  const text = JSON.stringify(one);
  if (card.dataset.shown === text) return;
  const before = card.dataset.state;
  card.dataset.shown = text;
  card.dataset.state = one.state;
  fill(card, head(one), UNDER_WAY.has(one.state) && progress(one), one.error && problem(one.error), one.state === "done" && outcome(one));
  if (before && before !== one.state && !UNDER_WAY.has(one.state)) announce(`Export: ${STATES[one.state] ?? one.state}.`);
}

/** @param {Export} one */
function head({ id, state, names, started }) {
  const said = names.map(labelOf).join(", ");
  return h("header", { class: "exports__head" }, h("b", null, said || id), h("time", { class: "field__note", datetime: started }, whenOf(started)), h("span", { class: `tag ${state === "failed" ? "tag--warn" : state === "done" ? "" : "tag--none"}` }, STATES[state] ?? state));
}

/** How a canvas or a platform is called. @param {string} name */
const labelOf = (name) => [...store.catalogue.canvases, ...store.catalogue.platforms].find((one) => one.name === name)?.label ?? name;

/** The time of day; of another day its date too. @param {string} moment */
function whenOf(moment) {
  const when = new Date(moment);
  const time = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit" });
  return when.toDateString() === new Date().toDateString() ? when.toLocaleTimeString(undefined, time) : when.toLocaleString(undefined, { day: "numeric", month: "short", ...time });
}

/** @param {Export} one */
function progress({ id, done, total, stage }) {
  return h(
    "div", { class: "exports__progress" },
    h("progress", { value: done, max: total || 1, "aria-label": "Progress of the export" }),
    h("span", { class: "field__note" }, [total ? `${done} of ${total}` : "", stage].filter(Boolean).join(" · ")),
    button({ label: "Cancel", icon: "close", on: () => api.cancelExport(id).catch(noteError) }),
  );
}

/** @param {import("./types.js").Problem} error */
function problem({ what, where, hint }) {
  return h("div", { class: "problem" }, icon("warn"), h("div", null, h("p", null, h("b", null, what)), where && h("p", null, where), hint && h("p", null, hint)));
}

/** @param {Export} one */
function outcome({ files, summary, zip }) {
  const pdfs = files.filter(({ kind }) => kind === "pdf");
  const link = (/** @type {string} */ href, /** @type {string} */ label, /** @type {string} */ name) => h("a", { class: "button", href, download: "" }, icon(name), label);
  return h(
    "div", { class: "exports__outcome" },
    ...summary.map(fidelityLine),
    h("div", { class: "exports__links" }, zip && link(zip, "All files (zip)", "import"), ...pdfs.map(({ path, url }) => link(url, pdfs.length > 1 ? `PDF, ${labelOf(path.split("/")[0])}` : "PDF", "file"))),
  );
}

/** How faithful the PDF of one canvas is to its pictures. @param {import("./types.js").Outcome} of */
function fidelityLine({ canvas, platform, slides, compared, faithful, worst, findings }) {
  const words = compared && worst !== null ? `PDF matches: ${faithful} of ${compared} slides, worst ${worst.toFixed(3)}` : `${slides} slides`;
  const good = faithful === compared;
  const found = findings ? ` · ${findings} ${findings === 1 ? "finding" : "findings"}` : "";
  return h("p", { class: good ? "exports__faithful" : "exports__faithful exports__faithful--weak" }, icon(good ? "check" : "warn"), `${labelOf(platform ?? canvas)}: ${words}${found}`);
}

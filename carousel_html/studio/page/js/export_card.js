/** One export as a card: how far it is, how faithful it turned out, and its files. */

import { announce, noteError } from "./announce.js";
import { addresses, api } from "./api.js";
import { button, fill, h, icon } from "./dom.js";

const STATES = { running: "Under way", done: "Done", failed: "Failed", cancelled: "Stopped" };

/**
 * Show an export at its place in the list; the card is drawn anew only when something changed.
 * @param {HTMLElement} list @param {any} one @param {number} place
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
  fill(card, head(one), one.state === "running" && progress(one), one.error && problem(one.error), one.state === "done" && outcome(one));
  if (before === "running" && one.state !== "running") announce(`Export: ${STATES[one.state]}. ${fidelityWords(one.fidelity)}`);
}

/** @param {any} one */
function head({ state, names = [], started }) {
  const when = started ? new Date(started).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" }) : "";
  return h("header", { class: "exports__head" }, h("b", null, names.join(", ")), h("span", { class: "field__note" }, when), h("span", { class: `tag ${state === "failed" ? "tag--warn" : state === "done" ? "" : "tag--none"}` }, STATES[state] ?? state));
}

/** @param {any} one */
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

/** @param {any} one */
function outcome({ id, files = [], fidelity, folder }) {
  const pdfs = files.filter((/** @type {any} */ file) => file.kind === "pdf" || file.path.endsWith(".pdf"));
  const link = (/** @type {string} */ href, /** @type {string} */ label, /** @type {string} */ name) => h("a", { class: "button", href, download: "" }, icon(name), label);
  return h(
    "div", { class: "exports__outcome" },
    fidelityWords(fidelity) && h("p", { class: "exports__faithful" }, icon("check"), fidelityWords(fidelity)),
    folder && h("p", { class: "field__note" }, `Written to ${folder}`),
    h("div", { class: "exports__links" }, link(addresses.zip(id), "All files (zip)", "import"), ...pdfs.map((/** @type {any} */ pdf) => link(addresses.exported(id, pdf.path), pdfs.length > 1 ? `PDF, ${pdf.path.split("/")[0]}` : "PDF", "file"))),
  );
}

/** @param {any} fidelity */
function fidelityWords(fidelity) {
  if (!fidelity) return "";
  if (typeof fidelity === "string") return fidelity;
  return `PDF matches: ${fidelity.matching} of ${fidelity.slides} slides, worst ${fidelity.worst}`;
}

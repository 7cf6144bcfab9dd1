/** One export as a card: how far it is, how faithful it turned out, and its files. */

import { announce, noteError } from "./announce.js";
import { api } from "./api.js";
import { button, fill, h, icon } from "./dom.js";

const STATES = { waiting: "Waiting", running: "Under way", done: "Done", failed: "Failed", cancelled: "Stopped" };

const UNDER_WAY = new Set(["waiting", "running"]);

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
  fill(card, head(one), UNDER_WAY.has(one.state) && progress(one), one.error && problem(one.error), one.state === "done" && outcome(one));
  if (before && before !== one.state && !UNDER_WAY.has(one.state)) announce(`Export: ${STATES[one.state] ?? one.state}.`);
}

/** @param {any} one */
function head({ id, state, asked = {}, created }) {
  const when = new Date(created * 1000).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  const names = [...(asked.platforms ?? []), ...(asked.canvases ?? [])].join(", ");
  return h("header", { class: "exports__head" }, h("b", null, names || id), h("span", { class: "field__note" }, when), h("span", { class: `tag ${state === "failed" ? "tag--warn" : state === "done" ? "" : "tag--none"}` }, STATES[state] ?? state));
}

/** @param {any} one */
function progress({ id, done = 0, total = 0, stage = "" }) {
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
function outcome({ files = [], summary = [], zip }) {
  const pdfs = files.filter((/** @type {any} */ { kind }) => kind === "pdf");
  const link = (/** @type {string} */ href, /** @type {string} */ label, /** @type {string} */ name) => h("a", { class: "button", href, download: "" }, icon(name), label);
  return h(
    "div", { class: "exports__outcome" },
    ...summary.map(fidelityLine),
    h("div", { class: "exports__links" }, zip && link(zip, "All files (zip)", "import"), ...pdfs.map((/** @type {any} */ { path, url }) => link(url, pdfs.length > 1 ? `PDF, ${path.split("/")[0]}` : "PDF", "file"))),
  );
}

/** How faithful the PDF of one canvas is to its pictures. @param {any} of */
function fidelityLine({ canvas, platform, slides, compared, faithful, worst, findings }) {
  const words = compared ? `PDF matches: ${faithful} of ${compared} slides, worst ${worst.toFixed(3)}` : `${slides} slides`;
  const good = faithful === compared;
  const found = findings ? ` · ${findings} ${findings === 1 ? "finding" : "findings"}` : "";
  return h("p", { class: good ? "exports__faithful" : "exports__faithful exports__faithful--weak" }, icon(good ? "check" : "warn"), `${platform ?? canvas}: ${words}${found}`);
}

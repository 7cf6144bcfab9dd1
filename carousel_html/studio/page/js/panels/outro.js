/** Outro Slide CTA: whether the carousel closes with a slide of its own, and what that asks for. */

import { put } from "../desk.js";
import { h } from "../dom.js";
import { textField, toggle } from "../fields.js";
import { set, store } from "../store.js";

const PARTS = [
  { key: "headline", label: "Headline", placeholder: "Filled in by itself" },
  { key: "text", label: "Text", rows: 3 },
  { key: "button", label: "Button", placeholder: "Filled in by itself" },
  { key: "handle", label: "Handle", placeholder: "The brand’s or the author’s" },
  { key: "link", label: "Link", type: "url", placeholder: "https://", whole: true },
];

/** @type {import("./index.js").Build} */
export function buildOutro(host) {
  let kept = {}; // a switch destroys nothing: what was written comes back with it
  const on = toggle({ label: "Close with an outro slide", on: (value) => set("outro", value ? kept : false, value ? "Outro added" : "Outro taken off") });
  const fields = PARTS.map((part) => ({ ...part, field: textField({ ...part, on: (value, joins, _, refused) => set(`outro.${part.key}`, (part.whole ? value.trim() : value) || null, "", joins, refused) }) }));
  for (const { key, field } of fields) field.element.dataset.key = key === "headline" ? "title" : key; // as on any slide
  const qr = toggle({ label: "QR code of the link", on: (value) => set("outro.qr", value) });
  const codeless = h("p", { class: "field__note", role: "status" }, "There is nothing to code yet: write a link here, or a site in the brand kit.");
  const body = h("div", { class: "panel__fields" }, ...fields.map((part) => part.field.element), qr.element, codeless);
  host.append(h("div", { class: "panel__fields" }, on.element), body);
  host.addEventListener("focusin", show);
  return (state) => {
    const { outro } = state;
    const filled = /** @type {any} */ (state).outro_shown ?? {};
    if (outro) kept = written(outro);
    on.update(Boolean(outro));
    body.hidden = !outro;
    for (const { key, field, placeholder } of fields) field.update(outro && outro[key], filled[key] || placeholder || "");
    qr.update(outro && outro.qr);
    codeless.hidden = !outro || !outro.qr || Boolean(outro.link || state.brand?.site);
  };
}

/** The keys that somebody set. @param {Record<string, any>} outro */
const written = (outro) => Object.fromEntries(Object.entries(outro).filter(([, value]) => value !== null && value !== false && (typeof value !== "object" || Object.keys(value).length)));

/** Look at the outro while it is being written. */
function show() {
  const outro = store.state.slides.find((slide) => slide.is_outro);
  if (outro) put({ slide: outro.id });
}

/** Brand Kit Customization: who publishes, with which logo, face and colours, and where they stand. */

import { h } from "../dom.js";
import { colorField, textField, toggle } from "../fields.js";
import { set } from "../store.js";
import { contrastNotes } from "./brand_contrast.js";
import { brandFiles } from "./brand_files.js";
import { brandKits } from "./brand_kits.js";

const WORDS = [
  { key: "name", label: "Name" },
  { key: "handle", label: "Handle", placeholder: "@you" },
  { key: "site", label: "Site", placeholder: "example.com", whole: true },
  { key: "tagline", label: "Tagline" },
];
const COLORS = [
  { key: "accent", label: "Accent" },
  { key: "surface", label: "Ground" },
  { key: "text", label: "Text" },
];
const PARTS = ["logo", "avatar", "name", "handle", "site", "number", "progress"];
/** @type {Record<string, [string | null, string][]>} */
const FORMS = {
  header: [[null, "The theme’s own"], ["byline", "Two lines"], ["spread", "One line"], ["center", "Centred"], ["label", "Label"]],
  footer: [[null, "The theme’s own"], ["bar", "Bar"], ["edge", "Edge"], ["segments", "Segments"], ["dots", "Dots"], ["numeral", "Numeral"], ["folio", "Folio"], ["plain", "Plain"]],
};
const PART_LABELS = { logo: "Logo", avatar: "Avatar", name: "Name", handle: "Handle", site: "Site", number: "Slide number", progress: "Progress line" };

/** @type {import("./index.js").Build} */
export function buildBrand(host) {
  const kits = brandKits();
  const words = WORDS.map((part) => ({ ...part, field: textField({ ...part, on: (value, joins, _, refused) => set(`brand.${part.key}`, value, "", joins, refused) }) }));
  const files = brandFiles();
  const colors = COLORS.map((part) => ({ ...part, field: colorField({ label: part.label, on: (value) => set(`brand.colors.${part.key}`, value) }) }));
  const notes = contrastNotes();
  const bars = ["header", "footer"].map((bar) => brandBar(bar));
  host.append(
    section("Kits", kits.element),
    section("Who publishes", h("div", { class: "panel__fields" }, ...words.map((part) => part.field.element))),
    section("Pictures", files.element),
    section("Colours", h("div", { class: "panel__fields" }, ...colors.map((part) => part.field.element), notes.element)),
    ...bars.map((bar) => section(bar.label, bar.element)),
  );
  return (state) => {
    const brand = state.brand ?? {};
    kits.update(state);
    for (const { key, field } of words) field.update(brand[key]);
    files.update(brand);
    for (const { key, field } of colors) field.update(brand.colors?.[key] ?? null);
    notes.update(state.brand_contrast ?? []);
    for (const bar of bars) bar.update(brand[bar.key] ?? {});
  };
}

/** @param {string} title @param {...HTMLElement} children */
function section(title, ...children) {
  return h("section", { class: "panel__section" }, h("h3", { class: "panel__part" }, title), ...children);
}

/** @param {string} bar "header" or "footer" */
function brandBar(bar) {
  const label = bar === "header" ? "Header" : "Footer";
  const show = toggle({ label: `Show the ${bar}`, on: (value) => set(`brand.${bar}.show`, value) });
  const parts = PARTS.map((part) => ({
    part,
    button: h("button", { type: "button", class: "chip", on: { click: (event) => set(`brand.${bar}.${part}`, event.currentTarget.ariaPressed !== "true") } }, PART_LABELS[part]),
  }));
  const row = h("div", { class: "chips", role: "group", "aria-label": `Parts of the ${bar}` }, ...parts.map(({ button }) => button));
  const forms = FORMS[bar].map(([form, name]) => ({ form, button: h("button", { type: "button", class: "chip", on: { click: () => set(`brand.${bar}.form`, form) } }, name) }));
  const formRow = h("div", { class: "field" }, h("span", { class: "field__label", "aria-hidden": "true" }, "Form"), h("div", { class: "chips", role: "group", "aria-label": `Form of the ${bar}` }, ...forms.map(({ button }) => button)));
  return {
    key: bar, label, element: h("div", { class: "panel__fields" }, show.element, row, formRow),
    /** @param {Record<string, any>} values */
    update(values) {
      show.update(values.show !== false);
      row.hidden = formRow.hidden = values.show === false;
      for (const { form, button } of forms) button.setAttribute("aria-pressed", String((values.form ?? null) === form));
      // A part nobody chose (null) stands where the product puts it; the chip says what is chosen, not what is drawn.
      for (const { part, button } of parts) button.setAttribute("aria-pressed", String(values[part] ?? STANDARD[bar].has(part)));
    },
  };
}

/** Where the product puts each part when nobody chose. */
const STANDARD = { header: new Set(["logo", "avatar", "name", "handle"]), footer: new Set(["site", "number", "progress"]) };

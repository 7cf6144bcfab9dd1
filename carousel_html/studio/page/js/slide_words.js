/** The words of one slide: title and text always, the rest where its layout shows them. */

import { h } from "./dom.js";
import { textField } from "./fields.js";
import { store } from "./store.js";

/** Which further words a layout shows. Rows of `items` are lines of the field. */
const FURTHER = {
  quote: ["quote"], list: ["items"], steps: ["items"], compare: ["items"], table: ["items"], stat: ["number"], section: ["number"],
};
const FIELDS = [
  { key: "title", label: "Title", rows: 2 },
  { key: "number", label: "Number", rows: 0 },
  { key: "quote", label: "Quote", rows: 4 },
  { key: "items", label: "Items, one a line", rows: 6 },
  { key: "text", label: "Words", rows: 7 },
];

/**
 * @param {(key: string, value: any, spoken: string, joins: boolean, slide: string) => void} change
 */
export function slideWords(change) {
  const fields = FIELDS.map((part) => ({ ...part, field: textField({ label: part.label, rows: part.rows, on: (value, joins, slide) => change(part.key, fromField(part.key, value), "", joins, slide) }) }));
  for (const { key, field } of fields) field.element.dataset.key = key;
  const note = h("p", { class: "field__note" }, "**bold**, *italic*, `code`, [label](address); an empty line begins a paragraph.");
  return {
    element: h("div", { class: "words inspector__fields" }, ...fields.map(({ field }) => field.element), note),
    /** @param {import("./types.js").Slide} slide */
    update(slide) {
      const further = FURTHER[slide.layout ?? store.state.layout] ?? [];
      for (const { key, field } of fields) {
        const value = /** @type {any} */ (slide)[key];
        field.element.hidden = !["title", "text"].includes(key) && !further.includes(key) && (value == null || value.length === 0);
        // A title that is not the slide's own is shown as what stands there while nothing is written.
        const isFilledIn = key === "title" && !slide.own.title;
        field.update(isFilledIn ? "" : Array.isArray(value) ? value.join("\n") : value, isFilledIn ? slide.title ?? "" : "", slide.id);
      }
    },
  };
}

/** @param {string} key @param {string} value */
function fromField(key, value) {
  if (key === "items") return value.split("\n").map((line) => line.trim()).filter(Boolean);
  return key === "text" ? value : value || null;
}

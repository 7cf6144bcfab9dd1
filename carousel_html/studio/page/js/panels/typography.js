/** Typography & Sizing: the pair of typefaces, the scale, the leading, the alignment. */

import { h } from "../dom.js";
import { segments, slider } from "../fields.js";
import { OWN, picks } from "../picks.js";
import { live } from "../live.js";
import { set, store } from "../store.js";

const ALIGN = [
  { value: null, label: "The theme’s" },
  { value: "start", label: "Start", icon: "align-start", bare: true },
  { value: "center", label: "Centre", icon: "align-center", bare: true },
  { value: "end", label: "End", icon: "align-end", bare: true },
];

/** @type {import("./index.js").Build} */
export function buildTypography(host) {
  const scale = slider({ label: "Text size", min: 0.6, max: 1.6, step: 0.05, rest: 1, percent: true, live: live("--type-scale"), on: (value, joins) => set("typography.scale", value, "", joins) });
  const leading = slider({ label: "Line height", min: 0.8, max: 1.5, step: 0.05, rest: 1, percent: true, live: live("--leading-scale"), on: (value, joins) => set("typography.line_height", value, "", joins) });
  const align = segments({ label: "Alignment", options: ALIGN, on: (value) => set("typography.align", value) });
  const list = picks({ label: "Typefaces", kind: "typography", on: (name) => set("typography.pair", name || null, name ? `Typefaces ${name}` : "The theme’s own typefaces") });
  host.append(h("div", { class: "panel__fields" }, scale.element, leading.element, align.element), h("h3", { class: "panel__part" }, "Typefaces"), list.element);
  return ({ typography }) => {
    scale.update(typography.scale);
    leading.update(typography.line_height);
    align.update(typography.align ?? null);
    list.update([OWN, ...store.catalogue.typographies.map(({ name, label, description }) => ({ name, label, title: description }))], [typography.pair ?? ""]);
  };
}

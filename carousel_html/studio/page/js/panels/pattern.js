/** Background Pattern: which drawing lies behind the words, how strong, how large, in which colour. */

import { h } from "../dom.js";
import { colorField, slider } from "../fields.js";
import { live } from "../live.js";
import { OWN, picks } from "../picks.js";
import { set, store } from "../store.js";

/** @type {import("./index.js").Build} */
export function buildPattern(host) {
  const opacity = slider({ label: "Opacity", min: 0, max: 1, step: 0.05, rest: 1, percent: true, live: live("--pattern-opacity"), on: (value, joins) => set("pattern.opacity", value, "", joins) });
  const scale = slider({ label: "Scale", min: 0.25, max: 4, step: 0.05, rest: 1, percent: true, live: live("--pattern-scale"), on: (value, joins) => set("pattern.scale", value, "", joins) });
  const color = colorField({ label: "Colour", live: live("--pattern-color"), on: (value) => set("pattern.color", value) });
  const list = picks({ label: "Pattern", kind: "pattern", on: (name) => set("pattern.name", name || null, name ? `Pattern ${name}` : "The theme’s own pattern") });
  host.append(h("div", { class: "panel__fields" }, opacity.element, scale.element, color.element), h("h3", { class: "panel__part" }, "Pattern"), list.element);
  return ({ pattern }) => {
    opacity.update(pattern.opacity);
    scale.update(pattern.scale);
    color.update(pattern.color ?? null);
    list.update([OWN, ...store.catalogue.patterns.map(({ name, label, description }) => ({ name, label, title: description }))], [pattern.name ?? ""]);
  };
}

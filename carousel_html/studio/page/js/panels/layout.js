/** Layout Template: the structure of every slide for which nobody chose another. */

import { picks } from "../picks.js";
import { set, store } from "../store.js";

/** Layouts that are chosen by other means: the outro is a panel of its own. */
const ELSEWHERE = new Set(["outro"]);

export const AUTO = { name: "auto", label: "What suits", title: "For each post the layout that suits it.", thumbnail: false };

export const layoutChoices = () =>
  store.catalogue.layouts.filter(({ name }) => !ELSEWHERE.has(name)).map(({ name, label, description }) => ({ name, label, title: description }));

/** @type {import("./index.js").Build} */
export function buildLayout(host) {
  const list = picks({ label: "Layout of the slides", kind: "layout", on: (name) => set("layout", name, `Layout ${name}`) });
  host.append(list.element);
  return (state) => list.update([AUTO, ...layoutChoices()], [state.layout]);
}

/** Layout Template: the structure of every slide for which nobody chose another. */

import { note } from "../announce.js";
import { picks } from "../picks.js";
import { set, store } from "../store.js";

/** Layouts that are chosen by other means: the outro is a panel of its own. */
const ELSEWHERE = new Set(["outro"]);

export const AUTO = { name: "auto", label: "What suits", title: "For each post the layout that suits it.", thumbnail: false };

export const layoutChoices = () =>
  store.catalogue.layouts.filter(({ name }) => !ELSEWHERE.has(name)).map(({ name, label, description }) => ({ name, label, title: description }));

/** @param {string} name */
async function choose(name) {
  const before = store.state.layout;
  if (!(await set("layout", name, `Layout ${name}`)) || name === before || name === AUTO.name) return;
  const others = store.state.slides.filter(({ own, layout, reason, is_outro: outro }) => own.layout && !reason && !outro && layout !== "cover" && layout !== name);
  if (others.length) note(others.length === 1 ? `Slide ${others[0].index + 1} keeps a layout of its own.` : `${others.length} slides keep layouts of their own.`, { hint: "“As all slides”, at the side of a slide, takes it off." });
}

/** @type {import("./index.js").Build} */
export function buildLayout(host) {
  const list = picks({ label: "Layout of the slides", kind: "layout", on: choose });
  host.append(list.element);
  return (state) => list.update([AUTO, ...layoutChoices()], [state.layout]);
}

/** Canvas & Ratio: the formats to make, one or several; the first one is what thumbnails show. */

import { note } from "../announce.js";
import { put } from "../desk.js";
import { picks } from "../picks.js";
import { set, store } from "../store.js";

const RATIOS = [[4, 5], [1, 1], [3, 4], [9, 16], [16, 9], [2, 3], [1.91, 1]];

/** @param {{width: number, height: number}} canvas */
function ratioOf({ width, height }) {
  const near = RATIOS.find(([a, b]) => Math.abs(width / height - a / b) < 0.005);
  return near ? `${near[0]}:${near[1]}` : (width / height).toFixed(2);
}

/** @type {import("./index.js").Build} */
export function buildCanvas(host) {
  const list = picks({ label: "Canvases to make", kind: "canvas", multiple: true, on: turn });
  host.append(list.element);
  return (state) => {
    const choices = store.catalogue.canvases.map((canvas) => ({
      name: canvas.name, label: canvas.label, ratio: `${canvas.width} / ${canvas.height}`,
      detail: `${ratioOf(canvas)} · ${canvas.width}×${canvas.height}`,
    }));
    list.update(choices, state.canvas);
  };
}

/** @param {string} name */
function turn(name) {
  const { canvas } = store.state;
  const label = store.catalogue.canvases.find((one) => one.name === name)?.label ?? name;
  if (!canvas.includes(name)) {
    set("canvas", [...canvas, name], `${label} added`).then((done) => done && put({ canvas: name }));
  } else if (canvas.length > 1) {
    set("canvas", canvas.filter((one) => one !== name), `${label} taken off`);
  } else {
    note("A carousel needs one canvas.", { hint: "Choose another one first, then take this one off." });
  }
}

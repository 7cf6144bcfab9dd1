/** Lines over a slide: what a platform keeps clear, and what its profile grid shows. */

import { desk } from "./desk.js";
import { h } from "./dom.js";

const GRID_RATIO = 3 / 4; // what a profile shows of a post, centred

export function overlays() {
  const safe = h("div", { class: "overlay overlay--safe" }, h("span", null, "Safe area"));
  const grid = h("div", { class: "overlay overlay--grid" }, h("span", null, "Profile grid"));
  const element = h("div", { class: "overlays", "aria-hidden": "true" }, safe, grid);
  /** @param {HTMLElement} box @param {number[]} insets @param {number} scale */
  const put = (box, insets, scale) => {
    for (const [place, side] of ["top", "right", "bottom", "left"].entries()) box.style.setProperty(side, `${insets[place] * scale}px`);
  };
  return {
    element,
    /** @param {{width: number, height: number, safe: number[]}} page @param {number} scale */
    show({ width, height, safe: insets }, scale) {
      safe.hidden = !desk.safe;
      grid.hidden = !desk.grid;
      put(safe, insets, scale);
      const across = Math.max(0, (width - height * GRID_RATIO) / 2);
      const down = Math.max(0, (height - width / GRID_RATIO) / 2);
      put(grid, [down, across, down, across], scale);
    },
  };
}

/** Notes on how well the colours of a kit can be read on each other. */

import { contrast } from "../contrast.js";
import { fill, h, icon } from "../dom.js";

const PAIRS = [
  { ink: "text", ground: "surface", words: "Text on ground", least: 4.5 },
  { ink: "accent", ground: "surface", words: "Accent on ground", least: 3 },
];

export function contrastNotes() {
  const element = h("ul", { class: "contrast", role: "list", "aria-label": "Contrast of the colours" });
  return {
    element,
    /** @param {Record<string, string | null>} colors */
    update(colors) {
      fill(element, ...PAIRS.filter(({ ink, ground }) => colors[ink] && colors[ground]).map((pair) => line(pair, colors)));
    },
  };
}

/** @param {(typeof PAIRS)[number]} pair @param {Record<string, any>} colors */
function line({ ink, ground, words, least }, colors) {
  const ratio = contrast(colors[ink], colors[ground]);
  if (ratio === null) return h("li", { class: "contrast__one" }, `${words}: a colour cannot be read.`);
  const good = ratio >= least;
  const sample = h("span", { class: "contrast__sample", "aria-hidden": "true", style: { color: colors[ink], background: colors[ground] } }, "Aa");
  const verdict = good ? "easy to read" : `too weak; ${least}:1 is the least. The slides use a readable shade instead.`;
  return h("li", { class: good ? "contrast__one" : "contrast__one contrast__one--bad" }, sample, h("span", null, `${words} ${ratio.toFixed(1)}:1, ${verdict}`), icon(good ? "check" : "warn"));
}

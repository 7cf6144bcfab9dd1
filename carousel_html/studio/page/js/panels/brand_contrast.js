/** Notes on how well the colours of a kit can be read on each other, as the server measured them. */

import { fill, h, icon } from "../dom.js";

export function contrastNotes() {
  const element = h("ul", { class: "contrast", role: "list", "aria-label": "Contrast of the colours" });
  return {
    element,
    /** @param {{ok: boolean, said: string}[]} notes */
    update: (notes) => fill(element, ...notes.map(line)),
  };
}

/** @param {{ok: boolean, said: string}} note */
function line({ ok, said }) {
  const words = said[0].toUpperCase() + said.slice(1);
  return h("li", { class: ok ? "contrast__one" : "contrast__one contrast__one--bad" }, icon(ok ? "check" : "warn"), h("span", null, ok ? words : `${words}. The slides use a readable shade instead.`));
}

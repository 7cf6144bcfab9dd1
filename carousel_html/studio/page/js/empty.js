/** The studio before there is anything in it: an invitation to bring a thread, in the place of the slides. */

import { put } from "./desk.js";
import { button, h } from "./dom.js";
import { importForm } from "./import_dialog.js";
import { insertSlide } from "./placing.js";
import { watch } from "./store.js";

/** @param {HTMLElement} work where the slides would stand */
export function startEmpty(work) {
  /** @type {HTMLElement | null} */
  let empty = null;
  watch((state) => {
    const bare = !state.posts.length && !state.slides.some((slide) => !slide.is_implied);
    work.classList.toggle("work--empty", bare);
    if (bare === Boolean(empty)) return;
    if (!bare) {
      empty?.remove();
      empty = null;
      return;
    }
    empty = h(
      "div", { class: "empty scrolls" },
      h(
        "div", { class: "empty__sheet" },
        h("div", { class: "empty__drawing", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
        h("h2", null, "Make a carousel from a thread"), h("p", { class: "quiet" }, "Paste what somebody wrote. It becomes slides at once; then choose how they look."),
        importForm(() => put({ panel: "themes", view: "slide" })),
        h("p", { class: "empty__or" }, "or ", button({ label: "begin with an empty slide", kind: "quiet", on: () => insertSlide(0, { text: "" }) })),
      ),
    );
    work.append(empty);
  });
}

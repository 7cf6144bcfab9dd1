/** Choose an image: one of the thread's, or a file. */

import { noteError } from "./announce.js";
import { api } from "./api.js";
import { openDialog } from "./dialog.js";
import { button, h } from "./dom.js";
import { store } from "./store.js";

const TYPES = "image/png,image/jpeg,image/webp,image/gif";

/**
 * @param {string} title
 * @param {(src: string) => void} on
 */
export function chooseImage(title, on) {
  const images = [...new Map(store.state.posts.flatMap((post) => post.images).map((image) => [image.src, image])).values()];
  openDialog({
    title,
    body: (close) => {
      const input = h("input", { type: "file", accept: TYPES, hidden: true, on: { change: () => input.files[0] && send(input.files[0]) } });
      const send = async (/** @type {File} */ file) => {
        try {
          on((await api.addImage(file)).src);
          close();
        } catch (error) {
          noteError(error);
        }
      };
      const pick = (/** @type {import("./types.js").Picture} */ image, /** @type {number} */ place) =>
        h("button", { type: "button", class: "gallery__one", "aria-label": image.alt || `Image ${place + 1} of the thread`, on: { click: () => (on(image.src), close()) } }, h("img", { src: image.url, alt: "", loading: "lazy" }));
      return [
        h("div", { class: "panel__fields" }, button({ icon: "upload", label: "Choose a file", kind: "wide", on: () => input.click() }), input),
        images.length ? h("h3", { class: "panel__part" }, "From the thread") : h("p", { class: "quiet" }, "The thread has no images."),
        h("div", { class: "gallery" }, ...images.map(pick)),
      ];
    },
  });
}

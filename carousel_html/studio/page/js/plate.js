/**
 * One page of the carousel, large: compose()'s document at once, the stage's own picture as soon as it is taken.
 * The document stands in a frame without scripts; whatever is pressed or dropped lands on this page, above it.
 */

import { addresses } from "./api.js";
import { h } from "./dom.js";
import { fill } from "./frame.js";
import { overlays } from "./overlays.js";
import { aim, widthFor } from "./pictures.js";

/** @typedef {{canvas: string, slide: string, key: string, url: string | null, hash: string, html: string | null, width: number, height: number, safe: number[], name: string}} Page */

export function makePlate() {
  const picture = h("img", { class: "plate__picture", alt: "", draggable: "false" });
  const over = overlays();
  const frames = h("div", { class: "plate__frames", "aria-hidden": "true" });
  const element = h("div", { class: "plate", role: "img" }, frames, picture, over.element);
  /** @type {Page | null} */
  let page = null;
  let scale = 1;
  let loaded = "";

  picture.addEventListener("painted", settle);

  /** The picture is shown when it is the one of this look; the frame until then. */
  function settle() {
    const shown = page?.url && picture.dataset.url?.startsWith(page.url) && picture.dataset.state === "ready";
    element.classList.toggle("plate--picture", Boolean(shown));
    if (shown) element.classList.remove("plate--live", "plate--empty");
    if (page && loaded !== look()) load();
  }

  const look = () => (page ? `${page.canvas}/${page.key}/${page.hash}` : "");

  /** Make the next document ready behind the one that is seen, and turn over when it is. */
  async function load() {
    if (!page) return;
    const { canvas, key, hash, html } = page;
    const wanted = (loaded = look());
    const spare = /** @type {HTMLIFrameElement | null} */ (frames.querySelector(`.plate__frame--next[data-open="${canvas}"]`));
    const frame = spare && html && (await fill(spare, html, () => loaded === wanted)) ? spare : await opened(canvas, key, hash);
    if (loaded === wanted && frame.isConnected) turn(frame, wanted);
  }

  /** Open a document in a new frame behind the one that is seen. @param {string} canvas @param {string} key @param {string} hash @returns {Promise<HTMLIFrameElement>} */
  function opened(canvas, key, hash) {
    const src = addresses.document(canvas, key, hash);
    const frame = h("iframe", { class: "plate__frame plate__frame--next", sandbox: "allow-same-origin", tabindex: "-1", title: "The slide as it is being made", src });
    for (const old of frames.querySelectorAll(".plate__frame--next")) old.remove();
    size(frame);
    frames.append(frame);
    return new Promise((resolve) => frame.addEventListener("load", () => ((frame.dataset.open = canvas), resolve(frame)), { once: true }));
  }

  /** Show a frame that is ready. The one seen before stays behind it, to be filled with the next look. @param {HTMLIFrameElement} frame @param {string} look */
  function turn(frame, look) {
    for (const other of [...frames.children]) {
      if (other === frame) continue;
      if (other.classList.contains("plate__frame--next")) other.remove();
      other.classList.add("plate__frame--next");
    }
    frame.classList.remove("plate__frame--next");
    frame.dataset.look = look;
    element.classList.remove("plate--live", "plate--empty");
    settle();
    if (frames.childElementCount === 1) requestIdleCallback(prepare);
  }

  /** Have a second frame open, for the next look. */
  function prepare() {
    if (page && frames.childElementCount === 1) opened(page.canvas, page.key, page.hash);
  }

  /** @param {HTMLElement} frame */
  function size(frame) {
    if (!page) return;
    frame.style.setProperty("width", `${page.width}px`);
    frame.style.setProperty("height", `${page.height}px`);
    frame.style.setProperty("scale", String(scale));
  }

  return {
    element,
    get page() {
      return page;
    },
    get scale() {
      return scale;
    },
    /** The document that is seen, for reading places. */
    get document() {
      return /** @type {HTMLIFrameElement | null} */ (frames.querySelector("iframe:not(.plate__frame--next)"))?.contentDocument ?? null;
    },
    /** Stand empty, in the right size: the server has not laid this slide out yet. @param {string} slide @param {{width: number, height: number}} size @param {number} nextScale */
    wait(slide, { width, height }, nextScale) {
      if (page?.slide === slide) return;
      scale = nextScale;
      page = null;
      loaded = "";
      frames.replaceChildren();
      delete element.dataset.slide;
      element.classList.remove("plate--picture");
      element.classList.add("plate--empty");
      element.setAttribute("aria-label", "The slide is being laid out");
      element.style.setProperty("width", `${width * scale}px`);
      element.style.setProperty("height", `${height * scale}px`);
    },
    /** @param {Page} next @param {number} nextScale */
    show(next, nextScale) {
      const other = page?.key !== next.key || page?.canvas !== next.canvas;
      page = next;
      scale = nextScale;
      element.dataset.slide = next.slide;
      element.setAttribute("aria-label", next.name);
      element.style.setProperty("width", `${next.width * scale}px`);
      element.style.setProperty("height", `${next.height * scale}px`);
      if (other && !frames.childElementCount) element.classList.add("plate--empty");
      if (other) element.classList.remove("plate--picture");
      for (const frame of frames.children) size(/** @type {HTMLElement} */ (frame));
      aim(picture, next.url && addresses.picture(next.url, widthFor(next.width * scale, next.width)));
      over.show(next, scale);
      settle();
    },
  };
}

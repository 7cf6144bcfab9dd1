/** The images of one slide: look, alt text, focal point, swap, remove, add. */

import { desk } from "./desk.js";
import { button, fill, h } from "./dom.js";
import { textField } from "./fields.js";
import { openFocus } from "./focus_dialog.js";
import { chooseImage } from "./image_chooser.js";
import { act, slideOf } from "./store.js";

export function slideImages() {
  const list = h("ul", { class: "images", role: "list" });
  const more = button({ icon: "plus", label: "Add an image", kind: "wide", on: () => add(desk.slide) });
  let shape = "";
  /** @type {{alt: ReturnType<typeof textField>, picture: HTMLImageElement}[]} */
  let rows = [];
  return {
    element: h("div", { class: "inspector__fields" }, list, more),
    /** @param {import("./types.js").Slide} slide */
    update(slide) {
      const next = JSON.stringify([slide.id, slide.images.map(({ url }) => url)]);
      if (next !== shape) {
        shape = next;
        rows = slide.images.map((image, place) => row(slide.id, image, place));
        fill(list, ...rows.map(({ element }) => element));
      }
      slide.images.forEach(({ alt, focus }, place) => {
        rows[place].alt.update(alt);
        rows[place].picture.style.setProperty("object-position", focus ? `${focus[0] * 100}% ${focus[1] * 100}%` : "50% 50%");
      });
    },
  };
}

/** @param {string} slide @param {import("./types.js").Picture} image @param {number} place */
function row(slide, image, place) {
  const number = place + 1;
  // What is done here is done to this image of this slide, wherever it stands by then.
  const change = (/** @type {object} */ values, spoken = "", joins = false) => setImage(slide, placeOf(slide, image, place), values, spoken, joins);
  const picture = h("img", { class: "images__picture", src: image.url, alt: "" });
  const alt = textField({ label: `Alt text of image ${number}`, rows: 2, placeholder: "What the picture shows", on: (value, joins) => change({ alt: value }, "", joins) });
  const element = h(
    "li", { class: "images__one" }, picture,
    h(
      "div", { class: "images__buttons" },
      button({ icon: "focus", label: `Focal point of image ${number}`, bare: true, on: () => openFocus(slide, placeOf(slide, image, place)) }),
      button({ icon: "swap", label: `Swap image ${number}`, bare: true, on: () => chooseImage(`Swap image ${number}`, (src) => change({ src }, "Image swapped.")) }),
      button({ icon: "trash", label: `Remove image ${number}`, bare: true, kind: "bad", on: () => act("remove_image", { slide, place: placeOf(slide, image, place) }, { spoken: `Image ${number} removed.` }) }),
    ),
    alt.element,
  );
  return { element, alt, picture };
}

/** @param {string} slide @param {number} place @param {object} values @param {string} [spoken] @param {boolean} [joins] */
const setImage = (slide, place, values, spoken, joins) => act("set_image", { slide, place, ...values, ...(joins && { joins }) }, { spoken });

/** Where an image of a slide stands now; -1 when it is gone. @param {string} slide @param {import("./types.js").Picture} image @param {number} place where it stood */
function placeOf(slide, { src }, place) {
  const images = slideOf(slide)?.images ?? [];
  return images[place]?.src === src ? place : images.findIndex((one) => one.src === src);
}

/** @param {string} slide */
const add = (slide) => chooseImage("Add an image", (src) => setImage(slide, slideOf(slide)?.images.length ?? 0, { src }, "Image added."));

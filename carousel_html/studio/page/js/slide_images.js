/** The images of one slide: look, alt text, focal point, swap, remove, add. */

import { desk } from "./desk.js";
import { button, fill, h } from "./dom.js";
import { textField } from "./fields.js";
import { openFocus } from "./focus_dialog.js";
import { chooseImage } from "./image_chooser.js";
import { act, slideOf } from "./store.js";

export function slideImages() {
  const list = h("ul", { class: "images", role: "list" });
  const add = button({ icon: "plus", label: "Add an image", kind: "wide", on: () => chooseImage("Add an image", (src) => setImage(slideOf(desk.slide)?.images.length ?? 0, { src }, "Image added.")) });
  let shape = "";
  /** @type {{alt: ReturnType<typeof textField>, picture: HTMLImageElement}[]} */
  let rows = [];
  return {
    element: h("div", { class: "inspector__fields" }, list, add),
    /** @param {import("./types.js").Slide} slide */
    update(slide) {
      const next = JSON.stringify([slide.id, slide.images.map(({ url }) => url)]);
      if (next !== shape) {
        shape = next;
        rows = slide.images.map((image, place) => row(image, place));
        fill(list, ...rows.map(({ element }) => element));
      }
      slide.images.forEach(({ alt, focus }, place) => {
        rows[place].alt.update(alt);
        rows[place].picture.style.setProperty("object-position", focus ? `${focus[0] * 100}% ${focus[1] * 100}%` : "50% 50%");
      });
    },
  };
}

/** @param {import("./types.js").Picture} image @param {number} place */
function row(image, place) {
  const number = place + 1;
  const picture = h("img", { class: "images__picture", src: image.url, alt: "" });
  const alt = textField({ label: `Alt text of image ${number}`, rows: 2, placeholder: "What the picture shows", on: (value) => setImage(place, { alt: value }) });
  const element = h(
    "li", { class: "images__one" }, picture,
    h(
      "div", { class: "images__buttons" },
      button({ icon: "focus", label: `Focal point of image ${number}`, bare: true, on: () => openFocus(desk.slide, place) }),
      button({ icon: "swap", label: `Swap image ${number}`, bare: true, on: () => chooseImage(`Swap image ${number}`, (src) => setImage(place, { src }, "Image swapped.")) }),
      button({ icon: "trash", label: `Remove image ${number}`, bare: true, kind: "bad", on: () => act("remove_image", { slide: desk.slide, place }, { spoken: `Image ${number} removed.` }) }),
    ),
    alt.element,
  );
  return { element, alt, picture };
}

/** @param {number} place @param {object} values @param {string} [spoken] */
const setImage = (place, values, spoken) => act("set_image", { slide: desk.slide, place, ...values }, { spoken });

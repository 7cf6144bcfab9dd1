/**
 * Set the focal point of an image: press or drag on the picture, or move it with the arrows. Beside it stands what
 * stays in view in a few shapes.
 */

import { openDialog } from "./dialog.js";
import { button, h, say } from "./dom.js";
import { act, slideOf } from "./store.js";

const SHAPES = ["1 / 1", "4 / 5", "16 / 9"];
const STEP = 0.02;
const hold = (/** @type {number} */ value) => Math.min(1, Math.max(0, Math.round(value * 1000) / 1000));

/** @param {string} slide @param {number} place */
export function openFocus(slide, place) {
  const image = slideOf(slide)?.images[place];
  if (!image) return;
  let [x, y] = image.focus ?? [0.5, 0.5];
  const crops = SHAPES.map((ratio) => h("img", { class: "focus__crop", src: image.url, alt: "", style: { "aspect-ratio": ratio } }));
  const point = h("button", { type: "button", class: "focus__point", "aria-describedby": "focus-help" });
  const field = h("div", { class: "focus__field" }, h("img", { src: image.url, alt: image.alt || "The image", draggable: "false" }), point);
  const words = h("p", { class: "field__note", id: "focus-help" });
  const show = () => {
    point.style.setProperty("left", `${x * 100}%`);
    point.style.setProperty("top", `${y * 100}%`);
    point.setAttribute("aria-label", `Focal point, ${Math.round(x * 100)} % across, ${Math.round(y * 100)} % down`);
    for (const crop of crops) crop.style.setProperty("object-position", `${x * 100}% ${y * 100}%`);
    say(words, `${Math.round(x * 100)} % across, ${Math.round(y * 100)} % down. Press on the picture, drag the point, or use the arrows.`);
  };
  const follow = (/** @type {PointerEvent} */ event) => {
    const box = field.getBoundingClientRect();
    [x, y] = [hold((event.clientX - box.left) / box.width), hold((event.clientY - box.top) / box.height)];
    show();
  };
  field.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => (field.setPointerCapture(event.pointerId), event.preventDefault(), point.focus(), follow(event)));
  field.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => field.hasPointerCapture(event.pointerId) && follow(event));
  point.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (!across && !down) return;
    event.preventDefault();
    [x, y] = [hold(x + across * STEP), hold(y + down * STEP)];
    show();
  });
  show();
  openDialog({
    title: "Focal point",
    wide: true,
    body: () => [h("div", { class: "focus" }, h("div", null, field, words), h("div", { class: "focus__crops", "aria-hidden": "true" }, ...crops))],
    foot: (close) => [
      button({ label: "Back to the middle", kind: "quiet", on: () => (([x, y] = [0.5, 0.5]), show()) }),
      button({ label: "Keep this point", kind: "main", on: () => (close(), act("set_image", { slide, place, focus: [x, y] }, { spoken: "Focal point set." })) }),
    ],
  });
  point.focus();
}

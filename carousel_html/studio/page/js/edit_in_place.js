/**
 * Edit words where they stand on the slide: a text field over the words, in their own face, size and colour. Words
 * that no single block of the slide holds as they are written (items, a quote) are edited in their field beside it.
 * Reads places from the frame; the words come from the state and go to the server.
 */

import { announce, note } from "./announce.js";
import { h } from "./dom.js";
import { editWords } from "./slide_menu.js";
import { act, slideOf } from "./store.js";

const BLOCKS = ".title, .prose, .cover__lead";
const BESIDE = ["items", "quote", "number"];
const MARGIN = 6;

/**
 * Open the field over the words under a point of the window.
 * @param {ReturnType<typeof import("./plate.js").makePlate>} plate @param {number} x @param {number} y
 */
export function editAt(plate, x, y) {
  const slide = slideOf(plate.page?.slide ?? null);
  const document = plate.document;
  if (!slide || !document || plate.element.querySelector(".inplace")) return;
  const box = plate.element.getBoundingClientRect();
  const hit = document.elementFromPoint((x - box.left) / plate.scale, (y - box.top) / plate.scale);
  const named = hit?.closest(BLOCKS);
  const other = named ? undefined : BESIDE.find((key) => slide[key]?.length);
  const key = other ?? (named?.matches(".title") ? "title" : "text");
  const block = named ?? document.querySelector(".slide__body :is(.prose, .cover__lead)") ?? document.querySelector(".slide__body");
  // What is shown may be no words of the slide: an outro says something by itself.
  const isFilledIn = !slide[key] && block?.textContent?.trim();
  if (other || isFilledIn || slide.is_implied) editWords(slide.id, key);
  else if (block) open(plate, slide, block, key);
}

/** @param {ReturnType<typeof import("./plate.js").makePlate>} plate @param {import("./types.js").Slide} slide @param {Element} block @param {string} key */
function open(plate, slide, block, key) {
  const before = slide[key] ?? "";
  const place = block.getBoundingClientRect();
  const style = getComputedStyle(block);
  const { scale } = plate;
  const px = (/** @type {number} */ value) => `${value * scale}px`;
  const field = h("textarea", {
    class: "inplace", dir: "auto", value: before, "aria-label": `${key === "title" ? "Title" : "Words"} of slide ${slide.index + 1}. Escape leaves it as it was.`, spellcheck: "true",
    style: {
      left: `${place.left * scale - MARGIN}px`, top: `${place.top * scale - MARGIN}px`, width: `${place.width * scale + 2 * MARGIN}px`,
      "min-height": `${place.height * scale + 2 * MARGIN}px`, padding: `${MARGIN}px`, "font-family": style.fontFamily, "font-weight": style.fontWeight,
      "font-size": px(parseFloat(style.fontSize)), "line-height": style.lineHeight === "normal" ? "1.3" : px(parseFloat(style.lineHeight)),
      "letter-spacing": style.letterSpacing === "normal" ? "0" : px(parseFloat(style.letterSpacing)), "text-align": style.textAlign, color: style.color, background: groundOf(block),
    },
  });
  const grow = () => {
    field.style.setProperty("height", "auto");
    field.style.setProperty("height", `${field.scrollHeight}px`);
  };
  let done = false;
  const close = (/** @type {boolean} */ keep) => {
    if (done) return;
    done = true;
    const words = field.value;
    field.remove();
    if (document.activeElement === document.body) document.getElementById("view")?.focus();
    if (keep && words !== before && (slideOf(slide.id)?.[key] ?? "") !== before) note(`The ${key === "title" ? "title" : "words"} of slide ${slide.index + 1} were changed elsewhere meanwhile; yours stand there now. Undo brings the others back.`);
    if (keep && words !== before) act("set_slide", { slide: slide.id, key, value: words }, { spoken: `${key === "title" ? "Title" : "Words"} of slide ${slide.index + 1} changed.` });
    else announce("Left as it was.");
  };
  field.addEventListener("input", grow);
  field.addEventListener("blur", () => close(true));
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Escape") close(false);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || key === "title")) (event.preventDefault(), close(true));
  });
  plate.element.append(field);
  grow();
  field.focus();
  field.setSelectionRange(before.length, before.length);
}

/** The first ground behind an element that can be seen. @param {Element} element */
function groundOf(element) {
  for (let one = /** @type {Element | null} */ (element); one; one = one.parentElement) {
    const { backgroundColor } = getComputedStyle(one);
    if (backgroundColor !== "transparent" && !/(?:,|\/)\s*0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return "#fff";
}

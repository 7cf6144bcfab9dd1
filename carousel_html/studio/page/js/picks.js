/**
 * A choice shown as pictures: a list box whose options are small renders of the user's own first slide.
 * Arrows walk, Enter or Space chooses, so looking around changes nothing.
 */

import { h, icon, keyed, say } from "./dom.js";
import { aim } from "./pictures.js";
import { thumbnailOf, want, watchThumbnails } from "./thumbnails.js";

/** What is chosen while nothing is: the theme was drawn with one. */
export const OWN = { name: "", label: "The theme’s own", thumbnail: false };

/**
 * @typedef {{name: string, label: string, detail?: string, title?: string, ratio?: string, thumbnail?: boolean}} Choice
 * @param {{label: string, kind: string, on: (name: string) => void, multiple?: boolean, small?: boolean}} options
 */
export function picks({ label, kind, on, multiple = false, small = false }) {
  const box = h("div", {
    class: `picks${small ? " picks--small" : ""} picks--${kind}`, role: "listbox", "aria-label": label,
    "aria-multiselectable": multiple ? "true" : null, "aria-orientation": "horizontal",
  });
  const optionOf = (target) => /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest("[role=option]") : null);
  box.addEventListener("click", (event) => {
    const option = optionOf(event.target);
    if (option) (focusOn(box, option), on(option.dataset.key ?? ""));
  });
  box.addEventListener("keydown", (event) => {
    const option = optionOf(event.target);
    if (!option) return;
    if (event.key === "Enter" || event.key === " ") (event.preventDefault(), on(option.dataset.key ?? ""));
    const next = walk(box, option, event.key);
    if (next) (event.preventDefault(), focusOn(box, next), next.focus());
  });
  watchThumbnails((of) => of === kind && aimAll(box, kind));
  return {
    element: box,
    /** @param {Choice[]} choices @param {string[]} chosen */
    update(choices, chosen) {
      keyed(box, choices, (choice) => choice.name, (choice) => make(choice, kind), describe);
      const options = /** @type {HTMLElement[]} */ ([...box.children]);
      for (const option of options) {
        const on = chosen.includes(option.dataset.key ?? "");
        if (option.getAttribute("aria-selected") !== String(on)) option.setAttribute("aria-selected", String(on));
      }
      const current = options.find((option) => option.tabIndex === 0 && option === document.activeElement);
      focusOn(box, current ?? options.find((option) => option.ariaSelected === "true") ?? options[0]);
      aimAll(box, kind);
    },
  };
}

/** @param {Choice} choice @param {string} kind */
function make(choice, kind) {
  const image = h("img", { alt: "", class: "pick__image", draggable: "false" });
  return h(
    "div", { class: "pick", role: "option", tabindex: "-1", "aria-selected": "false" },
    h("span", { class: "pick__frame" }, choice.thumbnail === false ? icon(kind === "variant" ? "layout" : kind) : image, h("span", { class: "pick__mark" }, icon("check"))),
    h("span", { class: "pick__label" }), h("span", { class: "pick__detail" }),
  );
}

/** @param {HTMLElement} element @param {Choice} choice */
function describe(element, choice) {
  say(/** @type {Element} */ (element.querySelector(".pick__label")), choice.label);
  const detail = /** @type {HTMLElement} */ (element.querySelector(".pick__detail"));
  say(detail, choice.detail ?? "");
  detail.hidden = !choice.detail;
  if (choice.title) element.title = choice.title;
  if (choice.ratio) element.style.setProperty("--ratio", choice.ratio);
}

/** @param {HTMLElement} box @param {HTMLElement | undefined} option */
function focusOn(box, option) {
  for (const one of /** @type {Iterable<HTMLElement>} */ (box.children)) {
    const index = one === option ? 0 : -1;
    if (one.tabIndex !== index) one.tabIndex = index;
  }
}

/** @param {HTMLElement} box @param {HTMLElement} from @param {string} key */
function walk(box, from, key) {
  const options = /** @type {HTMLElement[]} */ ([...box.children]);
  const place = options.indexOf(from);
  const across = Math.max(1, options.filter((option) => option.offsetTop === options[0].offsetTop).length);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[key];
  if (step) return options[Math.min(options.length - 1, Math.max(0, place + step))];
  if (key === "Home") return options[0];
  if (key === "End") return options.at(-1);
  if (key.length === 1 && key !== " ") {
    const after = [...options.slice(place + 1), ...options.slice(0, place + 1)];
    return after.find((option) => option.textContent?.toLowerCase().startsWith(key.toLowerCase()));
  }
}

/** Show the thumbnails there are, and have the others made, when the box can be seen. @param {HTMLElement} box @param {string} kind */
function aimAll(box, kind) {
  if (!box.checkVisibility()) return;
  if (box.querySelector("img")) want(kind);
  for (const option of /** @type {Iterable<HTMLElement>} */ (box.children)) {
    const image = option.querySelector("img");
    if (image) aim(image, thumbnailOf(kind, option.dataset.key ?? ""), "choice");
  }
}

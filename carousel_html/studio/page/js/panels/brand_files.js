/** Logo, avatar and font of a kit: what is there, and a way to bring another one. */

import { note, noteError } from "../announce.js";
import { api } from "../api.js";
import { button, fill, h, icon } from "../dom.js";
import { inTurn, refreshCatalogue, set, take } from "../store.js";

const FILES = [
  { part: "logo", label: "Logo", types: "image/png,image/jpeg,image/webp,image/svg+xml" },
  { part: "logo_dark", label: "Logo on dark", types: "image/png,image/jpeg,image/webp,image/svg+xml" },
  { part: "avatar", label: "Avatar", types: "image/png,image/jpeg,image/webp" },
];

const FONTS = "font/ttf,font/otf,.ttf,.otf";

export function brandFiles() {
  const rows = FILES.map((file) => ({ ...file, element: h("div", { class: "upload" }) }));
  const about = h("span", { class: "upload__name" }, "Font", h("span", { class: "field__note" }, " becomes a choice of Typography & Sizing"));
  const font = h("div", { class: "upload" }, h("span", { class: "upload__picture", "aria-hidden": "true" }, icon("typography")), about, chooser("font", "Font", FONTS));
  return {
    element: h("div", { class: "panel__fields" }, ...rows.map((row) => row.element), font),
    /** @param {Record<string, any>} brand */
    update(brand) {
      for (const { part, label, types, element } of rows) {
        const url = brand[`${part}_url`];
        const shown = `${brand[part]} ${url}`;
        if (element.dataset.shown === shown) continue;
        element.dataset.shown = shown;
        fill(
          element,
          h("span", { class: "upload__picture" }, url ? h("img", { src: `${url}?v=${encodeURIComponent(brand[part])}`, alt: label }) : icon(part === "avatar" ? "image" : "brand")),
          h("span", { class: "upload__name" }, label, !brand[part] && h("span", { class: "field__note" }, " none")),
          brand[part] && button({ icon: "trash", label: `Remove: ${label}`, bare: true, kind: "quiet", on: () => set(`brand.${part}`, null, `${label} removed`) }),
          chooser(part, label, types),
        );
      }
    },
  };
}

/** @param {string} part @param {string} label @param {string} types */
function chooser(part, label, types) {
  const input = h("input", { type: "file", accept: types, hidden: true, on: { change: () => input.files[0] && send(part, label, input.files[0]).finally(() => (input.value = "")) } });
  return h("span", null, button({ icon: "upload", label: `Choose: ${label}`, bare: true, on: () => input.click() }), input);
}

/** @param {any} part @param {string} label @param {File} file */
async function send(part, label, file) {
  try {
    take(await inTurn(() => api.brandFile(part, file)));
    if (part === "font") await refreshCatalogue();
    note(`${label} taken in.`);
  } catch (error) {
    noteError(error);
  }
}

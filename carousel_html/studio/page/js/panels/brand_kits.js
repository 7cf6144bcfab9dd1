/** The saved brand kits: use one, or save the present one under a name. */

import { note, noteError } from "../announce.js";
import { api } from "../api.js";
import { button, fill, h, icon } from "../dom.js";
import { inTurn, take } from "../store.js";

const ROLES = ["surface", "text", "accent"];

export function brandKits() {
  const list = h("ul", { class: "kits", role: "list" });
  const name = h("input", { class: "input", "aria-label": "Name of the kit", placeholder: "Save the present kit as…", autocomplete: "off" });
  const form = h("form", { class: "kits__form" }, name, button({ icon: "save", label: "Save the kit", bare: true, attributes: { type: "submit" } }));
  let loaded = "";
  async function load() {
    const { kits } = await api.brands();
    fill(list, ...(kits.length ? kits.map(kit) : [h("li", { class: "quiet" }, "No kit is saved yet.")]));
  }
  form.addEventListener("submit", async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (name.value.trim()) await save(name.value.trim());
    else name.focus();
  });
  /** @param {string} as @param {boolean} [replace] */
  async function save(as, replace = false) {
    const taken = await tell(() => api.saveBrand(as, replace), `Kit ${as} saved.`, (error) => {
      if (error.status !== 409) return noteError(error);
      note(error.message, { bad: true, hint: error.hint, action: { label: "Replace it", run: () => save(as, true) } });
    });
    if (taken) name.value = "";
    await load().catch(noteError);
  }
  return {
    element: h("div", { class: "panel__fields" }, list, form),
    /** @param {import("../types.js").State} state */
    update(state) {
      const shown = JSON.stringify([state.brand, state.brand_file]);
      if (shown === loaded) return;
      loaded = shown;
      load().catch(noteError);
    },
  };
}

/** @param {{name: string, label?: string, current: boolean, colors?: Record<string, string | null>, logo_url?: string | null}} kit */
function kit({ name, label, current, colors = {}, logo_url: logo }) {
  const face = h(
    "span", { class: "kits__face", "aria-hidden": "true" },
    logo ? h("img", { src: logo, alt: "" }) : h("span", null, ...ROLES.filter((role) => colors[role]).map((role) => h("i", { style: { background: /** @type {string} */ (colors[role]) } }))),
  );
  return h(
    "li", null,
    h(
      "button", { type: "button", class: "kits__one", "aria-pressed": String(current), on: { click: () => use(name) } },
      face, h("span", { class: "kits__name" }, name, label && label.toLowerCase() !== name && h("span", { class: "field__note" }, ` ${label}`)), current && icon("check"),
    ),
  );
}

/** @param {string} name */
const use = (name) => tell(() => api.useBrand(name), `Kit ${name} in use.`);

/** @param {() => Promise<any>} job @param {string} done @param {(error: any) => void} [refused] @returns {Promise<boolean>} whether it was done */
async function tell(job, done, refused = noteError) {
  try {
    take(await inTurn(job));
    note(done);
    return true;
  } catch (error) {
    refused(error);
    return false;
  }
}

/** Preset Themes: one look for the whole carousel. */

import { picks } from "../picks.js";
import { set, store } from "../store.js";

export const themeChoices = () => store.catalogue.themes.map(({ name, label, description }) => ({ name, label, title: description }));

/** @type {import("./index.js").Build} */
export function buildThemes(host) {
  const list = picks({ label: "Theme", kind: "theme", on: (name) => set("theme", name, `Theme ${name}`) });
  host.append(list.element);
  return (state) => list.update(themeChoices(), [state.theme]);
}

/**
 * The eight panels, in their order and under their names. A panel is `build(host)`, which fills its host
 * once and returns what to do when the state has changed.
 */

import { buildBrand } from "./brand.js";
import { buildBuild } from "./build.js";
import { buildCanvas } from "./canvas.js";
import { buildLayout } from "./layout.js";
import { buildOutro } from "./outro.js";
import { buildPattern } from "./pattern.js";
import { buildThemes } from "./themes.js";
import { buildTypography } from "./typography.js";

/** @typedef {(host: HTMLElement) => (state: import("../types.js").State) => void} Build */

/** @type {{id: string, name: string, about: string, build: Build}[]} */
export const PANELS = [
  { id: "canvas", name: "Canvas & Ratio", about: "Choose your destination platform format.", build: buildCanvas },
  { id: "layout", name: "Layout Template", about: "Choose a content structure for your slides.", build: buildLayout },
  { id: "themes", name: "Preset Themes", about: "Choose a finished look for the whole carousel.", build: buildThemes },
  { id: "typography", name: "Typography & Sizing", about: "Choose a pair of typefaces, and how large and how tight they are set.", build: buildTypography },
  { id: "brand", name: "Brand Kit Customization", about: "Configure brand assets for headers and footers.", build: buildBrand },
  { id: "outro", name: "Outro Slide CTA", about: "Customize your closing call-to-action slide.", build: buildOutro },
  { id: "pattern", name: "Background Pattern", about: "Put a quiet drawing behind the words.", build: buildPattern },
  { id: "build", name: "Build Your Carousel", about: "Drag a post onto a slide or between two, or use its buttons.", build: buildBuild },
];

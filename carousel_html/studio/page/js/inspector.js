/** Everything about the one chosen slide: its findings, words, images, layout, theme, variants, alt text. */

import { note, noteError } from "./announce.js";
import { desk, put, watchDesk } from "./desk.js";
import { button, fill, h, keyed, say } from "./dom.js";
import { segments, textField } from "./fields.js";
import { findingCard, findingsOf } from "./findings.js";
import { AUTO, layoutChoices } from "./panels/layout.js";
import { themeChoices } from "./panels/themes.js";
import { picks } from "./picks.js";
import { slideImages } from "./slide_images.js";
import { slideMenu } from "./slide_menu.js";
import { slideWords } from "./slide_words.js";
import { pagesOf, watchPreviews } from "./previews.js";
import { act, slideOf, store, watch } from "./store.js";

const AS_ALL = { name: "", label: "As all slides", thumbnail: false };
const change = (/** @type {string} */ key, /** @type {any} */ value, spoken = "", joins = false, slide = desk.slide) => act("set_slide", { slide, key, value, ...(joins && { joins }) }, { spoken, refused: (error) => (slideOf(slide) ? noteError(error) : noteLost(error, value)) });

/** Say that a slide is gone, with the words that were written for it: they are nowhere else. @param {any} error @param {any} value */
const noteLost = (error, value) => note(error.message, { bad: true, hint: typeof value === "string" && value.trim() ? `What was written for it: “${value}”` : "" });

/** Fill the inspector, and keep it in step. */
export function startInspector() {
  const host = /** @type {HTMLElement} */ (document.getElementById("inspector"));
  const title = h("h2", null, "Slide");
  const more = button({ icon: "more", label: "Actions for this slide", bare: true, kind: "quiet", attributes: { "aria-haspopup": "menu", "aria-expanded": "false" }, on: (event) => slideMenu(/** @type {HTMLElement} */ (event.currentTarget), desk.slide) });
  const close = button({ icon: "close", label: "Close this side", bare: true, kind: "quiet", on: () => put({ inspector: false }) });
  const findings = h("ul", { class: "findings", role: "list", "aria-label": "Findings" });
  const words = slideWords(change);
  const images = slideImages();
  const layouts = picks({ label: "Layout of this slide", kind: "layout", small: true, on: (name) => change("layout", name || asAll(), name ? `Layout ${name}` : "Layout as all slides") });
  const themes = picks({ label: "Theme of this slide", kind: "theme", small: true, on: (name) => change("theme", name || null, name ? `Theme ${name}` : "Theme as all slides") });
  const reason = h("p", { class: "field__note" });
  const variants = h("div", { class: "inspector__fields" });
  const alt = textField({ label: "Alt text of the slide", rows: 3, note: "What somebody hears who cannot see it. Empty: made from the words.", on: (value, joins, slide) => change("alt", value || null, "", joins, slide) });
  const parts = [
    part("Images", images.element, true), part("Layout", h("div", { class: "inspector__fields" }, reason, layouts.element), true), part("Variants", variants, true),
    part("Theme", themes.element, false), part("Alt text", alt.element, false),
  ];
  const outro = h("div", { class: "inspector__outro", hidden: true }, h("p", null, "The outro closes every carousel. Its words stand in a panel of their own."), button({ label: "Edit the outro", icon: "outro", on: () => put({ panel: "outro", drawer: true }) }));
  const body = h("div", { class: "inspector__body scrolls" }, findings, outro, words.element, ...parts);
  host.append(h("header", { class: "inspector__head" }, title, more, close), body);

  const show = () => {
    const slide = slideOf(desk.slide);
    const open = desk.inspector && Boolean(slide);
    document.getElementById("desk")?.classList.toggle("desk--inspector-shut", !open);
    host.hidden = !open;
    if (!slide || !open) return;
    say(title, slide.is_outro ? "Outro slide" : `Slide ${slide.index + 1}`);
    keyed(findings, findingsOf(slide.id), (finding) => `${finding.kind} ${finding.text}`, (finding) => findingCard(finding), () => undefined);
    outro.hidden = !slide.is_implied;
    for (const element of [words.element, ...parts]) element.hidden = slide.is_implied;
    if (slide.is_implied) return;
    words.update(slide);
    images.update(slide);
    layouts.update([AS_ALL, ...layoutChoices()], [hasOwn(slide) ? layoutOf(slide) : ""]);
    say(reason, slide.reason ? `Chosen because it is ${slide.reason}.` : "");
    themes.update([AS_ALL, ...themeChoices()], [slide.theme ?? ""]);
    showVariants(variants, /** @type {HTMLElement} */ (parts[2]), slide);
    alt.update(slide.alt, undefined, slide.id);
  };
  watch(show);
  watchPreviews((canvas) => canvas === desk.canvas && show());
  watchDesk((_, changed) => store.state && (changed.has("slide") || changed.has("inspector") || changed.has("canvas") || changed.has("opened")) && show());
}

/** Where all slides have what suits them, a slide has to say so: its words may not be those of its post. */
const asAll = () => (store.state.layout === AUTO.name ? AUTO.name : null);
/** Whether a slide has a layout of its own. @param {import("./types.js").Slide} slide */
const hasOwn = (slide) => slide.own.layout && slide.layout !== AUTO.name;

/** The layout a slide wears: what the canvas made of it knows best, for "auto" is no layout. @param {import("./types.js").Slide} slide */
const layoutOf = (slide) => pagesOf(desk.canvas, slide.id)[0]?.layout ?? slide.layout;

/** @param {string} name @param {HTMLElement} content @param {boolean} open */
function part(name, content, open) {
  // What was shut had no pictures made: ask for them when it opens.
  const opened = () => put({ opened: desk.opened + 1 });
  return h("details", { class: "part", open, on: { toggle: opened } }, h("summary", { class: "part__name" }, name), content);
}

/**
 * The variants the slide's layout offers, each a row of segments.
 * @param {HTMLElement} host @param {HTMLElement} whole @param {import("./types.js").Slide} slide
 */
function showVariants(host, whole, slide) {
  const offered = Object.entries(store.catalogue.layouts.find(({ name }) => name === layoutOf(slide))?.variants ?? {});
  whole.hidden = !offered.length;
  const shape = JSON.stringify(offered);
  if (host.dataset.shape !== shape) {
    host.dataset.shape = shape;
    const rows = offered.map(([name, values]) => ({ name, values, field: segments({ label: capital(name), options: values.map((value) => ({ value, label: value })), on: (value) => change(`variant.${name}`, value, `${name} ${value}`) }) }));
    fill(host, ...rows.map(({ field }) => field.element));
    updates.set(host, (variant) => rows.forEach(({ name, values, field }) => field.update(variant[name] ?? values[0])));
  }
  updates.get(host)?.({ ...wornBy(slide), ...slide.variant });
}

/** The variants that the slide's theme wears in its layout. @param {import("./types.js").Slide} slide @returns {Record<string, string>} */
function wornBy(slide) {
  const theme = slide.theme ?? store.state?.theme;
  const wears = store.catalogue.themes.find(({ name }) => name === theme)?.wears ?? {};
  return { ...wears["every layout"], ...wears[layoutOf(slide)] };
}

/** @type {WeakMap<HTMLElement, (variant: Record<string, string>) => void>} */
const updates = new WeakMap();
const capital = (/** @type {string} */ word) => word[0].toUpperCase() + word.slice(1).replaceAll("-", " ");

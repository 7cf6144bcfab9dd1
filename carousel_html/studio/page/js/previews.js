/**
 * Hold what each canvas makes of the slides: which pages, in which order, and where their pictures are.
 * A page is a slide, or one part of a slide that a canvas had to split.
 */

import { noteError } from "./announce.js";
import { api } from "./api.js";
import { desk, watchDesk } from "./desk.js";
import { listen } from "./events.js";
import { store, watch } from "./store.js";

/** @typedef {import("./types.js").Preview} Preview */

const AGAIN = 120; // ms until a preview that came before its state is asked for once more
const REMEMBERED = 500; // pictures that were told of, by the look they show

/** @type {Map<string, Preview>} */
const previews = new Map();
/** @type {{key: string, hash: string, html: string} | null} the document that came with the last answer */
let sent = null;
/** @type {Map<string, string>} a picture may be told of while an answer that does not know it is on its way */
const taken = new Map();
/** @type {Set<string>} */
const asking = new Set();
/** @type {Set<(canvas: string) => void>} */
const watchers = new Set();

/** @param {(canvas: string) => void} watcher called when the preview of a canvas has changed */
export function watchPreviews(watcher) {
  watchers.add(watcher);
}

/** @param {string} canvas @returns {Preview | undefined} */
export const previewOf = (canvas) => previews.get(canvas);

/** The pages that a slide makes on a canvas. @param {string} canvas @param {string} slide */
export const pagesOf = (canvas, slide) => (previews.get(canvas)?.slides ?? []).filter((page) => page.slide === slide);

/** The document of a page, if it came with an answer. @param {import("./types.js").Plate} page */
export const htmlOf = (page) => (sent?.key === page.key && sent.hash === page.hash ? sent.html : null);

/** Keep the previews that are looked at in step with the state. */
export function startPreviews() {
  store.lookedAt = () => (desk.canvas ? { canvas: desk.canvas, slide: keyOf(desk.slide) } : null);
  watch(({ shown, revision }, before) => {
    if (before?.revision === revision) return;
    if (shown) receive(shown);
    for (const canvas of lookedAt()) if (previews.get(canvas)?.revision !== revision) ask(canvas);
  });
  watchDesk((_, changed) => {
    if (!store.state) return;
    if (changed.has("canvas") || changed.has("view")) for (const canvas of lookedAt()) if (!previews.has(canvas)) ask(canvas);
    if (changed.has("canvas") || changed.has("view") || changed.has("slide")) sayView();
  });
  listen("fitted", ({ canvas }) => lookedAt().includes(canvas) && ask(canvas));
  listen("templates", () => lookedAt().forEach(ask));
  listen("picture", ({ canvas, hash, url }) => {
    taken.set(hash, url);
    for (const old of [...taken.keys()].slice(0, -REMEMBERED)) taken.delete(old);
    const preview = previews.get(canvas);
    if (!preview?.slides.some((page) => page.hash === hash && page.url !== url)) return;
    keep(preview);
    tell(canvas);
  });
}

/** @param {string} slide */
const keyOf = (slide) => pagesOf(desk.canvas, slide)[0]?.key ?? slide;
const lookedAt = () => (desk.view === "canvases" ? [...new Set([desk.canvas, ...store.state.canvas])] : [desk.canvas]).filter(Boolean);

/** @param {Preview} preview */
function keep(preview) {
  for (const page of preview.slides) page.url = taken.get(page.hash) ?? page.url;
  previews.set(preview.canvas, preview);
}

/** @param {NonNullable<import("./types.js").State["shown"]>} shown */
function receive({ preview, document }) {
  sent = document;
  keep(preview);
  tell(preview.canvas);
}

/** @param {string} canvas */
async function ask(canvas) {
  if (asking.has(canvas)) return; // the answer is looked at below, and asked for again when it is an old one
  asking.add(canvas);
  try {
    const { revision } = store.state;
    const preview = await api.preview(canvas);
    keep(preview);
    // With a problem it is the last good one: a newer one is to be had only after something was changed.
    if (preview.revision < store.state.revision && (!preview.problem || revision < store.state.revision)) setTimeout(() => ask(canvas), AGAIN);
  } catch (error) {
    noteError(error);
  } finally {
    asking.delete(canvas);
  }
  tell(canvas);
}

/** @param {string} canvas */
function tell(canvas) {
  for (const watcher of watchers) watcher(canvas);
}

let timer = 0;
/** Tell the server what is looked at, so that those pictures come first. */
function sayView() {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    api.view({ canvas: desk.canvas, canvases: lookedAt(), slide: keyOf(desk.slide) }).catch(() => null); // only an order of work
  }, 80);
}

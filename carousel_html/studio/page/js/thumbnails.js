/**
 * Hold the small pictures of the choices: asked for by kind, when they are looked at and the look has changed.
 * Making them costs the server work, so the slides' own pictures are let go first.
 */

import { noteError } from "./announce.js";
import { api } from "./api.js";
import { listen } from "./events.js";
import { store } from "./store.js";

const REST = 600; // ms after the last change before thumbnails are asked for anew

/** @type {Map<string, Map<string, string>>} kind, name, address */
const addresses = new Map();
/** @type {Map<string, string>} kind, and the look its thumbnails were asked for */
const asked = new Map();
/** @type {Map<string, number>} */
const timers = new Map();
/** @type {Set<(kind: string) => void>} */
const watchers = new Set();

/** @param {(kind: string) => void} watcher */
export function watchThumbnails(watcher) {
  watchers.add(watcher);
}

/** @param {string} kind @param {string} name @returns {string | null} */
export const thumbnailOf = (kind, name) => addresses.get(kind)?.get(name) ?? null;

/** Have the thumbnails of a kind made, if they show an old look. @param {string} kind */
export function want(kind) {
  const look = lookNow();
  if (asked.get(kind) === look) return;
  const isFirst = !asked.has(kind);
  asked.set(kind, look);
  clearTimeout(timers.get(kind));
  timers.set(kind, window.setTimeout(() => ask(kind), isFirst ? 0 : REST));
}

/** @param {string} kind */
async function ask(kind) {
  try {
    keep(kind, Object.entries(await api.thumbnails(kind)));
  } catch (error) {
    asked.delete(kind);
    noteError(error);
  }
}

/** @param {string} kind @param {[string, string][]} made */
function keep(kind, made) {
  const known = addresses.get(kind) ?? new Map();
  for (const [name, url] of made) if (url) known.set(name, url);
  addresses.set(kind, known);
  for (const watcher of watchers) watcher(kind);
}

/** Hear of those that were made after they were asked for. */
export function startThumbnails() {
  listen("thumbnail", ({ kind, name, url }) => keep(kind, [[name, url]]));
}

/** What thumbnails show: the first slide, and the choices for all. */
function lookNow() {
  const { slides, layout, theme, typography, pattern, brand, canvas, title, author } = store.state;
  return JSON.stringify([slides[0], slides.length, layout, theme, typography, pattern, brand, canvas[0], title, author]);
}

/**
 * Hold the one state of the carousel as the server last said it, and send actions, one after the other.
 * Knows revisions and conflicts between tabs; does not know what any panel shows.
 */

import { announce, noteError } from "./announce.js";
import { api, OTHER, Refusal } from "./api.js";

/** @typedef {import("./types.js").State} State */

/** Actions that mean the same whatever another tab has done in between; the others name a place. */
const SAFE_TO_REPEAT = new Set(["set", "set_slide", "set_image", "put", "duplicate_slide", "delete_slide"]);

/** Actions that set a value. While the server is away they are kept, shown as if done, and sent when it is back. */
const MAY_WAIT = new Set(["set", "set_slide", "set_image"]);
const AGAIN = 2000; // ms until it is tried again
/** @type {Map<string, {name: string, values: any}>} what waits, by what it sets: the last value counts */
const unsent = new Map();

export const store = {
  /** @type {State} */
  state: /** @type {any} */ (null),
  /** @type {import("./types.js").Catalogue} */
  catalogue: /** @type {any} */ (null),
  /** @type {number} actions that wait for their answer */
  busy: 0,
  /** @type {() => {canvas: string, slide: string} | null} what is seen large: an answer brings its new look along */
  lookedAt: () => null,
};

/** @type {Set<(state: State, before: State | null) => void>} */
const watchers = new Set();
/** @type {Promise<any>} */
let queue = Promise.resolve();

/**
 * Call `watcher` now (when there is a state) and after every change.
 * @param {(state: State, before: State | null) => void} watcher
 */
export function watch(watcher) {
  watchers.add(watcher);
  if (store.state) watcher(store.state, null);
}

/**
 * Take a state from the server. An older one than ours came late and is dropped; one of another run of the studio
 * knows our slides by other names.
 * @param {State} state
 */
export function take(state) {
  if (store.state && (state.revision < store.state.revision || state.run !== store.state.run)) return;
  const before = store.state;
  // The posts of a long thread are not sent again when they are the ones we have.
  if (!state.posts) state.posts = before?.posts ?? [];
  store.state = laidOver(state);
  tell(before);
}

/** The state with what is not sent yet laid over it. @param {State} state @returns {State} */
function laidOver(state) {
  for (const { name, values } of unsent.values()) {
    const slide = values.slide && state.slides.find(({ id }) => id === values.slide);
    const [first, ...rest] = name === "set_image" ? [] : values.key.split(".").reverse();
    const thing = name === "set_image" ? slide?.images[values.place] : rest.reduceRight((one, key) => one?.[key], values.slide ? slide : state);
    if (thing && name === "set_image") Object.assign(thing, "alt" in values && { alt: values.alt }, "focus" in values && { focus: values.focus });
    else if (thing) thing[first] = values.value;
  }
  return state;
}

/** Whether there is something that the server does not know. */
export const isUnsent = () => unsent.size > 0;

/** Send what waits. Each stays until it is taken, or refused. */
export function sendAgain() {
  clearTimeout(again);
  for (const { name, values } of [...unsent.values()]) act(name, values);
}

let again = 0;

/** @param {State | null} before */
function tell(before) {
  for (const watcher of watchers) watcher(store.state, before);
}

/**
 * Ask for the state anew; several wishes that wait are one.
 * @param {number} [known] a revision that there is: it may be here when this has its turn
 */
export function refresh(known = 0) {
  waiting ??= inTurn(async () => {
    waiting = null;
    if (!known || known > store.state.revision) take(await api.state(store.state?.posts_version));
  }).catch(() => null); // a server that is gone is told of by the banner
  return waiting;
}

/** @type {Promise<any> | null} */
let waiting = null;

/** Ask anew what there is to choose from: a template or a font came in or went. */
export async function refreshCatalogue() {
  store.catalogue = await api.catalogue();
  tell(store.state);
}

/**
 * Send one action, after those that were sent before it. Says what happened when `spoken` is given. What the server
 * refuses is shown as a note, or told to `refused`.
 * @param {string} name @param {any} [values] @param {{spoken?: string, refused?: (error: any) => void}} [options]
 * @returns {Promise<boolean>} whether it was done
 */
export function act(name, values = {}, { spoken = "", refused = noteError } = {}) {
  return inTurn(async () => {
    const what = JSON.stringify([name, values.slide, values.place, values.key]);
    try {
      const state = await attempt(name, values);
      unsent.delete(what);
      take(state);
    } catch (error) {
      if (MAY_WAIT.has(name) && isAway(error)) wait(what, { name, values }, error);
      else (unsent.delete(what), refused(error));
      tell(store.state); // a control that showed the wish shows the truth again
      return false;
    }
    if (spoken) announce(spoken);
    return true;
  });
}

/** Whether nobody was there to do it: no server, or one that was started since. @param {any} error */
const isAway = (error) => error instanceof Refusal && [0, 403].includes(error.status);

/** @param {string} what @param {{name: string, values: any}} action @param {any} error */
function wait(what, { name, values }, error) {
  if (!unsent.size) noteError(error);
  unsent.set(what, { name, values: { ...unsent.get(what)?.values, ...values } });
  laidOver(store.state);
  clearTimeout(again);
  if (!error.status) again = window.setTimeout(sendAgain, AGAIN);
}

/** @param {string} name @param {object} values */
async function attempt(name, values) {
  try {
    return await api.act(asked(name, values));
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409 || !error.body?.state) throw error;
    if (error.body.state.run !== store.state.run) throw new Refusal(403, OTHER);
    take(error.body.state);
    if (!SAFE_TO_REPEAT.has(name))
      throw new Refusal(409, { what: "The carousel was changed elsewhere in the meantime.", hint: "This page shows it now. Do it again if you still want to." });
    return api.act(asked(name, values));
  }
}

/** @param {string} name @param {object} values */
const asked = (name, values) => ({ ...values, name, run: store.state.run, revision: store.state.revision, have: store.state.posts_version, looked_at: store.lookedAt() });

/**
 * Set a key of the carousel ("theme", "typography.scale"). What `joins` goes on with the step before it, as
 * typing and sliding do, and is undone together with it.
 * @param {string} key @param {any} value @param {string} [spoken] @param {boolean} [joins] @param {(error: any) => void} [refused]
 */
export const set = (key, value, spoken, joins = false, refused = undefined) => act("set", { key, value, ...(joins && { joins }) }, { spoken, refused });

/**
 * Do something with the server in turn with the actions; anything that changes the state goes through here.
 * @template T @param {() => Promise<T>} job @returns {Promise<T>}
 */
export function inTurn(job) {
  store.busy += 1;
  const done = queue.then(job).finally(() => {
    store.busy -= 1;
    document.documentElement.toggleAttribute("data-busy", store.busy > 0);
  });
  document.documentElement.toggleAttribute("data-busy", true);
  queue = done.catch(() => null);
  return done;
}

/** @param {string | null} id @returns {import("./types.js").Slide | undefined} */
export const slideOf = (id) => store.state.slides.find((slide) => slide.id === id);
/** @param {string | null} id @returns {import("./types.js").Post | undefined} */
export const postOf = (id) => store.state.posts.find((post) => post.id === id);
/** @param {string} name @returns {import("./types.js").Canvas} */
export const canvasOf = (name) =>
  store.catalogue.canvases.find((canvas) => canvas.name === name) ?? store.catalogue.canvases[0];
/** How many slides may be moved: all but the outro that closes every carousel. */
export const movable = () => store.state.slides.filter((slide) => !slide.is_implied).length;
/** How a slide is called when it is spoken of. @param {import("./types.js").Slide} slide */
export const nameOf = (slide) => {
  const words = slide.name;
  return `Slide ${slide.index + 1}${words ? `: ${words.length > 48 ? `${words.slice(0, 46)}…` : words}` : ""}`;
};

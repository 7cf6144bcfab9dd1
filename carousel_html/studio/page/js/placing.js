/**
 * What may be put where, and the action that does it. Dragging, carrying by keyboard and the quick buttons all
 * end here.
 *
 * @typedef {{kind: "post", post: string} | {kind: "image", post: string, src: string} | {kind: "slide", slide: string}} Thing
 * @typedef {{kind: "gap", at: number} | {kind: "slide", slide: string, how: "replace" | "join"}} Place
 */

import { note } from "./announce.js";
import { put as putDesk } from "./desk.js";
import { act, movable, nameOf, slideOf, store } from "./store.js";

/** How a thing is called. @param {Thing} thing */
export function thingName(thing) {
  if (thing.kind === "slide") return nameOf(/** @type {any} */ (slideOf(thing.slide)));
  const number = store.state.posts.findIndex((post) => post.id === thing.post) + 1;
  return thing.kind === "image" ? `Image of post ${number}` : `Post ${number}`;
}

/** How a place is called, as a button says it. @param {Thing} thing @param {Place} place */
export function placeName(thing, place) {
  if (place.kind === "gap") {
    const where = place.at === 0 ? "at the start" : `after slide ${place.at}`;
    return thing.kind === "slide" ? `Move ${where}` : `New slide ${where}`;
  }
  const number = (slideOf(place.slide)?.index ?? 0) + 1;
  if (thing.kind === "image") return place.how === "replace" ? `Replace the image of slide ${number}` : `Add to the images of slide ${number}`;
  return place.how === "replace" ? `Replace slide ${number}` : `Join to slide ${number}`;
}

/** What a place does, in one word. @param {Thing} thing @param {Place} place */
export const placeWord = (thing, place) =>
  place.kind === "gap" ? (thing.kind === "slide" ? "Move here" : "New slide") : place.how === "replace" ? "Replace" : thing.kind === "image" ? "Add" : "Join";

/** Whether a place takes a thing at all. @param {Thing} thing @param {Place} place */
export function takes(thing, place) {
  if (place.kind === "slide") return thing.kind !== "slide" && slideOf(place.slide)?.is_implied === false;
  if (place.at > movable()) return false;
  const from = thing.kind === "slide" ? slideOf(thing.slide)?.index ?? -1 : -1;
  return thing.kind !== "slide" || (place.at !== from && place.at !== from + 1);
}

/**
 * Put a thing in its place, and look at the outcome.
 * @param {Thing} thing @param {Place} place
 */
export async function place(thing, place) {
  if (!takes(thing, place)) return false;
  const spoken = `${thingName(thing)}: ${placeName(thing, place)}.`;
  if (thing.kind === "slide") {
    const { at } = /** @type {{at: number}} */ (place);
    return moveSlide(thing.slide, at > (slideOf(thing.slide)?.index ?? 0) ? at - 1 : at);
  }
  const what = thing.kind === "image" ? { post: thing.post, content: "image", image: thing.src } : { post: thing.post };
  if (place.kind === "gap") return insertSlide(place.at, thing.kind === "image" ? what : { ...what, content: "both" }, spoken);
  const content = thing.kind === "image" ? "image" : "text";
  const done = await act("put", { ...what, slide: place.slide, content, how: place.how }, { spoken });
  if (done) putDesk({ slide: place.slide });
  return done;
}

/** @param {string} slide @param {number} to its place afterwards, from 0 */
export async function moveSlide(slide, to) {
  const from = slideOf(slide)?.index ?? 0;
  if (to < 0 || to >= movable() || to === from) return false;
  const done = await act("move_slide", { slide, to }, { spoken: `Slide ${from + 1} is now slide ${to + 1} of ${store.state.slides.length}.` });
  if (done) putDesk({ slide });
  return done;
}

/** @param {number} at @param {object} what @param {string} [spoken] */
export async function insertSlide(at, what, spoken = `New slide ${at + 1}.`) {
  const known = new Set(store.state.slides.map((slide) => slide.id));
  const done = await act("insert_slide", { at, ...what }, { spoken });
  const fresh = store.state.slides.find((slide) => !known.has(slide.id));
  if (done && fresh) putDesk({ slide: fresh.id });
  return done;
}

/**
 * A quick button of a card: bring content into the chosen slide. It joins what is there already; nothing is ever
 * lost by a button, however often it is pressed. Putting a post in the place of its own words is offered.
 * @param {string} post @param {"text" | "image" | "both"} content @param {string} slide
 */
export async function insert(post, content, slide) {
  const target = slideOf(slide);
  if (!target || target.is_implied) return insertSlide(movable(), { post, content });
  const hasWords = [target.title, target.text, target.quote, target.number, target.items?.length].some(Boolean);
  const isThere = hasWords && target.posts.includes(post);
  const how = hasWords || target.images.length ? "join" : "replace";
  const name = `${{ text: "Content", image: "Image", both: "Content and image" }[content]} of post ${store.state.posts.findIndex(({ id }) => id === post) + 1}`;
  const put = (/** @type {object} */ what) => act("put", { slide, post, content, ...what }, { spoken: `${name} is on slide ${target.index + 1}.` });
  if (content === "image" || !isThere) return put({ how });
  note(`Post ${store.state.posts.findIndex(({ id }) => id === post) + 1} is on slide ${target.index + 1} already.`, { action: { label: "Put its words there anew", run: () => put({ content: "text", how: "replace" }) } });
  return content === "both" && act("put", { slide, post, content: "image", how });
}

/** Every place a thing may go, in the order of the slides. @param {Thing} thing @returns {Place[]} */
export function placesFor(thing) {
  /** @type {Place[]} */
  const places = [];
  store.state.slides.forEach((slide, index) => {
    places.push({ kind: "gap", at: index });
    if (!slide.is_implied) places.push({ kind: "slide", slide: slide.id, how: "replace" }, { kind: "slide", slide: slide.id, how: "join" });
  });
  if (!store.state.slides.at(-1)?.is_implied) places.push({ kind: "gap", at: movable() });
  return places.filter((one) => takes(thing, one));
}

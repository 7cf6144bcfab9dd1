/**
 * The posts of the thread as cards: what was written, on which slides it is, and buttons that bring it there.
 * Five hundred cards stand in the page; the browser lays out those in sight (content-visibility).
 */

import { carry } from "./carry.js";
import { desk, put } from "./desk.js";
import { button, fill, h, icon, keyedInSteps } from "./dom.js";
import { draggable } from "./drag.js";
import { drops } from "./drops.js";
import { insert, insertSlide } from "./placing.js";
import { movable, slideOf, store } from "./store.js";

/** @typedef {import("./types.js").Post & {on: number[], number: number}} Card */

const QUICK = [
  { what: "text", label: "Insert content", icon: "text" },
  { what: "image", label: "Insert image", icon: "image", needsImage: true },
  { what: "both", label: "Insert both", icon: "both", needsImage: true },
  { what: "slide", label: "New slide", icon: "plus" },
];

/** @returns {{element: HTMLElement, update: (cards: Card[]) => void}} */
export function cardList() {
  const element = h("ol", { class: "cards", role: "list", "aria-label": "Posts of the thread" });
  element.addEventListener("click", onClick);
  draggable(element, held, drops);
  return { element, update: (cards) => keyedInSteps(element, cards, (card) => card.id, make, update) };
}

/** @param {Card} card */
function make(card) {
  const quick = QUICK.map(({ what, label, icon: name }) =>
    h("button", { type: "button", class: "card__quick", "data-quick": what, title: label }, icon(name), h("span", null, label)),
  );
  return h(
    "li", { class: "card" },
    h("header", { class: "card__head" }), h("div", { class: "card__text" }), h("div", { class: "card__images" }), h("div", { class: "card__links" }),
    h("div", { class: "card__on" }), h("div", { class: "card__buttons", role: "group", "aria-label": `Post ${card.number}` }, ...quick),
  );
}

/** @param {HTMLElement} element @param {Card} card */
function update(element, card) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (element.querySelector(`.card__${name}`));
  const { author, date, number } = card;
  const words = JSON.stringify([author, date, number, card.text, card.images, card.links]);
  if (element.dataset.words !== words) {
    element.dataset.words = words;
    fill(part("head"), face(author, number), h("span", { class: "card__who" }, h("b", null, author.name || author.handle || `Post ${number}`), h("span", null, [author.name && author.handle, shortDate(date)].filter(Boolean).join(" · "))), (author.name || author.handle) && h("span", { class: "card__number" }, String(number)), button({ icon: "place", label: `Place post ${number}…`, bare: true, kind: "quiet", attributes: { "data-quick": "carry" } }), h("span", { class: "card__grip", "data-handle": true, "aria-hidden": "true" }, icon("grip")));
    part("text").replaceChildren(...safe(card.html));
    fill(part("images"), ...card.images.map((image, place) => h("img", { class: "card__image", src: image.url, alt: image.alt || `Image ${place + 1} of post ${number}`, loading: "lazy", draggable: "false", data: { src: image.src } })));
    fill(part("links"), ...card.links.map((link) => h("span", { class: "card__link" }, icon("link"), typeof link === "string" ? link.replace(/^https?:\/\//, "") : link.label)));
    for (const { what, label, needsImage } of QUICK) {
      const one = /** @type {HTMLButtonElement} */ (element.querySelector(`[data-quick="${what}"]`));
      one.disabled = Boolean(needsImage && !card.images.length);
      one.setAttribute("aria-label", `${label}, post ${number}`);
    }
  }
  fill(part("on"), ...(card.on.length ? card.on.map((index) => h("button", { type: "button", class: "tag card__tag", data: { go: String(index) }, "aria-label": `On slide ${index + 1}: look at it` }, `Slide ${index + 1}`)) : [h("span", { class: "tag tag--none" }, "On no slide")]));
  element.classList.toggle("card--unused", !card.on.length);
}

/** @param {import("./types.js").Author} author @param {number} number */
function face({ name, handle, avatar }, number) {
  if (avatar) return h("img", { class: "card__face", src: avatar, alt: "", draggable: "false" });
  return h("span", { class: "card__face", "aria-hidden": "true" }, (name || handle).replace(/^@/, "").slice(0, 1).toUpperCase() || String(number));
}

/** @param {string | null} date */
function shortDate(date) {
  const when = date ? new Date(date) : null;
  return when && !Number.isNaN(when.valueOf()) ? when.toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" }) : "";
}

const KEPT = new Set(["P", "STRONG", "EM", "CODE", "PRE", "BR", "UL", "OL", "LI", "BLOCKQUOTE", "S", "A", "B", "I", "SPAN"]);

/** The server's HTML of a post, rebuilt from the few elements a post may have, without any attribute. @param {string} html */
function safe(html) {
  const copy = (/** @type {Node} */ node) => {
    if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.textContent ?? "");
    if (!(node instanceof Element) || !KEPT.has(node.tagName)) return null;
    // A link of a post is shown, not followed: a card is something to drag.
    const own = document.createElement(node.tagName === "A" ? "u" : node.tagName);
    own.append(.../** @type {Node[]} */ ([...node.childNodes].map(copy).filter(Boolean)));
    return own;
  };
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return /** @type {Node[]} */ ([...parsed.body.childNodes].map(copy).filter(Boolean));
}

/** @param {Element} target @returns {import("./drag.js").Held | null} */
function held(target) {
  const card = /** @type {HTMLElement | null} */ (target.closest(".card"));
  if (!card) return null;
  const post = card.dataset.key ?? "";
  const number = store.state.posts.findIndex(({ id }) => id === post) + 1;
  if (target instanceof HTMLImageElement && target.dataset.src)
    return { thing: { kind: "image", post, src: target.dataset.src }, element: target, label: `Image of post ${number}` };
  return { thing: { kind: "post", post }, element: card, label: `Post ${number}` };
}

/** @param {MouseEvent} event */
function onClick(event) {
  const target = /** @type {Element} */ (event.target);
  const post = /** @type {HTMLElement | null} */ (target.closest(".card"))?.dataset.key ?? "";
  const go = /** @type {HTMLElement | null} */ (target.closest("[data-go]"))?.dataset.go;
  if (go) return put({ slide: store.state.slides[Number(go)]?.id });
  const quick = /** @type {HTMLElement | null} */ (target.closest("[data-quick]"))?.dataset.quick;
  if (quick === "carry") carry({ kind: "post", post }, desk.slide);
  else if (quick === "slide") insertSlide(after(), { post, content: "both" });
  else if (quick) insert(post, /** @type {any} */ (quick), desk.slide);
}

/** A new slide stands behind the chosen one. */
function after() {
  const slide = slideOf(desk.slide);
  return slide && !slide.is_implied ? slide.index + 1 : movable();
}

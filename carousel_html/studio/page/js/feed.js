/** How the carousel looks in a feed: the frame of a post around the pictures, one to swipe at a time. */

import { addresses } from "./api.js";
import { desk, put } from "./desk.js";
import { button, fill, h, icon, keyed, say } from "./dom.js";
import { aim, widthFor } from "./pictures.js";
import { previewOf } from "./previews.js";
import { store } from "./store.js";

/** Which frame a canvas is seen in. `full` has the picture from edge to edge with the app's parts over it. */
const FRAMES = { story: "full", tiktok: "full", "linkedin-portrait": "document", presentation: "document", "x-landscape": "post", pinterest: "pin" };
const PHONE = 390; // CSS px, a phone's width

/** @param {HTMLElement} view @param {import("./types.js").Slide} slide */
export function showFeed(view, slide) {
  const preview = previewOf(desk.canvas);
  if (!preview) return;
  const kind = FRAMES[desk.canvas] ?? "post";
  let feed = /** @type {HTMLElement | null} */ (view.querySelector(".feed"));
  if (feed?.dataset.kind !== kind) {
    feed?.remove();
    view.append((feed = make(kind)));
  }
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (feed?.querySelector(`.feed__${name}`));
  const zoom = Math.min(1, (view.clientHeight - 40) / ((PHONE / preview.width) * preview.height + (kind === "full" ? 0 : 190)));
  feed.style.setProperty("zoom", String(Math.max(0.5, zoom)));
  fill(part("who"), face(), h("span", null, h("b", null, store.state.brand?.name || store.state.author.name || "Your name"), h("span", null, store.state.brand?.handle || store.state.author.handle || "")));
  const pages = preview.slides;
  const index = Math.max(0, pages.findIndex((page) => page.slide === slide.id));
  const strip = part("strip");
  strip.style.setProperty("aspect-ratio", `${preview.width} / ${preview.height}`);
  keyed(strip, pages.map(({ key, slide: id }) => ({ key, id })), ({ key }) => key, ({ id }) => h("img", { class: "feed__image", alt: "", draggable: "false", data: { slide: id } }), () => undefined);
  for (const [place, image] of /** @type {[number, any][]} */ ([...strip.children].entries())) {
    const { url } = pages[place];
    if (Math.abs(place - index) < 3) aim(image, url && addresses.picture(url, widthFor(PHONE, preview.width)));
  }
  if (Math.abs(strip.scrollLeft - index * strip.clientWidth) > 4) strip.scrollTo({ left: index * strip.clientWidth, behavior: "smooth" });
  say(part("count"), `${index + 1}/${pages.length}`);
  keyed(part("dots"), pages.map(({ key }, place) => ({ key, on: place === index })).slice(Math.max(0, index - 4), index + 6), ({ key }) => key, () => h("i", null), (dot, { on }) => dot.classList.toggle("on", on));
}

function face() {
  const url = store.state.brand?.avatar_url || store.state.author.avatar;
  return url ? h("img", { class: "feed__face", src: url, alt: "" }) : h("span", { class: "feed__face", "aria-hidden": "true" }, (store.state.brand?.name || store.state.author.name || "?").slice(0, 1));
}

/** @param {string} kind */
function make(kind) {
  const step = (/** @type {number} */ by) => {
    const { slides } = store.state;
    const here = slides.findIndex(({ id }) => id === desk.slide);
    put({ slide: slides[Math.min(slides.length - 1, Math.max(0, here + by))].id });
  };
  const strip = h("div", { class: "feed__strip" });
  return h(
    "div", { class: `view__other feed feed--${kind}`, "data-view": "feed", data: { kind }, role: "group", "aria-label": "As it looks in the feed" },
    h("div", { class: "feed__who" }),
    h(
      "div", { class: "feed__stage" }, strip, h("span", { class: "feed__count" }),
      button({ icon: "left", label: "The slide before", bare: true, attributes: { class: "feed__step feed__step--back" }, on: () => step(-1) }),
      button({ icon: "right", label: "The next slide", bare: true, attributes: { class: "feed__step" }, on: () => step(1) }),
    ),
    h("div", { class: "feed__bar", "aria-hidden": "true" }, icon("heart"), icon("comment"), icon("send"), h("span", { class: "feed__dots" }), icon("bookmark")),
    h("p", { class: "feed__words", "aria-hidden": "true" }, "What you write above the carousel stands here."),
  );
}

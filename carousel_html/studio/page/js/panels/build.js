/** Build Your Carousel: the post cards, to be brought onto the slides beside them. */

import { note } from "../announce.js";
import { cardList } from "../cards.js";
import { desk, watchDesk } from "../desk.js";
import { button, h, say } from "../dom.js";
import { segments } from "../fields.js";
import { openImport } from "../import_dialog.js";
import { insertSlide } from "../placing.js";
import { turnBack } from "../slide_menu.js";
import { act, movable, slideOf, store } from "../store.js";

/** @type {import("./index.js").Build} */
export function buildBuild(host) {
  let only = "all";
  const list = cardList();
  const count = h("p", { class: "build__count", role: "status" });
  const filter = segments({ label: "Which posts", hideLabel: true, options: [{ value: "all", label: "All posts" }, { value: "none", label: "On no slide" }], on: (value) => ((only = value), update(store.state)) });
  const search = h("input", { class: "input", type: "search", dir: "auto", placeholder: "Find words", "aria-label": "Find words in the posts", on: { input: () => update(store.state) } });
  const empty = h("p", { class: "quiet", hidden: true });
  const target = h("p", { class: "build__target" });
  host.append(
    h(
      "div", { class: "build__bar" },
      h("div", { class: "build__row" }, search, button({ icon: "plus", label: "Empty slide", on: () => insertSlide(after(), { text: "" }) })),
      h("div", { class: "build__row" }, filter.element, button({ icon: "undo", label: "Start again from the thread", bare: true, kind: "quiet", on: startAgain })),
      count, target,
    ),
    list.element, empty,
  );
  const aim = () => {
    const slide = slideOf(desk.slide);
    say(target, slide && !slide.is_implied ? `The buttons insert into slide ${slide.index + 1}.` : "The buttons make a new slide at the end.");
  };
  watchDesk((_, changed) => changed.has("slide") && aim());
  /** @param {import("../types.js").State} state */
  function update(state) {
    filter.update(only);
    const numbers = new Map(state.slides.map((slide) => [slide.id, slide.index]));
    const words = search.value.trim().toLowerCase();
    const cards = state.posts.map((post, place) => ({ ...post, number: place + 1, on: (state.coverage[post.id] ?? post.on_slides).map((id) => numbers.get(id)).filter((index) => index !== undefined) }));
    const unused = cards.filter((card) => !card.on.length).length;
    const shown = cards.filter((card) => (only === "all" || !card.on.length) && (!words || card.text.toLowerCase().includes(words)));
    list.update(/** @type {any} */ (shown));
    say(count, !cards.length ? "" : `${cards.length} ${cards.length === 1 ? "post" : "posts"}, ${unused ? `${unused} on no slide` : "all on slides"}`);
    aim();
    say(empty, state.posts.length ? "No post fits." : "");
    empty.hidden = shown.length > 0;
    if (!state.posts.length) empty.replaceChildren("There is no thread yet. ", button({ icon: "import", label: "Bring one in", on: () => openImport() }));
  }
  return update;
}

async function startAgain() {
  if (await act("arrange")) note("The slides are arranged anew from the thread.", { action: { label: "Bring the others back", run: () => turnBack("undo", store.state.undo) } });
}

function after() {
  const slide = slideOf(desk.slide);
  return slide && !slide.is_implied ? slide.index + 1 : movable();
}

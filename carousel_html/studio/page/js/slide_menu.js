/** What can be done to a whole slide, as a menu and as single commands. */

import { carry } from "./carry.js";
import { desk, put } from "./desk.js";
import { openMenu } from "./menu.js";
import { insertSlide, moveSlide } from "./placing.js";
import { act, movable, slideOf } from "./store.js";

/** @param {string} id */
export async function duplicateSlide(id) {
  const slide = slideOf(id);
  if (!slide || slide.is_implied) return false;
  const done = await act("duplicate_slide", { slide: id }, { spoken: `Slide ${slide.index + 1} duplicated.` });
  return done;
}

/** @param {string} id */
export async function deleteSlide(id) {
  const slide = slideOf(id);
  if (!slide) return false;
  return act("delete_slide", { slide: id }, { spoken: `Slide ${slide.index + 1} deleted. Undo brings it back.` });
}

/** Go to the words of a slide, where they are written. @param {string} id @param {string} [key] which of them */
export function editWords(id, key = "title") {
  const slide = slideOf(id);
  if (!slide) return;
  put(slide.is_implied ? { slide: id, panel: "outro", drawer: true } : { slide: id, inspector: true });
  const place = slide.is_implied ? "#panel-outro" : "#inspector .words";
  /** @type {HTMLElement | null} */ (document.querySelector(`${place} [data-key="${key}"] .input`))?.focus();
}

/** @param {HTMLElement} anchor @param {string} id */
export function slideMenu(anchor, id) {
  const slide = slideOf(id);
  if (!slide) return;
  const { index, is_implied: outro } = slide;
  openMenu(
    anchor,
    outro
      ? [
          { label: "Edit the outro", icon: "edit", keys: "Enter", run: () => editWords(id) },
          { label: "New slide before", icon: "plus", run: () => insertSlide(movable(), { text: "" }) },
          "line",
          { label: "Delete", icon: "trash", keys: "Del", run: () => deleteSlide(id) },
        ]
      : [
          { label: "Edit words", icon: "edit", keys: "Enter", run: () => editWords(id) },
          { label: "Duplicate", icon: "duplicate", keys: "D", run: () => duplicateSlide(id) },
          { label: "New slide after", icon: "plus", run: () => insertSlide(index + 1, { text: "" }) },
          "line",
          { label: "Move left", icon: "left", keys: "Alt ←", disabled: index === 0, run: () => moveSlide(id, index - 1) },
          { label: "Move right", icon: "right", keys: "Alt →", disabled: index >= movable() - 1, run: () => moveSlide(id, index + 1) },
          { label: "Move to…", icon: "place", keys: "M", disabled: movable() < 2, run: () => carry({ kind: "slide", slide: id }, id) },
          "line",
          { label: "Delete", icon: "trash", keys: "Del", run: () => deleteSlide(id) },
        ],
    `Slide ${index + 1}`,
  );
}

/** Undo or redo, saying its name. @param {"undo" | "redo"} which @param {string | null} name */
export function turnBack(which, name) {
  if (!name) return Promise.resolve(false);
  const kept = desk.slide;
  return act(which, {}, { spoken: `${name}: done.` }).then((done) => (slideOf(kept) && put({ slide: kept }), done));
}

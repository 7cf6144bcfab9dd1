/**
 * The studio's page. Reads as a table of contents: what stands where, and in which order it starts.
 */

import { noteError } from "./announce.js";
import { api } from "./api.js";
import { startBanners } from "./banners.js";
import { startCarry } from "./carry.js";
import { desk, put, recall, settle, watchDesk } from "./desk.js";
import { h } from "./dom.js";
import { startEmpty } from "./empty.js";
import { connect, listen } from "./events.js";
import { startExports } from "./export_dialog.js";
import { startInspector } from "./inspector.js";
import { startKeys } from "./keys.js";
import { startPreview } from "./preview.js";
import { startPreviews } from "./previews.js";
import { startRail } from "./rail.js";
import { startSlides } from "./slides.js";
import { isUnsent, refreshCatalogue, store, take, watch } from "./store.js";
import { startThumbnails } from "./thumbnails.js";
import { startTop } from "./top.js";
import { workBar } from "./work_bar.js";

const work = /** @type {HTMLElement} */ (document.getElementById("work"));

/** Ask for what there is, then build the page around it. */
async function start() {
  document.documentElement.toggleAttribute("data-loading", true);
  const [catalogue, state] = await Promise.all([api.catalogue(), api.state()]);
  store.catalogue = catalogue;
  recall();
  Object.assign(desk, narrow.matches && { inspector: false }, phone.matches && { drawer: false });
  watch(settle);
  take(state);
  startPreviews(); // First: what is seen large is new before anything else is brought in step.
  startTop();
  startBanners();
  work.append(
    workBar(), h("div", { class: "carry", id: "carry", role: "group", "aria-label": "Placing", hidden: true }), startPreview(), startSlides(),
    h("p", { class: "unseen", id: "slides-help" }, "Arrows choose, Alt with arrows moves, M picks up, Enter edits, full stop lists the actions."),
  );
  startThumbnails();
  startRail();
  startInspector();
  startEmpty(work);
  startCarry();
  startExports();
  startKeys();
  // Building wants the whole board beside the cards; every other panel wants the slide large.
  watchDesk((_, changed) => changed.has("panel") && !changed.has("view") && put({ view: desk.panel === "build" ? "board" : desk.view === "board" ? "slide" : desk.view }));
  watchDesk((_, changed) => changed.has("view") && (work.dataset.view = desk.view));
  listen("templates", () => refreshCatalogue().catch(noteError));
  connect();
  shutWhile(narrow, "inspector");
  shutWhile(phone, "drawer");
  addEventListener("beforeunload", (event) => isUnsent() && event.preventDefault());
  document.documentElement.toggleAttribute("data-loading", false);
  document.documentElement.toggleAttribute("data-ready", true);
}

/** What covers the slides in a window that was made small is shut, and open again when there is room. @param {MediaQueryList} query @param {"inspector" | "drawer"} side */
function shutWhile(query, side) {
  let wasOpen = true;
  query.addEventListener("change", () => {
    if (query.matches) wasOpen = desk[side];
    put({ [side]: query.matches ? false : wasOpen });
  });
}

const narrow = matchMedia("(width < 1100px)");
const phone = matchMedia("(width < 760px)");

start().catch((error) => {
  document.documentElement.toggleAttribute("data-loading", false);
  noteError(error);
});

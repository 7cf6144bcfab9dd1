/** What somebody has to know before going on: a file changed underneath, a broken template, a server that is gone. */

import { announce, noteError } from "./announce.js";
import { api } from "./api.js";
import { button, fill, h, icon } from "./dom.js";
import { listen } from "./events.js";
import { inTurn, isUnsent, store, take, watch } from "./store.js";

/** Keys of the state that say what is wrong with the files. */
const PROBLEMS = ["save_problem", "file_problem", "brand_problem"];

/** @type {boolean | "other"} */
let online = true;
let said = "";

/** Keep the banners in step. */
export function startBanners() {
  listen("online", (/** @type {boolean | "other"} */ now) => {
    online = now;
    show();
  });
  watch(show);
}

function show() {
  const banners = [!online && away(), online === "other" && other(), store.state?.conflict && conflict(store.state.conflict), store.state?.template_error && template(store.state.template_error), ...PROBLEMS.map((key) => store.state?.[key] && trouble(store.state[key]))].filter(Boolean);
  const text = JSON.stringify([online, isUnsent(), store.state?.conflict, store.state?.template_error, PROBLEMS.map((key) => store.state?.[key])]);
  if (text === said) return;
  said = text;
  fill(/** @type {HTMLElement} */ (document.getElementById("banners")), ...banners);
  if (banners.length) announce(banners.map((banner) => banner.querySelector(".banner__words").textContent).join(" "));
}

/** @param {string} kind @param {any[]} words @param {...HTMLElement} buttons */
const banner = (kind, words, ...buttons) => h("section", { class: `banner banner--${kind}`, "aria-label": "Notice" }, icon("warn"), h("div", { class: "banner__words" }, ...words.filter(Boolean)), ...buttons);

function away() {
  return banner("bad", [h("b", null, "The studio’s server does not answer. "), "Start ", h("code", null, "carousel studio"), " again in its folder and open the address it prints. What you write here stays in this page; nothing that was saved is lost."]);
}

function other() {
  return banner(
    "bad", [h("b", null, "The studio was started again. "), "This page belongs to the run before, and changes nothing any more: open the address that the terminal shows now.", isUnsent() && " What was not saved stands in its fields; copy it first."],
  );
}

/** @param {{file: string, changed_at: number}} conflict */
function conflict({ file }) {
  const isBroken = Boolean(store.state.file_problem);
  const keep = (/** @type {"mine" | "disk"} */ which) => inTurn(() => api.settle(which)).then(take).catch(noteError);
  return banner(
    "warn",
    [
      h("b", null, `${file} was changed on disk `), "while you were changing it here. ",
      isBroken ? "It cannot be read as it is: mend it, or keep yours; its text is then put into a file beside it." : "Which one goes on? The other one is kept as a step of undo.",
    ],
    button({ label: "Keep mine", kind: isBroken ? "main" : "", on: () => keep("mine") }), ...(isBroken ? [] : [button({ label: "Take the file", kind: "main", on: () => keep("disk") })]),
  );
}

/** @param {import("./types.js").Problem} problem */
function trouble({ what, where, hint }) {
  return banner("bad", [h("b", null, what), " ", where && h("code", null, where), " ", hint]);
}

/** @param {import("./types.js").Problem} problem */
function template({ what, where, line, hint }) {
  return banner("warn", [h("b", null, what), " ", where && h("code", null, [where, line].filter(Boolean).join(":")), " ", hint, " The last good view stays until it is mended."]);
}

/** Bring a thread in: by paste, file or address. The same form stands in the empty studio and in a dialog. */

import { note } from "./announce.js";
import { api } from "./api.js";
import { openDialog } from "./dialog.js";
import { button, fill, h, icon } from "./dom.js";
import { segments } from "./fields.js";
import { inTurn, store, take } from "./store.js";

const WAYS = [
  { value: "paste", label: "Paste", icon: "paste" },
  { value: "file", label: "File", icon: "file" },
  { value: "address", label: "Address", icon: "link" },
];

/** Open the form in a dialog. */
export function openImport() {
  const replaces = store.state.posts.length > 0;
  const dialog = openDialog({
    title: "Bring a thread in", wide: true,
    body: (close) => [replaces && h("p", { class: "quiet" }, "The new thread takes the place of this one. Undo brings it back."), importForm(close)].filter(Boolean),
  });
  dialog.querySelector("textarea")?.focus();
}

/** @param {() => void} done called when the thread is in */
export function importForm(done) {
  const problem = h("div", { class: "problem", role: "alert", hidden: true });
  const body = h("div", { class: "import__body" });
  const chooser = segments({ label: "Where it comes from", hideLabel: true, options: WAYS, on: (value) => show(value) });
  const form = h("form", { class: "import" }, chooser.element, body, problem);

  /** @param {(pick?: string) => Promise<any>} job @param {string} [pick] the thread to take, of a source that holds several */
  async function run(job, pick) {
    problem.hidden = true;
    form.toggleAttribute("data-waiting", true);
    for (const one of form.querySelectorAll("button[type=submit]")) one.disabled = true;
    try {
      const answer = await inTurn(() => job(pick));
      if (answer.choose) return fill(body, threadList(answer.choose, (id) => run(job, id)));
      take(answer);
      draft = "";
      note(`${store.state.posts.length} posts, ${store.state.slides.length} slides.`);
      done();
    } catch (error) {
      const { message, where, hint } = /** @type {any} */ (error);
      fill(problem, icon("warn"), h("div", null, h("p", null, h("b", null, message)), where && h("p", null, where), hint && h("p", null, hint)));
      problem.hidden = false;
    } finally {
      form.toggleAttribute("data-waiting", false);
      for (const one of form.querySelectorAll("button[type=submit]")) one.disabled = false;
    }
  }

  const makers = { paste: () => paste(run), file: () => file(run), address: () => address(run) };
  /** @type {Record<string, {elements: HTMLElement[], submit?: () => void}>} */
  const known = {};
  let submit = () => {};
  form.addEventListener("submit", (/** @type {Event} */ event) => (event.preventDefault(), submit()));
  /** @param {keyof typeof makers} way */
  function show(way) {
    chooser.update(way);
    problem.hidden = true;
    const made = (known[way] ??= makers[way]()); // what was written in one way stays while another is tried
    submit = made.submit ?? (() => {});
    fill(body, ...made.elements);
    for (const one of form.querySelectorAll("button[type=submit]")) one.disabled = form.hasAttribute("data-waiting");
  }
  show("paste");
  return form;
}

/** What was pasted and not brought in: it is there again when the dialog is. */
let draft = "";

const submitButton = () => button({ label: "Make slides", kind: "main", attributes: { type: "submit" } });

/** The threads of an archive, to pick one. @param {{id: string, title?: string, posts?: number, date?: string}[]} threads @param {(id: string) => void} on */
function threadList(threads, on) {
  const row = (/** @type {any} */ { id, title, posts }) =>
    h("li", null, h("button", { type: "button", class: "kits__one", on: { click: () => on(String(id)) } }, h("span", { class: "kits__name" }, title || id), posts && h("span", { class: "field__note" }, `${posts} posts`)));
  return h("div", { class: "panel__fields" }, h("p", null, `This holds ${threads.length} threads. Which one?`), h("ol", { class: "kits", role: "list", "aria-label": "Threads" }, ...threads.map(row)));
}

/** @param {(job: (pick?: string) => Promise<any>) => void} run */
function paste(run) {
  const text = h("textarea", { class: "input import__text", rows: 10, dir: "auto", value: draft, on: { input: () => (draft = text.value) }, "aria-label": "The thread's text", placeholder: "Paste the posts here. An empty line, or a line of ---, stands between two posts." });
  return {
    elements: [text, h("div", { class: "import__foot" }, h("p", { class: "field__note" }, "Copied HTML, Markdown and thread counters (1/9) are understood."), submitButton())],
    submit: () => (text.value.trim() ? run((pick) => api.importWords({ text: text.value, ...(pick && { pick }) })) : text.focus()),
  };
}

/** @param {(job: (pick?: string) => Promise<any>) => void} run */
function file(run) {
  const input = h("input", { type: "file", class: "unseen", id: "import-file", "aria-describedby": "import-kinds", on: { change: () => input.files[0] && run((pick) => api.importFile(input.files[0], pick)) } });
  const area = h("label", { class: "import__drop", for: "import-file" }, icon("upload"), h("b", null, "Choose a file, or drop one here"), h("span", { class: "field__note", id: "import-kinds" }, "Text, Markdown, carousel.yaml, an archive of X, Bluesky or Mastodon, a feed, a table"));
  area.addEventListener("dragover", (/** @type {DragEvent} */ event) => (event.preventDefault(), area.classList.add("over")));
  area.addEventListener("dragleave", () => area.classList.remove("over"));
  area.addEventListener("drop", (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    area.classList.remove("over");
    const dropped = event.dataTransfer?.files[0];
    if (dropped) run((pick) => api.importFile(dropped, pick));
  });
  return { elements: [input, area] };
}

/** @param {(job: (pick?: string) => Promise<any>) => void} run */
function address(run) {
  const input = h("input", { class: "input", type: "url", "aria-label": "Address of the thread", placeholder: "https://bsky.app/profile/…/post/…", required: true });
  return {
    elements: [
      h("div", { class: "import__line" }, input, submitButton()),
      h("p", { class: "field__note" }, "A post on Bluesky or Mastodon, a Thread Reader page, a feed. Only this address is fetched."),
    ],
    submit: () => run((pick) => api.importWords({ address: input.value.trim(), ...(pick && { pick }) })),
  };
}

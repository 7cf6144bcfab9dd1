/**
 * Listen to what the server says by itself, and notice when it is gone.
 */

import { refresh, sendAgain, store, take } from "./store.js";

/** @type {Map<string, Set<(data: any) => void>>} */
const listeners = new Map();

/**
 * @param {"fitted" | "templates" | "picture" | "thumbnail" | "export" | "online"} kind
 * @param {(data: any) => void} listener
 */
export function listen(kind, listener) {
  listeners.set(kind, (listeners.get(kind) ?? new Set()).add(listener));
}

/** @param {string} kind @param {any} data */
function tell(kind, data) {
  for (const listener of listeners.get(kind) ?? []) listener(data);
}

/**
 * The state has a new revision, or it was saved, or the file was changed by somebody else, or cannot be read or written.
 * @param {{run: string, revision: number, saved: boolean, conflict: boolean, problems: string[]}} now
 */
function heard({ run, revision, saved, conflict, problems }) {
  const { state } = store;
  if (run !== state.run) return tell("online", "other");
  const known = [state.save_problem, state.file_problem].flatMap((problem) => problem?.what ?? []);
  if (conflict !== Boolean(state.conflict) || String(problems) !== String(known)) refresh();
  else if (revision > state.revision) refresh(revision);
  else if (revision === state.revision && saved !== state.saved) take({ ...state, saved });
}

/** Open the stream. The browser opens it again by itself when it breaks. */
export function connect() {
  const source = new EventSource("/api/events");
  /** @param {string} kind @param {(data: any) => void} run */
  const on = (kind, run) => source.addEventListener(kind, (event) => run(JSON.parse(/** @type {MessageEvent} */ (event).data || "null")));
  on("state", heard);
  for (const kind of ["fitted", "problem", "templates"]) on(kind, () => refresh());
  for (const kind of ["fitted", "templates", "picture", "thumbnail", "export"]) on(kind, (data) => tell(kind, data));
  source.addEventListener("open", () => {
    tell("online", true);
    sendAgain();
    refresh();
  });
  // The browser goes on trying while nobody answers; who answers and refuses is another run of the studio.
  source.addEventListener("error", () => tell("online", source.readyState === EventSource.CLOSED ? "other" : false));
  window.addEventListener("pagehide", () => source.close());
}

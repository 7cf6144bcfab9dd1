/**
 * Listen to what the server says by itself, and notice when it is gone.
 */

import { refresh } from "./store.js";

/** @type {Map<string, Set<(data: any) => void>>} */
const listeners = new Map();

/**
 * @param {"picture" | "thumbnail" | "export" | "online"} kind
 * @param {(data: any) => void} listener
 */
export function listen(kind, listener) {
  listeners.set(kind, (listeners.get(kind) ?? new Set()).add(listener));
}

/** @param {string} kind @param {any} data */
function tell(kind, data) {
  for (const listener of listeners.get(kind) ?? []) listener(data);
}

/** Open the stream. The browser opens it again by itself when it breaks. */
export function connect() {
  const source = new EventSource("/api/events");
  /** @param {string} kind @param {(data: any) => void} run */
  const on = (kind, run) => source.addEventListener(kind, (event) => run(JSON.parse(/** @type {MessageEvent} */ (event).data || "null")));
  on("state", (data) => refresh(data?.revision));
  for (const kind of ["findings", "template_error", "conflict"]) on(kind, () => refresh());
  for (const kind of ["picture", "thumbnail", "export"]) on(kind, (data) => tell(kind, data));
  source.addEventListener("open", () => {
    tell("online", true);
    refresh();
  });
  source.addEventListener("error", () => tell("online", false));
  window.addEventListener("pagehide", () => source.close());
}

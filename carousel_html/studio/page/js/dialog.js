/**
 * A dialog: a heading, a body, a foot with buttons. The browser's own <dialog> keeps the focus inside, and makes all
 * that is outside dim and silent: what is to be seen and heard comes inside for as long as it is open.
 */

import { sayIn } from "./announce.js";
import { button, h } from "./dom.js";

let count = 0;

/**
 * Open a modal dialog. `fillBody` gets a function that closes it.
 * @param {{title: string, body: (close: () => void) => any[], foot?: (close: () => void) => any[], wide?: boolean, onClose?: () => void}} options
 * @returns {HTMLDialogElement}
 */
export function openDialog({ title, body, foot, wide = false, onClose }) {
  const id = `dialog-${(count += 1)}`;
  const close = () => dialog.close();
  const dialog = h(
    "dialog", { class: wide ? "dialog dialog--wide" : "dialog", "aria-labelledby": id },
    h(
      "div", { class: "dialog__sheet" },
      h("header", { class: "dialog__head" }, h("h2", { id }, title), button({ icon: "close", label: "Close", bare: true, kind: "quiet", on: close })),
      h("div", { class: "dialog__body scrolls" }, ...body(close)),
      foot && h("footer", { class: "dialog__foot" }, ...foot(close)),
    ),
  );
  dialog.addEventListener("close", () => {
    const outer = /** @type {HTMLDialogElement | undefined} */ ([...document.querySelectorAll("dialog[open]")].at(-1));
    sayIn(outer ?? document.body);
    dialog.remove();
    onClose?.();
  });
  dialog.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => event.target === dialog && close());
  document.body.append(dialog);
  dialog.showModal();
  sayIn(dialog);
  return dialog;
}

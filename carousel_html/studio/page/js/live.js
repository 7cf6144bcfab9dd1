/**
 * Show a slider's value in the preview while it is being dragged, before the server has heard of it.
 * Only custom properties that compose() sets on every slide anyway; the next document is the truth.
 */

/**
 * @param {string} property
 * @returns {(value: number | string) => void}
 */
export function live(property) {
  return (value) => {
    for (const frame of /** @type {Iterable<HTMLIFrameElement>} */ (document.querySelectorAll("iframe.plate__frame"))) {
      for (const slide of frame.contentDocument?.querySelectorAll(".slide") ?? []) {
        /** @type {HTMLElement} */ (slide).style.setProperty(property, String(value));
      }
      frame.closest(".plate")?.classList.add("plate--live");
    }
  };
}

/* Make all words invisible, or visible again; shadows, underlines and grounds stay as they are. */
(hidden) => {
  window.__hidden?.forEach((undo) => undo());
  window.__hidden = undefined;
  if (!hidden) return;
  const sheet = document.createElement("style");
  sheet.textContent =
    ".slide, .slide *, .slide *::before, .slide *::after, .slide *::marker, .slide *::first-letter, .slide *::first-line" +
    " { -webkit-text-fill-color: transparent !important; -webkit-text-stroke-color: transparent !important; }";
  document.head.append(sheet);
  const undo = [() => sheet.remove()];
  /* Words that are cut out of a background are hidden with it. */
  for (const element of document.querySelectorAll(".slide *")) {
    if (!getComputedStyle(element).backgroundClip.includes("text")) continue;
    const before = element.getAttribute("style");
    element.style.setProperty("background", "none", "important");
    undo.push(() => (before === null ? element.removeAttribute("style") : element.setAttribute("style", before)));
  }
  window.__hidden = undo;
}

/* Bring the page to rest: nothing on its way to another look, nothing lazy, nothing that has the focus. */
const still = document.createElement("style");
still.textContent =
  "*, *::before, *::after { transition: none !important; content-visibility: visible !important;" +
  " caret-color: transparent !important; }";
document.head.append(still);
const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => (e.shadowRoot ? [e, ...all(e.shadowRoot)] : [e]));
const elements = all(document);
const images = elements.filter((element) => element.tagName === "IMG");
for (const image of images) image.loading = "eager";

/* With the first frame `autofocus` would scroll the page, unless something has the focus by then. */
if (elements.some((element) => element.autofocus)) {
  document.body.tabIndex = -1;
  document.body.style.setProperty("outline", "none", "important");
  document.body.focus({ preventScroll: true });
}

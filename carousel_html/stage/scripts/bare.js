/* Leave only the given elements of a slide visible (their own paint, not their children's). */
({ index, keep }) => {
  const { elements } = window.__measured;
  const kept = new Set(keep.map((id) => elements[id]));
  const slide = document.querySelectorAll(".slide")[index];
  const undo = [];
  const set = (element, value) => {
    const before = [element.style.getPropertyValue("visibility"), element.style.getPropertyPriority("visibility")];
    undo.push(() => {
      if (before[0]) element.style.setProperty("visibility", ...before);
      else element.style.removeProperty("visibility");
    });
    element.style.setProperty("visibility", value, "important");
  };
  const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => (e.shadowRoot ? [e, ...all(e.shadowRoot)] : [e]));
  for (const element of all(slide)) set(element, kept.has(element) ? "visible" : "hidden");
  window.__dress = () => undo.reverse().forEach((step) => step());
}

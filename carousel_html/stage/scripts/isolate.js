/*
 * Leave only some of the measured elements of a slide to be seen: their own paint, not their children's. What stands
 * before or after an element is asked for by its own name; `clear` also takes the ground of the page away.
 */
({ kept, hidden, clear }) => {
  const { elements } = window.__measured;
  const undo = [];
  const set = (element, name, value) => {
    const before = [element.style.getPropertyValue(name), element.style.getPropertyPriority(name)];
    undo.push(() => {
      if (before[0]) element.style.setProperty(name, ...before);
      else element.style.removeProperty(name);
    });
    element.style.setProperty(name, value, "important");
  };
  let rules = "";
  for (const [some, value] of [[kept, "visible"], [hidden, "hidden"]]) {
    for (const [id, which] of some) {
      if (which) rules += `[data-measured="${id}"]${which} { visibility: ${value} !important; }\n`;
      else set(elements[id], "visibility", value);
    }
  }
  if (clear) for (const element of [document.documentElement, document.body]) set(element, "background", "none");
  if (rules) {
    for (const root of new Set([...kept, ...hidden].map(([id]) => elements[id].getRootNode()))) {
      const sheet = document.createElement("style");
      sheet.textContent = rules;
      (root.head ?? root).append(sheet);
      undo.push(() => sheet.remove());
    }
  }
  window.__together = () => undo.reverse().forEach((step) => step());
}

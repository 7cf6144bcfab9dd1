/* For the scripts that change what was measured: what they do can be taken back. */
function changes() {
  const undo = [];
  const set = (element, name, value) => {
    const before = [element.style.getPropertyValue(name), element.style.getPropertyPriority(name)];
    undo.push(() => {
      if (before[0]) element.style.setProperty(name, ...before);
      else element.style.removeProperty(name);
    });
    element.style.setProperty(name, value, "important");
  };
  /* Rules of the page do not reach into shadow trees: each root of these elements has them. */
  const rule = (text, some) => {
    for (const root of new Set(some.map((element) => element.getRootNode()))) {
      const sheet = document.createElement("style");
      sheet.textContent = text;
      (root.head ?? root).append(sheet);
      undo.push(() => sheet.remove());
    }
  };
  return { set, rule, back: () => undo.reverse().forEach((step) => step()) };
}

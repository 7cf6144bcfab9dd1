/*
 * Make the words that the PDF writes itself and the photographs that it places itself invisible, and nothing
 * else: shadows, underlines, borders and backgrounds stay. What stays visible among them (an emoji in a line) is drawn through a
 * highlight, which needs no change of the page's structure.
 */
({ hidden, kept, generated, shown, photos }) => {
  const { elements, textNodes, owners } = window.__measured;
  const undo = [];
  const set = (element, name, value) => {
    const before = [element.style.getPropertyValue(name), element.style.getPropertyPriority(name)];
    undo.push(() => {
      if (before[0]) element.style.setProperty(name, ...before);
      else element.style.removeProperty(name);
    });
    element.style.setProperty(name, value, "important");
  };

  const veiled = new Set(hidden.map((id) => owners[id]));
  const fills = new Map();
  const ownInk = new Set();
  for (const owner of owners) {
    const style = getComputedStyle(owner);
    fills.set(owner, style.webkitTextFillColor);
    if (style.webkitTextFillColor === style.color) ownInk.add(owner);
  }
  const decorations = [];
  for (const element of elements) {
    const style = getComputedStyle(element);
    if (style.textDecorationLine !== "none") decorations.push([element, style.textDecorationColor]);
  }
  for (const [element, color] of decorations) set(element, "text-decoration-color", color);
  /* A marker cannot have a fill of its own: where one is to be seen, only the words beside it are veiled. */
  const marked = new Set(shown.filter(([, which]) => which === "::marker").map(([id]) => elements[id]));
  for (const [element, fill] of fills) {
    /* A first letter or a marker may have a colour of its own, which an inherited fill would paint over. */
    const ink = ownInk.has(element) ? "currentcolor" : fill;
    set(element, "-webkit-text-fill-color", veiled.has(element) && !marked.has(element) ? "transparent" : ink);
  }

  /* Its own pixels are moved out of the box of a photograph, which stays as it is. */
  for (const id of photos) {
    set(elements[id], "object-fit", "none");
    set(elements[id], "object-position", "-99999px 0");
  }

  let rules = "";
  const highlights = new Map();
  for (const [id, start, end] of kept) {
    const node = textNodes[id];
    const fill = fills.get(owners[id]);
    if (!highlights.has(fill)) highlights.set(fill, new Highlight());
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    highlights.get(fill).add(range);
  }
  const beside = new Highlight();
  for (const id of hidden) {
    if (!marked.has(owners[id])) continue;
    const range = document.createRange();
    range.selectNodeContents(textNodes[id]);
    beside.add(range);
  }
  beside.priority = -1;
  CSS.highlights.set("beside", beside);
  rules += "::highlight(beside) { color: transparent; -webkit-text-fill-color: transparent; }\n";
  [...highlights].forEach(([fill, highlight], i) => {
    CSS.highlights.set(`kept-${i}`, highlight);
    rules += `::highlight(kept-${i}) { color: ${fill}; -webkit-text-fill-color: ${fill}; }\n`;
  });
  for (const [id, which] of generated) {
    rules += `[data-measured="${id}"]${which} { -webkit-text-fill-color: transparent !important;` +
      (which === "::marker" ? " color: transparent !important; }\n" : " }\n");
  }
  for (const [id, which, fill] of shown) {
    rules += `[data-measured="${id}"]${which} { -webkit-text-fill-color: ${fill} !important; }\n`;
  }
  /* Rules of the page do not reach into shadow trees. */
  for (const root of new Set(elements.map((element) => element.getRootNode()))) {
    const sheet = document.createElement("style");
    sheet.textContent = rules;
    (root.head ?? root).append(sheet);
    undo.push(() => sheet.remove());
  }
  undo.push(() => CSS.highlights.clear());
  window.__unveil = () => undo.reverse().forEach((step) => step());
}

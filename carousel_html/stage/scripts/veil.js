/*
 * Make the words that the PDF writes itself and the photographs that it places itself invisible, and nothing
 * else: shadows, underlines, borders and backgrounds stay. What stays visible among them (an emoji in a line) is drawn through a
 * highlight, which needs no change of the page's structure.
 */
({ hidden, kept, clamped, generated, shown, photos }) => {
  const { elements, replaced, textNodes, owners, lineColor, changes } = window.__measured;
  const { set, rule, back } = changes();

  const veiled = new Set(hidden.map((id) => owners[id]));
  const fills = new Map();
  const ownInk = new Set();
  /* A formula or a button is a picture with its words: it must not inherit the veil. */
  for (const owner of [...owners, ...replaced]) {
    const style = getComputedStyle(owner);
    fills.set(owner, style.webkitTextFillColor);
    if (style.webkitTextFillColor === style.color) ownInk.add(owner);
  }
  /* What is drawn through a highlight has its lines in the highlight's own colour. */
  const lined = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.textDecorationLine !== "none") return lineColor(style);
    }
    return null;
  };
  const inks = new Map(kept.map(([id]) => [owners[id], lined(owners[id]) ?? fills.get(owners[id])]));

  const decorations = [];
  for (const element of elements) {
    const style = getComputedStyle(element);
    if (style.textDecorationLine !== "none") decorations.push([element, lineColor(style)]);
  }
  for (const [element, color] of decorations) set(element, "text-decoration-color", color);
  /* A marker cannot have a fill of its own: where one is to be seen, only the words beside it are veiled. */
  const marked = new Set(shown.filter(([, which]) => which === "::marker").map(([id]) => elements[id]));
  /* So it is with the "…" of a clamped block, which has the block's fill. */
  for (const id of clamped) for (let each = owners[id]; each; each = each.parentElement) marked.add(each);
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
    const look = `color: ${inks.get(owners[id])}; -webkit-text-fill-color: ${fills.get(owners[id])};`;
    if (!highlights.has(look)) highlights.set(look, new Highlight());
    const range = document.createRange();
    /* A highlight is cut off at its ends; a space beside it is room for what a letter has beyond its box. */
    range.setStart(node, start - /^\s/.test(node.data.slice(start - 1, start)));
    range.setEnd(node, end + /^\s/.test(node.data.slice(end, end + 1)));
    highlights.get(look).add(range);
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
  [...highlights].forEach(([look, highlight], i) => {
    CSS.highlights.set(`kept-${i}`, highlight);
    rules += `::highlight(kept-${i}) { ${look} }\n`;
  });
  for (const [id, which] of generated) {
    rules += `[data-measured="${id}"]${which} { -webkit-text-fill-color: transparent !important;` +
      (which === "::marker" ? " color: transparent !important; }\n" : " }\n");
  }
  for (const [id, which, fill] of shown) {
    rules += `[data-measured="${id}"]${which} { -webkit-text-fill-color: ${fill} !important; }\n`;
  }
  rule(rules, elements);
  window.__unveil = () => { back(); CSS.highlights.clear(); };
}

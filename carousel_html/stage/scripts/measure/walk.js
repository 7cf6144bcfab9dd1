/* One look at every element of every slide, in document order: parents before children, as they are painted. */
const elements = [], replaced = [];

function walk(slide) {
  const nodes = [], origin = slide.getBoundingClientRect();
  const visit = (element, parent) => {
    const style = getComputedStyle(element);
    if (style.display === "none") return;
    const index = nodes.length;
    const node = nodeOf(element, style, elements.length, parent, origin);
    elements.push(element);
    nodes.push(node);
    const generate = (which) => {
      const drawn = generatedBy(element, style, which, node.id, index);
      if (drawn) nodes.push(drawn);
    };
    if (style.display === "list-item" && (style.listStyleType !== "none" || style.listStyleImage !== "none")) generate("::marker");
    generate("::before");
    if (REPLACED.has(element.tagName)) {
      replaced.push(element);
      Object.assign(node, shownBy(element, origin));
      return;
    }
    const texts = [];
    const closed = element.tagName === "DETAILS" && !element.open;
    for (const child of inside(element)) {
      if (closed && child.tagName !== "SUMMARY") continue;
      if (child.nodeType === Node.ELEMENT_NODE) visit(child, index);
      else if (child.nodeType === Node.TEXT_NODE && child.data.trim() && style.visibility === "visible") {
        const lines = linesOf(child, element, style, origin);
        if (!lines.length) continue;
        texts.push({ id: textNodes.length, before: nodes.length, lines });
        textNodes.push(child);
        owners.push(element);
      }
    }
    generate("::after");
    if (texts.length) Object.assign(node, { texts }, fontOf(element, style));
  };
  visit(slide, -1);
  return nodes;
}

const result = slides.map(walk);

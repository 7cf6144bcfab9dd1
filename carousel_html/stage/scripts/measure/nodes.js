/* What there is to say of one element, but for its words. */
const differs = (one, other, names) => names.some((name) => one[name] !== other[name]);

/* An inline element has the boxes of blocks inside it among its own; it paints nothing but an outline there. */
function paintedOf(element, style, rects) {
  if (style.display !== "inline" || style.outlineStyle !== "none" || REPLACED.has(element.tagName)) return rects;
  const blocks = blocksIn(element);
  if (!blocks.length) return rects;
  const holds = (rect, box) => rect.top <= box.top + 0.1 && rect.bottom >= box.bottom - 0.1 && rect.left <= box.right && rect.right >= box.left;
  return rects.filter((rect) => !blocks.some((box) => box.height && holds(rect, box)));
}

const INLINE_LEVEL = /^(inline|none|contents|ruby)/;
function blocksIn(element) {
  return [...inside(element)].filter((child) => child.nodeType === Node.ELEMENT_NODE).flatMap((child) => {
    const { display, float, position } = getComputedStyle(child);
    if (float !== "none" || position === "absolute" || position === "fixed") return [];
    if (display === "inline" || display === "contents") return blocksIn(child);
    return INLINE_LEVEL.test(display) ? [] : [...child.getClientRects()];
  });
}

function isLegend(element) {
  const { display, float, position } = getComputedStyle(element);
  return element.tagName === "LEGEND" && display !== "none" && float === "none" && !/absolute|fixed/.test(position);
}

function nodeOf(element, style, id, parent, origin) {
  const at = (box) => [round(box.left - origin.left), round(box.top - origin.top), round(box.width), round(box.height)];
  const zoom = zoomOf(element), all = [...element.getClientRects()], rects = paintedOf(element, style, all);
  const node = {
    parent, tag: element.tagName.toLowerCase(), id, style: boxStyle(style, zoom, isHiddenCell(element, style)), rects: rects.map(at),
  };
  if (rects.length < all.length) node.areas = all.map(at);
  if (seen.has(element)) node.seen = at(seen.get(element));
  const matrix = matrices.get(element);
  if (matrix && all.length) {
    const box = element.getBoundingClientRect();
    node.matrix = matrix.m;
    node.flat = matrix.flat;
    node.origin = [round(box.left - origin.left + matrix.ox), round(box.top - origin.top + matrix.oy)];
  }
  if (element.tagName === "FIELDSET" && [...element.children].some(isLegend)) node.legend = true;
  if (style.filter.includes("url(")) node.spread = spreadOf(element, style, rects);
  if (style.textDecorationLine !== "none") {
    const lines = `${srgb(lineColor(style))} ${style.textDecoration} ${style.textUnderlineOffset} ${style.textUnderlinePosition}`;
    Object.assign(node, zoomed({ decoration: lines }, zoom));
  }
  if (element.tagName === "IMG" && rects.length === 1) node.photo = photoOf(element, style, rects[0], origin);
  return Object.assign(node, saidOf(element));
}

/* What the attributes of an element say of its meaning. */
function saidOf(element) {
  const said = {};
  for (const name of ["lang", "dir", "role", "start"]) {
    const value = element.getAttribute(name);
    if (value) said[name] = value;
  }
  if (element.tagName === "A" && element.href) said.href = element.getAttribute("href");
  if (element.tagName === "IMG") for (const name of ["alt", "src"]) said[name] = element.getAttribute(name);
  if (element.getAttribute("aria-hidden") === "true") said.hidden = true;
  if (element.getAttribute("aria-label")) said.label = element.getAttribute("aria-label");
  return said;
}

/* A pseudo-element, if there is one. Its place is not to be had from here; the snapshot of the page has it. */
function generatedBy(element, style, which, id, parent) {
  const own = getComputedStyle(element, which);
  const isPlainMarker = which === "::marker" && own.content === "normal";
  if (own.content === "none" || (own.content === "normal" && !isPlainMarker) || own.display === "none") return null;
  const zoom = zoomOf(element);
  const node = { parent, tag: which, id, style: boxStyle(own, zoom), rects: [], generated: own.content, font: textStyle(element, own), rise: ascent(own, zoom) };
  if (isPlainMarker && style.listStyleImage === "none") node.symbol = style.listStyleType;
  /* What its box says of a turned one is how far it reaches; the snapshot has lines as they are broken, no more. */
  node.turned = isMoved(own);
  const isSpelled = /^"[\x20-\x7e]*"$/.test(own.content);
  if (own.textDecorationLine !== "none" || (own.textTransform !== "none" && !isSpelled)) node.font.generated = true;
  if (own.textAlign === "justify") node.justify = true;
  if (/url\(|gradient\(|image-set\(/.test(isPlainMarker ? style.listStyleImage : own.content)) node.replaced = true;
  element.setAttribute("data-measured", id);
  return node;
}

/* How the words of an element are drawn. */
function fontOf(element, style) {
  const found = { font: textStyle(element, style) };
  const letter = getComputedStyle(element, "::first-letter"), line = getComputedStyle(element, "::first-line");
  const names = ["fontSize", "webkitTextFillColor", "fontFamily"];
  if (differs(letter, style, names) || letter.float !== "none") found.firstLetter = true;
  if (differs(line, style, [...names, "fontWeight", "textTransform", "letterSpacing", "fontVariantCaps"])) found.firstLine = true;
  if (style.textAlign === "justify") found.justify = true;
  return found;
}

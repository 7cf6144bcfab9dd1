/* What cannot be looked into: what it says, where the pixels of an image stand, what a drawing is drawn by. */
const REPLACED = new Set(["IMG", "svg", "CANVAS", "VIDEO", "INPUT", "TEXTAREA", "SELECT", "PROGRESS", "METER", "IFRAME", "OBJECT", "EMBED", "math", "BUTTON"]);

function shownBy(element, origin) {
  const shown = { replaced: true, words: wordsInside(element, origin) };
  const drawing = drawn(element);
  if (drawing !== null) shown.drawn = drawing;
  return shown;
}

/* What a drawing, a formula or a control says, and where: it is a picture, its words are text. */
function wordsInside(element, origin) {
  const said = (text, box) => ({
    text: text.trim().replace(/\s+/g, " "), x: round(box.left - origin.left), y: round(box.top - origin.top),
    w: round(box.width), h: round(box.height),
  });
  let found = [];
  if (element.tagName === "svg") found = [...element.querySelectorAll("text")].map((each) => said(each.textContent, each.getBoundingClientRect()));
  else if (element.tagName === "SELECT") found = [...element.selectedOptions].map((each) => said(each.label, element.getBoundingClientRect()));
  else if (element.tagName === "TEXTAREA" || (element.tagName === "INPUT" && /^(text|search|url|tel|email|number|button|submit)$/.test(element.type))) {
    found = [said(element.value || element.placeholder, element.getBoundingClientRect())];
  } else if (element.tagName === "math" || element.tagName === "BUTTON") {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      range.selectNodeContents(node);
      found.push(said(node.data, range.getBoundingClientRect()));
    }
  }
  return found.filter((each) => each.text);
}

/*
 * Where the pixels of an image stand: its content box, what it keeps off its border box, the box that all of it is
 * drawn on (CSS Images 3 §5.5), and its own size. Nothing where that is not all there is to say. Chromium counts in
 * 64ths of a px and drops what is left over; half a px decides where an image is drawn in the end.
 */
function photoOf(element, style, rect, origin) {
  const own = [element.naturalWidth, element.naturalHeight];
  if (!own[0] || !own[1] || element.currentSrc !== element.src || (style.objectViewBox ?? "none") !== "none" || zoomOf(element) !== 1) return undefined;
  const units = (n) => Math.round(n * 64);
  const inset = WITH_BORDER.map((side) => px(style[`border${side}Width`]) + px(style[`padding${side}`]));
  const [top, right, bottom, left] = inset.map(units);
  const size = [units(rect.width) - left - right, units(rect.height) - top - bottom];
  const box = [units(rect.left - origin.left) + left, units(rect.top - origin.top) + top, ...size];
  const drawn = fitted(style.objectFit, size, own);
  const places = style.objectPosition.split(" ");
  if (!drawn || places.length !== 2 || !places.every((place) => /^-?[\d.]+(%|px)$/.test(place))) return undefined;
  const at = places.map((place, i) => box[i] + Math.trunc(place.endsWith("%") ? ((size[i] - drawn[i]) * px(place)) / 100 : px(place) * 64));
  const pixels = (some) => some.map((n) => n / 64);
  return { box: pixels(box), inset, drawn: pixels([...at, ...drawn]), own };
}

/* The size (64ths of a px) that all of an image is drawn at. */
function fitted(fit, size, own) {
  const whole = own.map((side) => side * 64);
  const byWidth = [size[0], Math.trunc((size[0] * own[1]) / own[0])];
  const byHeight = [Math.trunc((size[1] * own[0]) / own[1]), size[1]];
  const [smaller, larger] = byWidth[1] > size[1] ? [byHeight, byWidth] : [byWidth, byHeight];
  const down = smaller[0] < whole[0] ? smaller : whole;
  return { fill: size, contain: smaller, cover: larger, none: whole, "scale-down": down }[fit];
}

const SHAPES_ONLY = new Set(["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"]);
const DRAWN_BY = [
  "color", "fill", "fillOpacity", "fillRule", "stroke", "strokeWidth", "strokeOpacity", "strokeLinecap", "strokeLinejoin",
  "strokeMiterlimit", "strokeDasharray", "strokeDashoffset", "paintOrder", "vectorEffect", "shapeRendering", "colorInterpolation",
  "d", "x", "y", "cx", "cy", "r", "rx", "ry", "width", "height", "zoom", "display", "visibility", "opacity", "mixBlendMode", "isolation",
  "filter", "clipPath", "clipRule", "markerStart", "markerMid", "markerEnd", "overflowX", "overflowY",
  "outlineStyle", "outlineWidth", "outlineColor", "outlineOffset",
  "transform", "transformOrigin", "transformBox", "translate", "rotate", "scale", "offsetPath", "offsetDistance", "offsetRotate",
  "offsetAnchor", "willChange", "colorScheme", "forcedColorAdjust",
];
/* All that has a say in the pixels of a drawing of plain shapes; null where something else is drawn,
 * or something from elsewhere (`url()`), or through a mask. */
function drawn(svg) {
  const parts = [svg, ...svg.querySelectorAll("*")];
  if (svg.tagName !== "svg" || parts.length > 32 || parts.some((part) => !SHAPES_ONLY.has(part.tagName))) return null;
  const styles = parts.map((part) => getComputedStyle(part));
  if (styles.some((style) => style.maskImage !== "none")) return null;
  const all = [svg.outerHTML, ...styles.map((style) => DRAWN_BY.map((name) => style[name] ?? "").join(";"))].join("|");
  return /url\(/i.test(all) ? null : all;
}

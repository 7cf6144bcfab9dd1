/*
 * Read the laid-out page once: every element with the styles that differ from plain, its boxes, and every line of text
 * with its place. Coordinates are CSS px from the slide's top left corner.
 *
 * Here: what styles of an element differ from plain, in px as they are seen, and colours as rgb().
 */
const PLAIN = {
  display: "", position: "static", zIndex: "auto", order: "0", float: "none", opacity: "1", visibility: "visible",
  overflowX: "visible", overflowY: "visible", overflowClipMargin: "0px", clipPath: "none", clip: "auto",
  backgroundColor: "rgba(0, 0, 0, 0)", backgroundImage: "none", backgroundClip: "border-box",
  borderTopStyle: "none", borderRightStyle: "none", borderBottomStyle: "none", borderLeftStyle: "none",
  borderImageSource: "none", boxShadow: "none", outlineStyle: "none", filter: "none", backdropFilter: "none",
  mixBlendMode: "normal", maskImage: "none", isolation: "auto", willChange: "auto", contain: "none",
  webkitLineClamp: "none", perspective: "none", transformStyle: "flat", columnRuleStyle: "none", writingMode: "horizontal-tb",
  appearance: "none", webkitBoxReflect: "none", webkitMaskBoxImageSource: "none", borderShape: "none",
  backgroundSize: "auto", backgroundPositionX: "0%", backgroundPositionY: "0%", backgroundRepeat: "repeat",
  backgroundAttachment: "scroll", imageRendering: "auto", objectFit: "fill", objectPosition: "50% 50%", boxDecorationBreak: "slice",
  maskComposite: "add", maskOrigin: "border-box", maskClip: "border-box", maskMode: "match-source",
  borderImageSlice: "100%", borderImageWidth: "1", borderImageOutset: "0", borderImageRepeat: "stretch",
  backgroundBlendMode: "normal", backgroundOrigin: "padding-box", maskSize: "auto", maskPosition: "0% 0%", maskRepeat: "repeat",
};
const WITH_BORDER = ["Top", "Right", "Bottom", "Left"];
const CORNERS = ["borderTopLeftRadius", "borderTopRightRadius", "borderBottomRightRadius", "borderBottomLeftRadius"];
const TEXT_PLAIN = {
  letterSpacing: "normal", wordSpacing: "0px", fontStyle: "normal", fontStretch: "100%", fontVariantCaps: "normal",
  fontVariantLigatures: "normal", fontVariantNumeric: "normal", fontVariantEastAsian: "normal",
  fontVariantAlternates: "normal", fontVariantPosition: "normal",
  fontFeatureSettings: "normal", fontVariationSettings: "normal", fontKerning: "auto", textTransform: "none",
  textShadow: "none", textEmphasisStyle: "none", webkitTextStrokeWidth: "0px", textOverflow: "clip",
  unicodeBidi: "", textOrientation: "mixed", textCombineUpright: "none", fontSizeAdjust: "none", webkitTextSecurity: "none",
  fontSynthesisWeight: "auto", fontSynthesisStyle: "auto", hyphenateCharacter: "auto", textJustify: "auto",
};
const SHAPES = ["cornerTopLeftShape", "cornerTopRightShape", "cornerBottomRightShape", "cornerBottomLeftShape"];
const ROUND = "superellipse(1)";
const round = (n) => Math.round(n * 1000) / 1000;
const px = (text) => parseFloat(text) || 0;
const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => (e.shadowRoot ? [e, ...all(e.shadowRoot)] : [e]));

/* What is laid out in an element: its shadow tree if it has one; in a slot, what was put there. */
function inside(element) {
  if (element.shadowRoot) return element.shadowRoot.childNodes;
  const put = element.tagName === "SLOT" ? element.assignedNodes() : [];
  return put.length ? put : element.childNodes;
}

/* Any colour as rgb(): wider spaces go through a canvas pixel, as the screen's would. */
const colors = new Map();
const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
function srgb(color) {
  if (/^rgba?\(/.test(color)) return color;
  if (!colors.has(color)) {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = color;
    pixel.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
    colors.set(color, `rgba(${r}, ${g}, ${b}, ${a / 255})`);
  }
  return colors.get(color);
}

/* A line's own colour is told as `color`, but drawn as the words are: in the ink of their edge, or of their inside. */
function lineColor(style) {
  if (style.textDecorationColor !== style.color) return style.textDecorationColor;
  const hasEdge = style.webkitTextStrokeWidth !== "0px" && style.webkitTextStrokeColor !== PLAIN.backgroundColor;
  return hasEdge ? style.webkitTextStrokeColor : style.webkitTextFillColor;
}

function differing(style, plain) {
  const found = {};
  for (const key in plain) {
    const value = style[key];
    if (value !== plain[key] && value !== undefined && value !== "") found[key] = value;
  }
  return found;
}

/* Computed lengths are those before CSS `zoom`, places on the page those after it. */
const zoomOf = (element) => element.currentCSSZoom ?? 1;
function zoomed(found, zoom) {
  if (zoom === 1) return found;
  const larger = (value) => value.replace(/(-?[\d.]+(?:e-?\d+)?)px/g, (_, length) => `${length * zoom}px`);
  for (const [key, value] of Object.entries(found)) {
    if (typeof value === "string") found[key] = larger(value);
    else if (Array.isArray(value)) found[key] = value.map(larger);
    else if (/Width$|Offset$|^size$/.test(key)) found[key] = value * zoom;
  }
  return found;
}

function boxStyle(style, zoom, isHiddenCell) {
  const found = differing(style, PLAIN);
  delete found.display;
  if (style.borderCollapse === "collapse" && /^table/.test(style.display)) found.borderCollapse = "collapse";
  if (found.backgroundColor) found.backgroundColor = srgb(found.backgroundColor);
  if (style.display !== "block" && style.display !== "inline") found.display = style.display;
  if (style.display === "inline") found.display = "inline";
  for (const side of WITH_BORDER) {
    if (found[`border${side}Style`]) {
      found[`border${side}Width`] = px(style[`border${side}Width`]);
      found[`border${side}Color`] = srgb(style[`border${side}Color`]);
    }
  }
  const radii = CORNERS.map((corner) => style[corner]);
  if (radii.some((radius) => radius !== "0px")) {
    found.radii = radii;
    const shapes = SHAPES.map((corner) => style[corner] ?? ROUND);
    if (shapes.some((shape) => shape !== ROUND)) found.cornerShape = shapes.join(" ");
  }
  if (found.outlineStyle) {
    found.outlineColor = style.outlineColor;
    found.outlineWidth = px(style.outlineWidth);
    found.outlineOffset = px(style.outlineOffset);
  }
  if (found.columnRuleStyle) found.columnRule = style.columnRule;
  if (isHiddenCell) {
    found.emptyCell = !found.visibility;
    found.visibility = "hidden";
  }
  return zoomed(found, zoom);
}

const isHiddenCell = (element, style) =>
  style.display === "table-cell" && style.emptyCells === "hide" && style.borderCollapse === "separate" && !element.firstElementChild && !element.textContent.trim();

/*
 * Set transforms to the identity while boxes are read, so that a rotated element is measured where it was laid out, and
 * tell its matrix apart. (The identity, not `none`: a transform also makes an element the containing block of what is
 * positioned inside it.)
 */
const isMoved = (style) => ["transform", "rotate", "scale", "translate", "offsetPath"].some((name) => style[name] !== "none");
const moved = [];
const matrices = new Map();
/* Where a matrix cannot say it (3D, motion paths), how far the paint reaches as it stands now. */
const seen = new Map();
const slides = [...document.querySelectorAll(".slide")];
for (const [slide, element] of slides.flatMap((slide) => [slide, ...all(slide)].map((element) => [slide, element]))) {
  if (element.ownerSVGElement) continue;
  const style = getComputedStyle(element);
  if (!isMoved(style)) continue;
  const [ox, oy] = style.transformOrigin.split(" ").map(px);
  /* In pieces over several columns, one matrix does not say where each piece stands, nor do their boxes. */
  const isWhole = element.getClientRects().length <= 1;
  const flat = isWhole && style.offsetPath === "none" && !style.transform.startsWith("matrix3d") &&
    !/^[xyz-\d].* .*deg/.test(style.rotate) && style.transformStyle === "flat";
  let matrix = new DOMMatrix();
  if (style.translate !== "none") {
    const [tx, ty = "0"] = style.translate.split(" ");
    const length = (text, whole) => (text.endsWith("%") ? (px(text) / 100) * whole : px(text));
    matrix = matrix.translate(length(tx, element.offsetWidth || 0), length(ty, element.offsetHeight || 0));
  }
  if (style.rotate !== "none") matrix = matrix.rotate(px(style.rotate));
  if (style.scale !== "none") {
    const [sx, sy = sx] = style.scale.split(" ");
    matrix = matrix.scale(parseFloat(sx), parseFloat(sy));
  }
  if (style.transform !== "none" && flat) matrix = matrix.multiply(new DOMMatrix(style.transform));
  const zoom = zoomOf(element);
  matrices.set(element, {
    flat, ox: ox * zoom, oy: oy * zoom, m: [matrix.a, matrix.b, matrix.c, matrix.d, matrix.e * zoom, matrix.f * zoom],
  });
  moved.push(element);
  if (!flat) for (const each of [element, ...all(element)]) seen.set(each, (isWhole ? each : slide).getBoundingClientRect());
}
const saved = moved.map((element) => element.getAttribute("style"));
for (const element of moved) {
  for (const [name, value] of [["transform", "matrix(1,0,0,1,0,0)"], ["rotate", "none"], ["scale", "none"], ["translate", "none"], ["offset-path", "none"]]) {
    element.style.setProperty(name, value, "important");
  }
}

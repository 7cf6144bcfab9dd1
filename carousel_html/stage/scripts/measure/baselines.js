/* Where a face has its baseline, and how wide its spaces are: by a probe in the page. */
const FACE = ["fontFamily", "fontSize", "fontWeight", "fontStyle", "fontStretch", "fontVariationSettings", "fontSizeAdjust"];
const ascents = new Map();
const probe = document.createElement("div");
probe.style.cssText = "position:absolute;left:0;top:0;visibility:hidden;white-space:pre;line-height:normal;letter-spacing:0;";
const strut = document.createElement("span");
strut.style.cssText = "display:inline-block;width:0;height:0";
probe.append("x", strut);
document.body.append(probe);
function ascent(style, zoom) {
  const key = [zoom, ...FACE.map((name) => style[name])].join("|");
  if (!ascents.has(key)) {
    for (const name of FACE) probe.style[name] = style[name];
    probe.style.zoom = zoom / zoomOf(document.body);
    const range = document.createRange();
    range.selectNodeContents(probe.firstChild);
    ascents.set(key, round(strut.getBoundingClientRect().bottom - range.getBoundingClientRect().top));
    probe.style.zoom = "";
  }
  return ascents.get(key);
}

/* Of what a spacing in per cent is a part, the browser knows. */
function inPx(name, style) {
  if (!style[name].includes("%")) return px(style[name]);
  const width = (value) => {
    for (const each of FACE) probe.style[each] = style[each];
    probe.style[name] = value;
    probe.firstChild.data = "x x";
    range.selectNodeContents(probe.firstChild);
    return range.getBoundingClientRect().width;
  };
  const spare = width(style[name]) - width("0px");
  probe.style[name] = "0px";
  probe.firstChild.data = "x";
  return round(spare / (name === "letterSpacing" ? 3 : 1));
}

/* How far (px) the regions of SVG filters reach over the boxes of an element; their default is a tenth of it. */
function spreadOf(element, style, rects) {
  const share = (text, usual) => (text === null ? usual : parseFloat(text) / (text.endsWith("%") ? 100 : 1));
  let reach = 0;
  for (const [, name] of style.filter.matchAll(/url\("?[^"#)]*#([^")]+)"?\)/g)) {
    const filter = document.getElementById(name);
    if (filter?.tagName !== "filter") continue;
    if (filter.getAttribute("filterUnits") === "userSpaceOnUse") return innerWidth;
    for (const [at, size, side] of [["x", "width", "width"], ["y", "height", "height"]]) {
      const before = -share(filter.getAttribute(at), -0.1), after = share(filter.getAttribute(size), 1.2) - before - 1;
      for (const rect of rects) reach = Math.max(reach, before * rect[side], after * rect[side]);
    }
  }
  return round(reach * zoomOf(element));
}

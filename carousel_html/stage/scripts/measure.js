/*
 * Read the laid-out page once: every element with the styles that differ from plain, its boxes,
 * and every line of text with its place. Coordinates are CSS px from the slide's top left corner.
 *
 * Transforms are set to the identity while boxes are read, so a rotated element is measured where
 * it was laid out, and its matrix is told apart. (The identity, not `none`: a transform also makes
 * an element the containing block of what is positioned inside it.)
 */
() => {
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
    if (isHiddenCell) found.visibility = "hidden";
    return zoomed(found, zoom);
  }

  const isHiddenCell = (element, style) =>
    style.display === "table-cell" && style.emptyCells === "hide" && style.borderCollapse === "separate" && !element.firstElementChild && !element.textContent.trim();

  /* --- transforms to the identity ----------------------------------------------------- */
  const isMoved = (style) => ["transform", "rotate", "scale", "translate", "offsetPath"].some((name) => style[name] !== "none");
  const moved = [];
  const matrices = new Map();
  /* Where a matrix cannot say it (3D, motion paths), how far the paint reaches as it stands now. */
  const seen = new Map();
  const slides = [...document.querySelectorAll(".slide")];
  for (const [slide, element] of slides.flatMap((slide) => all(slide).map((element) => [slide, element]))) {
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

  /* --- where a face has its baseline -------------------------------------------------- */
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

  /* --- text --------------------------------------------------------------------------- */
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  const textNodes = [];
  const owners = [];
  const range = document.createRange();

  function transformed(text, style, element) {
    const language = element.closest("[lang]")?.lang || undefined;
    switch (style.textTransform) {
      case "uppercase": return text.toLocaleUpperCase(language);
      case "lowercase": return text.toLocaleLowerCase(language);
      case "capitalize": return text.replace(/(?<![\p{L}\p{N}\p{M}'’])\p{L}/gu, (letter) => letter.toLocaleUpperCase(language));
      default: return text;
    }
  }

  /* Runs of graphemes that stand side by side on one line; a bidi run has its own. */
  const PLAIN_TEXT = /^[\u0000-\u036f\u0370-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u203a\u20a0-\u20bf\u2122\u2212]+$/;

  const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

  /*
   * Which way a run of one letter goes, which its own box does not tell: a bracket in a right-to-left line is
   * drawn as its other half. Where it has no direction of its own, it follows the neighbour that it touches.
   */
  function isTurned(run, text, style) {
    if (/[\p{L}\p{N}]/u.test(text)) return RIGHT_TO_LEFT.test(text);
    for (const [other, after] of [[run.previous, 1], [run.next, -1]]) {
      if (!other || Math.abs(other.top - run.top) > run.bottom - run.top) continue;
      if (Math.abs(other.right - run.left) < 0.6) return after < 0;
      if (Math.abs(other.left - run.right) < 0.6) return after > 0;
    }
    return style.direction === "rtl";
  }

  function* runs(node) {
    let run = null, previous = null;
    for (const { segment, index } of graphemes.segment(node.data)) {
      range.setStart(node, index);
      range.setEnd(node, index + segment.length);
      const rects = range.getClientRects();
      const wide = [...rects].filter((each) => each.width > 0.01);
      /* The hyphen of a word that is broken belongs to the letter after it, too: before the letter's own box. */
      const rect = (node.data[index - 1] === "\u00ad" ? wide.at(-1) : wide[0]) ?? null;
      const end = index + segment.length;
      if (!rect || segment === "\n") {
        if (run && segment === "\u00ad") run.soft = end;
        else if (run && rects.length && !/^\s$/.test(segment)) run.end = end;
        continue;
      }
      const sameLine = run && Math.abs(rect.top - run.top) < 0.5 && Math.abs(rect.bottom - run.bottom) < 0.5;
      /* What our fonts may lack stands in runs of its own, so that the rest can be glyphs. */
      const plain = PLAIN_TEXT.test(segment) ? (segment.trim() ? true : run?.plain ?? true) : false;
      /* A hyphen where a word is broken is kerned with nothing. */
      const gap = segment === "\t" || segment === "\u00ad" || (run && (run.tab || run.plain !== plain));
      const ltr = sameLine && Math.abs(rect.left - run.right) < 0.6 && run.rtl !== true;
      const rtl = sameLine && !ltr && Math.abs(rect.right - run.left) < 0.6 && run.rtl !== false;
      if (!gap && (ltr || rtl)) {
        run.rtl = rtl;
        run.left = Math.min(run.left, rect.left);
        run.right = Math.max(run.right, rect.right);
        run.end = end;
      } else {
        if (run) { run.next = rect; yield run; }
        run = { start: index, end, left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom, rtl: undefined, plain, tab: segment === "\t", words: new Map(), previous };
      }
      previous = rect;
      if (segment !== " ") {
        if (node.data[index - 1] === " ") run.words.set(index, rect.left);
        run.last = rect.left;
      }
    }
    if (run) yield run;
  }

  function textStyle(element, style) {
    const found = differing(style, TEXT_PLAIN);
    found.family = style.fontFamily;
    found.size = px(style.fontSize);
    found.weight = px(style.fontWeight);
    for (const name of ["letterSpacing", "wordSpacing"]) if (found[name]?.includes("%")) found[name] = `${inPx(name, style)}px`;
    found.fill = srgb(style.webkitTextFillColor);
    if (!/override/.test(found.unicodeBidi)) delete found.unicodeBidi;
    if (style.direction === "rtl") found.direction = "rtl";
    return zoomed(found, zoomOf(element));
  }

  /*
   * How wide a text is by itself: what a justified one has more than that was put into its spaces.
   * Each space stands alone, as it does for Pango as soon as words are spaced: nothing is kerned with it.
   */
  const SHAPING = [...FACE, "fontFeatureSettings", "fontKerning", "fontVariantLigatures", "fontVariantNumeric", "letterSpacing", "wordSpacing"];
  const alone = document.createElement("span");
  probe.append(alone);
  function naturalWidths(text, style, zoom) {
    for (const name of SHAPING) alone.style[name] = style[name];
    alone.replaceChildren(...text.split(/( )/).map((part) => {
      const each = document.createElement("span");
      each.style.display = "inline-block";
      each.style.whiteSpace = "pre";
      each.textContent = part;
      return each;
    }));
    const widths = [...alone.children].map((each) => each.getBoundingClientRect().width * zoom);
    alone.replaceChildren();
    return widths;
  }

  /*
   * Share a line's spare width out over its spaces. Where Chromium kerned with a space, words would
   * drift from their places: there the line is cut, and each piece starts where it should.
   */
  function spread(line, run, style, origin, zoom) {
    const parts = line.text.split(/( )/);
    const widths = naturalWidths(line.text, style, zoom);
    const total = widths.reduce((sum, width) => sum + width, 0);
    const gap = (line.w - total) / ((parts.length - 1) / 2);
    const exact = line.text.length === run.end - run.start && !run.rtl;
    const pieces = [];
    let piece = { ...line, stretch: round(gap) };
    let at = 0, predicted = line.x;
    parts.forEach((part, i) => {
      const actual = run.words.get(run.start + at);
      if (exact && part.trim() && at && actual !== undefined && Math.abs(actual - origin.left - predicted) > 0.4) {
        predicted = actual - origin.left;
        pieces.push({ ...piece, end: run.start + at, text: line.text.slice(piece.start - run.start, at), w: round(predicted - piece.x), last: undefined });
        piece = { ...line, start: run.start + at, text: line.text.slice(at), x: round(predicted), w: round(line.x + line.w - predicted), stretch: round(gap) };
      }
      predicted += widths[i] + (part === " " ? gap : 0);
      at += part.length;
    });
    return [...pieces, piece];
  }

  /* Whether words stand off the baseline of their line. */
  function isShifted(element) {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.display !== "inline") return false;
      if (style.verticalAlign !== "baseline") return true;
    }
    return false;
  }

  function linesOf(node, element, style, origin) {
    const found = [];
    const shifted = isShifted(element);
    const zoom = zoomOf(element), rise = ascent(style, zoom);
    for (const run of runs(node)) {
      let text = node.data.slice(run.start, run.end).replace(/[\n\t]/g, " ");
      if (!text.trim()) continue;
      run.rtl ??= isTurned(run, text, style);
      text = transformed(text, style, element);
      const hyphen = text.endsWith("\u00ad");
      text = text.replace(/\u00ad/g, "") + (hyphen ? "-" : "");
      const line = {
        start: run.start, end: run.end, text,
        x: round(run.left - origin.left), y: round(run.top - origin.top),
        w: round(run.right - run.left), h: round(run.bottom - run.top),
        base: round(run.top - origin.top + rise),
      };
      /* In a ligature the last letter has a caret's place but no glyph of its own. */
      const joined = /(f[a-z]|[a-z]f|[a-z]j|t[tiz]|Th|c[hkt]|st)$/.test(text.trimEnd());
      if (run.last !== undefined && !run.rtl && !joined) line.last = round(run.last - origin.left);
      /* Of a gloss and its base, the shorter is spread: its first letter's box holds the space before it, too. */
      if (element.closest("ruby")) {
        pixel.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const widthOf = (words) => (pixel.measureText(words).width + inPx("letterSpacing", style) * words.length) * zoom;
        const own = widthOf(text);
        if (line.w > own + 0.5) {
          if (/[^\p{Script=Latin}\p{N}\p{P}]/u.test(text)) line.spread = true;
          line.x = round(line.x + (line.w - own) / 2);
          line.w = round(own);
          /* The boxes of all letters but the first are where they should be. */
          if (text.length === 1) delete line.last;
          else if (line.last !== undefined) line.x = round(line.last - widthOf(text.slice(0, -1)));
        }
      }
      if (shifted) line.shifted = true;
      if (run.rtl) line.rtl = true;
      if (!run.plain) line.special = true;
      if ((style.textAlign === "justify" || style.wordSpacing !== "0px") && text.includes(" ")) found.push(...spread(line, run, style, origin, zoom));
      else found.push(line);
    }
    return found;
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

  /* --- drawings ----------------------------------------------------------------------- */
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

  /* --- for the scripts that change what was measured: what they do can be taken back --- */
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

  /* --- the walk ----------------------------------------------------------------------- */
  const result = [];
  const REPLACED = new Set(["IMG", "svg", "CANVAS", "VIDEO", "INPUT", "TEXTAREA", "SELECT", "PROGRESS", "METER", "IFRAME", "OBJECT", "EMBED", "math", "BUTTON"]);
  const elements = [], replaced = [];

  document.querySelectorAll(".slide").forEach((slide) => {
    const origin = slide.getBoundingClientRect();
    const nodes = [];
    const visit = (element, parent) => {
      const style = getComputedStyle(element);
      if (style.display === "none") return;
      const index = nodes.length;
      const node = { parent, tag: element.tagName.toLowerCase(), id: elements.length, style: boxStyle(style, zoomOf(element), isHiddenCell(element, style)) };
      elements.push(element);
      nodes.push(node);
      const rects = element.getClientRects();
      node.rects = [...rects].map((r) => [round(r.left - origin.left), round(r.top - origin.top), round(r.width), round(r.height)]);
      const place = seen.get(element);
      if (place) node.seen = [round(place.left - origin.left), round(place.top - origin.top), round(place.width), round(place.height)];
      const matrix = matrices.get(element);
      if (matrix && node.rects.length) {
        node.matrix = matrix.m;
        node.flat = matrix.flat;
        const box = element.getBoundingClientRect();
        node.origin = [round(box.left - origin.left + matrix.ox), round(box.top - origin.top + matrix.oy)];
      }
      if (style.filter.includes("url(")) node.spread = spreadOf(element, style, rects);
      if (element.tagName === "A" && element.href) node.href = element.getAttribute("href");
      if (element.tagName === "IMG") {
        node.alt = element.getAttribute("alt");
        node.src = element.getAttribute("src");
        if (node.rects.length === 1) node.photo = photoOf(element, style, rects[0], origin);
      }
      for (const name of ["lang", "dir", "role", "start"]) {
        const value = element.getAttribute(name);
        if (value) node[name] = value;
      }
      if (element.getAttribute("aria-hidden") === "true") node.hidden = true;
      if (element.getAttribute("aria-label")) node.label = element.getAttribute("aria-label");
      const generated = (which) => {
        const own = getComputedStyle(element, which);
        if (own.content === "none" || (own.content === "normal" && which !== "::marker") || own.display === "none") return;
        /* Its place is not to be had from here; the snapshot of the page has it. */
        const drawn = { parent: index, tag: which, id: node.id, style: boxStyle(own, zoomOf(element)), rects: [], generated: own.content };
        drawn.font = textStyle(element, own);
        if (which === "::marker" && own.content === "normal" && style.listStyleImage === "none") drawn.symbol = style.listStyleType;
        drawn.rise = ascent(own, zoomOf(element));
        /* What its box says of a turned one is how far it reaches; the snapshot has lines as they are broken, no more. */
        drawn.turned = isMoved(own);
        const isSpelled = /^"[\x20-\x7e]*"$/.test(own.content);
        if (own.textDecorationLine !== "none" || (own.textTransform !== "none" && !isSpelled)) drawn.font.generated = true;
        if (own.textAlign === "justify") drawn.justify = true;
        const image = which === "::marker" && own.content === "normal" ? style.listStyleImage : own.content;
        if (/url\(|gradient\(|image-set\(/.test(image)) drawn.replaced = true;
        nodes.push(drawn);
        element.setAttribute("data-measured", node.id);
      };
      if (style.display === "list-item" && (style.listStyleType !== "none" || style.listStyleImage !== "none")) generated("::marker");
      generated("::before");
      const decorated = style.textDecorationLine !== "none";
      if (decorated) {
        const lines = `${srgb(lineColor(style))} ${style.textDecoration} ${style.textUnderlineOffset} ${style.textUnderlinePosition}`;
        Object.assign(node, zoomed({ decoration: lines }, zoomOf(element)));
      }
      if (REPLACED.has(element.tagName)) {
        node.replaced = true;
        replaced.push(element);
        const drawing = drawn(element);
        if (drawing !== null) node.drawn = drawing;
        node.words = wordsInside(element, origin);
        return;
      }
      let texts = null;
      const closed = element.tagName === "DETAILS" && !element.open;
      for (const child of inside(element)) {
        if (closed && child.tagName !== "SUMMARY") continue;
        if (child.nodeType === Node.TEXT_NODE) {
          if (!child.data.trim() || style.visibility !== "visible") continue;
          const lines = linesOf(child, element, style, origin);
          if (!lines.length) continue;
          texts ??= [];
          texts.push({ id: textNodes.length, before: nodes.length, lines });
          textNodes.push(child);
          owners.push(element);
        } else if (child.nodeType === Node.ELEMENT_NODE) visit(child, index);
      }
      generated("::after");
      if (texts) {
        node.texts = texts;
        node.font = textStyle(element, style);
        const first = getComputedStyle(element, "::first-letter");
        if (first.fontSize !== style.fontSize || first.webkitTextFillColor !== style.webkitTextFillColor || first.fontFamily !== style.fontFamily || first.float !== "none") node.firstLetter = true;
        const line = getComputedStyle(element, "::first-line");
        if (line.fontSize !== style.fontSize || line.webkitTextFillColor !== style.webkitTextFillColor || line.fontFamily !== style.fontFamily || line.fontWeight !== style.fontWeight || line.textTransform !== style.textTransform || line.letterSpacing !== style.letterSpacing || line.fontVariantCaps !== style.fontVariantCaps) node.firstLine = true;
        if (style.textAlign === "justify") node.justify = true;
      }
    };
    visit(slide, -1);
    result.push(nodes);
  });

  /* --- back to how it was, once the places of what is generated are read, too ---------- */
  probe.remove();
  const restore = () => moved.forEach((element, i) => {
    if (saved[i] === null) element.removeAttribute("style");
    else element.setAttribute("style", saved[i]);
  });

  const isWaiting = moved.length > 0 && result.some((nodes) => nodes.some((node) => "generated" in node));
  if (!isWaiting) restore();

  /* --- the faces the page declares ---------------------------------------------------- */
  const faces = [];
  const readRules = (rules, base) => {
    for (const rule of rules) {
      if (rule instanceof CSSFontFaceRule) {
        const said = rule.style.getPropertyValue("src");
        const source = /url\("([^"\\]*(?:\\.[^"\\]*)*)"\)/.exec(said);
        faces.push({
          family: rule.style.getPropertyValue("font-family").replace(/^["']|["']$/g, ""),
          weight: rule.style.getPropertyValue("font-weight") || "400",
          style: rule.style.getPropertyValue("font-style") || "normal",
          stretch: rule.style.getPropertyValue("font-stretch") || "100%",
          range: rule.style.getPropertyValue("unicode-range"),
          adjust: rule.style.getPropertyValue("size-adjust"),
          features: rule.style.getPropertyValue("font-feature-settings"),
          variations: rule.style.getPropertyValue("font-variation-settings"),
          local: [...said.slice(0, source?.index).matchAll(/local\("?([^")]*)"?\)/g)].map((found) => found[1]),
          src: source ? new URL(source[1], base).href : "",
        });
      } else if (rule.cssRules) readRules(rule.cssRules, rule.styleSheet?.href || base);
    }
  };
  for (const sheet of document.styleSheets) {
    try { readRules(sheet.cssRules, sheet.href || document.baseURI); } catch { /* not ours to read */ }
  }

  window.__measured = { elements, replaced, textNodes, owners, lineColor, changes, restore };
  return { slides: result, faces, isWaiting };
}

/* Every line of text of a node with its place: runs of letters that stand side by side. */
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

/* As in `faces.py`, which has to tell them in generated words, too. */
const EMOJI = /\p{Emoji}\ufe0f|\p{Emoji_Presentation}(?!\ufe0e)|\p{Regional_Indicator}/u;

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

/* What stands on the line in most faces, as in `lines.py`; the places of all other letters are told. */
const STANDING = /^[A-PR-Za-fhik-or-xz0-9\s.:!?%&+×'"“”‘’–—-]$/;

/* Signs that fill a square of which half is empty: beside each other Chromium sets them half as wide (`text-spacing-trim`). */
const SQUARE_SIGN = /^[\u3001\u3002\u3008-\u3011\u3014-\u301f\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b\uff5d\uff5f\uff60]$/;

/* Letters that are drawn with those before them have no box of their own: with what is of an element before theirs, or whole. */
const WITHOUT_BOX = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

function* runs(node, size) {
  let run = null, previous = null, lost = null;
  for (const { segment, index } of graphemes.segment(node.data)) {
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    const rects = range.getClientRects();
    /* The hyphen of a word that is broken belongs to the letter after it, too: before the letter's own box. */
    const isAfterHyphen = node.data[index - 1] === "\u00ad";
    let rect = null;
    for (const each of rects) {
      if (each.width <= 0.01) continue;
      rect = each;
      if (!isAfterHyphen) break;
    }
    const end = index + segment.length;
    if (!rect || segment === "\n") {
      /* Of several spaces one is drawn: the others are in the text, and nowhere on the slide. */
      if (run && /^\s$/.test(segment)) run.collapsed ||= !rect;
      else if (run && rects.length && segment !== "\u00ad") run.end = end;
      else if (!run && rects[0]?.height > 1 && WITHOUT_BOX.test(segment)) {
        lost ??= { index, rect: rects[0], count: 0 };
        lost.count += 1;
      }
      continue;
    }
    const sameLine = run && Math.abs(rect.top - run.top) < 0.5 && Math.abs(rect.bottom - run.bottom) < 0.5;
    /* What our fonts may lack stands in runs of its own, so that the rest can be glyphs. */
    const plain = PLAIN_TEXT.test(segment) ? (segment.trim() ? true : run?.plain ?? true) : false;
    const emoji = !plain && (segment.trim() ? EMOJI.test(segment) : run?.emoji ?? false);
    const half = !plain && SQUARE_SIGN.test(segment) && rect.width < 0.75 * size;
    /* A hyphen where a word is broken is kerned with nothing. */
    const gap = segment === "\t" || segment === "\u00ad" || half || (run && (run.half || run.tab || run.collapsed || run.plain !== plain || run.emoji !== emoji));
    const ltr = sameLine && Math.abs(rect.left - run.right) < 0.6 && run.rtl !== true;
    const rtl = sameLine && !ltr && Math.abs(rect.right - run.left) < 0.6 && run.rtl !== false;
    if (!gap && (ltr || rtl)) {
      run.rtl = rtl;
      run.left = Math.min(run.left, rect.left);
      run.right = Math.max(run.right, rect.right);
      run.end = end;
    } else {
      if (run) { run.next = rect; yield run; }
      run = { start: index, end, left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom, rtl: undefined, plain, emoji, half, tab: segment === "\t", words: new Map(), hangs: [], previous };
      if (lost) {
        run.joined = lost.count;
        run.start = lost.index;
        lost = null;
      }
    }
    if (!STANDING.test(segment)) run.hangs.push(rect.left, rect.right);
    previous = rect;
    if (segment !== " ") {
      if (node.data[index - 1] === " ") run.words.set(index, rect.left);
      run.last = rect.left;
    }
  }
  if (run) yield run;
  else if (lost) {
    const { left, top, bottom } = lost.rect;
    yield { start: lost.index, end: node.data.length, left: left - 1, right: left, top, bottom, rtl: false, plain: true, words: new Map(), hangs: [], joined: lost.count };
  }
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

/* The inline element with a box of its own that words are in: one with an edge, a ground, or air around it. */
const EDGES = ["Top", "Right", "Bottom", "Left"];
function inlineBoxOf(element) {
  for (let each = element; each; each = each.parentElement) {
    const style = getComputedStyle(each);
    if (style.display !== "inline") return null;
    const isAiry = EDGES.some((edge) => px(style[`padding${edge}`]) || px(style[`margin${edge}`]) || px(style[`border${edge}Width`]));
    if (isAiry || style.backgroundImage !== "none" || style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.boxShadow !== "none") return each;
  }
  return null;
}

/* The upper edge of that box on the line of a run. */
function boxTop(element, run) {
  const middle = (run.top + run.bottom) / 2, centre = (run.left + run.right) / 2;
  const holds = ({ top, bottom, left, right }) => top <= middle && middle <= bottom && left <= centre && centre <= right;
  return [...element.getClientRects()].find(holds)?.top;
}

/* The line that was read last, and where its last letter begins: letters that are drawn with it are given their share of it. */
let lastLine = null, lastLetter = 0;
function joinTo(line, run) {
  line.joined = true;
  if (!lastLine) return;
  lastLine.joined = true;
  if (run.rtl || lastLine.rtl) return;
  const right = line.x + line.w, each = (lastLine.x + lastLine.w - lastLetter) / (run.joined + 1);
  line.x = round(lastLetter + each);
  line.w = round(Math.max(each, right - line.x));
  lastLine.w = round(line.x - lastLine.x);
  run.lastLetter = run.last === undefined ? line.x + line.w - each : undefined;
}

function linesOf(node, element, style, origin) {
  const found = [];
  const shifted = isShifted(element), inlineBox = inlineBoxOf(element);
  const zoom = zoomOf(element), rise = ascent(style, zoom);
  for (const run of runs(node, px(style.fontSize) * zoom)) {
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
    const top = inlineBox ? boxTop(inlineBox, run) : undefined;
    if (top !== undefined) line.box = round(top - origin.top);
    else if (shifted) line.shifted = true;
    if (run.hangs.length) line.hangs = run.hangs.map((x) => round(x - origin.left));
    if (run.half) line.half = true;
    if (run.joined) joinTo(line, run);
    if (run.rtl) line.rtl = true;
    if (!run.plain) line.special = true;
    if ((style.textAlign === "justify" || style.wordSpacing !== "0px") && text.includes(" ")) found.push(...spread(line, run, style, origin, zoom));
    else found.push(line);
    lastLine = found.at(-1);
    lastLetter = run.lastLetter ?? run.last - origin.left;
  }
  return found;
}

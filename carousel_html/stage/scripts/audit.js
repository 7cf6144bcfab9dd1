/*
 * Look every slide over: words against edges, zones, sizes, header and footer against the body; pictures
 * drawn larger than they are; and characters that no font has: those look like one that cannot be in any.
 */
({ zones, floors, soft, scale }) => {
  const found = [];
  const number = (text) => parseFloat(text) || 0;
  const range = document.createRange();

  // What any font for text has. Anything else is drawn and looked at, once for each font.
  const PLAIN = /^[\u0000-\u00ff\u2013\u2014\u2018\u2019\u201c-\u201e\u2026\u20ac]+$/;
  const IGNORABLE = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Z}\p{M}]+$/u;
  const UNASSIGNED = "\u0378";
  const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
  const pen = new OffscreenCanvas(96, 96).getContext("2d", { willReadFrequently: true });
  function drawn(text, font) {
    pen.clearRect(0, 0, 96, 96);
    pen.font = font;
    pen.fillText(text, 16, 64);
    return pen.measureText(text).width + ":" + pen.getImageData(0, 0, 96, 96).data.join("");
  }
  const looks = new Map();
  function isMissing(text, style) {
    const font = `${style.fontStyle} ${style.fontWeight} 32px ${style.fontFamily}`;
    if (!looks.has(font)) looks.set(font, drawn(UNASSIGNED, font));
    const key = font + text;
    if (!looks.has(key)) looks.set(key, drawn(text, font) === looks.get(font));
    return looks.get(key);
  }

  function* lines(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("svg, [aria-hidden='true']")) continue;
      const style = getComputedStyle(element);
      if (style.visibility !== "visible") continue;
      const size = number(style.fontSize), isUpright = style.writingMode === "horizontal-tb";
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width < 0.5) continue;
        const { left, right, top, bottom } = rect, middle = isUpright ? (top + bottom) / 2 : (left + right) / 2;
        const square = isUpright ? { left, right, top: middle - size / 2, bottom: middle + size / 2 } : { left: middle - size / 2, right: middle + size / 2, top, bottom };
        yield { element, size, style, rect, isUpright, words: node.data, text: node.data.trim().slice(0, 60), ...square };
      }
    }
  }

  // Of an upright line, as high as its letters, as in `fit.js`.
  function inked(line) {
    if (!line.isUpright) return line;
    const { style, rect } = line, middle = (rect.top + rect.bottom) / 2;
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const drawn = pen.measureText(style.textTransform === "uppercase" ? line.words.toUpperCase() : line.words);
    const baseline = middle + (drawn.fontBoundingBoxAscent - drawn.fontBoundingBoxDescent) / 2;
    return { ...line, top: baseline - drawn.actualBoundingBoxAscent, bottom: baseline + drawn.actualBoundingBoxDescent };
  }

  // The boxes that cut what is in an element; none where something is turned, or is to be hidden or shortened.
  const clips = new Map();
  function clipsOf(element, slide) {
    if (element === slide || !element) return [];
    if (clips.has(element)) return clips.get(element);
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const found = [...clipsOf(element.parentElement, slide)];
    const isTurned = style.rotate !== "none" || /matrix\([^,]*, (?!0,)|matrix3d/.test(style.transform);
    const isShortened = (style.webkitLineClamp ?? "none") !== "none" || style.textOverflow !== "clip";
    const doesClip = style.display !== "inline" && ((style.overflowX !== "visible" && style.overflowY !== "visible") || /paint|content|strict/.test(style.contain));
    if (isTurned) found.splice(0);
    if (doesClip && !isShortened && box.width > 2 && box.height > 2) {
      const [top, right, bottom, left] = ["Top", "Right", "Bottom", "Left"].map((side) => number(style[`border${side}Width`]));
      const room = { left: box.left + left, top: box.top + top, right: box.right - right, bottom: box.bottom - bottom };
      found.push({ ...room, radius: style.borderTopLeftRadius });
    }
    clips.set(element, found);
    return found;
  }

  // How far (px) a corner of a line is outside the round corner of a box.
  function overCorner(line, room) {
    const share = room.radius.endsWith("%") ? number(room.radius) / 100 : 0;
    const [width, height] = [room.right - room.left, room.bottom - room.top];
    const rx = Math.min(width / 2, share * width || number(room.radius)), ry = Math.min(height / 2, share * height || number(room.radius));
    let most = 0;
    if (!rx || !ry) return most;
    for (const x of [line.left, line.right]) {
      for (const y of [line.top, line.bottom]) {
        const across = Math.max(room.left + rx - x, x - room.right + rx, 0) / rx;
        const down = Math.max(room.top + ry - y, y - room.bottom + ry, 0) / ry;
        if (across && down) most = Math.max(most, (Math.hypot(across, down) - 1) * Math.min(rx, ry));
      }
    }
    return most;
  }

  // How far (px) boxes that clip cut into the letters of a line.
  function cutOf(line, slide) {
    let most = 0;
    for (const room of clipsOf(line.element, slide)) {
      if (line.right <= room.left || line.left >= room.right) continue;
      const ink = inked(line);
      most = Math.max(most, room.left - ink.left, ink.right - room.right, room.top - ink.top, ink.bottom - room.bottom, overCorner(ink, room));
    }
    return most;
  }

  // A mark that no font has stands as a box beside its letter: the whole looks unlike a box.
  const MARK = /^(?!\p{Default_Ignorable_Code_Point}|\u20e3)\p{M}$/u;
  const lacks = (segment, style) =>
    isMissing(segment, style) || [...segment].some((char) => MARK.test(char) && isMissing(char, style));

  const missing = [];
  function lookForMissing(slide, index) {
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (PLAIN.test(node.data)) continue;
      const style = getComputedStyle(node.parentElement);
      for (const { segment } of graphemes.segment(node.data)) {
        if (PLAIN.test(segment) || IGNORABLE.test(segment) || !lacks(segment, style)) continue;
        missing.push({ slide: index + 1, text: segment, fonts: style.fontFamily });
      }
    }
  }

  // How many times its own pixels a picture is drawn, by what its box does with it.
  function enlarged(image, style) {
    const across = image.clientWidth / image.naturalWidth;
    const down = image.clientHeight / image.naturalHeight;
    if (style.objectFit === "none") return scale;
    if (style.objectFit === "contain") return Math.min(across, down) * scale;
    if (style.objectFit === "scale-down") return Math.min(across, down, 1) * scale;
    return Math.max(across, down) * scale;
  }

  function lookAtPictures(slide, index) {
    for (const image of slide.querySelectorAll("img")) {
      if (/\.svg$|^data:image\/svg/.test(image.getAttribute("src") ?? "")) continue;
      if (!image.naturalWidth || !image.clientWidth || !image.clientHeight) continue;
      const style = getComputedStyle(image);
      if (style.imageRendering === "pixelated" || style.visibility !== "visible") continue;
      const measure = enlarged(image, style);
      if (measure <= soft) continue;
      const text = `${image.naturalWidth} × ${image.naturalHeight}`;
      found.push({ slide: index + 1, kind: "upscaled", text, measure: Math.round(measure * 100) / 100, limit: soft });
    }
  }

  document.querySelectorAll(".slide").forEach((slide, index) => {
    lookAtPictures(slide, index);
    lookForMissing(slide, index);
    const origin = slide.getBoundingClientRect();
    const note = (kind, line, measure, limit, more = {}) =>
      found.push({ slide: index + 1, kind, text: line.text, measure: Math.round(measure * 100) / 100, limit: Math.round(limit * 100) / 100, ...more });
    const body = slide.querySelector(".slide__body");
    const room = body?.getBoundingClientRect();
    for (const line of lines(slide)) {
      const inBody = body?.contains(line.element);
      const around = (each) => ({ left: each.left - origin.left, right: origin.right - each.right, top: each.top - origin.top, bottom: origin.bottom - each.bottom });
      const square = around(line), isNear = (zone) => square.top < zone.top - 1 || square.bottom < zone.bottom - 1;
      const box = square.top < -1 || square.bottom < -1 || zones.some(isNear) ? around(inked(line)) : square;
      const edge = Math.min(box.left, box.right, box.top, box.bottom);
      if (edge < -1) note("clipped", line, edge, 0);
      const cut = cutOf(line, slide);
      if (cut > Math.max(2, 0.12 * line.size)) note("cut-off", line, cut, 0);
      zones.forEach((safe, zone) => {
        if ((safe.first && index > 0) || !(safe.obeyed || inBody)) return;
        const side = ["top", "right", "bottom", "left"].find((side) => box[side] < safe[side] - 1);
        if (side) note("safe-area", line, box[side], safe[side], { zone });
      });
      const floor = inBody && line.element.closest("[data-block]") ? floors.body : floors.small;
      if (line.size < floor - 0.01) note("small-text", line, line.size, floor);
      if (!inBody && room && line.element.closest(".slide__header, .slide__footer")) {
        const over = Math.min(line.bottom - room.top, room.bottom - line.top, line.right - room.left, room.right - line.left);
        if (over > 1) note("collision", line, over, 0);
      }
    }
  });
  return { found, missing };
}

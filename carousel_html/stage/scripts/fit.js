/*
 * Find for each slide the largest step of --fit at which every line and box of its body stands
 * inside the body, and say what does not fit where even the smallest is too large. Where a word
 * would be broken apart, a smaller step at which it is whole is taken, if there is one.
 *
 * All slides are tried at once: each round sets every slide's middle step, then reads them all, so
 * the whole search costs as many layouts as one slide's would.
 */
(steps) => {
  const TOLERANCE = 0.75;
  const number = (text) => parseFloat(text) || 0;

  function contentBox(element) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
      left: box.left + number(style.borderLeftWidth) + number(style.paddingLeft),
      right: box.right - number(style.borderRightWidth) - number(style.paddingRight),
      top: box.top + number(style.borderTopWidth) + number(style.paddingTop),
      bottom: box.bottom - number(style.borderBottomWidth) - number(style.paddingBottom),
    };
  }

  /* The em square of each line: a font's own ascent and descent reach over a tight line height. */
  function* lines(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim()) continue;
      const parent = node.parentElement;
      if (parent.closest("svg")) continue;
      const style = getComputedStyle(parent), size = number(style.fontSize);
      const isUpright = style.writingMode === "horizontal-tb";
      range.selectNodeContents(node);
      for (const [place, rect] of [...range.getClientRects()].entries()) {
        if (rect.width < 0.5 || rect.height < 0.5) continue;
        const { left, right, top, bottom } = rect, middle = isUpright ? (top + bottom) / 2 : (left + right) / 2;
        const square = isUpright ? { left, right, top: middle - size / 2, bottom: middle + size / 2 } : { left: middle - size / 2, right: middle + size / 2, top, bottom };
        yield { element: parent, text: node.data, ...square, rect, isUpright, isFirst: place === 0 };
      }
    }
  }

  /* Of an upright line, as high as its letters: those of capitals leave a tenth of the em square empty. */
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  function inked(line) {
    const style = getComputedStyle(line.element), middle = (line.rect.top + line.rect.bottom) / 2;
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const drawn = pen.measureText(style.textTransform === "uppercase" ? line.text.toUpperCase() : line.text);
    const baseline = middle + (drawn.fontBoundingBoxAscent - drawn.fontBoundingBoxDescent) / 2;
    return { ...line, top: baseline - drawn.actualBoundingBoxAscent, bottom: baseline + drawn.actualBoundingBoxDescent };
  }

  /* A letter over several lines (`initial-letter`) is reported to stand above its line. */
  function isInitial(line) {
    for (let each = line.isFirst ? line.element : null; each; each = each.parentElement) {
      if ((getComputedStyle(each, "::first-letter").initialLetter ?? "normal") !== "normal") return true;
      if (getComputedStyle(each).display !== "inline") return false;
    }
    return false;
  }

  const sticksOut = (line, room) => over(line, room) > 0 && !isInitial(line) && !(line.isUpright && over(inked(line), room) <= 0);

  /* Whether something in the body crops an element: that is looked at itself. */
  function isCropped(element, body) {
    for (let each = element.parentElement; each && each !== body; each = each.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(each);
      if (overflowX !== "visible" && overflowY !== "visible") return true;
    }
    return false;
  }

  /* Whether words are cut by a box that clips: a picture or an ornament may be. */
  function cutsWords(element, style) {
    if (style.textOverflow !== "clip" || (style.webkitLineClamp ?? "none") !== "none") return true;
    const { left, top } = element.getBoundingClientRect();
    const x = left + element.clientLeft, y = top + element.clientTop;
    const room = { left: x, top: y, right: x + element.clientWidth, bottom: y + element.clientHeight };
    for (const line of lines(element)) if (sticksOut(line, room)) return true;
    return false;
  }

  function over(box, room) {
    return Math.max(room.left - box.left, box.right - room.right, room.top - box.top, box.bottom - room.bottom) - TOLERANCE;
  }

  function firstTooLarge(slide) {
    const body = slide.querySelector(".slide__body");
    if (!body) return null;
    const room = contentBox(body);
    for (const line of lines(body)) {
      if (sticksOut(line, room)) return { element: line.element, text: line.text };
    }
    for (const element of body.querySelectorAll("*")) {
      if (element.closest("[data-bleed], svg *")) continue;
      /* The box of an inline element is as tall as its face; its words were looked at above. */
      if (element.tagName !== "IMG" && getComputedStyle(element).display === "inline") continue;
      const box = element.getBoundingClientRect();
      if ((box.width || box.height) && over(box, room) > 0 && !isCropped(element, body)) return { element, text: element.textContent.trim().replace(/\s+/g, " ") };
      if (element.tagName === "svg" || element.tagName === "IMG") continue;
      const style = getComputedStyle(element);
      const clips = style.overflowX !== "visible" || style.overflowY !== "visible";
      const isOver = clips && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
      if (isOver && cutsWords(element, style)) {
        return { element, text: element.textContent.trim().replace(/\s+/g, " ") };
      }
    }
    return null;
  }

  /* Letters that only a hyphen parts: of scripts that set spaces between words. */
  const WORD = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}]{9,}/gu;

  /* A word that stands on two lines is wider than its box. Code and addresses are broken anywhere. */
  function breaksAWord(slide) {
    const body = slide.querySelector(".slide__body");
    if (!body) return false;
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("svg, pre, code")) continue;
      for (const found of node.data.matchAll(WORD)) {
        range.setStart(node, found.index);
        range.setEnd(node, found.index + found[0].length);
        const rects = [...range.getClientRects()].filter((rect) => rect.width >= 0.5);
        /* The hyphen that a soft one becomes is counted to what follows it. */
        if (node.data[found.index - 1] === "\u00ad" && rects.length > 1) rects.shift();
        if (new Set(rects.map((rect) => Math.round(rect.top))).size > 1) return true;
      }
    }
    return false;
  }

  function need(slide) {
    const body = slide.querySelector(".slide__body");
    const room = contentBox(body);
    let top = Infinity, bottom = -Infinity;
    for (const line of lines(body)) { top = Math.min(top, line.top); bottom = Math.max(bottom, line.bottom); }
    const height = room.bottom - room.top;
    return height > 0 && bottom > top ? (bottom - top) / height : 1;
  }

  const name = (element) => element.tagName.toLowerCase() + (element.classList.length ? "." + [...element.classList].join(".") : "");
  const slides = [...document.querySelectorAll(".slide")];
  const searches = slides.map((slide) => {
    const floor = number(getComputedStyle(slide).getPropertyValue("--fit-floor")) || 0;
    const usable = steps.filter((step) => step >= floor);
    return { slide, steps: usable.length ? usable : [steps[0]], low: 0, high: usable.length ? usable.length : 1 };
  });
  const set = (search, index) => search.slide.style.setProperty("--fit", search.steps[index]);

  /* Halve what is left of each search, from `low` on, until the first step that does is known. */
  function halve(open, does) {
    while (open.length) {
      for (const search of open) {
        if (search.low >= search.high) continue;
        search.middle = (search.low + search.high) >> 1;
        set(search, search.middle);
      }
      for (const search of open) {
        if (search.low >= search.high) continue;
        if (!does(search.slide)) search.low = search.middle + 1;
        else { search.high = search.middle; search.found = search.middle; }
      }
      open = open.filter((search) => search.low < search.high);
    }
  }

  /* Most slides fit as they are: the first round asks only that. */
  const first = searches.map((search) => { set(search, 0); return search; }).map((search) => firstTooLarge(search.slide));
  halve(searches.filter((search, i) => {
    if (!first[i]) { search.found = 0; return false; }
    search.low = 1;
    return true;
  }), (slide) => !firstTooLarge(slide));

  /* And most break no word: of the others all smaller steps are open again. */
  for (const search of searches) if (search.found !== undefined) set(search, search.found);
  halve(searches.filter((search) => {
    if (search.found === undefined || !breaksAWord(search.slide)) return false;
    [search.low, search.high] = [search.found + 1, search.steps.length];
    return true;
  }), (slide) => !breaksAWord(slide) && !firstTooLarge(slide));
  return searches.map((search) => {
    const index = search.found ?? search.steps.length - 1;
    set(search, index);
    const scale = search.steps[index];
    if (search.found !== undefined) return { scale, over: null };
    const large = firstTooLarge(search.slide);
    if (!large) return { scale, over: null };
    return {
      scale,
      over: { element: name(large.element), text: large.text.trim().slice(0, 80), need: need(search.slide) },
    };
  });
}

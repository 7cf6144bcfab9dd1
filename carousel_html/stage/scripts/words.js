/*
 * List every word of every slide that can be read: its text node's words, size, weight, and its box on
 * the slide, and the colour of its ink where that is one colour, as `rgb(…)`. A word is what stands between
 * white space; one without a letter or digit is left out.
 */
() => {
  const range = document.createRange();
  const number = (text) => parseFloat(text) || 0;

  // Wider spaces go through a canvas pixel, as the screen's would.
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const inks = new Map();
  function inkOf(style) {
    const color = style.webkitTextFillColor;
    if (/^rgb\(/.test(color)) return color;
    if (!inks.has(color)) {
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = color;
      pixel.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
      inks.set(color, a === 255 ? `rgb(${r}, ${g}, ${b})` : null);
    }
    return inks.get(color);
  }

  function* textNodes(slide) {
    const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.data.trim() && !node.parentElement.closest("svg, [aria-hidden='true']")) yield node;
    }
  }

  return [...document.querySelectorAll(".slide")].map((slide) => {
    const origin = slide.getBoundingClientRect();
    const words = [];
    for (const node of textNodes(slide)) {
      const style = getComputedStyle(node.parentElement);
      if (style.visibility !== "visible") continue;
      const about = {
        text: node.data.trim().slice(0, 60), size: number(style.fontSize), weight: number(style.fontWeight), ink: inkOf(style),
      };
      for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
        if (!/[\p{L}\p{N}]/u.test(word)) continue;
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        for (const rect of range.getClientRects()) {
          if (rect.width < 2) continue;
          words.push({ ...about, x: rect.left - origin.left, y: rect.top - origin.top, w: rect.width, h: rect.height });
        }
      }
    }
    return words;
  });
}

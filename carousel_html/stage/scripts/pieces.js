/* Return [x, width] of each piece of text: [slide, text node, edge, edge, …] asks for those between its edges. */
(asked) => {
  const { textNodes } = window.__measured;
  const slides = document.querySelectorAll(".slide");
  const range = document.createRange();
  return asked.map(([slide, id, ...edges]) => {
    const left = slides[slide].getBoundingClientRect().left;
    return edges.slice(1).map((end, i) => {
      range.setStart(textNodes[id], edges[i]);
      range.setEnd(textNodes[id], end);
      const box = range.getBoundingClientRect();
      return [Math.round((box.left - left) * 1000) / 1000, Math.round(box.width * 1000) / 1000];
    });
  });
}

/*
 * Return where in the viewport a slide stands and how large it is laid out, as [left, top, width, height]: its own transform
 * is not counted. Null where there is no such slide.
 */
(index) => {
  const slides = [...document.querySelectorAll(".slide")].filter((each) => !each.parentElement.closest(".slide"));
  const slide = slides[index];
  if (!slide) return null;
  const page = document.body.getBoundingClientRect();
  let { left, top } = page;
  for (let each = slide; each && each !== document.body; each = each.offsetParent) {
    left += each.offsetLeft;
    top += each.offsetTop;
  }
  return [left, top, slide.offsetWidth, slide.offsetHeight].map(Math.round);
}

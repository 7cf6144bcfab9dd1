/*
 * Hold what moves: what ends at its end, what goes on for ever at its beginning. Where words of a slide cannot be seen then,
 * its endless ones are held at the moment of their first round, the end of it before any other, when most can.
 */
const SHARES = [1 - 1e-6, 0.5, 0.25, 0.75, 0.125, 0.375, 0.625, 0.875];
const MOMENTS = 40;
const endless = [];

const roots = [document, ...elements.map((element) => element.shadowRoot).filter(Boolean)];
void document.body.offsetHeight;
for (const animation of roots.flatMap((root) => root.getAnimations())) {
  try { animation.finish(); } catch {
    animation.pause();
    animation.currentTime = 0;
    const { delay, duration } = animation.effect.getComputedTiming();
    const turn = (time) => (animation.currentTime = time);
    endless.push({ element: animation.effect.target, turn, rounds: [[delay, duration]] });
  }
}

/* What SVG moves has one clock for each drawing; a time is asked for in seconds. */
function roundOf(move) {
  let start = 0, length = 0;
  try { start = move.getStartTime(); } catch { return null; /* It never begins. */ }
  try { length = move.getSimpleDuration(); } catch { /* It is set once. */ }
  const repeats = [move.getAttribute("repeatCount"), move.getAttribute("repeatDur")];
  return { start, length, count: repeats.includes("indefinite") ? Infinity : parseFloat(repeats[0]) || 1 };
}

for (const svg of elements.filter((element) => element.tagName === "svg" && !element.ownerSVGElement)) {
  const moves = [...svg.querySelectorAll("animate, animateMotion, animateTransform, set")];
  if (!moves.length) continue;
  svg.pauseAnimations();
  const found = moves.map(roundOf).filter(Boolean);
  const isEndless = (round) => round.count === Infinity;
  const end = Math.max(0, ...found.filter((round) => !isEndless(round)).map(({ start, length, count }) => start + length * count));
  svg.setCurrentTime(end);
  const rounds = found.filter(isEndless).map(({ start, length }) => [1000 * (start - end), 1000 * length]);
  if (rounds.length) endless.push({ element: svg, turn: (time) => svg.setCurrentTime(end + time / 1000), rounds });
}

for (const element of elements) if (element.tagName === "MARQUEE") element.stop();

/* Whether words are anywhere on their slide, by all that an animation may do to them and to what they stand in. */
function isSeen(element, slide) {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const box = element.getBoundingClientRect(), room = slide.getBoundingClientRect();
  const across = Math.min(box.right, room.right) - Math.max(box.left, room.left);
  if (across < 1 || Math.min(box.bottom, room.bottom) - Math.max(box.top, room.top) < 1) return false;
  for (let each = element; each && each !== slide; each = each.parentElement) {
    const isClosed = each.clientWidth < 1 || each.clientHeight < 1;
    const style = isClosed ? getComputedStyle(each) : null;
    if (isClosed && style.display !== "inline" && !each.ownerSVGElement && style.overflow !== "visible") return false;
  }
  return true;
}

const hasWords = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

for (const slide of document.querySelectorAll(".slide")) {
  const moved = endless.filter(({ element }) => slide.contains(element));
  const words = [...new Set(moved.flatMap(({ element }) => [element, ...all(element)]))].filter(hasWords);
  const hidden = () => words.filter((element) => !isSeen(element, slide)).length;
  let least = words.length ? hidden() : 0, best = 0;
  if (!least) continue;
  const turn = (time) => moved.forEach((each) => each.turn(time));
  const times = SHARES.flatMap((share) => moved.flatMap(({ rounds }) => rounds.map(([delay, length]) => delay + share * length)));
  for (const time of [...new Set(times)].filter((each) => each > 0 && isFinite(each)).slice(0, MOMENTS)) {
    turn(time);
    const count = hidden();
    if (count < least) [least, best] = [count, time];
    if (!count) break;
  }
  turn(best);
}

/**
 * Drag with mouse, pen or finger by pointer events: a threshold, a ghost under the pointer, scrolling at the
 * edges, Escape to stop. What is dragged and where it lands is somebody else's business.
 */

const THRESHOLD = 6; // px before a press becomes a drag
const EDGE = 48; // px from an edge where a list begins to scroll
const SPEED = 14;
const GHOST = 96; // px, twice what CSS shows

/**
 * @typedef {{thing: import("./placing.js").Thing, element: HTMLElement, label: string}} Held
 * @typedef {{begin: (held: Held) => void, over: (x: number, y: number) => void, drop: () => void, stop: () => void}} Drops
 */

/**
 * Let things inside `root` be dragged.
 * A mouse drags from anywhere; a finger only from a handle, because elsewhere it scrolls.
 * @param {HTMLElement} root
 * @param {(target: Element) => Held | null} find what is held when the press begins on `target`
 * @param {Drops} drops
 */
export function draggable(root, find, drops) {
  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary || !(event.target instanceof Element)) return;
    const handle = event.target.closest("[data-handle]");
    if (event.pointerType === "touch" && !handle) return;
    if (!handle && event.target.closest("button:not([data-drag-through]), a, input, textarea")) return;
    const held = find(event.target);
    if (held) follow(event, held, drops);
  });
  root.addEventListener("dragstart", (event) => event.preventDefault());
}

/** @param {PointerEvent} start @param {Held} held @param {Drops} drops */
function follow(start, held, drops) {
  /** @type {HTMLElement | null} */
  let ghost = null;
  let frame = 0;
  let at = { x: start.clientX, y: start.clientY };

  const lift = () => {
    ghost = makeGhost(held);
    held.element.classList.add("held");
    document.documentElement.classList.add("dragging");
    drops.begin(held);
    tick();
  };
  const tick = () => {
    ghost?.style.setProperty("translate", `${at.x + 12}px ${at.y + 10}px`);
    scrollAt(at.x, at.y);
    drops.over(at.x, at.y);
    frame = requestAnimationFrame(tick);
  };
  const move = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId !== start.pointerId) return;
    at = { x: event.clientX, y: event.clientY };
    if (!ghost && Math.hypot(at.x - start.clientX, at.y - start.clientY) >= THRESHOLD) lift();
    if (ghost) event.preventDefault();
  };
  const end = (/** @type {boolean} */ landed) => {
    cancelAnimationFrame(frame);
    for (const [kind, listener] of listeners) removeEventListener(kind, listener, true);
    if (!ghost) return;
    ghost.remove();
    held.element.classList.remove("held");
    document.documentElement.classList.remove("dragging");
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, true));
    if (landed) drops.over(at.x, at.y);
    if (landed) drops.drop();
    drops.stop();
  };
  /** @type {[string, (event: any) => void][]} */
  const listeners = [
    ["pointermove", move],
    ["pointerup", (event) => event.pointerId === start.pointerId && (move(event), end(true))],
    ["pointercancel", () => end(false)],
    ["keydown", (event) => event.key === "Escape" && (event.preventDefault(), event.stopPropagation(), end(false))],
    ["blur", (event) => event.target === window && end(false)],
  ];
  for (const [kind, listener] of listeners) addEventListener(kind, listener, { capture: true, passive: false });
}

/** The click that ends a drag chooses nothing. @param {Event} event */
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** @param {Held} held */
function makeGhost({ element, label }) {
  const ghost = document.createElement("div");
  ghost.className = "ghost";
  ghost.setAttribute("aria-hidden", "true");
  const own = element instanceof HTMLImageElement ? element : element.querySelector("img[data-state=ready], img.card__image");
  if (own instanceof HTMLImageElement && own.naturalWidth) ghost.append(small(own));
  const words = document.createElement("span");
  words.textContent = label;
  ghost.append(words);
  document.body.append(ghost);
  return ghost;
}

/** A small copy. It is drawn, for the address of the picture may have been given back already. @param {HTMLImageElement} image */
function small(image) {
  const copy = document.createElement("canvas");
  copy.height = GHOST;
  copy.width = Math.min(2 * GHOST, (GHOST * image.naturalWidth) / image.naturalHeight);
  copy.getContext("2d")?.drawImage(image, 0, 0, copy.width, copy.height);
  return copy;
}

/** Scroll the list under the pointer when it comes near the edge. @param {number} x @param {number} y */
function scrollAt(x, y) {
  const list = document.elementFromPoint(x, y)?.closest(".scrolls");
  if (!list) return;
  const box = list.getBoundingClientRect();
  const near = (/** @type {number} */ place, /** @type {number} */ start, /** @type {number} */ end) =>
    place < start + EDGE ? -SPEED : place > end - EDGE ? SPEED : 0;
  const sideways = list.scrollWidth > list.clientWidth + 1 ? near(x, box.left, box.right) : 0;
  const down = list.scrollHeight > list.clientHeight + 1 ? near(y, box.top, box.bottom) : 0;
  if (sideways || down) list.scrollBy(sideways, down);
}

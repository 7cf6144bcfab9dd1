/**
 * Show pictures that the server may still be taking: only those in sight, a few at a time, and the old one
 * stays until the new one is there.
 */

const AT_ONCE = 3; // a browser opens six connections to a host, and the event stream holds one
const PATIENCE = [400, 800, 1500, 3000, 6000];

/**
 * @typedef {{wanted: string, shown: string, seen: boolean, first: boolean, running: boolean, tries: number, timer: number}} Plate
 * @type {WeakMap<HTMLImageElement, Plate>}
 */
const plates = new WeakMap();
/** @type {HTMLImageElement[]} */
const line = [];
let running = 0;

const sight = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      const image = /** @type {HTMLImageElement} */ (entry.target);
      const plate = plates.get(image);
      if (!plate) continue;
      plate.seen = entry.isIntersecting;
      if (plate.seen) enqueue(image);
    }
  },
  { rootMargin: "240px" },
);

/**
 * Have `image` show what stands at `url`, as soon as it is in sight and the server has it. null: not made yet;
 * what is shown stays.
 * @param {HTMLImageElement} image
 * @param {string | null} url
 * @param {"slide" | "choice"} [what] a choice waits until the slides are there
 */
export function aim(image, url, what = "slide") {
  let plate = plates.get(image);
  if (!plate) {
    plate = { wanted: "", shown: "", seen: false, first: what === "slide", running: false, tries: 0, timer: 0 };
    plates.set(image, plate);
    image.dataset.state = "waiting";
    sight.observe(image);
  }
  if (!url || plate.wanted === url) return;
  Object.assign(plate, { wanted: url, tries: 0 });
  if (plate.seen) enqueue(image);
}

/** @param {HTMLImageElement} image */
function enqueue(image) {
  const plate = /** @type {Plate} */ (plates.get(image));
  clearTimeout(plate.timer);
  if (plate.wanted === plate.shown || plate.running || line.includes(image)) return;
  // The slides come before the choices: they are what somebody works on.
  if (plate.first) line.unshift(image);
  else line.push(image);
  next();
}

function next() {
  while (running < AT_ONCE && line.length) {
    const image = /** @type {HTMLImageElement} */ (line.shift());
    const plate = /** @type {Plate} */ (plates.get(image));
    if (!image.isConnected || !plate.seen || plate.wanted === plate.shown) continue;
    running += 1;
    plate.running = true;
    load(image, plate, plate.wanted).finally(() => {
      running -= 1;
      plate.running = false;
      if (plate.wanted !== plate.shown && !plate.timer) enqueue(image);
      next();
    });
  }
}

/** @param {HTMLImageElement} image @param {Plate} plate @param {string} url */
async function load(image, plate, url) {
  plate.timer = 0;
  const response = await fetch(url).catch(() => null);
  if (response?.status === 200) return paint(image, plate, url, await response.blob());
  if (response && response.status !== 202 && response.status < 500) {
    image.dataset.state = "failed";
    plate.shown = url;
    return;
  }
  if (url !== plate.wanted) return;
  const patience = PATIENCE[Math.min(plate.tries, PATIENCE.length - 1)];
  plate.tries += 1;
  plate.timer = window.setTimeout(() => ((plate.timer = 0), enqueue(image)), patience);
}

/** @param {HTMLImageElement} image @param {Plate} plate @param {string} url @param {Blob} blob */
async function paint(image, plate, url, blob) {
  const source = URL.createObjectURL(blob);
  const probe = new Image();
  probe.src = source;
  await probe.decode().catch(() => null);
  image.src = source;
  image.dataset.state = "ready";
  image.dataset.url = url;
  plate.shown = url;
  plate.tries = 0;
  image.addEventListener("load", () => URL.revokeObjectURL(source), { once: true });
  image.dispatchEvent(new CustomEvent("painted"));
}

const SIZES = [240, 480, 720, 1080];

/**
 * The width of a picture to ask for: a few sizes only, so that the server need not make one for each window.
 * @param {number} cssWidth @param {number} most the canvas's own width
 */
export function widthFor(cssWidth, most) {
  const wanted = cssWidth * window.devicePixelRatio;
  return Math.min(SIZES.find((size) => size >= wanted - 1) ?? most, most);
}

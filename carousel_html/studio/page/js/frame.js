/**
 * Put a document into a frame that is open already: a new look is there without a new page being opened.
 * The frame keeps the policy it was opened with, so nothing in it runs or reaches out. Knows no slides.
 */

const LANGUAGE = /<html lang="([^"]*)"/;
const ROOT = /<html[^>]*>([^]*)<\/html>/;
const PICTURE = /url\(["']?([^"')]+\.(?:svg|png|jpe?g|webp|gif|avif))["']?\)/g;

/**
 * Write `html` into a frame and wait until its fonts and pictures are there.
 * @param {HTMLIFrameElement} frame one that is not seen @param {string} html
 * @param {() => boolean} isWanted whether a newer one has not come up meanwhile
 * @returns {Promise<boolean>} false when this document has to be opened by its address
 */
export async function fill(frame, html, isWanted) {
  const document = frame.contentDocument;
  const root = ROOT.exec(html)?.[1];
  if (!document?.body || !root || root.includes('rel="stylesheet"')) return false;
  document.documentElement.lang = LANGUAGE.exec(html)?.[1] ?? "";
  document.documentElement.innerHTML = root;
  const grounds = [...root.matchAll(PICTURE)].map(([, address]) => address).filter((address) => !address.startsWith("data:"));
  const pictures = [...document.images, ...[...new Set(grounds)].map((src) => Object.assign(document.createElement("img"), { src }))];
  document.body.getBoundingClientRect(); // laid out now, so that the fonts it needs are asked for
  const isReady = () => document.fonts.status !== "loading" && pictures.every((picture) => picture.complete);
  // Asked once a frame: where scripts are forbidden, no promise of the document is kept.
  while (isWanted() && frame.isConnected && !isReady()) await new Promise(requestAnimationFrame);
  return true;
}

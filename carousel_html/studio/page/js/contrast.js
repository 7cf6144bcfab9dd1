/**
 * Contrast of two colours by WCAG 2.2, to tell somebody who picks colours. The server measures pixels; this only
 * gives a quick note.
 */

/** @param {string} color @returns {[number, number, number] | null} */
export function rgb(color) {
  const hex = /^#([0-9a-f]{6})$/i.exec(color.trim());
  if (hex) return /** @type {any} */ ([0, 2, 4].map((at) => Number.parseInt(hex[1].slice(at, at + 2), 16)));
  const context = document.createElement("canvas").getContext("2d");
  if (!context || !CSS.supports("color", color)) return null;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return /** @type {any} */ ([...context.getImageData(0, 0, 1, 1).data].slice(0, 3));
}

/** @param {[number, number, number]} color */
function luminance(color) {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * The contrast ratio of two CSS colours, 1 to 21; null when one cannot be read.
 * @param {string} one @param {string} other
 */
export function contrast(one, other) {
  const [a, b] = [rgb(one), rgb(other)];
  if (!a || !b) return null;
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

"""
Look a whole carousel over as a reader's eye would: fit, edges, sizes, header and footer, contrast in pixels.

Knows the stage and how a slide is judged; which carousels are worth looking at stands in test_sweep and
test_sweep_words. Contrast is WCAG 2.2's, of the ink that was drawn against the ground that was drawn
behind it: each slide is taken twice, with its words and without.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.errors import CarouselError
from carousel_html.export.fitting import fit_all, require_fit, require_glyphs
from carousel_html.export.options import Options, silent
from carousel_html.model import Carousel
from carousel_html.stage.audit import audit
from carousel_html.stage.browser import Chromium
from carousel_html.stage.capture import capture
from carousel_html.stage.stage import Stage

Picture = NDArray[np.uint8]
Pixels = NDArray[np.float64]

# WCAG's large text is 24 CSS px, 18.7 bold. A phone shows a slide about 360 px wide, a third of its size.
LARGE, LARGE_BOLD = 72 / 1080, 56 / 1080
FLOOR, LARGE_FLOOR = 4.5, 3.0
# Nearly the worst place of a line: a speck of grain behind one edge of one letter is not its ground.
WORST_SHARE = 5
SMALL_PRINT = 3  # So many times smaller than a line is what may stand in the empty part of its box.

# Makes all words unseen, and seen again.
VEIL = """
{
  const style = document.createElement("style");
  style.id = "veil";
  style.textContent = `*, ::before, ::after { -webkit-text-fill-color: transparent !important;
    text-decoration-color: transparent !important }`;
  document.head.append(style);
}
"""
# A glow or an offset is part of the letters: on a doubtful slide, words are read against what is behind both.
NO_GLOW = "document.getElementById('veil').textContent += '* { text-shadow: none !important }'"
UNVEIL = "document.getElementById('veil').remove()"
LINES = """
[...document.querySelectorAll(".slide")].map((slide) => {
  const origin = slide.getBoundingClientRect(), range = document.createRange(), lines = [];
  const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest("svg")) continue;
    const style = getComputedStyle(node.parentElement);
    if (style.visibility !== "visible") continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 1) lines.push({
        text: node.data.trim().slice(0, 40), size: parseFloat(style.fontSize), weight: +style.fontWeight,
        x: box.x - origin.x, y: box.y - origin.y, width: box.width, height: box.height });
  }
  return lines;
})
"""
# Boxes of the body that are seen (pictures, drawings, grounds, edges) over a word or picture of a bar.
TOUCHED = """
[...document.querySelectorAll(".slide")].flatMap((slide, index) => {
  const seen = (element) => {
    const style = getComputedStyle(element);
    return ["IMG", "svg"].includes(element.tagName) || style.backgroundImage !== "none"
      || !/, 0\\)$|transparent/.test(style.backgroundColor) || parseFloat(style.borderTopWidth) > 0;
  };
  const boxes = [...slide.querySelectorAll(".slide__body *")].filter((e) => !e.closest("svg *") && seen(e));
  const bars = [...slide.querySelectorAll(":is(.slide__header, .slide__footer) :is(span, img, .progress)")];
  return bars.flatMap((bar) => boxes.filter((box) => {
    const a = bar.getBoundingClientRect(), b = box.getBoundingClientRect();
    return a.width && b.width && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  }).map((box) => [index, `${box.tagName}.${box.className}`, bar.className || bar.tagName]));
})
"""


@dataclass(frozen=True)
class Seen:
    """One carousel on one canvas: what is wrong with it, in words, and a picture of each slide."""

    complaints: list[str]
    pictures: list[Picture]
    layouts: list[str]


def look_over(
    carousel: Carousel, canvas: str, chromium: Chromium, catalogue: Catalogue, *, contrast: bool = True
) -> Seen:
    """Fit a carousel as an export does, and look at everything a reader may trip over."""
    at, options = find_canvas(canvas), Options(pdf=False)
    stage = Stage(chromium)
    try:
        full = complete(carousel)
        fitted = fit_all(stage, full, compose(full, at, catalogue), at, catalogue, options, silent)
        require_fit(fitted, at)
        document = fitted.document
        findings, missing = audit(stage)
        require_glyphs(document, missing)
        layouts = [slide.layout for slide in document.slides]
        wrong = [
            f'slide {f.slide} {layouts[f.slide - 1]}: {f.kind} "{f.text}" {f.measure} against {f.limit}'
            for f in findings
        ]
        wrong += [
            f"slide {index + 1} {layouts[index]}: {box} over {bar}" for index, box, bar in ask(stage, TOUCHED)
        ]
        pictures = [pixels(capture(stage, index)) for index in range(len(layouts))]
        if contrast:
            for index, found in faint_lines(stage, pictures, min(at.width, at.height)):
                wrong.append(f"slide {index + 1} {layouts[index]}: {found}")
        return Seen(wrong, pictures, layouts)
    except CarouselError as error:
        return Seen([str(error)], [], [])
    finally:
        stage.close()


def ask(stage: Stage, expression: str) -> Any:
    """Evaluate an expression in the page and return its value."""
    answer = stage.command(
        "Runtime.evaluate", {"expression": f"JSON.stringify({expression.strip()} ?? null)"}
    )
    return json.loads(answer["result"]["value"])


def pixels(picture: bytes) -> Picture:
    """Decode a picture to height × width × 3, 0…255."""
    with Image.open(io.BytesIO(picture)) as opened:
        return np.asarray(opened.convert("RGB"))


def faint_lines(stage: Stage, drawn: list[Picture], short: int) -> Iterator[tuple[int, str]]:
    """Yield (slide from 0, complaint) for each line that stands out too little from its ground.

    As in an export, a doubtful slide is taken once more: a picture may be taken at a bad moment.
    """
    slides = ask(stage, LINES)
    stage.command("Runtime.evaluate", {"expression": VEIL})
    bare = [pixels(capture(stage, index)) for index in range(len(slides))]
    doubtful = [i for i, lines in enumerate(slides) if faint(lines, drawn[i], bare[i], short)]
    stage.command("Runtime.evaluate", {"expression": NO_GLOW})
    again = {index: pixels(capture(stage, index)) for index in doubtful}
    stage.command("Runtime.evaluate", {"expression": UNVEIL})
    for index in doubtful:
        seen = pixels(capture(stage, index))
        yield from ((index, found) for found in faint(slides[index], seen, again[index], short))


def faint(lines: list[dict[str, Any]], drawn: Picture, bare: Picture, short: int) -> list[str]:
    """Return a complaint for each line of a slide that has too little contrast."""
    found = []
    for line in lines:
        others = [other for other in lines if other["size"] < line["size"] / SMALL_PRINT]
        ratio = line_contrast(drawn, bare, line, others)
        large = line["size"] >= short * (LARGE_BOLD if line["weight"] >= 600 else LARGE)
        floor = LARGE_FLOOR if large else FLOOR
        if ratio is not None and ratio < floor:
            found.append(f'contrast {ratio:.2f} of "{line["text"]}" at {line["size"]:.0f} px, want {floor}')
    return found


def line_contrast(
    drawn: Picture, bare: Picture, line: dict[str, Any], others: list[dict[str, Any]]
) -> float | None:
    """Return nearly the least contrast along a line of words; None for a line nothing of which is drawn.

    `others` are small lines that may stand in its box, which for a large figure is far higher than its ink.
    """
    part = box_of(line)
    drawn = drawn.copy()
    for other in others:
        drawn[box_of(other)] = bare[box_of(other)]
    ink, ground = drawn[part] / 255, bare[part] / 255
    if not ink.size:
        return None
    apart = np.abs(ink - ground).sum(axis=2)
    if apart.max() < 0.04:
        return None if apart.max() == 0 else 1.0
    # Where the letters are whole: the middle of a stroke, not its blended edge.
    core = apart >= np.quantile(apart[apart > 0.02], 0.85)
    color = np.median(ink[core], axis=0)
    near = grown(apart > 0.02)
    ratios = contrast(luminance(color), luminance(ground[near]))
    return float(np.percentile(ratios, WORST_SHARE))


def box_of(line: dict[str, Any]) -> tuple[slice, slice]:
    """Return the rows and columns of a line's box."""
    left, top = max(0, int(line["x"])), max(0, int(line["y"]))
    return np.s_[top : int(line["y"] + line["height"]) + 1, left : int(line["x"] + line["width"]) + 1]


def grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a mask with three more pixels on every side."""
    out = mask.copy()
    for _ in range(3):
        wider = out.copy()
        wider[1:] |= out[:-1]
        wider[:-1] |= out[1:]
        wider[:, 1:] |= out[:, :-1]
        wider[:, :-1] |= out[:, 1:]
        out = wider
    return out


def luminance(color: Pixels) -> Pixels:
    """Return the relative luminance of sRGB colours (WCAG 2.2)."""
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one: Pixels, other: Pixels) -> Pixels:
    """Return the contrast ratio of luminances (WCAG 2.2)."""
    high, low = np.maximum(one, other), np.minimum(one, other)
    return (high + 0.05) / (low + 0.05)

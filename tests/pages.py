"""
Make small documents by hand, for tests of the stage and the PDF that need no template.

Knows the shape of a Document and two of our fonts; starts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from carousel_html.compose.document import Asset, Document, SlideNote
from carousel_html.stage.stage import Stage

ROOT = Path(__file__).parent.parent
FACES = (
    ("Inter", 400, "normal", "fonts/inter/Inter-400.ttf"),
    ("Inter", 700, "normal", "fonts/inter-tight/InterTight-700.ttf"),
    ("Inter", 400, "italic", "fonts/inter/Inter-400-Italic.ttf"),
    ("Source Serif", 400, "normal", "fonts/source-serif-4/SourceSerif4-400.ttf"),
)

BASE = """
html, body { margin: 0 }
.slide { position: relative; contain: strict; overflow: hidden; width: %(width)dpx; height: %(height)dpx;
  background: #fbfaf7; color: #1c1b1a; font: 40px/1.4 Inter, "Noto Color Emoji"; font-synthesis: none;
  box-sizing: border-box; padding: 60px }
.slide__body { position: relative; height: 100%% }
p { margin: 0 0 0.5em } code { font: inherit } a { color: inherit }
"""


def page(
    bodies: Sequence[str],
    css: str = "",
    *,
    width: int = 900,
    height: int = 900,
    attributes: str = "",
    stand_alone: bool = False,
    fonts: Mapping[str, bytes] | None = None,
) -> Document:
    """Return a document with one slide per body; `fonts` are further assets that `css` declares."""
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
        f' src: url("{src}") }}\n'
        for family, weight, style, src in FACES
    )
    sheet = faces + BASE % {"width": width, "height": height} + css
    slides = "".join(
        f'<section class="slide" id="slide-{i}" {attributes}><div class="slide__body">{body}</div></section>'
        for i, body in enumerate(bodies, 1)
    )
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>'
        f'<link rel="stylesheet" href="carousel.css"></head><body>{slides}</body></html>'
    )
    assets = {"carousel.css": Asset("text/css", sheet.encode())}
    for _, _, _, src in FACES:
        assets[src] = Asset("font/ttf", (ROOT / src).read_bytes())
    assets |= {key: Asset("font/ttf", body) for key, body in (fonts or {}).items()}
    note = SlideNote("test", "test", 0, None, (), "", "A slide", "the test")
    return Document(
        html=html, assets=assets, width=width, height=height, safe=(0, 0, 0, 0), floors=(12, 10),
        title="Test", author="", language="en", slides=tuple(note for _ in bodies),
        stand_alone=stand_alone,
    )  # fmt: skip


def read(stage: Stage, expression: str) -> Any:
    """Evaluate JavaScript in the page on the stage, and return the plain value."""
    answer = stage.command("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    return answer["result"]["value"]

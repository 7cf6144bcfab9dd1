"""
The PDF page looks like the picture for features thrown together at random, not only one by one.

Forty slides in every run; `TORTURE_SLIDES=240` (`make torture`) draws more and shrinks what fails.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_torture import MAX_OFFSET, Result, plain, through_the_product
from torture import Feature

from carousel_html.fidelity import text_lines
from carousel_html.pdf.printer import Printer
from carousel_html.stage.browser import Chromium

pytestmark = pytest.mark.browser

BATCH = 10
SLIDES = int(os.environ.get("TORTURE_SLIDES", "40"))
PHASES = (Phase.generate, Phase.shrink) if "TORTURE_SLIDES" in os.environ else (Phase.generate,)

LAYOUT = (
    "", "", "display: flex; gap: 12px", "display: grid; grid-template-columns: 1fr 1fr; gap: 10px",
    "columns: 2", "position: relative; z-index: 1", "position: relative; left: 12px; top: -6px",
    "float: left; width: 45%", "display: inline-block; width: 60%", "overflow: hidden; max-height: 180px",
    "margin: -10px 20px 0 0",
)  # fmt: skip
SKIN = (
    "", "background: #fde", "background: rgb(30 80 200 / 25%)", "background: #fff; border-radius: 24px",
    "background: linear-gradient(120deg, #fc6, #c36)", "border: 5px solid #345",
    "border-left: 10px solid #c33", "border: 4px dashed #393; border-radius: 12px",
    "box-shadow: 0 10px 30px #0006; background: #fffdf5", "box-shadow: 8px 8px 0 #234",
    "background: radial-gradient(#88a 2px, transparent 3px) 0 0 / 20px 20px",
    "outline: 3px solid #f80; outline-offset: 4px",
    "overflow: hidden; border-radius: 40px; background: #cde",
)  # fmt: skip
EFFECT = (
    "", "", "", "", "opacity: 0.7", "transform: rotate(3deg)",
    "transform: translate(10px, 6px) scale(0.9)", "filter: blur(1px)",
    "filter: drop-shadow(4px 4px 4px #0008)", "mix-blend-mode: multiply",
    "clip-path: inset(0 0 10px 0 round 20px)", "mask-image: linear-gradient(#000, #0006)",
    "isolation: isolate",
)  # fmt: skip
TYPE = (
    "", "", "letter-spacing: 0.08em", "text-align: justify", "text-transform: uppercase",
    "font-weight: 700", "font-family: Source Serif", "font-style: italic", "text-decoration: underline",
    "color: #a22", "text-shadow: 3px 3px 4px #0006", "text-align: right",
    "font-size: 44px; line-height: 1.1", "direction: rtl", "font-variant-numeric: tabular-nums",
    "color: rgb(0 0 0 / 60%)", "-webkit-text-stroke: 1px #228", "font-family: Blocks; font-weight: 700",
    "word-spacing: 8px", "white-space: pre-wrap",
)  # fmt: skip
WORDS = (
    "Ship it.", "Sleep at night, again", "AVATAR To We fi ffl", "“Quotes” – and dashes",
    "In 1984, 12 of 60", "Žižkov, мир, Ωμέγα", "one <b>bold</b> word",
    "an <a href='https://example.com'>address in a line</a> here", "a 🧵 between",
    "<s>gone</s> and <code>back()</code>", "x<sup>2</sup> + H<sub>2</sub>O",
)  # fmt: skip


def choice(*lists: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Draw one declaration from each list."""
    return st.tuples(*map(st.sampled_from, lists)).map(lambda each: "; ".join(filter(None, each)))


leaves = st.builds(
    lambda css, words: f'<p style="{css}">{" ".join(words)}</p>',
    choice(TYPE, TYPE),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
)
trees = st.recursive(
    leaves,
    lambda inside: st.builds(
        lambda css, children: f'<div style="padding: 14px; {css}">{"".join(children)}</div>',
        choice(LAYOUT, SKIN, EFFECT),
        st.lists(inside, min_size=1, max_size=3),
    ),
    max_leaves=8,
)
slides = st.lists(trees, min_size=2, max_size=4).map("".join)


@settings(
    max_examples=SLIDES // BATCH,
    derandomize=True,
    database=None,
    deadline=None,
    phases=PHASES,
    suppress_health_check=list(HealthCheck),
)
@given(bodies=st.lists(slides, min_size=BATCH, max_size=BATCH))
def test_any_combination_meets_the_bar(bodies: list[str], chromium: Chromium, printer: Printer):
    """ssim, mean difference, places of lines and words hold for whatever comes up."""
    css = ".slide__body { font-size: 30px; height: 780px }"
    features = [Feature(str(place), css, body) for place, body in enumerate(bodies)]
    results = through_the_product(features, chromium, printer)
    wrong = [
        f"{complaint}: {result.score}, part {result.part:.3f}\n{feature.html}"
        for feature in features
        for result in [results[feature.name]]
        for complaint in complaints(result)
    ]
    assert not wrong, "\n".join(wrong)


def complaints(result: Result) -> list[str]:
    """Return what is not as it should be."""
    frozen = "".join(line.text for line in text_lines(result.frozen.slides[result.page].content))
    printed = Counter(plain(result.pdf_text))
    tests = {
        "does not look alike": result.score.is_good,
        "a part does not look alike": result.part >= 0.96,
        "a line is out of place": (result.score.max_line_offset_px or 0) <= MAX_OFFSET,
        "the PDF has other words than were frozen": printed == Counter(plain(frozen)),
        "words that nobody sees": not printed - Counter(plain(result.shown_text)),
    }
    return [name for name, holds in tests.items() if not holds]

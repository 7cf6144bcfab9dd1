"""A listing is as large as its longest line allows; what is too long for that is wrapped, not made small."""

from __future__ import annotations

from typing import Any

import pytest
from pages import read

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.model import Carousel, Slide
from carousel_html.stage.fit import fit
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

QUERY = "SELECT * FROM users WHERE lower(email) = 'ana@example.com';"

SIZES = """[...document.querySelectorAll("pre")].map((pre) => ({
  size: parseFloat(getComputedStyle(pre).fontSize),
  lines: [...pre.querySelectorAll(".code-line")].map((line) => {
    const range = document.createRange();
    range.selectNodeContents(line);
    return Object.values(Object.groupBy(range.getClientRects(), (rect) => Math.round(rect.bottom)))
      .map((rects) => Math.min(...rects.map((rect) => rect.left)));
  }),
}))"""


def listings(stage: Stage, *codes: str, theme: str = "midnight") -> list[dict[str, Any]]:
    """Return the size of each listing, and where each row of each of its lines begins (px)."""
    slides = [Slide(layout="code", title="Look it up", text=f"```\n{code}\n```") for code in codes]
    carousel = Carousel(title="Deck", slides=slides, outro=False, theme=theme)
    stage.show(compose(complete(carousel), find_canvas("instagram-portrait"), Catalogue()))
    assert [each.overflow for each in fit(stage)] == [None] * len(codes)
    found: list[dict[str, Any]] = read(stage, SIZES)
    return found


@pytest.mark.parametrize("theme", ["midnight", "paper", "brutalist"])
def test_a_line_too_long_is_wrapped_at_a_size_to_read(stage: Stage, theme: str):
    """Whatever the face of the body: a line of 60 letters takes two rows in 34 px, and so does one of 120."""
    query, long = listings(stage, f"SELECT * FROM users;\n{QUERY}", QUERY + QUERY, theme=theme)
    assert [round(each["size"]) for each in (query, long)] == [34, 34]
    assert [len(rows) for rows in query["lines"]] == [1, 2]


def test_what_is_wrapped_hangs_below_its_line(stage: Stage):
    """Two letters further in than the line begins, which may be indented itself."""
    (found,) = listings(stage, f"if so:\n    {QUERY}")
    (edge,), (start, *rest) = found["lines"]
    letter = found["size"] * 0.6
    assert start == pytest.approx(edge, abs=1)  # the spaces are part of it
    assert rest == pytest.approx([edge + 6 * letter] * len(rest), abs=1)
    assert rest


def test_a_short_listing_is_large(stage: Stage):
    """As its longest line allows, up to a size; many lines are set smaller, and whole while they may be."""
    tiny, short, many = listings(stage, "git stash", "x" * 36 + "\ny", "\n".join(["x" * 40] * 12))
    assert round(tiny["size"]) == 68
    assert 36 < short["size"] < 40
    assert 28 < many["size"] < 36
    assert all(len(rows) == 1 for rows in many["lines"])

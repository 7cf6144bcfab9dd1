"""What does not fit is what is cut: the ink of words, and no ornament."""

from __future__ import annotations

import pytest
from pages import page

from carousel_html.stage.fit import fit
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

CARD = ".card { position: relative; overflow: hidden; padding: 20px } "
DISC = "i { position: absolute; right: -80px; top: -80px; width: 160px; height: 160px; border-radius: 50% } "


def too_large(stage: Stage, body: str, css: str) -> str | None:
    """Return the words of what does not fit."""
    stage.show(page([body], css))
    (found,) = fit(stage)
    return found.overflow.text if found.overflow else None


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ("<h2>Words</h2>", "h2 { font: 700 90px/0.9 Inter; margin: 0 }"),
        ("<p>Once upon a time there was a word or two</p>", "p::first-letter { initial-letter: 3 }"),
        ("<h2>Words</h2>", ".slide__body { writing-mode: vertical-rl } h2 { font: 90px/1 Inter; margin: 0 }"),
        ("<div class='card'><i></i>Words in a card</div>", CARD + DISC),
        ("<div class='card' data-bleed><i></i>Words in a card</div>", CARD + DISC),
    ],
)
def test_what_is_whole_fits(stage: Stage, body: str, css: str):
    """A tight line, a letter over three lines, a line down the edge, a disc that a card crops."""
    assert too_large(stage, body, css) is None


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ("<h2>Ångström Éé</h2>", "h2 { font: 90px/0.6 Inter; margin: 0 }"),
        ("<h2>Words</h2>", "h2 { font: 90px/1 Inter; position: relative; top: -40px }"),
        (
            "<h2>Words</h2>",
            ".slide__body { writing-mode: vertical-rl } h2 { font: 90px/0.5 Inter; margin: 0 }",
        ),
        (
            "<div class='card'>Words in a card that is far too low for what it holds</div>",
            CARD + ".card { height: 40px }",
        ),
        (
            "<p class='card'>Words in a line that goes on and on</p>",
            CARD + "p { white-space: nowrap; width: 300px }",
        ),
    ],
)
def test_what_is_cut_does_not_fit(stage: Stage, body: str, css: str):
    """Accents over the edge, and words that a box of its own cuts."""
    assert too_large(stage, body, css)

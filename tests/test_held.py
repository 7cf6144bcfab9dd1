"""What moves is held still, at a moment at which its words can be seen."""

from __future__ import annotations

import pytest
from pages import page, read

from carousel_html.stage.capture import capture
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

DRAWING = (
    '<svg width="400" height="100"><rect width="100" height="100" fill="red">'
    '<animate attributeName="x" from="0" to="300" dur="0.2s" {} /></rect></svg>'
)
LEFT = "document.querySelector('rect').x.animVal.value"


def opacity(stage: Stage, selector: str = "p") -> list[float]:
    """Return how much can be seen of each element."""
    found = f"[...document.querySelectorAll('{selector}')].map((each) => +getComputedStyle(each).opacity)"
    return list(read(stage, found))


@pytest.mark.parametrize(
    "moving",
    [DRAWING.format('repeatCount="indefinite"'), DRAWING.format(""), "<marquee>Words that run</marquee>"],
)
def test_pictures_of_what_moves_are_alike(stage: Stage, moving: str):
    """A drawing and a marquee have no clock of their own any more."""
    stage.show(page([moving, "<p>Still</p>"]))
    pictures = [capture(stage, index) for index in (0, 1, 0, 1, 0)]
    assert pictures[0] == pictures[2] == pictures[4] != pictures[1]


def test_a_drawing_that_ends_is_at_its_end(stage: Stage):
    """As an animation of a style sheet is; one that goes on for ever is at its beginning."""
    stage.show(page([DRAWING.format('fill="freeze"')]))
    assert read(stage, LEFT) == 300
    stage.show(page([DRAWING.format('repeatCount="indefinite"')]))
    assert read(stage, LEFT) == 0


@pytest.mark.parametrize(
    "frames",
    [
        "from { opacity: 0 }",
        "from { visibility: hidden }",
        "from { width: 0; height: 0; overflow: hidden }",
        "from { scale: 0 }",
        "from { translate: -1200px 0 }",
        "from, to { opacity: 0 } 20%, 30% { opacity: 1 }",
    ],
)
def test_what_begins_hidden_is_held_where_it_is_seen(stage: Stage, frames: str):
    """An animation without end has its words in the picture."""
    css = f"p {{ animation: come 2s infinite alternate }} @keyframes come {{ {frames} }}"
    stage.show(page(["<p>Words</p>"], css))
    shown = """(() => {
      const [p] = document.querySelectorAll("p"), { left, width, height } = p.getBoundingClientRect();
      const asked = { opacityProperty: true, visibilityProperty: true };
      return left >= 0 && width > 100 && height > 40 && p.checkVisibility(asked);
    })()"""
    assert read(stage, shown)


def test_of_words_that_take_turns_one_is_seen(stage: Stage):
    """All are held at one moment, as a reader sees them: not each at its own, one over the other."""
    css = """p { position: absolute; opacity: 0; animation: turn 6s infinite }
      p:nth-child(2) { animation-delay: 2s } p:nth-child(3) { animation-delay: 4s }
      @keyframes turn { 5%, 28% { opacity: 1 } 33%, 100% { opacity: 0 } }"""
    stage.show(page(["<p>One</p><p>Two</p><p>Three</p>"], css))
    assert sum(each > 0.5 for each in opacity(stage)) == 1


def test_what_can_be_seen_at_its_beginning_is_held_there(stage: Stage):
    """Another slide's animation that begins hidden makes no difference to it."""
    css = """b { animation: pulse 2s infinite } @keyframes pulse { to { opacity: 0.3 } }
      i { animation: come 2s infinite } @keyframes come { from { opacity: 0 } }"""
    stage.show(page(["<b>Always there</b>", "<i>Coming</i>"], css))
    assert opacity(stage, "b") == [1]
    assert opacity(stage, "i")[0] > 0.99

"""A word wider than its box makes the slide smaller before it is broken apart; no more than that."""

from __future__ import annotations

import pytest
from pages import read

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.model import Carousel, Slide
from carousel_html.stage.fit import STEPS, fit
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

LONG = "Wiederverwendungspflichtverordnung"


def scales(stage: Stage, *slides: Slide) -> list[float]:
    """Return the step each slide is fitted with."""
    carousel = Carousel(title="Deck", slides=list(slides), outro=False, theme="midnight")
    stage.show(compose(complete(carousel), find_canvas("instagram-portrait"), Catalogue()))
    fits = fit(stage)
    assert [each.overflow for each in fits] == [None] * len(slides)
    return [each.scale for each in fits]


def listed(*items: str) -> Slide:
    """A list with a title."""
    return Slide(layout="list", title="Was sich ändert", items=list(items))


def lines_of_the_word(stage: Stage, step: float) -> int:
    """Return on how many lines the long word of the second slide stands at a step."""
    return read(
        stage,
        f"""(() => {{
      const slide = document.querySelectorAll(".slide")[1];
      slide.style.setProperty("--fit", {step});
      const walker = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {{
        const start = node.data.indexOf("{LONG}");
        if (start < 0) continue;
        range.setStart(node, start);
        range.setEnd(node, start + {len(LONG)});
        return new Set([...range.getClientRects()].map((rect) => rect.top)).size;
      }}
    }})()""",
    )


def test_a_long_word_is_shrunk_until_it_is_whole(stage: Stage):
    """As large as it can be whole, and only the slide it stands on."""
    short, long = scales(stage, listed("Eins", "Zwei"), listed(f"Einführung der {LONG}", "Zwei"))
    assert short == 1
    assert 0.74 <= long < 1
    assert lines_of_the_word(stage, long) == 1
    assert lines_of_the_word(stage, STEPS[STEPS.index(long) - 1]) == 2


@pytest.mark.parametrize(
    "item",
    [
        "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzgebung",  # Whole at no step.
        "https://example.org/a-very-long-address-that-goes-on-and-on-without-end/index.html",
        f"Mit weichem Trennstrich: {LONG[:10]}\u00ad{LONG[10:20]}\u00ad{LONG[20:]}",
        "永遠に続く長い文は単語の間に空白を置かずに書かれるのでどこで折り返してもよいのである",
        "`very_long_identifier_without_any_place_to_break_it_apart_at_all`",
    ],
)
def test_what_may_be_broken_or_must_be_stays_large(stage: Stage, item: str):
    """A word that no step makes whole, an address, a word with a place to part it, another script, code."""
    assert scales(stage, listed(item, "Zwei")) == [1]

"""Where each point begins with an emoji, that is its mark, and the words hang after it."""

from __future__ import annotations

import pytest
from pages import read

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.model import Carousel, Slide
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

LONG = "so many words that no line of a slide has room for all of them, however small it is"
HEBREW = "הגרלות שהביאו אלפי נרשמים ורק ארבעה אחוזים מהם נשארו אחרי החודש הראשון של השנה"

PLACES = """[...document.querySelectorAll(".slide")].map((slide) => {
  const sign = slide.querySelector(".sign");
  const box = sign.getBoundingClientRect();
  const range = document.createRange();
  range.setStartAfter(sign);
  range.setEndAfter(sign.parentElement.lastChild);
  const lines = [...range.getClientRects()];
  const rtl = getComputedStyle(sign.parentElement).direction === "rtl";
  const mark = slide.querySelector(".list__mark");
  return {
    starts: lines.map((line) => rtl ? -line.right : line.left),
    gap: rtl ? box.right - lines[0].right : lines[0].left - box.left,
    size: parseFloat(getComputedStyle(sign).fontSize),
    marker: getComputedStyle(sign.parentElement).listStyleType,
    mark: mark ? getComputedStyle(mark).display : "none",
  };
})"""


@pytest.mark.parametrize("words", [LONG, HEBREW])
@pytest.mark.parametrize("variant", [{}, {"marker": "none"}, {"density": "tight"}, {"marker": "number"}])
def test_words_hang_after_the_emoji(stage: Stage, words: str, variant: dict[str, str]):
    """All lines begin under the first word, an emoji and a gap from the edge; no other mark but numbers."""
    points = [f"❌ {words}", f"✅ {words}"]
    slides = [
        Slide(layout="text", text="\n".join(f"- {point}" for point in points)),
        Slide(layout="list", items=points, variant=variant),
    ]
    carousel = Carousel(title="Deck", slides=slides, outro=False, theme="paper")
    stage.show(compose(complete(carousel), find_canvas("instagram-portrait"), Catalogue()))
    for place in read(stage, PLACES):
        assert len(place["starts"]) >= 2
        assert max(place["starts"]) - min(place["starts"]) < 1
        assert 1.4 < place["gap"] / place["size"] < 1.8
        assert place["marker"] == "none"
        assert place["mark"] == "none" or variant == {"marker": "number"}

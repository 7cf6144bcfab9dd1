"""A document can leave the words of some slides out, where no slide asks for another's."""

from __future__ import annotations

import re

import pytest

from carousel_html.arranging import complete
from carousel_html.canvases import CANVASES
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.model import Carousel, Slide


@pytest.fixture
def made():
    slides = tuple(Slide(layout="statement", title=f"Number {n}") for n in range(1, 5))
    return compose(complete(Carousel(slides=slides, outro=False)), CANVASES["instagram-square"], Catalogue())


def test_the_others_are_empty_and_in_their_places(made):
    """Each keeps its element with all that styles it, so nothing moves."""
    part = made.only([1, 2])
    opening = re.compile(r'<section class="slide"[^>]*>')
    assert opening.findall(part.html) == opening.findall(made.html)
    holds = [f"Number {n}" in words for n, words in enumerate(part.sections(), 1)]
    assert holds == [False, True, True, False]
    assert part.slides == made.slides
    assert part.sections()[1] == made.sections()[1]
    assert part.html.split("<section")[0] == made.html.split("<section")[0]
    assert part.html.endswith("</body>\n</html>\n")


def test_all_slides_are_the_document_itself(made):
    """There is nothing to leave out."""
    assert made.only(range(4)) is made


def test_slides_of_own_templates_stay_together(made, tmp_path):
    """Their style sheets may count, or select, across slides."""
    (tmp_path / "layouts").mkdir()
    slides = (Slide(layout="statement", title="One"), Slide(layout="statement", title="Two"))
    carousel = complete(Carousel(slides=slides, outro=False))
    own = compose(carousel, CANVASES["instagram-square"], Catalogue([tmp_path]))
    assert own.only([0]) is own

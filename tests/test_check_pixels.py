"""Contrast is measured on what is seen: ink against ground, whatever the ground is made of."""

from __future__ import annotations

import pytest
from pages import page

from carousel_html.check.pixels import found_in_pixels
from carousel_html.stage.stage import Stage

pytestmark = pytest.mark.browser

# Name, the words and their style, the contrast of a finding (None: nothing is found).
CASES = [
    ("black on white", '<p style="color: #000; background: #fff">Plain words</p>', None),
    ("grey on white", '<p style="color: #8a8a8a; background: #fff">Grey words</p>', 3.45),
    ("the same, but large", '<p style="color: #8a8a8a; background: #fff; font-size: 80px">Grey</p>', None),
    ("white on white", '<p style="color: #fff; background: #fff">Nothing to see</p>', 1.0),
    (
        "half of it on a light ground",
        '<p style="color: #fff; background: linear-gradient(90deg, #000 50%, #eee 50%); width: 700px">'
        "White words that go over from the dark to the light</p>",
        1.16,
    ),
    (
        "ink cut out of a gradient",
        '<p style="background: linear-gradient(#123, #321); background-clip: text; color: transparent">'
        "Words cut out</p>",
        None,
    ),
    ("see-through ink", '<p style="color: rgb(0 0 0 / 0.3); background: #fff">Faint words</p>', 2.1),
    ("an emoji alone", '<p style="background: #fde047">\N{SMILING FACE WITH OPEN MOUTH}</p>', None),
    ("an ornament for the eye", '<p aria-hidden="true" style="color: #ddd; background: #fff">99</p>', None),
    ("a scrim under words", '<p style="color: #fff; background: rgb(0 0 0 / 0.75)">Over a scrim</p>', None),
]


@pytest.fixture(scope="module")
def stage(chromium) -> Stage:
    """All cases as slides of one document."""
    shown = Stage(chromium)
    shown.show(page([body for _, body, _ in CASES]))
    yield shown
    shown.close()


@pytest.fixture(scope="module")
def found(stage: Stage) -> dict[str, float]:
    """What was found, by the name of the case."""
    return {CASES[each.slide - 1][0]: each.measure for each in found_in_pixels(stage, range(len(CASES)))}


@pytest.mark.parametrize(("name", "measure"), [(name, measure) for name, _, measure in CASES])
def test_contrast_is_what_the_colours_have(found, name, measure):
    """Within a tenth of what the two colours come to; nothing is found where they are far enough apart."""
    assert found.get(name) == (None if measure is None else pytest.approx(measure, rel=0.1))


def test_the_page_is_left_as_it_was(stage: Stage):
    """Looked at twice, the same is found: the words are back."""
    wanted = [1, 3, 5]
    assert found_in_pixels(stage, wanted) == found_in_pixels(stage, wanted)


def test_a_finding_names_the_words_and_the_limit(stage: Stage):
    """4.5 for words of a usual size."""
    (each,) = found_in_pixels(stage, [1])
    assert (each.slide, each.kind, each.text, each.limit) == (2, "contrast", "Grey words", 4.5)

"""What may be asked for together with `--for`, and what it comes to."""

from __future__ import annotations

import pytest

from carousel_html.errors import InputError, UnknownName
from carousel_html.export.options import Options
from carousel_html.export.targets import targets_of
from carousel_html.model import Carousel

CAROUSEL = Carousel(canvas=["story", "pinterest"])


def made(**options: object) -> list[tuple[str, str, str, bool]]:
    """Return name, canvas, type and whether a PDF is printed, of every target."""
    targets = targets_of(CAROUSEL, Options(**options))
    return [(each.name, each.canvas.name, each.image, each.prints) for each in targets]


def test_without_a_platform_the_canvases_of_the_carousel_are_written():
    """As ever: PNG and a PDF in a folder of the canvas's name."""
    assert made() == [("story", "story", "png", True), ("pinterest", "pinterest", "png", True)]
    assert made(image="webp", pdf=False)[0] == ("story", "story", "webp", False)


def test_a_platform_chooses_canvas_type_and_whether_there_is_a_pdf():
    """JPEG where PNG is refused, the PDF where it is the upload, and nothing else."""
    assert made(platforms=("instagram", "linkedin", "x")) == [
        ("instagram", "instagram-portrait", "jpeg", False),
        ("linkedin", "linkedin-portrait", "png", True),
        ("x", "instagram-portrait", "png", False),
    ]


def test_canvas_names_another_one_that_the_platform_takes():
    """It is used by whoever takes it; the others keep their usual one."""
    assert made(platforms=("instagram", "tiktok"), canvases=("instagram-square",)) == [
        ("instagram", "instagram-square", "jpeg", False),
        ("tiktok", "tiktok", "jpeg", False),
    ]


def test_image_names_another_type_that_the_platform_takes():
    """WebP for X; the PDF of LinkedIn has no type of pictures."""
    assert made(platforms=("x", "linkedin"), image="webp")[0][2] == "webp"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"platforms": ("instagram",), "image": "png"}, "does not take PNG"),
        ({"platforms": ("all",), "image": "webp"}, "does not take WEBP"),
        ({"platforms": ("instagram",), "scale": 2}, "up to 1440 px wide; these would be 2160"),
        ({"platforms": ("linkedin",), "pdf": False}, "`--for linkedin-images`"),
        ({"platforms": ("x",), "canvases": ("story",)}, 'takes the canvas "story"'),
    ],
)
def test_what_a_platform_does_not_take_is_an_error(options, words):
    """One clear message, before anything is started."""
    with pytest.raises(InputError) as caught:
        made(**options)
    assert words in str(caught.value)
    assert "--for" in str(caught.value)


def test_a_mistyped_canvas_beside_a_platform_is_an_error():
    """It is looked up as anywhere else."""
    with pytest.raises(UnknownName):
        made(platforms=("x",), canvases=("instagram-squar",))


def test_a_pdf_is_only_printed_when_somebody_takes_it():
    """No PDF process is started for Instagram."""
    assert Options().prints
    assert not Options(pdf=False).prints
    assert not Options(platforms=("instagram",)).prints
    assert Options(platforms=("instagram", "linkedin")).prints

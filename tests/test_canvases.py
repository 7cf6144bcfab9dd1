"""Facts about the platform table."""

from __future__ import annotations

import pytest

from carousel_html.canvases import CANVASES, FORMATS, find_canvas
from carousel_html.errors import UnknownName

SIZES = {
    "instagram-portrait": (1080, 1350),
    "instagram-square": (1080, 1080),
    "instagram-tall": (1080, 1440),
    "linkedin-portrait": (1080, 1350),
    "story": (1080, 1920),
    "tiktok": (1080, 1920),
    "x-landscape": (1600, 900),
    "pinterest": (1000, 1500),
    "presentation": (1920, 1080),
}


def test_canvases_have_their_exact_pixels():
    """Nine canvases, each with the pixels its platform wants."""
    assert {name: (canvas.width, canvas.height) for name, canvas in CANVASES.items()} == SIZES


def test_names_of_formats_exist():
    """A canvas names only formats that the table describes."""
    assert {name for canvas in CANVASES.values() for name in canvas.formats} <= set(FORMATS)


def test_every_fact_has_a_mark():
    """Nothing in the table is without a word on how sure it is."""
    marks = {limit.mark for one in FORMATS.values() for limit in one.limits.values()}
    marks |= {zone.mark for canvas in CANVASES.values() for zone in canvas.zones}
    assert marks <= {"O", "S", "W", "M"}


def test_a_weak_zone_that_would_move_every_slide_only_warns():
    """Instagram's weak 130 px at the bottom are known, but layouts do not keep them clear."""
    canvas = CANVASES["instagram-portrait"]
    assert canvas.safe == (0, 34, 0, 34)
    assert canvas.safe_weak == (0, 34, 130, 34)


def test_a_story_keeps_the_bars_of_the_app_clear():
    """The larger of the published insets is kept."""
    assert CANVASES["story"].safe == (270, 0, 384, 0)


def test_floors_follow_the_shorter_side():
    """24 and 18 px on 1080, less on a smaller canvas."""
    assert CANVASES["presentation"].floors == (24, 18)
    assert CANVASES["x-landscape"].floors == (20, 15)


def test_each_canvas_has_a_shape_in_one_word():
    """Layouts branch on one of four words."""
    shapes = {name: canvas.ratio for name, canvas in CANVASES.items()}
    assert shapes["story"] == shapes["tiktok"] == "tall"
    assert shapes["instagram-square"] == "square"
    assert shapes["presentation"] == shapes["x-landscape"] == "landscape"
    assert shapes["pinterest"] == shapes["instagram-tall"] == "portrait"


def test_only_sure_facts_block():
    """A weak limit warns; an official one stops an export."""
    assert FORMATS["bluesky"].limits["max_bytes"].blocks
    assert not FORMATS["facebook"].limits["max_bytes"].blocks


def test_a_mistyped_canvas_is_an_error_with_the_one_that_was_meant():
    """The message names the place and the command that lists them."""
    with pytest.raises(UnknownName) as caught:
        find_canvas("instagram-potrait", "carousel.yaml: canvas[0]")
    message = str(caught.value)
    assert "carousel.yaml: canvas[0]" in message
    assert 'Did you mean "instagram-portrait"?' in message
    assert "`carousel list canvases` shows all 9." in message

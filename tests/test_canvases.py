"""Facts about the platform table."""

from __future__ import annotations

import pytest

from carousel_html.canvases import CANVASES, find_canvas
from carousel_html.errors import UnknownName
from carousel_html.platforms import PLATFORMS

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


def test_a_zone_names_platforms_that_exist_and_its_mark():
    """Nothing in the table is without a word on how sure it is and whom it concerns."""
    zones = [zone for canvas in CANVASES.values() for zone in canvas.zones]
    assert {zone.mark for zone in zones} <= {"O", "S", "W", "M"}
    assert {name for zone in zones for name in zone.platforms} <= set(PLATFORMS)


def test_a_weak_zone_that_would_move_every_slide_only_warns():
    """Instagram's weak 130 px at the bottom are known, but layouts do not keep them clear."""
    canvas = CANVASES["instagram-portrait"]
    assert canvas.safe == (0, 34, 0, 34)
    assert [zone.insets for zone in canvas.zones_for("instagram")] == [(0, 34, 0, 34), (0, 0, 130, 0)]


def test_a_zone_concerns_only_the_platforms_it_names():
    """What Instagram covers says nothing of a post on X; without a platform it is what layouts obey."""
    canvas = CANVASES["instagram-portrait"]
    assert canvas.zones_for("x") == ()
    assert [zone.insets for zone in canvas.zones_for(None)] == [(0, 34, 0, 34)]


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


def test_a_mistyped_canvas_is_an_error_with_the_one_that_was_meant():
    """The message names the place and the command that lists them."""
    with pytest.raises(UnknownName) as caught:
        find_canvas("instagram-potrait", "carousel.yaml: canvas[0]")
    message = str(caught.value)
    assert "carousel.yaml: canvas[0]" in message
    assert 'Did you mean "instagram-portrait"?' in message
    assert "`carousel list canvases` shows all 9." in message

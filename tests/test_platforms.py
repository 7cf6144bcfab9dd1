"""Facts about the platform table, and the page that shows it."""

from __future__ import annotations

import pytest

from carousel_html.canvases import CANVASES
from carousel_html.errors import UnknownName
from carousel_html.platforms import PLATFORMS, find_platforms

USUAL = ["instagram", "linkedin", "tiktok", "x", "bluesky", "mastodon", "pinterest", "facebook", "threads"]
KEYS = {
    "min_slides", "max_slides", "file_types", "max_bytes", "advised_bytes", "min_width", "max_width",
    "max_pixels", "one_size", "takes_alt", "needs_alt", "max_alt", "max_title", "max_text",
}  # fmt: skip


def test_every_fact_has_a_mark_and_a_source():
    """Nothing is in the table without a word on how sure it is and where it was read."""
    facts = [limit for one in PLATFORMS.values() for limit in one.limits.values()]
    assert {limit.mark for limit in facts} <= {"O", "S", "W", "M"}
    assert all(limit.source for limit in facts)


def test_limits_are_of_known_kinds():
    """A misspelt key would be a limit that nobody holds."""
    assert {key for one in PLATFORMS.values() for key in one.limits} == KEYS


def test_canvases_of_a_platform_exist_and_obey_its_pixels():
    """Every canvas a platform may take is as wide and as large as it allows."""
    for platform in PLATFORMS.values():
        for name in platform.canvases:
            canvas = CANVASES[name]
            assert (platform.value("min_width") or 0) <= canvas.width <= (platform.value("max_width") or 9999)
            assert canvas.width * canvas.height <= (platform.value("max_pixels") or 10**9)


def test_only_sure_facts_block():
    """A weak limit warns; an official one stops an upload."""
    assert PLATFORMS["bluesky"].limits["max_bytes"].blocks
    assert not PLATFORMS["facebook"].limits["max_bytes"].blocks


def test_png_is_taken_where_it_is_not_refused():
    """Instagram and TikTok refuse PNG; a platform that says nothing gets PNG or JPEG."""
    best = {name: each.picture_types[:1] for name, each in PLATFORMS.items()}
    assert {name for name, types in best.items() if types == ("jpeg",)} == {
        "instagram", "instagram-api", "instagram-story", "tiktok",
    }  # fmt: skip
    assert PLATFORMS["bluesky"].picture_types == ("png", "jpeg")
    assert PLATFORMS["linkedin"].picture_types == ()
    assert PLATFORMS["linkedin"].takes_pdf


def test_all_stands_for_the_usual_platforms_once():
    """Named twice, a platform is still written once; other ways to post are not among all."""
    assert [each.name for each in find_platforms(["all", "x"])] == USUAL
    assert [each.name for each in find_platforms(["linkedin-images", "x"])] == ["linkedin-images", "x"]


def test_a_mistyped_platform_is_an_error_with_the_one_that_was_meant():
    """The message names the option and the command that lists them."""
    with pytest.raises(UnknownName) as caught:
        find_platforms(["instagran"])
    assert 'Did you mean "instagram"?' in str(caught.value)
    assert "`carousel list platforms`" in str(caught.value)

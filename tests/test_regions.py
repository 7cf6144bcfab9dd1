"""Extents hold all paint, and regions are few and whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carousel_html.frozen import Rect
from carousel_html.stage.context import Context
from carousel_html.stage.regions import MANY, Grid, box_extent, join_regions, line_extent

SLIDE = Rect(0, 0, 1000, 1000)


def extent(**style: object) -> Rect:
    """Return the extent of a box of 100 px at (100, 100)."""
    return box_extent({"rects": [[100, 100, 100, 100]], "style": style}, Context())


def test_a_plain_box_reaches_its_edges():
    """No more and no less."""
    assert extent() == Rect(100, 100, 100, 100)


@pytest.mark.parametrize(
    ("shadow", "reach"),
    [
        ("rgb(0, 0, 0) 10px 20px 0px 0px", Rect(100, 100, 110, 120)),
        ("rgba(0, 0, 0, 0.3) 0px 0px 30px 5px", Rect(65, 65, 170, 170)),
        ("rgb(0, 0, 0) 0px 0px 30px 0px inset", Rect(100, 100, 100, 100)),
        ("rgb(0, 0, 0) -8px 0px 0px 0px, rgb(9, 9, 9) 0px 8px 0px 0px", Rect(92, 100, 108, 108)),
    ],
)
def test_shadows_reach_by_offset_blur_and_spread(shadow: str, reach: Rect):
    """Every shadow of a list counts; inset ones stay inside."""
    assert extent(boxShadow=shadow) == reach


def test_outlines_and_filters_reach():
    """An outline stands off the box; a blur spreads by three sigma."""
    assert extent(outlineWidth=4, outlineOffset=6) == Rect(90, 90, 120, 120)
    blurred = {"rects": [[100, 100, 100, 100]], "style": {}}
    assert box_extent(blurred, Context(reach=6)) == Rect(94, 94, 112, 112)
    assert line_extent(Rect(100, 100, 80, 20), 20, {}, Context(reach=6)) == Rect(89, 89, 102, 42)


def test_an_extent_is_cut_by_its_clip():
    """What does not show need not be photographed."""
    cut = Context(clip=Rect(0, 0, 150, 150))
    assert box_extent({"rects": [[100, 100, 100, 100]], "style": {}}, cut) == Rect(100, 100, 50, 50)


def test_several_fragments_are_one_extent():
    """An inline box over two lines reaches over both."""
    node = {"rects": [[500, 0, 100, 20], [0, 30, 50, 20]], "style": {}}
    assert box_extent(node, Context()) == Rect(0, 0, 600, 50)


def test_glyphs_reach_over_their_line():
    """A quarter of the size on every side, and a shadow further."""
    line = Rect(100, 100, 50, 20)
    assert line_extent(line, 20, {}, Context()) == line.grown(5, 5, 5, 5)
    assert line_extent(line, 20, {"textEmphasisStyle": "filled"}, Context()) == line.grown(15, 15, 15, 15)
    shadow = {"textShadow": "rgb(0, 0, 0) 40px 0px 0px"}
    assert line_extent(line, 20, shadow, Context()).right == 195


def test_far_regions_stay_apart_and_near_ones_join():
    """Joining must not photograph much that nobody asked for."""
    assert len(join_regions([Rect(0, 0, 100, 100), Rect(800, 800, 100, 100)], SLIDE)) == 2
    assert join_regions([Rect(0, 0, 100, 100), Rect(0, 104, 100, 100)], SLIDE) == [Rect(0, 0, 100, 204)]


rects = st.builds(
    Rect, *[st.floats(-200, 1100, allow_nan=False)] * 2, *[st.floats(0, 600, allow_nan=False)] * 2
)


@given(st.lists(rects, max_size=8))
def test_regions_are_whole_px_apart_and_hold_everything(wanted: list[Rect]):
    """Whatever is asked for lies in a region, regions share nothing, and none leaves the slide."""
    regions = join_regions(wanted, SLIDE)
    for rect in wanted:
        shown = rect.within(SLIDE)
        assert not shown.area or any(shown.within(region).area >= shown.area * 0.999 for region in regions)
    for place, region in enumerate(regions):
        assert all(number == int(number) for number in region)
        assert region.within(SLIDE) == region
        assert not any(region.touches(other) for other in regions[place + 1 :])


boxes = st.builds(
    Rect, *(st.integers(-300, 1300).map(float) for _ in "xy"), *(st.integers(1, 900).map(float) for _ in "wh")
)


@given(st.lists(boxes, max_size=20), boxes)
def test_a_grid_finds_what_touches(rects: list[Rect], sought: Rect):
    """On the slide, the same as comparing each with each, in the same order."""
    found = Grid(((rect, place) for place, rect in enumerate(rects)), SLIDE).touching(sought)
    near = [place for place, rect in enumerate(rects) if sought.touches(rect)]
    on_slide = [place for place in near if rects[place].within(sought).touches(SLIDE)]
    assert [place for place in found if place in on_slide] == on_slide
    assert set(found) <= set(near)


def test_a_great_many_pictures_become_few_regions():
    """Ten thousand dots are covered whole, by fewer regions than are worth comparing."""
    dots = [Rect(x * 10, y * 10, 4, 4) for x in range(100) for y in range(100)]
    regions = join_regions(dots, SLIDE)
    assert len(regions) < MANY
    assert all(any(dot.within(region) == dot for region in regions) for dot in dots)

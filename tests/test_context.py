"""What ancestors do to a node adds up on the way down."""

from __future__ import annotations

from typing import Any

import pytest

from carousel_html.frozen import Rect
from carousel_html.stage.context import bounds, contexts, multiply

HIDDEN = {"overflowX": "hidden", "overflowY": "hidden"}


def node(parent: int, rect: tuple[float, ...] = (0, 0, 100, 100), **style: Any) -> dict[str, Any]:
    """Return a measured node."""
    return {"parent": parent, "style": style, "rects": [list(rect)]}


def turned(parent: int, matrix: tuple[float, ...], origin: tuple[float, float] = (0, 0)) -> dict[str, Any]:
    """Return a measured node with a matrix."""
    return node(parent) | {"matrix": list(matrix), "origin": list(origin), "flat": True}


def test_opacity_multiplies():
    """Half of a half is a quarter, and the group is the nearest one."""
    last = contexts([node(-1), node(0, opacity="0.5"), node(1, opacity="0.5"), node(2)])[-1]
    assert (last.opacity, last.group) == (0.25, 2)


def test_matrices_multiply_from_the_outside_in():
    """The child's matrix is applied first, about its own origin."""
    found = contexts([node(-1), turned(0, (1, 0, 0, 1, 10, 0)), turned(1, (2, 0, 0, 2, 0, 0), (50, 50))])
    assert found[-1].matrix == (2, 0, 0, 2, -40, -50)
    assert multiply((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 5, 0)) == (2, 0, 0, 2, 10, 0)


def test_what_has_a_matrix_begins_on_a_whole_px():
    """All in it is drawn as far from its place, and the matrix is about the corner where it is drawn."""
    scaled = turned(0, (2, 0, 0, 2, 0, 0), (10.75, 20.25)) | {"rects": [[10.75, 20.25, 50, 50]]}
    inner = turned(1, (0, 1, -1, 0, 0, 0), (15.5, 30)) | {"rects": [[15.5, 30, 9, 9]]}
    found = contexts([node(-1), scaled, node(1), inner])
    assert found[2].shift == (0.25, -0.25)
    assert found[2].matrix == (2, 0, 0, 2, -11, -20)
    assert found[3].shift == (0.5, 0)  # It stands 15.75 px across in what is scaled, and so on 16.


def test_what_is_only_moved_keeps_its_fractions():
    """It is drawn where it was laid out, and moved."""
    moved = turned(0, (1, 0, 0, 1, 3, 0)) | {"rects": [[10.75, 20.25, 50, 50]]}
    assert contexts([node(-1), moved])[-1].shift == (0, 0)


def test_bounds_of_a_quarter_turn():
    """A box turned by 90° about the corner lies beside it."""
    assert bounds(Rect(0, 0, 40, 10), (0, 1, -1, 0, 0, 0)) == Rect(-10, 0, 10, 40)
    assert bounds(Rect(1, 2, 3, 4), None) == Rect(1, 2, 3, 4)


def test_clips_cut_children_and_words_but_not_the_box_itself():
    """`overflow` cuts what is inside; its own border is not inside."""
    outer, inner, child = contexts([node(-1), node(0, (10, 10, 50, 50), **HIDDEN), node(1, (0, 0, 90, 90))])
    assert outer.clip is None
    assert inner.clip is None
    assert inner.words_clip == child.clip == child.words_clip == Rect(10, 10, 50, 50)


def test_clips_intersect():
    """A clip in a clip leaves what both leave."""
    last = contexts(
        [
            node(-1, **HIDDEN),
            node(0, (50, 50, 100, 100), contain="paint", radii=["9px"] * 4),
            node(1),
        ]
    )[-1]
    assert last.clip == Rect(50, 50, 50, 50)
    assert [each.rect for each in last.rounds] == [Rect(50, 50, 100, 100)]


def test_a_clip_begins_inside_the_borders():
    """What overflows is cut at the padding's edge, whose corners are rounder by the border less."""
    style = HIDDEN | {"radii": ["30px"] * 4, "borderLeftWidth": 10}
    last = contexts([node(-1, (0, 0, 100, 100), **style), node(0)])[-1]
    assert last.clip == Rect(10, 0, 90, 100)
    assert last.rounds[0].radii == ((20, 30), (30, 30), (30, 30), (20, 30))


def test_a_clip_in_one_direction_leaves_the_other_open():
    """`overflow-x: clip` alone cuts nothing off above and below, and has no round corners."""
    style = {"overflowX": "clip", "overflowClipMargin": "5px", "radii": ["9px"] * 4}
    last = contexts([node(-1, (10, 10, 50, 50), **style), node(0)])[-1]
    assert last.clip is not None
    assert (last.clip.x, last.clip.right) == (5, 65)
    assert last.clip.y < -1000
    assert last.clip.bottom > 1000
    assert last.rounds == ()


@pytest.mark.parametrize(
    ("style", "effect"),
    [
        ({"filter": "blur(2px)"}, "filter"),
        ({"clipPath": "circle()"}, "clip path"),
        ({"maskImage": "x"}, "mask"),
    ],
)
def test_effects_reach_every_descendant(style: dict[str, str], effect: str):
    """The outermost effect gives the name, and knows where it began."""
    last = contexts([node(-1), node(0, **style), node(1, filter="sepia(1)"), node(2)])[-1]
    assert (last.effect, last.effect_root) == (effect, 1)


@pytest.mark.parametrize("last", [node(0, opacity="0"), turned(0, (1, 0, 0, 0, 0, 0))])
def test_what_leaves_no_trace_is_unseen(last: dict[str, Any]):
    """Fully transparent, or scaled to nothing: so are all descendants."""
    assert [each.is_unseen for each in contexts([node(-1), last, node(1)])] == [False, True, True]


def test_an_unknown_depth_is_an_effect():
    """A matrix that the plane cannot hold is left to Chromium."""
    deep = turned(0, (1, 0, 0, 1, 0, 0)) | {"flat": False}
    assert contexts([node(-1), deep])[-1].effect == "3D transform"


def test_decoration_does_not_reach_into_inline_blocks():
    """CSS Text Decoration 3 §2: an inline block takes no part in its parent's underline."""
    underlined = node(0) | {"decoration": "underline"}
    found = contexts([node(-1), underlined, node(1), node(1, display="inline-block")])
    assert [each.decorations for each in found] == [(), ("underline",), ("underline",), ()]


def test_filters_reach_as_far_as_all_that_stand_above():
    """Three sigma of every blur and shadow; SVG filters by what the page says. A reflection is as large."""
    mirrored = node(0, webkitBoxReflect="below 4px none") | {"rects": [[0, 0, 300, 80]]}
    assert contexts([node(-1), mirrored])[-1].reach == 304
    drawn = node(1, filter="drop-shadow(rgb(0, 0, 0) 0px 4px 6px) url(#a)") | {"spread": 20}
    reaches = [each.reach for each in contexts([node(-1), node(0, filter="blur(2px)"), drawn, node(2)])]
    assert reaches == [0, 6, 56, 56]

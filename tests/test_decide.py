"""Each row of the decision table says picture for the least that asks for it."""

from __future__ import annotations

from typing import Any

import pytest

from carousel_html.frozen import Rect
from carousel_html.stage.boxes import painted_rects
from carousel_html.stage.context import Context
from carousel_html.stage.decide import BOX_ROWS, TEXT_ROWS, box_reason, paints_box, text_reason

SIDES = ("Top", "Right", "Bottom", "Left")


def bordered(
    width: float = 4, color: str = "rgb(0, 0, 0)", style: str = "solid", sides: Any = SIDES
) -> dict[str, Any]:
    """Return the styles of a border."""
    found: dict[str, Any] = {}
    for side in sides:
        found |= {f"border{side}Width": width, f"border{side}Color": color, f"border{side}Style": style}
    return found


def box(context: Context | None = None, rects: int = 1, **style: Any) -> str | None:
    """Return what the table says of a box."""
    return box_reason({"style": style, "rects": [[0, 0, 100, 100]] * rects}, context or Context())


def words(context: Context | None = None, entry: dict[str, Any] | None = None, **font: Any) -> str | None:
    """Return what the table says of a node's words."""
    node = {"style": {}, "rects": [], "font": {"fill": "rgb(0, 0, 0)", "weight": 400} | font} | (entry or {})
    return text_reason(node, context or Context())


TWO_COLORS = bordered() | bordered(color="rgb(9, 9, 9)", sides=["Left"])

BOXES = [
    ("effect", box(Context(effect="filter"))),
    ("opacity", box(Context(opacity=0.5))),
    ("transform", box(Context(matrix=(0, 1, -1, 0, 0, 0)))),
    ("background image", box(backgroundImage="linear-gradient(…)")),
    ("background clip", box(backgroundClip="content-box")),
    ("shadow", box(boxShadow="rgb(0, 0, 0) 0px 0px 9px 0px")),
    ("outline", box(outlineStyle="solid")),
    ("backdrop filter", box(backdropFilter="blur(2px)")),
    ("border image", box(borderImageSource="url(…)")),
    ("border style", box(**bordered(style="dashed"))),
    ("border joint", box(**bordered(style="double", sides=["Left"]), radii=["9px"] * 4)),
    ("collapsed border", box(**bordered(), borderCollapse="collapse")),
    ("corner shape", box(radii=["9px"] * 4, cornerShape="squircle squircle squircle squircle")),
    ("legend gap", box_reason({"legend": True, "style": {}, "rects": [[0, 0, 9, 9]]}, Context())),
    ("row of cells", box_reason({"patchy": True, "style": {}, "rects": [[0, 0, 9, 9]]}, Context())),
    ("several fragments", box(rects=2)),
    ("column rule", box(columnRuleStyle="solid")),
    ("cut", box(Context(clip=Rect(0, 0, 50, 50)))),
    ("image", box_reason({"style": {}, "rects": [[0, 0, 9, 9]], "replaced": True}, Context())),
]

WORDS = [
    ("effect", words(Context(effect="mask"))),
    ("gradient text", words(Context(is_gradient_text=True))),
    ("stroke", words(webkitTextStrokeWidth="2px")),
    ("see-through", words(fill="rgba(0, 0, 0, 0)")),
    ("small caps", words(fontVariantCaps="small-caps")),
    ("text feature", words(textEmphasisStyle="filled circle")),
    (
        "spaced letters",
        words(entry={"justify": True, "font": {"fill": "rgb(0, 0, 0)", "textJustify": "inter-character"}}),
    ),
    ("opacity over ink", words(Context(opacity=0.5), textShadow="rgb(0, 0, 0) 1px 1px 0px")),
    ("struck in another colour", words(Context(decorations=("rgb(255, 0, 0) line-through",)))),
    ("ellipsis", words(textOverflow="ellipsis")),
    ("hidden text", words(webkitTextSecurity="disc")),
    ("first letter", words(entry={"firstLetter": True})),
    ("first line", words(entry={"firstLine": True})),
    ("vertical text", words(entry={"style": {"writingMode": "vertical-rl"}})),
    ("turned direction", words(unicodeBidi="bidi-override")),
    ("list symbol", words(entry={"symbol": "circle"})),
]


@pytest.mark.parametrize(("row", "found"), [*BOXES, *WORDS])
def test_a_row_holds_for_what_it_is_named_by(row: str, found: str | None):
    """The least node that asks for a picture gets it under that name."""
    assert found == row


@pytest.mark.parametrize(
    "style",
    [
        bordered() | {"radii": ["9px"] * 4},
        bordered(sides=["Left", "Top"]) | {"radii": ["9px"] * 4},
        TWO_COLORS,
        TWO_COLORS | {"radii": ["0px", "9px", "9px", "0px"]},
        TWO_COLORS | {"radii": ["50%"] * 4},
    ],
)
def test_borders_that_are_drawn(style: dict[str, Any]):
    """One colour or two, on all sides or some, in corners of any kind."""
    assert box(**style) is None


@pytest.mark.parametrize("decoration", ["rgb(0, 0, 0) line-through", "rgb(255, 0, 0) underline wavy"])
def test_other_lines_leave_words_as_they_are(decoration: str):
    """One through words in their own colour may lie under them, and one below them does."""
    assert words(Context(decorations=(decoration,))) is None


def test_every_row_has_a_test():
    """A new row comes with a case above."""
    assert {name for name, _ in BOX_ROWS} == {row for row, _ in BOXES}
    assert {name for name, _ in TEXT_ROWS} == {row for row, _ in WORDS}


@pytest.mark.parametrize(
    "style",
    [
        {"backgroundColor": "rgba(1, 2, 3, 0.5)"},
        bordered(),
        bordered() | {"radii": ["50%"] * 4},
        bordered(sides=["Left"]),
    ],
)
def test_plain_boxes_are_vectors(style: dict[str, Any]):
    """Colours, borders and radii are drawn by the PDF itself."""
    assert box(**style) is None


def test_words_over_lines_have_plain_ground_and_underline():
    """Each line's piece is a box of its own, unless the ends differ from the middle and it is no clone."""
    underlined = bordered(sides=["Bottom"]) | {"backgroundColor": "rgb(255, 224, 102)", "display": "inline"}
    assert box(rects=2, **underlined) is None
    for ends in (bordered(sides=["Left"]), {"radii": ["9px"] * 4}):
        assert box(rects=2, **underlined | ends) == "several fragments"
        assert box(rects=2, **underlined | ends | {"boxDecorationBreak": "clone"}) is None


def test_only_what_is_painted_covers():
    """A box without a ground leaves what stands between its borders."""
    rect = [10, 20, 100, 50]
    framed = {"style": bordered(width=4), "rects": [rect]}
    assert painted_rects(framed) == [(10, 20, 100, 4), (106, 20, 4, 50), (10, 66, 100, 4), (10, 20, 4, 50)]
    filled = {"style": bordered(width=4) | {"backgroundColor": "rgb(1, 2, 3)"}, "rects": [rect]}
    assert painted_rects(filled) == [(10, 20, 100, 50)]


def test_plain_text_is_glyphs():
    """Whatever its size, colour, spacing or features."""
    assert words(letterSpacing="3px", fontFeatureSettings='"ss01"', fill="rgba(0, 0, 0, 0.4)") is None
    assert words(Context(opacity=0.5, matrix=(0, 1, -1, 0, 0, 0))) is None


def test_a_node_without_paint_has_no_box():
    """Nothing is decided for what is not drawn."""
    assert not paints_box({"style": {}, "rects": [[0, 0, 9, 9]]})
    assert not paints_box(
        {"style": {"backgroundColor": "red", "visibility": "hidden"}, "rects": [[0, 0, 9, 9]]}
    )
    assert not paints_box({"style": {"backgroundColor": "red"}, "rects": []})
    assert paints_box({"style": {"backgroundColor": "red"}, "rects": [[0, 0, 9, 9]]})

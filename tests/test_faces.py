"""The face a run was set in is found as the browser finds it."""

from __future__ import annotations

import re
from base64 import b64encode
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from fontTools.ttLib import TTFont
from own_fonts import FONTS, INTER, own_fonts

from carousel_html.compose.document import Asset
from carousel_html.font_tables import characters, ink, may_embed, still, tables, unpacked
from carousel_html.stage import faces, lines
from carousel_html.stage.face_rules import Face, read_face, written_out
from carousel_html.stage.faces import Faces, families, has_emoji, is_synthetic
from carousel_html.stage.stage import script

ORIGIN = "http://carousel.invalid/"


def declared(*faces: tuple[str, str, str], **more: str) -> Faces:
    """Return faces from (family, weight, style) rows; every one is the same file under its own key."""
    body = INTER.read_bytes()
    assets = {f"f{i}": Asset("font/ttf", body) for i in range(len(faces))}
    rows: list[dict[str, Any]] = [
        {"family": family, "weight": weight, "style": style, "src": f"{ORIGIN}f{i}", "range": ""} | more
        for i, (family, weight, style) in enumerate(faces)
    ]
    return Faces(rows, assets)


WEIGHTS = [
    ((400, 700), 400, 400),
    ((400, 700), 600, 700),
    ((400, 700), 500, 400),
    ((300, 500), 400, 500),
    ((300, 600), 450, 300),
    ((100, 300, 900), 200, 100),
    ((300, 900), 200, 300),
    ((100, 500), 800, 500),
    ((500, 900), 700, 900),
    ((450, 500), 400, 450),
]


@pytest.mark.parametrize(("weights", "wanted", "found"), WEIGHTS)
def test_weights_are_matched_in_the_order_of_the_standard(weights: tuple[int, ...], wanted: int, found: int):
    """CSS Fonts 4 §5.2: lighter first below 400, heavier first above 500, and up to 500 between."""
    faces = declared(*[("A", str(weight), "normal") for weight in weights])
    (face,) = faces.match(["A"], wanted, is_italic=False)
    assert face.weights == (found, found)


def test_style_comes_before_weight():
    """An italic of the wrong weight is nearer than an upright of the right one."""
    faces = declared(("A", "400", "normal"), ("A", "700", "italic"))
    assert faces.match(["A"], 400, is_italic=True)[0].asset == "f1"


def test_the_stack_stops_at_a_generic_family():
    """What the browser takes for `serif` is a font of the system, and so nobody's."""
    faces = declared(("A", "400", "normal"), ("B", "400", "normal"))
    assert [face.family for face in faces.match(["a", "Nowhere", "B"], 400, False)] == ["a", "b"]
    assert [face.family for face in faces.match(["A", "serif", "B"], 400, False)] == ["a"]


def test_the_stack_stops_at_a_font_of_the_machine():
    """The browser takes it before ours; one that neither is there nor declared it leaves out."""
    here = {"DejaVu Sans", "Chosen Mono"}
    asked: list[tuple[str, bool]] = []

    def is_installed(name: str, is_face: bool) -> bool:
        asked.append((name, is_face))
        return name in here

    own = {"weight": "400", "style": "normal", "src": f"{ORIGIN}f0"}
    rows = [{"family": "A", **own}, {"family": "Mono", "local": ["Chosen Mono"], **own}]
    faces = Faces(rows, {"f0": Asset("font/ttf", INTER.read_bytes())}, is_installed)
    found = {
        stack: [face.family for face in faces.match(stack.split(", "), 400, is_italic=False)]
        for stack in (
            "A, DejaVu Sans",
            "DejaVu Sans, A",
            "A, DejaVu Sans, A",
            "Gone, A",
            "Gone, A",
            "Mono, A",
        )
    }
    assert found == {
        "A, DejaVu Sans": ["a"], "DejaVu Sans, A": [], "A, DejaVu Sans, A": ["a"], "Gone, A": ["a"],
        "Mono, A": [],
    }  # fmt: skip
    assert asked == [("Chosen Mono", True), ("DejaVu Sans", False), ("Gone", False)]


WIDTHS = [
    ((75, 100), 75, 75),
    ((75, 100), 50, 75),
    ((75, 125), 100, 75),
    ((75, 125), 112.5, 125),
    ((50, 75), 112.5, 75),
]


@pytest.mark.parametrize(("widths", "wanted", "found"), WIDTHS)
def test_stretch_comes_before_style_and_weight(widths: tuple[int, ...], wanted: float, found: int):
    """CSS Fonts 4 §5.2: narrower first up to the normal width, wider first above it."""
    rows = [
        {"family": "A", "weight": weight, "style": style, "stretch": f"{width}%", "src": f"{ORIGIN}f0"}
        for width in widths
        for weight, style in (("700", "normal"), ("400", "normal"), ("400", "italic"))
    ]
    faces = Faces(rows, {"f0": Asset("font/ttf", INTER.read_bytes())})
    font = {"family": "A", "weight": 700, "fontStretch": f"{wanted}%"}
    for style, weight in (("normal", 700), ("italic", 400)):
        (face,) = faces.stack({**font, "fontStyle": style})
        assert (face.stretches, face.weights) == ((found, found), (weight, weight))


def test_what_a_rule_says_is_read():
    """A rule that says nothing leaves the font as it is."""
    own = {"family": "Mine", "weight": "normal", "style": "normal"}
    said = {
        "range": "U+0-7F", "stretch": "condensed expanded", "adjust": "110%", "features": '"onum"',
        "variations": '"wght" 650, "SOFT" -1.5',
    }  # fmt: skip
    unsaid = dict.fromkeys(said, "") | {"stretch": "100%", "features": "normal", "variations": "normal"}
    assert read_face({**own, **unsaid}, "a.ttf") == Face("mine", (400, 400), False, "a.ttf")
    assert read_face({**own, **said}, "a.ttf") == Face(
        "mine", (400, 400), False, "a.ttf", ranges=((0, 0x7F),), stretches=(75, 125), adjust=1.1,
        features='"onum"', axes=(("wght", 650), ("SOFT", -1.5)),
    )  # fmt: skip


def test_a_font_may_be_written_into_the_style_sheet():
    """As base64 or with percents; what is damaged is a font of nobody."""
    body = INTER.read_bytes()
    sources = [f"data:font/ttf;base64,{b64encode(body).decode()}", f"data:font/ttf,{quote(body)}"]
    for source in sources:
        row = {"family": "A", "weight": "400", "style": "normal", "src": source}
        faces = Faces([row], {})
        (face,) = faces.match(["A"], 400, is_italic=False)
        assert faces.body(face, "a") == body
        assert faces.covers(face, "Words")
    assert written_out("data:font/ttf;base64,AAA").body == b""


def test_a_range_of_weights_holds_every_weight_in_it():
    """A variable face is never synthesised inside its range."""
    (face,) = declared(("A", "100 900", "normal")).match(["A"], 850, False)
    assert not is_synthetic(face, 850, is_italic=False)
    assert is_synthetic(face, 850, is_italic=True)


def test_unicode_range_holds_a_face_back():
    """A glyph outside the range is not drawn, though the file has it; the last rule comes first."""
    body = INTER.read_bytes()
    faces = Faces(
        [
            {"family": "A", "weight": "400", "style": "normal", "src": f"{ORIGIN}a", "range": "U+0-10FFFF"},
            {
                "family": "A",
                "weight": "400",
                "style": "normal",
                "src": f"{ORIGIN}b",
                "range": "U+30-39, U+4??",
            },
        ],
        {key: Asset("font/ttf", body) for key in "ab"},
    )
    stack = faces.match(["A"], 400, False)
    assert [face.asset for face in stack] == ["b", "a"]
    assert [faces.covers(stack[0], text) for text in ("123", "1a", "Я")] == [True, False, True]


def test_marks_that_draw_nothing_need_no_glyph():
    """A joiner or a soft hyphen is no reason for a picture."""
    faces = declared(("A", "400", "normal"))
    (face,) = faces.match(["A"], 400, False)
    assert faces.covers(face, "a\u200db\u00ad")
    assert not faces.covers(face, "漢")


def test_a_stack_is_read_with_and_without_quotes():
    """As computed style writes it."""
    assert families("Inter, \"Source Serif\", 'A, B', serif") == ["Inter", "Source Serif", "A, B", "serif"]


@pytest.mark.parametrize("path", sorted(FONTS.glob("*/*-400.ttf")), ids=lambda path: path.stem)
def test_coverage_is_what_fonttools_reads(path: Any):
    """Our fast reader of `cmap` and the thorough one agree on every font we bring."""
    with TTFont(path, lazy=True) as font:
        assert characters(path.read_bytes()) == frozenset(font.getBestCmap())


@pytest.mark.slow
def test_a_packed_font_is_unpacked():
    """WOFF2 becomes a file of tables with the same characters."""
    packed = own_fonts()["own/packed.woff2"]
    assert not tables(packed)
    assert characters(unpacked(packed)) == characters(packed)


@pytest.mark.slow
def test_a_variable_font_is_drawn_where_css_puts_it():
    """The instance has no axes left, only the wanted letters, and they have moved."""
    body = own_fonts()["own/variable.ttf"]
    tall = still(body, {"wght": 900}, "Ab")
    assert "fvar" not in tables(tall)
    assert characters(tall) == {ord("A"), ord("b")}
    height = {name: TTFont(BytesIO(each))["glyf"]["A"].yMax for name, each in (("t", tall), ("p", body))}
    assert height["t"] > 1.25 * height["p"]


@pytest.mark.slow
def test_a_place_beyond_an_axis_is_held_at_its_end():
    """`font-weight: 1000` on a face that ends at 900 draws 900."""
    body = own_fonts()["own/variable.ttf"]
    assert still(body, {"wght": 1000}, "A") == still(body, {"wght": 900}, "A")


@pytest.mark.parametrize(
    ("bits", "allowed"),
    [(0, True), (2, False), (4, True), (6, True), (8, True), (0x104, False), (0x200, False)],
)
def test_licence_bits_say_whether_a_font_may_be_embedded(bits: int, allowed: bool):
    """Restricted alone, no subsets, bitmaps only: these stay out of a PDF."""
    font = TTFont(INTER)
    font["OS/2"].fsType = bits
    out = BytesIO()
    font.save(out)
    assert may_embed(out.getvalue()) is allowed


def test_a_letter_that_is_missing_may_be_there_in_parts():
    """As HarfBuzz takes them before the browser asks another font: PT Serif has ê and the acute, and no ế."""
    body = (FONTS / "pt-serif/PTSerif-400.ttf").read_bytes()
    row = {"family": "A", "weight": "400", "style": "normal", "src": f"{ORIGIN}f", "range": ""}
    faces = Faces([row], {"f": Asset("font/ttf", body)})
    (face,) = faces.match(["A"], 400, is_italic=False)
    assert faces.covers(face, "Tiếng")
    assert not faces.covers(face, "ơ")
    assert faces.spelled(face, "é Tiếng ơ") == "é Tiê\u0301ng ơ"


@pytest.mark.parametrize("text", ["⚠️", "1️⃣", "❤️ you", "✅", "🇩🇪", "☝🏽", "👩‍💻"])
def test_an_emoji_is_known_by_its_characters(text: str):
    """A sign with the selector of emoji style, or one that has it by itself."""
    assert has_emoji(text)


@pytest.mark.parametrize("text", ["⚠", "❤︎ you", "✅︎", "1", "#", "©", "→", "é", "中"])
def test_a_sign_is_no_emoji_by_itself(text: str):
    """It is drawn by whatever font has it."""
    assert not has_emoji(text)


@pytest.mark.parametrize(
    ("name", "here"),
    [("EMOJI", faces._EMOJI.pattern), ("STANDING", lines._ON_THE_LINE.pattern.replace('\\"', '"'))],
)
def test_the_page_and_we_tell_characters_alike(name: str, here: str):
    """What the page tells apart, and what generated words are asked by, is the same."""
    there = re.search(rf"^const {name} = /\^?(.*?)\$?/u?;$", script("measure"), re.MULTILINE)
    assert there is not None
    assert there[1] == here.removesuffix("*")


def test_how_far_letters_reach_is_read_from_their_outlines():
    """Figures stand on the line, a g hangs below it, an Å is the highest; what has no glyph is nowhere."""
    body = INTER.read_bytes()
    above, below = ink(body, {}, "21%")
    assert 0.7 < above < 0.78
    assert 0 <= below < 0.03
    assert 0.15 < ink(body, {}, "21g")[1] < 0.25
    assert ink(body, {}, "Åa")[0] > above > ink(body, {}, "a")[0]
    assert ink(body, {}, "\U00010300") == (0, 0)


@pytest.mark.slow
def test_how_far_letters_reach_follows_the_axes():
    """A font that grows upwards by its weight is read where CSS puts it; beyond the axis, at its end."""
    body = own_fonts()["own/variable.ttf"]
    low, plain, tall, beyond = (ink(body, {"wght": weight}, "A")[0] for weight in (100, 400, 900, 1200))
    assert low == pytest.approx(0.8 * plain, abs=0.01)
    assert tall == beyond == pytest.approx(1.3 * plain, abs=0.01)

"""Hold what is borrowed from the machine's fonts, and that it is glyphs in the PDF like everything else."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from commands import call
from fontTools.ttLib import TTCollection, TTFont
from machine_fonts import have_only, put
from own_fonts import own_fonts

from carousel_html import system_fonts
from carousel_html.canvases import CANVASES
from carousel_html.catalogue import Catalogue
from carousel_html.compose import Document, compose
from carousel_html.compose.cutting import cut_font
from carousel_html.fidelity import Fidelity
from carousel_html.model import Carousel, Slide

JAPANESE = "吾輩は猫である。名前はまだ無い。「どこで生れたか。」とんと見当がつかぬ、ニャーニャー。"
CHINESE = "先测量，再优化。我们花了两周时间"
KOREAN = "안녕하세요"

pytestmark = pytest.mark.skipif(not system_fonts.fonts_having("a"), reason="fontconfig is not here")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any font; what is put into this folder it has."""
    folder = tmp_path / "machine"
    folder.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    have_only(folder, monkeypatch)
    return folder


def made(text: str, language: str = "en", theme: str = "sunset") -> Document:
    """Return the document of one slide."""
    slides = [Slide(layout="text", text=text).placed(entry=0)]
    carousel = Carousel(language=language, theme=theme, slides=slides, outro=False)
    return compose(carousel, CANVASES["instagram-square"], Catalogue())


def borrowed(document: Document) -> list[tuple[str, str, str, set[str]]]:
    """Return family, weight, the name in the file, and the letters, of each face that was borrowed."""
    sheet = document.assets["carousel.css"].body.decode()
    rule = (
        r'@font-face \{ font-family: "(Borrowed [^"]*)"; font-weight: (\d+);[^}]*'
        r'url\("([^"]*)"\); unicode-range: ([^;]*)'
    )
    found = []
    for family, weight, address, ranges in re.findall(rule, sheet):
        font = TTFont(BytesIO(document.assets[address].body))
        letters = {chr(int(each.removeprefix("U+"), 16)) for each in ranges.split(", ")}
        assert set(map(chr, font.getBestCmap())) == {*letters, " "}
        found.append(
            (family, weight, " ".join(font["name"].getDebugName(number) for number in (1, 2)), letters)
        )
    return found


def test_letters_come_regular_and_bold_and_no_others(machine):
    """The file is cut to what the slides need."""
    put(machine, "Noto Sans CJK JP", JAPANESE + CHINESE)
    assert borrowed(made("名前 and 猫", "ja")) == [
        ("Borrowed Sans", "400", "Noto Sans CJK JP Regular", set("名前猫")),
        ("Borrowed Sans", "700", "Noto Sans CJK JP Bold", set("名前猫")),
    ]


@pytest.mark.parametrize(
    ("text", "language", "family"),
    [
        ("名前", "ja", "JP"),
        ("名前", "zh", "SC"),
        ("名前", "zh-TW", "TC"),
        ("名前", "ko", "KR"),
        ("名前はまだ", "en", "JP"),
        ("我们的时间", "en", "SC"),
        ("안녕 名前", "de", "KR"),
    ],
)
def test_the_language_chooses_between_fonts_that_have_the_letters(machine, text, language, family):
    """Each country writes some signs its own way. In a text of another language the letters tell which."""
    for region in ("SC", "KR", "JP", "TC"):
        put(machine, f"Noto Sans CJK {region}", "名前はまだ我们的时间안녕", ("Regular",))
    assert [name for _, _, name, _ in borrowed(made(text, language))] == [f"Noto Sans CJK {family} Regular"]


def test_a_serif_borrows_one_with_serifs(machine):
    """What a typography names: a fat face of one weight stands beside bold letters."""
    for style in ("Sans", "Serif"):
        put(machine, f"Noto {style} CJK JP", JAPANESE)
    plain = [(family, name) for family, _, name, _ in borrowed(made("名前", "ja", "paper"))]
    assert plain == [
        ("Borrowed Serif", "Noto Serif CJK JP Regular"),
        ("Borrowed Serif", "Noto Serif CJK JP Bold"),
    ]
    fat = [(family, name) for family, _, name, _ in borrowed(made("名前", "ja", "newspaper"))]
    assert fat == [*plain, ("Borrowed Serif Bold", "Noto Serif CJK JP Bold")]


def test_each_script_comes_from_the_font_that_has_it(machine):
    """A letter that two fonts have comes from the one with more of them; fonts of code come last."""
    put(machine, "Code Mono", JAPANESE + KOREAN, ("Regular",))
    put(machine, "Kanji Gothic", JAPANESE, ("Regular",))
    put(machine, "Hangul Gothic", KOREAN + "猫", ("Regular",))
    found = {name: letters for _, _, name, letters in borrowed(made("猫は名前が無い 안녕하세요", "ja"))}
    assert found == {"Kanji Gothic Regular": set("猫は名前がか無い"), "Hangul Gothic Regular": set(KOREAN)}


def test_a_font_is_taken_out_of_its_collection(machine):
    """Fonts for Chinese, Japanese and Korean are four in one file."""
    for region in ("JP", "KR"):
        put(machine, f"Noto Sans CJK {region}", "名前안녕", ("Regular",))
    collection = TTCollection()
    collection.fonts = [TTFont(path) for path in sorted(machine.iterdir())]
    collection.save(machine / "all.ttc")
    for path in machine.glob("*.ttf"):
        path.unlink()
    for language, region in (("ja", "JP"), ("ko", "KR")):
        assert [name for _, _, name, _ in borrowed(made("名前", language))] == [
            f"Noto Sans CJK {region} Regular"
        ]


@pytest.mark.slow
def test_a_variable_font_is_held_at_both_weights(machine):
    """The PDF takes plain fonts only; without a weight it stays variable."""
    font = TTFont(BytesIO(own_fonts()["own/variable.ttf"]))
    for record in font["name"].names:
        record.string = "Blocks"
    font["cmap"].tables[0].cmap.update(dict.fromkeys(map(ord, "名前"), "A"))
    font.save(machine / "blocks.ttf")
    files = [asset.body for key, asset in made("名前", "ja").assets.items() if key.startswith("borrowed/")]
    assert len(set(files)) == 2
    assert not any("fvar" in TTFont(BytesIO(body)) for body in files)
    (found,) = system_fonts.fonts_named("blocks")
    assert "fvar" in TTFont(BytesIO(cut_font(found, "A")))


@pytest.mark.parametrize(
    "text",
    [
        "Plain",
        "Zażółć",
        "Ωμέγα",
        "Съешь ґанок",
        "שלום",
        "سلام",
        "नमस्ते",
        "สวัสดี",
        "🍣 👍🏽 ❤️ 1️⃣",
        "\u200b\ufeff\u3000",
    ],
)
def test_what_ours_have_is_not_borrowed(machine, text):
    """Letters of our fonts, emoji and what is not seen."""
    codes = (*range(0x21, 0x600), *range(0x900, 0x980), *range(0xE01, 0xE5C), *range(0x2600, 0x2800))
    put(machine, "Everything", "".join(map(chr, codes)))
    assert borrowed(made(text)) == []


def test_a_machine_without_such_a_font_lends_none(machine):
    """Then the browser says what it cannot draw."""
    put(machine, "Latin Sans", "abc")
    assert borrowed(made("名前", "ja")) == []


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["sunset", "newspaper"])
def test_borrowed_letters_are_glyphs(machine, tmp_path, theme):
    """In headlines, cards and links, in bold, and signs beside each other that are set half as wide."""
    put(machine, "Noto Sans CJK JP", JAPANESE + "スワイプ")
    thread = [
        "# 吾輩は猫である",
        JAPANESE,
        "**名前**はまだ無い。 #猫である https://example.com/猫",
        "見当がつかぬ。",
        "「名前はまだ無い。どこで生れたか。」\n— 猫",
        "- 名前\n- 無い\n- 猫",
    ]
    (tmp_path / "thread.md").write_text("\n\n---\n\n".join(thread), "utf-8")
    options = ("--theme", theme, "--no-outro", "--json", "--no-cache")
    called = call("render", tmp_path / "thread.md", "-o", tmp_path / "out", *options)
    assert called.code == 0, called.err
    (manifest,) = json.loads(called.out)["canvases"]
    assert manifest["language"] == "ja"
    for slide in manifest["slides"]:
        assert not {"whole picture", "no font of ours"} & set(slide["pictured"]), slide["alt"]
        assert Fidelity(**slide["fidelity"]).is_good, slide["alt"]
        assert slide["fidelity"]["vector_text"] == 1, slide["alt"]


@pytest.fixture
def own_look(tmp_path: Path) -> Path:
    """A layout of one's own, in a font that is no file of it."""
    folder = tmp_path / "own/layouts/mine"
    folder.mkdir(parents=True)
    body = '<p class="mine">{{ slide.text }}</p>'
    html = '{% extends "_partials/slide.html" %}{% block body %}' + body + "{% endblock %}"
    (folder / "mine.html").write_text(html, "utf-8")
    css = '.mine { font: 700 60px/1.2 Nowhere, "acme Grotesk", sans-serif; text-transform: uppercase; }'
    (folder / "mine.css").write_text(css + '.mine::after { content: "×"; text-transform: none; }', "utf-8")
    return tmp_path / "own"


def test_a_font_that_is_installed_becomes_a_face_of_the_document(machine, own_look):
    """Every weight of it, whole, wherever it stands in the stack, in whatever capitals it is named."""
    put(machine, "Acme Grotesk", "ABCabc×")
    put(machine, "Other", "ABCabc")
    carousel = Carousel(slides=[Slide(layout="mine", text="abc").placed(entry=0)], outro=False)
    document = compose(carousel, CANVASES["instagram-square"], Catalogue((own_look,)))
    files = {key: asset.body for key, asset in document.assets.items() if key.startswith("installed/")}
    assert set(files.values()) == {path.read_bytes() for path in machine.glob("Acme*")}
    sheet = document.assets["carousel.css"].body.decode()
    rules = re.findall(
        r'@font-face \{ font-family: "acme Grotesk"; font-weight: (\d+); font-style: normal', sheet
    )
    assert sorted(rules) == ["400", "700"]


@pytest.mark.browser
def test_words_in_a_font_that_is_installed_are_glyphs(machine, own_look, tmp_path):
    """In capitals that the text does not have, and signs that only the style sheet has."""
    put(machine, "Acme Grotesk", "ABCDEFGHIJKLMNOPQRSTUVWXYZ×")
    (tmp_path / "thread.md").write_text("# Title\n\n---\n\nShip it soon\n", "utf-8")
    options = ("--layout", "mine", "--templates", own_look, "--no-outro", "--json", "--no-cache")
    called = call("render", tmp_path / "thread.md", "-o", tmp_path / "out", *options)
    assert called.code == 0, called.err
    (manifest,) = json.loads(called.out)["canvases"]
    assert set(manifest["slides"][1]["pictured"]) <= {"background image"}
    assert manifest["slides"][1]["fidelity"]["vector_text"] == 1

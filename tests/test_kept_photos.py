"""A photograph for a PDF page is taken once of what looks the same, whatever words stand on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pages import page

from carousel_html.cache import Layered, Memory, Store
from carousel_html.compose import Document
from carousel_html.export.drawn_from import DrawnFrom
from carousel_html.export.kept_photos import KeptPhotos
from carousel_html.export.options import Options
from carousel_html.frozen import Frozen, Image
from carousel_html.stage import paintings
from carousel_html.stage.find_browser import Browser
from carousel_html.stage.fit import fit
from carousel_html.stage.freeze import freeze
from carousel_html.stage.stage import Stage

CSS = """
.slide { background: conic-gradient(red, gold, red) }
.card { filter: drop-shadow(0 4px 9px black); background: white; height: 90px }
"""


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The slides of which something is photographed."""
    slides: list[int] = []

    def noting(work: Callable[..., bytes]) -> Callable[..., bytes]:
        def noted(stage: Stage, index: int, *rest: object) -> bytes:
            slides.append(index)
            return work(stage, index, *rest)

        return noted

    for name in ("photograph", "photograph_alone"):
        monkeypatch.setattr(paintings, name, noting(getattr(paintings, name)))
    return slides


def _document(words: str, css: str = CSS) -> Document:
    bodies = [f"<div class='card'></div><p>{words} {n}</p>" for n in range(2)]
    made = page(bodies, css, stand_alone=True)
    return replace(made, html=made.html.replace("<title>Test", f"<title>{words}"))


@pytest.mark.browser
def test_another_carousel_of_the_same_design_is_not_photographed_again(
    stage: Stage, browser: Browser, taken: list[int]
):
    options = Options(browser=str(browser.path))
    memory = Memory()

    def frozen(document: Document, *, remembers: bool = True) -> Frozen:
        taken.clear()
        stage.show(document)
        fit(stage)
        photos = KeptPhotos(memory, DrawnFrom(document, options)) if remembers else None
        return freeze(stage, photos=photos)

    frozen(_document("One"))
    assert taken
    again = frozen(_document("Two"))
    assert not taken
    assert again == frozen(_document("Two"), remembers=False)
    frozen(_document("Two", CSS.replace("gold", "blue")))
    assert taken


ARROW = "<svg viewBox='0 0 48 24' width='48'>{}<path d='M0 12H46' stroke='currentColor'/></svg>"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("first", "then", "is_known"),
    [
        (ARROW.format(""), ARROW.format(""), True),
        (ARROW.format(""), f"<div style='color: gold'>{ARROW.format('')}</div>", False),
        (ARROW.format(""), ARROW.format("").replace("46", "45"), False),
        (ARROW.format("<text>a</text>"), ARROW.format("<text>a</text>"), False),
        (ARROW.format("<use href='#a'/>"), ARROW.format("<use href='#a'/>"), False),
        (ARROW.format("<g fill='url(#a)'/>"), ARROW.format("<g fill='url(#a)'/>"), False),
    ],
)
def test_a_drawing_of_plain_shapes_is_not_photographed_again(
    stage: Stage, browser: Browser, taken: list[int], first: str, then: str, is_known: bool
):
    """It looks the same when its shapes, their styles and its place are the same."""
    memory = Memory()
    for drawing, words in ((first, "One"), (then, "Two")):
        taken.clear()
        body = f"<div style='position: absolute; top: 300px'>{drawing}</div><p>{words}</p>"
        stage.show(page([body], stand_alone=True))
        fit(stage)
        photos = KeptPhotos(memory, DrawnFrom(stage.document, Options(browser=str(browser.path))))
        frozen = freeze(stage, photos=photos)
        assert len(frozen.images) == 1
    assert bool(taken) is not is_known


def test_a_look_is_named_by_all_that_has_a_say_in_its_pixels(browser: Browser):
    """Its place, its density, the style sheet, the files it shows, and no other words of the document."""
    options = Options(browser=str(browser.path))
    made = _document("One")
    sheet = made.assets["carousel.css"]
    files = {"a.png": replace(sheet, mime="image/png", body=b"a")}
    made = replace(made, assets=made.assets | files)

    def name(document: Document = made, index: int = 0, look: str = "shows a.png", density: int = 1) -> str:
        return DrawnFrom(document, options).look(index, look, density)

    def changed(**assets: bytes) -> Document:
        new = {key.replace("_", "."): body for key, body in assets.items()}
        return replace(made, assets={k: replace(a, body=new.get(k, a.body)) for k, a in made.assets.items()})

    same = name()
    assert name(replace(made, html=made.html.replace("One", "Two"))) == same
    assert name(replace(made, html=made.html.replace('lang="en"', 'lang="de"'))) != same
    assert name(index=1) != same
    assert name(density=2) != same
    assert name(replace(made, width=901)) != same
    assert name(changed(carousel_css=sheet.body + b"p { color: red }")) != same
    assert name(changed(a_png=b"b")) != same
    assert name(changed(a_png=b"b"), look="shows none") == name(look="shows none")


def test_what_was_packed_comes_back_as_it_was(browser: Browser, tmp_path):
    shelf = Layered(Memory(), Store(tmp_path))
    photos = KeptPhotos(shelf, DrawnFrom(_document("One"), Options(browser=str(browser.path))))
    alpha = Image("image/png", b"\n alpha \n")
    for key, image in {
        "plain": Image("image/jpeg", b"one\ntwo"),
        "clear": Image("image/jpeg", b"\nbody", alpha),
        "not worth it": Image("", b""),
    }.items():
        assert photos.packed(key) is None
        photos.keep_packed(key, image)
        assert photos.packed(key) == image


def test_a_memory_keeps_what_was_used_last():
    memory = Memory(most_bytes=10)
    memory.keep("a", b"1234")
    memory.keep("b", b"1234")
    assert memory.read("a") == b"1234"
    memory.keep("c", b"1234")
    assert [memory.read(key) for key in "abc"] == [b"1234", None, b"1234"]
    memory.keep("a", b"1")
    memory.keep("d", b"12345")
    assert [memory.read(key) for key in "acd"] == [b"1", b"1234", b"12345"]


def test_what_a_slower_shelf_has_is_brought_forward(tmp_path):
    memory, store = Memory(), Store(tmp_path)
    store.keep("00ff", b"kept")
    assert Layered(memory, store).read("00ff") == b"kept"
    assert memory.read("00ff") == b"kept"
    assert Layered(memory, store).read("00aa") is None

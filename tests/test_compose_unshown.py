"""What a layout does not show of a slide is told, and nothing that it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import call
from PIL import Image as Pillow

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.model import Carousel, Image, Post, Slide, Thread
from carousel_html.samples import showcase

CATALOGUE = Catalogue()
ROWS = [["Year", "Sum"], ["2024", "7"]]


def unshown(
    *slides: Slide, thread: Thread | None = None, folder: Path | None = None
) -> list[tuple[str, ...]]:
    """Return what each slide does not show."""
    carousel = Carousel(title="Deck", slides=list(slides), outro=False, thread=thread or Thread())
    carousel.beside(folder or Path())
    document = compose(complete(carousel), find_canvas("instagram-portrait"), CATALOGUE)
    return [note.unshown for note in document.slides]


@pytest.mark.parametrize(
    ("slide", "lacks"),
    [
        (
            Slide(layout="text", title="A", text="Words.", items=["One", "Two"]),
            ("the items “One” and 1 more",),
        ),
        (Slide(layout="list", title="A", items=["One"], quote="Said."), ("the quote “Said.”",)),
        (Slide(layout="section", title="A", rows=ROWS), ("the items “Year | Sum” and 1 more",)),
        (Slide(layout="text", text="A.", number="12 %"), ("the number “12 %”",)),
        (
            Slide(layout="text", text="A.", link="https://example.org/x"),
            ("the link “https://example.org/x”",),
        ),
        (Slide(layout="text", theme="paper", text="A.", quote="Paper"), ("the quote “Paper”",)),
        (Slide(layout="text", text="A."), ()),
        (Slide(layout="table", title="A", rows=ROWS), ()),
        (Slide(layout="quote", quote="Said *so*.", text="Ada, in [a paper](https://example.org)"), ()),
        (Slide(layout="link", title="A", link="https://example.org/x", qr=True), ()),
        (Slide(layout="code", title="A", text="```python\nx = {1: '<b>'}\n```\n\nSo & so."), ()),
        (Slide(layout="text", text="- **One** `two`\n- *Ünï*  “three”\n\n> Four & <five>"), ()),
    ],
)
def test_a_key_that_the_layout_does_not_know(slide: Slide, lacks: tuple[str, ...]):
    """It is named with the words that stand under it; what is shown, however it is marked up, is not."""
    assert unshown(Slide(layout="text", text="First."), slide)[1] == lacks


def test_pictures_that_are_not_shown(tmp_path: Path):
    """A layout of one picture, and a post of three."""
    for name, color in {"a": "red", "b": "green", "c": "blue"}.items():
        Pillow.new("RGB", (90, 90), color).save(tmp_path / f"{name}.png")
    post = Post(id="p1", text="Three.", images=[Image(src=f"{name}.png", alt=name) for name in "abc"])
    slides = [Slide(post="p1", layout=layout) for layout in ("image", "gallery", "section")]
    slides.append(Slide(layout="section", title="One", images=[Image(src="a.png", alt="a")]))
    found = unshown(*slides, thread=Thread(posts=[post]), folder=tmp_path)
    assert found == [("2 of its 3 pictures",), (), ("its 3 pictures",), ("its picture",)]


def test_every_sample_is_shown_whole():
    """The slides that show the built-in layouts are written under the keys these know."""
    carousel = showcase(CATALOGUE, CATALOGUE.layouts, theme="paper", canvas=["instagram-portrait"])
    document = compose(complete(carousel), find_canvas("instagram-portrait"), CATALOGUE)
    assert {note.layout for note in document.slides} == set(CATALOGUE.layouts)
    assert [note for note in document.slides if note.unshown] == []


def test_it_is_a_finding(tmp_path: Path):
    """In `check`, with what to do; `auto` takes a layout that shows it."""
    same = "title: B, text: Words., items: [One, Two]"
    slides = f"slides:\n  - {{layout: text, {same}}}\n  - {{{same}}}\n"
    (tmp_path / "a.yaml").write_text(f"title: A\n{slides}outro: false\n", "utf-8")
    called = call("check", tmp_path / "a.yaml", "--canvas", "instagram-square")
    (line,) = [line for line in called.out.splitlines() if "not-shown" in line]
    assert "slide 1: warning: the layout does not show the items “One” and 1 more" in line
    assert "Choose a layout that does" in line

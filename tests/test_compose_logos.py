"""A logo that nobody can see on its ground is told, once for each theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Picture

from carousel_html.arranging import complete
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.compose import compose
from carousel_html.model import Brand, Carousel, Slide

BAR = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"{}/></svg>'


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Logos of one colour on nothing, and one in two."""
    for name, color in {"white": "white", "black": "black", "red": "#d00000"}.items():
        logo = Picture.new("RGBA", (200, 80), (0, 0, 0, 0))
        logo.paste(color, (20, 20, 180, 60))
        logo.save(tmp_path / f"{name}.png")
    logo.paste("white", (20, 20, 150, 60))
    logo.save(tmp_path / "both.png")
    (tmp_path / "black.svg").write_text(BAR.format(""), "utf-8")
    (tmp_path / "white.svg").write_text(BAR.format(' fill="#fff"'), "utf-8")
    return tmp_path


def notes(folder: Path, theme: str, **kit: object) -> list[str]:
    """What is said of the logo on a slide in a theme."""
    brand = Brand.model_validate({"name": "A", **kit}).beside(folder)
    carousel = Carousel(theme=theme, brand=brand, slides=[Slide(layout="text", text="Words")], outro=False)
    document = compose(complete(carousel), find_canvas("instagram-square"), Catalogue())
    return [note for note in document.notes if "the logo" in note]


@pytest.mark.parametrize(
    ("theme", "logo", "word"),
    [
        ("paper", "white.png", "use one for light grounds"),
        ("paper", "white.svg", "use one for light grounds"),
        ("midnight", "black.png", "`logo_dark`"),
        ("midnight", "black.svg", "`logo_dark`"),
        ("paper", "black.png", None),
        ("paper", "black.svg", None),
        ("midnight", "white.png", None),
        ("paper", "red.png", None),
        ("midnight", "red.png", None),
        ("paper", "both.png", None),
    ],
)
def test_a_logo_that_does_not_stand_out_is_told(pictures: Path, theme: str, logo: str, word: str | None):
    """A white one on paper, a black one on midnight; part of it in another colour is enough to be seen."""
    said = notes(pictures, theme, logo=logo)
    assert len(said) == (word is not None)
    assert all(word in each and f'theme "{theme}"' in each for each in said if word)


def test_the_logo_that_is_shown_is_looked_at(pictures: Path):
    """`logo_dark` on a dark ground, the ground that the kit gives, and none that is not shown."""
    assert not notes(pictures, "midnight", logo="black.png", logo_dark="white.png")
    assert notes(pictures, "midnight", logo="white.png", logo_dark="black.png")
    assert notes(pictures, "midnight", logo="white.png", colors={"surface": "#ffffff"})
    assert not notes(pictures, "paper", logo="white.png", header={"logo": False})

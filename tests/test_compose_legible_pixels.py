"""What a kit's hard accent comes to in the finished picture, and that the manifest says so."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PIL import Image

from carousel_html.export import Options, render
from carousel_html.model import Brand, BrandColors, Carousel, Slide

pytestmark = pytest.mark.browser


def has(picture: np.ndarray, color: str) -> bool:
    """Tell whether any pixel has exactly this colour."""
    wanted = [int(color[n : n + 2], 16) for n in (1, 3, 5)]
    return bool((picture == wanted).all(axis=-1).any())


@pytest.mark.parametrize(("theme", "accent"), [("ink", "#ffee00"), ("midnight", "#000000")])
def test_a_hard_accent_is_drawn_in_the_shade_that_was_told(theme, accent, tmp_path):
    """Yellow on white, black on black: the picture holds the shades of the notes, and none of the kit's."""
    words = "Words before [a link that is long enough to see](https://example.com), and words after it, " * 3
    made = Carousel(
        theme=theme,
        brand=Brand(name="Kiosk", colors=BrandColors(accent=accent)),
        slides=[Slide(layout="list", items=[words]), Slide(layout="text", text=words)],
        outro=False,
    )
    (manifest,) = render(made, tmp_path, Options(pdf=False))
    shades = {
        note[1]: note[2]
        for text in manifest["notes"]
        if (note := re.search(r": ([a-z ]+) in #\w+ would .*; (#\w{6}) is used", text))
    }
    picture = np.asarray(Image.open(tmp_path / "instagram-portrait" / "slide-01.png").convert("RGB"))
    assert has(picture, shades["links"])
    assert has(picture, shades["marks and buttons"])
    assert not has(picture, accent)

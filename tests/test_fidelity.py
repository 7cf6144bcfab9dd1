"""A page is judged by all that was measured, and by how many of its words are glyphs."""

from __future__ import annotations

import pytest

from carousel_html.fidelity import Fidelity, vector_share
from carousel_html.frozen import Color, TextLine


def line(text: str, visible: bool = True) -> TextLine:
    """Return a line of text."""
    return TextLine(text, 0, 0, 10, 10, Color(0, 0, 0), "face" if visible else None, visible)


def test_vector_share_counts_characters():
    """White space, emoji and list symbols are on neither side."""
    assert vector_share([line("abc "), line("d", visible=False)]) == 0.75
    assert vector_share([line("ab"), line("🧵 1️⃣ •", visible=False)]) == 1.0
    assert vector_share([]) == 1.0


@pytest.mark.parametrize(
    ("ssim", "mean_abs", "patch_abs", "good"),
    [(0.985, 1.5, 48, True), (0.984, 0, 0, False), (1, 1.6, 0, False), (1, 0, 49, False)],
)
def test_the_bar(ssim: float, mean_abs: float, patch_abs: float, good: bool):
    """Every measure has to be met."""
    assert Fidelity(ssim, mean_abs, patch_abs, None, 1.0).is_good is good

"""
Find words that are pictures in the PDF: sharp at its own size, not at every size, as letters are.

Knows what was frozen of each slide, and not why a line became a picture.
"""

from __future__ import annotations

from collections.abc import Mapping

from carousel_html.fidelity import text_lines, vector_share
from carousel_html.findings import Finding
from carousel_html.frozen import FrozenSlide

LONGEST = 60
"""Characters of the words that a finding quotes."""


def found_in_letters(slides: Mapping[int, FrozenSlide]) -> list[Finding]:
    """Return a note for each slide (from 0) of which words are in a picture."""
    found = []
    for index, slide in slides.items():
        lines = list(text_lines(slide.content))
        drawn = " ".join(line.text.strip() for line in lines if not line.visible and _is_word(line.text))
        if drawn:
            quoted = drawn if len(drawn) <= LONGEST else drawn[:LONGEST].rpartition(" ")[0] + "…"
            share = round(1 - vector_share(lines), 2)
            found.append(Finding(index + 1, "pictured-words", quoted, share, 0))
    return found


def _is_word(text: str) -> bool:
    """Say whether a text is more than an emoji, a sign or one letter of another font."""
    return sum(char.isalnum() for char in text) > 1

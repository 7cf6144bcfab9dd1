"""
Hold the few words a slide says by itself, when the carousel does not say them.

Knows English. Another language adds a row here; what it lacks stays English.
"""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "thanks": "Thanks for reading",
    "follow": "Follow for more",
    "follow_handle": "Follow {handle}",
    "part": "Part {number} of {total}",
    "qr": "QR code for {link}",
    "slide": "Slide {number}",
}
WORDS: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}


def words_for(language: str) -> Mapping[str, str]:
    """Return the words of a language (`de`, `de-AT`), English where it has none."""
    return {**ENGLISH, **WORDS.get(language.lower().partition("-")[0], {})}

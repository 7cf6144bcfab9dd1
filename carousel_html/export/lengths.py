"""
Count the characters of a text as a platform does, and cut a text to a limit where it hurts least.

Knows grapheme clusters and X's weights. Does not know which platform has which limit.
"""

from __future__ import annotations

import regex

from carousel_html.arranging.sentences import Cut, cuts
from carousel_html.letters import graphemes
from carousel_html.platforms import Counted

ADDRESS = regex.compile(r"https?://\S+")
ADDRESS_WEIGHT = 23
"""X shortens every address to this length."""

_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that weigh one on X; all others, and emoji as a whole, weigh two."""

_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F")


def length_of(text: str, counted: Counted = "characters") -> int:
    """Return the length of a text as it is counted."""
    if counted == "characters":
        return graphemes(text)
    rest, addresses = ADDRESS.subn("", text)
    return ADDRESS_WEIGHT * addresses + sum(_weight(each) for each in regex.findall(r"\X", rest))


def cut_to(text: str, most: int, counted: Counted = "characters") -> str:
    """Return the text, or as much of its beginning as fits: whole sentences, else words and "…"."""
    if length_of(text, counted) <= most:
        return text
    places = [(place, cut) for place, cut in cuts(text) if cut <= Cut.WORD]
    whole = [place for place, cut in places if cut <= Cut.SENTENCE]
    for place in reversed(whole):
        piece = text[:place].rstrip()
        # A first sentence that says little is no alt text: then rather more words, cut.
        if most // 2 <= length_of(piece, counted) <= most:
            return piece
    for place, _ in reversed(places):
        piece = text[:place].rstrip(" \n,;:.–—-") + "…"
        if length_of(piece, counted) <= most:
            return piece
    return _hard_cut(text, most, counted)


def _hard_cut(text: str, most: int, counted: Counted) -> str:
    """Cut between characters: a text without a single space."""
    clusters = regex.findall(r"\X", text)
    while clusters and length_of("".join(clusters) + "…", counted) > most:
        clusters.pop()
    return "".join(clusters) + "…" if clusters else ""


def _weight(cluster: str) -> int:
    if _EMOJI.search(cluster):
        return 2
    return sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in cluster)

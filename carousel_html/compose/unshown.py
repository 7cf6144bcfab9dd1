"""
Tell which words and pictures of a slide its layout does not show: a layout takes the names it knows.

Looks for each piece among the words of the slide's HTML, wherever they stand and however they are marked up:
a short one as whole words, a long one by its letters, for a tag may stand inside a word. Knows HTML as text,
and the names a template sees; what a style sheet hides, the page shows.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import escape

from carousel_html import markup
from carousel_html.compose.names import SlideNames
from carousel_html.compose.slide_words import Words

LONGEST = 60
"""Characters of a piece that are quoted."""

TELLING = 12
"""So many letters do not stand inside another text by chance."""

_BETWEEN = re.compile(r"[\W_]+")
_TAG = re.compile(r"<[^>]*>")
_DATA = re.compile(r'\sdata-[\w-]+="([^"]*)"')
"""What a style sheet may show with `attr()`."""


def unshown(slide_html: str, slide: SlideNames, words: Words) -> tuple[str, ...]:
    """Return what the HTML of a slide lacks of its words and pictures, each as `the text “…”`."""
    inside = slide_html.partition(">")[2]  # The slide's own attributes name its look.
    shown = f" {_words(html.unescape(' '.join([_TAG.sub(' ', inside), *_DATA.findall(inside)])))} "
    letters = shown.replace(" ", "")
    found = []
    for key, pieces in _pieces(slide, words).items():
        lacking = [piece for piece in pieces if not _stands(_words(piece), shown, letters)]
        if lacking:
            more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
            found.append(f"the {key} “{_short(' '.join(lacking[0].split()))}”{more}")
    return (*found, *_addresses(slide_html, slide))


def _pieces(slide: SlideNames, words: Words) -> Mapping[str, Sequence[str]]:
    """Return the plain words of a slide by the key they are written under."""
    return {
        "title": [words.title or ""],
        "text": [markup.plain([block]) for block in words.body],
        "items": [markup.plain(item) for item in words.items],
        "quote": [markup.plain(words.quote)],
        "number": [slide.number or ""],
    }


def _addresses(slide_html: str, slide: SlideNames) -> Iterator[str]:
    """Yield what is shown by its address: a link, as such or in a code, and pictures."""
    links = [escape(each) for each in (slide.link, slide.link_label, slide.qr) if each]
    if links and not any(each in slide_html for each in links):
        yield f"the link “{_short(slide.link or '')}”"
    all_of_them = len(slide.images)
    lacking = sum(escape(image.src) not in slide_html for image in slide.images)
    if lacking:
        some = f"{lacking} of its" if lacking < all_of_them else "its"
        yield f"{some} picture" if all_of_them == 1 else f"{some} {all_of_them} pictures"


def _stands(words: str, shown: str, letters: str) -> bool:
    joined = words.replace(" ", "")
    return not words or f" {words} " in shown or (len(joined) >= TELLING and joined in letters)


def _words(text: str) -> str:
    """Return the words of a text in small letters, a space between them; nothing else of it."""
    return _BETWEEN.sub(" ", text.casefold()).strip()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"

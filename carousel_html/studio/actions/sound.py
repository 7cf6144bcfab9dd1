"""
Refuse a value that would keep the slides from being laid out: an address, a colour, a network, a word.

One such value in carousel.yaml stops every slide, so it is told where it is written. Knows which keys hold
them; what is right, compose says. A mistake that was there before blocks no new edit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from carousel_html.colors import parse_color
from carousel_html.compose.links import checked_link
from carousel_html.compose.socials import social_names
from carousel_html.compose.words import replaced, words_for
from carousel_html.errors import CarouselFileError
from carousel_html.model import Brand, Carousel, Outro


def require_sound(before: Carousel, after: Carousel) -> None:
    """Raise CarouselFileError or UnknownName for a value that cannot be shown and was not there before."""
    old = [(kind, value) for kind, _, value in _values(before)]
    for kind, where, value in _values(after):
        if value and (kind, value) not in old:
            _CHECKS[kind](value, where)


def _values(carousel: Carousel) -> Iterator[tuple[str, str, Any]]:
    """Yield what has to be checked: a kind, where it stands, the value."""
    yield "color", "pattern.color", carousel.pattern.color
    for place, slide in enumerate(carousel.slides):
        yield "color", f"slides[{place}].pattern.color", slide.pattern and slide.pattern.color
    if isinstance(carousel.outro, Outro):
        yield "link", "outro.link", carousel.outro.link
        yield "socials", "outro.socials", carousel.outro.socials
    if isinstance(carousel.brand, Brand):
        yield "link", "brand.site", carousel.brand.site
        yield "socials", "brand.socials", carousel.brand.socials
        yield "words", "brand.words", carousel.brand.words


def _color(text: str, where: str) -> None:
    if parse_color(text) is None:
        raise CarouselFileError(
            f'"{text}" is not a colour.',
            where=where,
            hint="Write it as #rrggbb, rgb(), hsl() or a CSS colour name.",
        )


def _words(own: Mapping[str, str], where: str) -> None:
    replaced(words_for("en"), own, where)


_CHECKS: Mapping[str, Callable[[Any, str], object]] = {
    "color": _color,
    "link": checked_link,
    "socials": social_names,
    "words": _words,
}

"""
Tell of a logo that hardly stands out from the ground of a theme, as a white one on paper.

Knows the colours of a picture's opaque pixels, and those an SVG names. Does not know where a logo stands: the
loud ground of a cover, and photos, are not looked at.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterable, Sequence

from carousel_html.colors import WHITE, Color, contrast, ink_on, parse_color
from carousel_html.compose.document import Asset

LEAST = 1.5
"""A shape that stands less far from its ground than that (of 21 : 1) is not seen in passing."""
SHARE = 0.05
"""So much of a logo must stand out from its ground."""

_SIDE = 64
_OPAQUE = 128
_PAINT = re.compile(rb"(?:fill|stroke|stop-color|color)\s*[:=]\s*[\"']?\s*([#\w][^;\"'<>]*)")


def logo_notes(
    logo: Asset, logo_dark: Asset | None, grounds: Iterable[tuple[str, Color | None]]
) -> list[str]:
    """Return a note for each theme on whose ground (None: not a plain colour) the logo is hardly seen."""
    notes = []
    for theme, ground in grounds:
        if ground is None or ground.alpha < 1:
            continue
        is_dark = ink_on(ground) == WHITE
        shown = logo_dark if is_dark and logo_dark else logo
        if not _is_seen(_colors(shown), ground):
            cure = "name one for dark grounds as `logo_dark`" if is_dark else "use one for light grounds"
            notes.append(
                f'brand kit, theme "{theme}": the logo hardly stands out from {ground.css}; {cure}, '
                "or choose another theme."
            )
    return notes


def _is_seen(colors: Sequence[tuple[int, Color]], ground: Color) -> bool:
    total = sum(count for count, _ in colors)
    seen = sum(count for count, color in colors if contrast(color, ground) >= LEAST)
    return not total or seen >= SHARE * total


@functools.lru_cache(maxsize=16)
def _colors(logo: Asset) -> tuple[tuple[int, Color], ...]:
    """Return the colours of a logo, each with how much there is of it."""
    if logo.mime == "image/svg+xml":
        named = [parse_color(found.decode("utf-8", "replace").strip()) for found in _PAINT.findall(logo.body)]
        return tuple((1, color) for color in named if color and color.alpha) or ((1, Color(0, 0, 0)),)
    from PIL import Image

    with Image.open(io.BytesIO(logo.body)) as picture:
        small = picture.convert("RGBA")
    small.thumbnail((_SIDE, _SIDE))
    found = small.getcolors(_SIDE * _SIDE) or []
    pixels = [(count, color) for count, color in found if isinstance(color, tuple) and color[3] >= _OPAQUE]
    return tuple((count, Color(*(part / 255 for part in color[:3]))) for count, color in pixels)

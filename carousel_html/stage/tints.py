"""
Apply CSS filters that turn each pixel's colour by itself: the filter's own arithmetic, on the file's pixels.

Knows Filter Effects 1 (the shorthand functions as matrices). A filter that looks at neighbours, or lets the
ground through, is none of these.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

Matrix = tuple[float, ...]
"""Three rows of red, green, blue, and what is added (of 255)."""

ROWS = 64
"""As many rows are turned at a time: the numbers of a whole photograph would take 200 MB."""

_CALL = re.compile(r"([a-z-]+)\(([^()]*)\)\s*")
_LUMA = (0.2126, 0.7152, 0.0722)
_GRAY = (0.213, 0.715, 0.072)
_ASIDE = ((-0.213, -0.715, 0.928), (0.143, 0.140, -0.283), (-0.787, 0.715, 0.072))
_SEPIA = ((0.393, 0.769, 0.189), (0.349, 0.686, 0.168), (0.272, 0.534, 0.131))


def _mixed(amount: float, rows: tuple[tuple[float, ...], ...]) -> Matrix:
    """Go from the colour itself (0) to what the rows make of it (1), or beyond."""
    matrix: list[float] = []
    for place, row in enumerate(rows):
        matrix += [amount * part + (1 - amount) * (place == column) for column, part in enumerate(row)]
        matrix.append(0.0)
    return tuple(matrix)


def _linear(slope: float, added: float) -> Matrix:
    rows: list[float] = []
    for place in range(3):
        rows += [slope * (place == column) for column in range(3)] + [added]
    return tuple(rows)


def _turned(degrees: float) -> Matrix:
    """Turn the hue: Filter Effects 1, `feColorMatrix` of type hueRotate."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrix: list[float] = []
    for place, aside in enumerate(_ASIDE):
        for column, luma in enumerate(_GRAY):
            matrix.append(luma + cos * ((place == column) - luma) + sin * aside[column])
        matrix.append(0.0)
    return tuple(matrix)


_FUNCTIONS: dict[str, Callable[[float], Matrix]] = {
    "grayscale": lambda amount: _mixed(min(1, amount), (_LUMA,) * 3),
    "sepia": lambda amount: _mixed(min(1, amount), _SEPIA),
    "saturate": lambda amount: _mixed(1 - amount, (_GRAY,) * 3),
    "hue-rotate": _turned,
    "brightness": lambda amount: _linear(amount, 0),
    "contrast": lambda amount: _linear(amount, 255 * (0.5 - 0.5 * amount)),
    "invert": lambda amount: _linear(1 - 2 * min(1, amount), 255 * min(1, amount)),
}


def is_tint(filters: str) -> bool:
    """Say whether a computed filter list only turns colours."""
    return all(name in _FUNCTIONS for name, _ in _CALL.findall(filters)) and not _CALL.sub("", filters)


def tinted(picture: PillowImage, filters: str) -> PillowImage:
    """Return an RGB picture with the filters applied, one after the other, rounded once."""
    import numpy as np
    from PIL import Image as Pillow

    matrices = [
        np.array(_FUNCTIONS[name](float(amount.removesuffix("deg"))), dtype=np.float32).reshape(3, 4)
        for name, amount in _CALL.findall(filters)
    ]
    pixels = np.array(picture)
    for top in range(0, len(pixels), ROWS):
        colors = pixels[top : top + ROWS].astype(np.float32)
        for matrix in matrices:
            colors = np.clip(colors @ matrix[:, :3].T + matrix[:, 3], 0, 255)
        pixels[top : top + ROWS] = np.rint(colors)
    return Pillow.fromarray(pixels)

"""
Read a CSS colour and print it as `#rrggbb`; choose the ink, or the shade of an ink, that reads on a ground.

Knows CSS colour syntax (through tinycss2), WCAG contrast and OKLab lightness. Does not know brands,
themes or where a colour is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BLACK, WHITE = "#000000", "#ffffff"


@dataclass(frozen=True)
class Color:
    """An sRGB colour; each part 0…1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    @property
    def css(self) -> str:
        """`#rrggbb`, or `#rrggbbaa` when it is not opaque."""
        parts = [self.red, self.green, self.blue] + ([self.alpha] if self.alpha < 1 else [])
        return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in parts)

    @property
    def luminance(self) -> float:
        """Relative luminance, 0…1 (WCAG 2.2)."""
        return 0.2126 * _decoded(self.red) + 0.7152 * _decoded(self.green) + 0.0722 * _decoded(self.blue)

    def mixed(self, other: Color, share: float) -> Color:
        """Return `color-mix(in srgb, self share, other)`: premultiplied, as CSS Color 5 says."""
        alpha = self.alpha * share + other.alpha * (1 - share)
        if alpha == 0:
            return Color(0, 0, 0, 0)

        def part(one: float, two: float) -> float:
            return (one * self.alpha * share + two * other.alpha * (1 - share)) / alpha

        return Color(
            part(self.red, other.red), part(self.green, other.green), part(self.blue, other.blue), alpha
        )


def parse_color(text: str) -> Color | None:
    """Return the colour a CSS text names (hex, `rgb()`, `hsl()`, `hwb()`, a name), or None."""
    from tinycss2.color4 import parse_color as parse  # late: most carousels name no colour

    color = parse(text.strip())
    if color is None or color == "currentcolor" or isinstance(color, str):
        return None
    try:
        red, green, blue = color.to("srgb").coordinates
    except NotImplementedError:
        return None
    if None in (red, green, blue):
        return None
    alpha = 1.0 if color.alpha is None else float(color.alpha)
    return Color(float(red), float(green), float(blue), alpha)


def contrast(one: Color, other: Color) -> float:
    """Return the WCAG contrast ratio of two opaque colours, 1…21."""
    high, low = sorted((one.luminance, other.luminance), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(ground: Color) -> str:
    """Return black or white, whichever reads better on this ground."""
    black, white = Color(0, 0, 0), Color(1, 1, 1)
    return BLACK if contrast(black, ground) >= contrast(white, ground) else WHITE


def over(color: Color, ground: Color) -> Color:
    """Return what is seen of a colour on an opaque ground."""
    return Color(color.red, color.green, color.blue).mixed(ground, color.alpha)


# --- shades ----------------------------------------------------------------------------------

STEP = 0.01  # of OKLab lightness, 0…1: less than the eye tells apart


def nearest_shade(color: Color, grounds: Sequence[Color], floor: float) -> Color:
    """Return the shade of a colour nearest in lightness that keeps `floor` : 1 to every ground.

    Hue stays, and chroma as far as sRGB has it. Where no shade does, the best one.
    """
    lightness, a, b = _oklab(color)
    steps = [0.0, *(sign * n * STEP for n in range(1, round(1 / STEP) + 1) for sign in (-1, 1))]
    shades = [_shade(lightness + step, a, b) for step in steps if -STEP < lightness + step < 1 + STEP]

    def reach(shade: Color) -> float:
        return min(contrast(shade, ground) for ground in grounds)

    return next((shade for shade in shades if reach(shade) >= floor), max(shades, key=reach))


def _shade(lightness: float, a: float, b: float) -> Color:
    """Return the colour with as much of this chroma as sRGB has at this lightness, as 8-bit parts."""
    lightness = min(max(lightness, 0.0), 1.0)
    share = next(
        (n / 20 for n in range(20, 0, -1) if _is_in_gamut(_linear_srgb(lightness, a * n / 20, b * n / 20))),
        0.0,
    )
    parts = (_encoded(part) for part in _linear_srgb(lightness, a * share, b * share))
    red, green, blue = (round(min(max(part, 0.0), 1.0) * 255) / 255 for part in parts)
    return Color(red, green, blue)


def _is_in_gamut(parts: tuple[float, float, float]) -> bool:
    return all(-1e-4 <= part <= 1 + 1e-4 for part in parts)


def _decoded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _oklab(color: Color) -> tuple[float, float, float]:
    """Return L, a, b (Ottosson, "A perceptual color space for image processing", 2020)."""
    r, g, b = (_decoded(part) for part in (color.red, color.green, color.blue))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear_srgb(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )

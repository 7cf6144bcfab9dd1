"""
Read a CSS colour and print it as `#rrggbb`; choose the ink that reads best on it.

Knows CSS colour syntax (through tinycss2) and WCAG contrast. Does not know brands, themes or where
a colour is used.
"""

from __future__ import annotations

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

        def linear(part: float) -> float:
            return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

        return 0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)


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

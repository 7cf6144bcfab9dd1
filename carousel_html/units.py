"""
Name what belongs to a number: the units behind it, and the spaces inside it.

Patterns, for whoever looks for numbers in words. Knows how people write them in languages that part words by
spaces. Does not know what a number says, or where a line ends.
"""

from __future__ import annotations

UNITS = (
    "°[CFK]?", "%", "‰", "[€$£¥₹₽₺₩]", "EUR", "USD", "GBP", "CHF", "kr", "zł", "Kč",
    "[kMGT]?i?B", "[kMGT]bit", "[kmµμn]?g", "t", "[kcmµμn]?m", "m[²³]", "km/h", "mph", "h[la]", "l", "ml",
    "[mµμn]?s", "min", "h", "am", "pm", r"a\.m\.", r"p\.m\.", "px", "pt", "dpi", "fps",
    "[kMG]?Hz", "[kMG]?W", "[kMGT]Wh", "[mk]?V", "mA", "dB", "kcal", "kJ",
    "thousand", "million", "billion", "trillion", "Mio", "Mrd", "bn",
)  # fmt: skip

THOUSAND_SPACES = r"\u0020\u00a0\u2007\u2009\u202f"
"""Spaces that people put between the thousands of a number, as inside brackets: `10 000`."""

"""
Say how well a brand kit's colours can be read on each other, while they are being chosen.

Knows the floors of WCAG 2.2 (4.5 for text, 3 for large text and signs). Does not know themes: compose
mends what still falls short on one, and tells so in its notes.
"""

from __future__ import annotations

from typing import Any

from carousel_html.brand import brand_colors
from carousel_html.colors import contrast, parse_color
from carousel_html.model import Brand

PAIRS = (
    ("text", "surface", 4.5, "text on its ground"),
    ("accent", "surface", 3.0, "accent on its ground"),
    ("on-accent", "accent", 4.5, "words on the accent"),
)
"""Role, ground, the ratio it needs, and how a person calls the pair."""


def contrast_notes(kit: Brand) -> list[dict[str, Any]]:
    """Return a note for each pair of colours the kit sets. Raises BrandError for what is no colour."""
    roles = brand_colors(kit)
    notes = []
    for role, ground, floor, said in PAIRS:
        one, other = parse_color(roles.get(role, "")), parse_color(roles.get(ground, ""))
        if one is None or other is None:
            continue
        ratio = contrast(one, other)
        is_ok = ratio >= floor
        words = f"{said}: {ratio:.1f} to 1, " + ("reads well" if is_ok else f"below {floor:g} to 1")
        notes.append({"role": role, "ground": ground, "ratio": round(ratio, 2), "ok": is_ok, "said": words})
    return notes

"""
Keep a theme legible when a brand kit re-points its colours, and say what was changed.

Knows which role is ink on which ground, and how far the two must stand apart. Reads a theme's roles as
far as they are plain colours, mixes and `var()`s. Does not know pictures: what a file or a backdrop
filter puts behind words is not seen here. Changes single roles, never the kit's own colours, so a ground
in the brand's yellow stays yellow while a link on white is darkened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from carousel_html.colors import WHITE, Color, contrast, ink_on, nearest_shade, over, parse_color
from carousel_html.css_text import quoted, without_comments

TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11


class Pair(NamedTuple):
    """An ink, the ground it stands on, how far apart they must be, and what it is called in a note.

    A plain ink carries no hue worth keeping: it becomes black or white, unless it is the kit's own colour.
    """

    ink: str
    ground: str
    floor: float
    what: str
    is_plain: bool = False


# In this order: what stands on an accent is judged after the accent was.
PAIRS = (
    Pair("color-text", "color-surface", TEXT, "text"),
    Pair("color-text-muted", "color-surface", TEXT, "quiet text"),
    Pair("color-heading", "color-surface", TEXT, "titles"),
    Pair("color-accent", "color-surface", GRAPHICS, "marks and buttons"),
    Pair("color-on-accent", "color-accent", TEXT, "text on buttons", is_plain=True),
    Pair("color-link", "color-surface", TEXT, "links"),
    Pair("color-on-surface-2", "color-surface-2", TEXT, "text on cards"),
    Pair("color-muted-on-surface-2", "color-surface-2", TEXT, "quiet text on cards"),
    Pair("color-link-on-surface-2", "color-surface-2", TEXT, "links on cards"),
    Pair("color-on-loud", "color-loud", TEXT, "text on the loud ground", is_plain=True),
    Pair("color-heading-on-loud", "color-loud", TEXT, "titles on the loud ground", is_plain=True),
    Pair(
        "color-accent-on-loud", "color-loud", GRAPHICS, "marks and buttons on the loud ground", is_plain=True
    ),
    Pair(
        "color-on-accent-on-loud",
        "color-accent-on-loud",
        TEXT,
        "text on buttons on the loud ground",
        is_plain=True,
    ),
)
# Ground, the picture painted over it, the role that says whether it is dark, the ink that tells.
GROUNDS = (
    ("color-surface", "surface-image", "ground", "color-text"),
    ("color-loud", "loud-image", "loud-ground", "color-on-loud"),
)
VAR = re.compile(r"var\(\s*--([\w-]+)\s*(?:,(.*))?\)\Z", re.DOTALL)
MIX = re.compile(r"color-mix\(\s*in\s+srgb\s*,(.*)\)\Z", re.DOTALL)
SHARE = re.compile(r"\s+([\d.]+)%\s*\Z")
COLOR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|oklch|oklab)a?\([^()]*\)")
DEEPEST = 20
PLAIN_INKS = (Color(0, 0, 0), Color(1, 1, 1))


@dataclass(frozen=True)
class Adjusted:
    """What a kit needs in one theme: a rule for the theme's layer, or nothing, and a note for each change."""

    css: str
    notes: tuple[str, ...]


@dataclass
class _Roles:
    """A theme's roles, the kit's colours, and what was changed so far."""

    written: Mapping[str, str]
    brand: Mapping[str, str]
    changed: dict[str, str] = field(default_factory=dict)

    def color(self, role: str) -> Color | None:
        """Return the colour of a role; None when it is not a plain one."""
        return self.resolve(f"var(--{role})")

    def resolve(self, text: str, depth: int = 0) -> Color | None:
        text = text.strip()
        if depth > DEEPEST:
            return None
        if match := VAR.match(text):
            name, fallback = match[1], match[2]
            own = self.brand.get(name.removeprefix("brand-")) if name.startswith("brand-") else None
            value = own or self.changed.get(name) or self.written.get(name) or fallback
            return self.resolve(value, depth + 1) if value else None
        if match := MIX.match(text):
            return self._mixed(match[1], depth)
        return Color(0, 0, 0, 0) if text == "transparent" else parse_color(text)

    def _mixed(self, text: str, depth: int) -> Color | None:
        parts = _arguments(text)
        if len(parts) != 2:
            return None
        shares = [float(found[1]) / 100 if (found := SHARE.search(part)) else None for part in parts]
        one, other = (self.resolve(SHARE.sub("", part), depth + 1) for part in parts)
        if one is None or other is None:
            return None
        share = shares[0] if shares[0] is not None else 1 - shares[1] if shares[1] is not None else 0.5
        return one.mixed(other, share)

    def grounds(self, role: str) -> list[Color]:
        """Return every colour that may stand behind an ink: the ground, and the stops painted over it."""
        base = self.color(role)
        if base is None:
            return []
        if base.alpha < 1:
            # A surface that is itself see-through has nothing known behind it.
            return (
                [over(base, back) for back in self.grounds("color-surface")]
                if role != "color-surface"
                else []
            )
        image = next((image for ground, image, _, _ in GROUNDS if ground == role), None)
        text = self.changed.get(image, self.written.get(image, "")) if image else ""
        stops = [color for found in COLOR.findall(text) if (color := parse_color(found))]
        return [base, *(over(stop, base) for stop in stops)]


def _arguments(text: str) -> list[str]:
    """Cut at the commas that stand outside brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def adjusted(theme: str, sheet: Path, brand: Mapping[str, str]) -> Adjusted:
    """Return what has to change in a theme so that a kit's colours stay legible in it.

    Args:
        theme: the name the slides carry.
        sheet: the theme's style sheet.
        brand: the kit's colours by role, `accent`, `on-accent`, `surface`, `text`, as `#rrggbb`.
    """
    if not brand:
        return Adjusted("", ())
    written = _written(sheet, theme, sheet.stat().st_mtime_ns)
    own, roles = _Roles(written, {}), _Roles(written, brand)
    _settle_grounds(roles, own)
    notes = [note for pair in PAIRS if (note := _settle(pair, roles, own, theme))]
    rules = "".join(f"  --{role}: {value};\n" for role, value in roles.changed.items())
    css = f'@layer theme {{\n.slide[data-theme="{quoted(theme)}"] {{\n{rules}}}\n}}\n' if rules else ""
    return Adjusted(css, tuple(notes))


def ground_of(theme: str, sheet: Path, brand: Mapping[str, str]) -> Color | None:
    """Return the ground of a theme with a kit's colours; None where it is no plain colour."""
    return _Roles(_written(sheet, theme, sheet.stat().st_mtime_ns), brand).color("color-surface")


def _settle_grounds(roles: _Roles, own: _Roles) -> None:
    """A ground the kit re-points says anew whether it is dark, and loses a picture made for the old ink."""
    for ground, image, shade, ink in GROUNDS:
        now, before = roles.color(ground), own.color(ground)
        if now is None or now == before:
            continue
        shaded = "dark" if ink_on(now) == WHITE else "light"
        if shaded != roles.written.get(shade):
            roles.changed[shade] = shaded
        inks = [each.color(ink) for each in (roles, own)]
        turned = (
            None in (before, *inks)
            or ink_on(inks[0] or now) != ink_on(inks[1] or now)
            or ink_on(now) != ink_on(before or now)
        )
        if roles.written.get(image, "none") != "none" and (turned or ground == "color-surface"):
            roles.changed[image] = "none"


def _settle(pair: Pair, roles: _Roles, own: _Roles, theme: str) -> str | None:
    ink, own_ink, grounds = roles.color(pair.ink), own.color(pair.ink), roles.grounds(pair.ground)
    if ink is None or own_ink is None or not grounds:
        return None
    if ink == own_ink and grounds == own.grounds(pair.ground):
        return None  # The kit does not reach it: the theme answers for its own.
    # A stop that the theme's own ink does not stand out from is an ornament, not a ground of it.
    base, *stops = grounds
    grounds = [base, *(stop for stop in stops if _worst(own_ink, [stop])[0] >= pair.floor)]
    if _worst(ink, grounds)[0] >= pair.floor:
        return None
    wanted = _Roles(roles.written, roles.brand).color(pair.ink) or ink
    if pair.is_plain and (ink == own_ink or pair.ink.startswith("color-on-")):
        better = max(PLAIN_INKS, key=lambda plain: _worst(plain, grounds)[0])
    else:
        better = nearest_shade(over(wanted, base), grounds, pair.floor)
    if better.css == over(ink, base).css:
        return None  # Nothing reads better.
    roles.changed[pair.ink] = better.css
    if pair.ground in roles.changed:
        return None  # It follows its ground, which was told already.
    ratio, ground = _worst(wanted, grounds)
    return (
        f'brand kit, theme "{theme}": {pair.what} in {over(wanted, ground).css} would stand {ratio:.1f} : 1 '
        f"on {ground.css}; {better.css} is used, {_worst(better, grounds)[0]:.1f} : 1."
    )


def _worst(ink: Color, grounds: Sequence[Color]) -> tuple[float, Color]:
    ratios = [(contrast(over(ink, ground), ground), number) for number, ground in enumerate(grounds)]
    ratio, number = min(ratios)
    return ratio, grounds[number]


@lru_cache(maxsize=64)
def _written(sheet: Path, theme: str, _changed: int) -> Mapping[str, str]:
    """Return the custom properties a theme's own rule sets, by name without the dashes."""
    text = without_comments(sheet.read_text(encoding="utf-8-sig"))
    rule = re.compile(rf"\.slide\[data-theme=[\"']?{re.escape(theme)}[\"']?\]\s*\{{([^{{}}]*)\}}")
    pairs = (part.partition(":") for body in rule.findall(text) for part in body.split(";"))
    return {name.strip()[2:]: value.strip() for name, _, value in pairs if name.strip().startswith("--")}

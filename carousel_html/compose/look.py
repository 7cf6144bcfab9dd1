"""
Settle how one slide looks: its layout, theme, typography, pattern and variants, every name checked.

Knows that a slide's own choice beats the carousel's. Does not know what is on the slide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from carousel_html.canvases import Canvas
from carousel_html.catalogue import Catalogue, Entry
from carousel_html.catalogue.variants import settled
from carousel_html.colors import parse_color
from carousel_html.errors import CarouselFileError
from carousel_html.model import Brand, Carousel, Pattern, Slide, Strict, Typography

# What a theme that names no companions is shown with.
PLAIN_TYPE, PLAIN_PATTERN = "grotesk", "none"
# What a slide gets that nobody chose a layout for: arranging has chosen for all that it made.
AUTO, PLAIN_LAYOUT = "auto", "post-card"
# The frame keeps this share of the shorter side clear on every side (`--margin`). A smaller inset says
# nothing new, and left out it lets canvases of the same pixels share their pictures.
MARGIN = 8 / 108
OUTRO_PLACE = "the outro"
Some = TypeVar("Some", bound=Strict)


@dataclass(frozen=True)
class Look:
    """The settled choices of one slide. `place` names the slide in a message."""

    layout: Entry
    theme: str
    typography: Typography
    pattern: Pattern
    variant: Mapping[str, str]
    place: str
    pattern_color: str | None = None

    @property
    def align(self) -> str | None:
        """The alignment that was chosen, or that the theme wears; None leaves it to the layout."""
        return self.variant.get("align") or self.typography.align

    @property
    def pair(self) -> str:
        """The font pairing; settled, so there always is one."""
        return self.typography.pair or PLAIN_TYPE

    @property
    def pattern_name(self) -> str:
        """The background pattern; settled, so there always is one."""
        return self.pattern.name or PLAIN_PATTERN

    @property
    def names(self) -> list[tuple[str, str]]:
        """(kind, name) of each style sheet this slide needs."""
        return [
            ("theme", self.theme),
            ("typography", self.pair),
            ("pattern", self.pattern_name),
            ("layout", self.layout.name),
        ]


def place_of(slide: Slide) -> str:
    """Name a slide as its writer knows it: `carousel.yaml: slides[2]`, or `the outro`."""
    return OUTRO_PLACE if slide.entry is None else f"carousel.yaml: slides[{slide.entry}]"


def settle_look(carousel: Carousel, slide: Slide, kit: Brand, catalogue: Catalogue) -> Look:
    """Return the look of a slide.

    Raises:
        UnknownName: a layout, theme, typography, pattern or variant that does not exist.
        CarouselFileError: a pattern colour that is none, a value that a variant has not.
        TemplateError: a theme that wears what its layouts have not.
    """
    place = place_of(slide)
    drawn_with = catalogue.theme(carousel.theme, carousel.said("theme")).tags
    typography = _merged(carousel.typography, slide.typography)
    if typography.pair is None:
        typography = typography.model_copy(update={"pair": drawn_with.get("typography", PLAIN_TYPE)})
    pattern = _merged(carousel.pattern, slide.pattern)
    if pattern.name is None:
        pattern = pattern.model_copy(update={"name": drawn_with.get("pattern", PLAIN_PATTERN)})

    def where(key: str, below: str = "") -> str:
        """The place a choice was written: the slide, else the carousel."""
        if getattr(slide, key) is None:
            return carousel.said(f"{key}{below}")
        return f"{place}{below}" if slide.entry is None else f"{place}.{key}{below}"

    chosen = slide.layout or carousel.layout
    layout = catalogue.layout(PLAIN_LAYOUT if chosen == AUTO else chosen, where("layout"))
    theme = catalogue.theme(slide.theme or carousel.theme, where("theme"))
    catalogue.typography_pair(typography.pair or PLAIN_TYPE, where("typography"))
    catalogue.pattern(pattern.name or PLAIN_PATTERN, where("pattern"))
    variants = settled(slide, layout, theme, kit, catalogue, place)
    if "align" not in slide.variant and typography.align:
        variants.pop("align", None)
    color = _pattern_color(pattern, where("pattern", ".color"))
    return Look(layout, theme.name, typography, pattern, variants, place, color)


def _merged(general: Some, own: Some | None) -> Some:
    """A slide's own keys over the carousel's; keys it does not name stay the carousel's."""
    if own is None:
        return general
    return general.model_copy(update={key: getattr(own, key) for key in own.model_fields_set})


def _pattern_color(pattern: Pattern, where: str) -> str | None:
    if pattern.color is None:
        return None
    color = parse_color(pattern.color)
    if color is None:
        raise CarouselFileError(
            f'"{pattern.color}" is not a colour.',
            where=where,
            hint="Write it as #rrggbb, rgb(), hsl() or a CSS colour name.",
        )
    return color.css


def style_of(look: Look, canvas: Canvas, brand_css: str, *, progress: float, is_first: bool) -> str:
    """Return the custom properties of one slide, for its style attribute. `progress` is 0…1."""
    floor_body, floor_small = canvas.floors
    margin = canvas.short * MARGIN
    safe = canvas.first_safe if is_first else canvas.safe
    values = {
        "slide-width": f"{canvas.width}px",
        "slide-height": f"{canvas.height}px",
        "short": f"{canvas.short}px",
        **{
            f"safe-{side}": f"{inset if inset > margin else 0}px"
            for side, inset in zip(("top", "right", "bottom", "left"), safe, strict=True)
        },
        "floor-body": f"{floor_body:.6g}px",
        "floor-small": f"{floor_small:.6g}px",
        "fit": "1",
        "type-scale": f"{look.typography.scale:g}",
        "leading-scale": f"{look.typography.line_height:g}",
        "progress": f"{progress:.6g}",
        "pattern-opacity": None if look.pattern.opacity is None else f"{look.pattern.opacity:g}",
        "pattern-scale": None if look.pattern.scale == 1 else f"{look.pattern.scale:g}",
        "pattern-color": look.pattern_color,
    }
    own = "; ".join(f"--{name}: {value}" for name, value in values.items() if value is not None)
    return "; ".join(re.sub(r"\s*;\s*\Z", "", part) for part in (own, brand_css) if part)

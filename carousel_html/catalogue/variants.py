"""
Settle the variants of a slide: its own, over its brand kit's, over those that its theme wears.

Knows the variants that the slide skeleton understands on any layout, and checks every name and value. Does
not know what one looks like.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import get_args

from carousel_html.catalogue.folders import data_root
from carousel_html.catalogue.header import EVERY, Entry
from carousel_html.catalogue.search import Catalogue
from carousel_html.errors import CarouselFileError, InputError, TemplateError, UnknownName, did_you_mean
from carousel_html.model import Brand, FooterForm, HeaderForm, Slide

# Variants that the slide skeleton itself understands, on any layout. The first value is what a slide has that
# neither says nor wears one.
COMMON_VARIANTS: Mapping[str, tuple[str, ...]] = {
    "align": ("start", "center", "end"),
    "tone": ("calm", "loud", "photo"),
    "header": get_args(HeaderForm),
    "footer": get_args(FooterForm),
    "title": ("plain", "rule", "over", "box", "side"),
}


def variants_of(layout: Entry) -> dict[str, tuple[str, ...]]:
    """Return every variant a slide in this layout may have, with its values."""
    common = {name: (*layout.variants.get(name, ()), *values) for name, values in COMMON_VARIANTS.items()}
    return {**layout.variants, **common}


def settled(
    slide: Slide, layout: Entry, theme: Entry, kit: Brand, catalogue: Catalogue, place: str
) -> dict[str, str]:
    """Return the variants of a slide: those it says, else its brand kit, else its theme.

    Raises:
        UnknownName, CarouselFileError: a variant or a value that the layout has not, said by the slide.
        TemplateError: the same, said by the theme; or a layout that does not exist.
    """
    said = {name: value for name, value in slide.variant.items() if not _is_only_ours(name, value, layout)}
    for name, value in said.items():
        _check(name, value, layout, f"{place}.variant.{name}")
    return {**worn(theme, layout, catalogue), **branded(kit), **said}


def branded(kit: Brand) -> dict[str, str]:
    """Return the variants that a brand kit wants on every slide: the forms of header and footer."""
    forms = {"header": kit.header.form, "footer": kit.footer.form}
    return {name: form for name, form in forms.items() if form}


def worn(theme: Entry, layout: Entry, catalogue: Catalogue) -> dict[str, str]:
    """Return the variants that a theme wears in a layout.

    A layout of somebody's own that replaces a built-in one need not have them all: what it lacks is left out.
    """
    try:
        _find_layouts(tuple(theme.wears), catalogue)
        said = {**theme.wears.get(EVERY, {}), **theme.wears.get(layout.name, {})}
        if not layout.path.is_relative_to(data_root()):
            known = variants_of(layout)
            return {name: value for name, value in said.items() if value in known.get(name, ())}
        for name, value in said.items():
            _check(name, value, layout, str(theme.path))
    except InputError as error:
        raise TemplateError(
            f"the theme {theme.name}: {error.what}", where=str(theme.path), hint=error.hint
        ) from error
    return said


def _is_only_ours(name: str, value: str, layout: Entry) -> bool:
    """Tell a variant of a built-in layout that one of somebody's own in its place need not have.

    Arranging says some (`winner` of `compare`), and does not know whose layout it will be.
    """
    if layout.path.is_relative_to(data_root()) or value in variants_of(layout).get(name, ()):
        return False
    ours = Catalogue()
    return layout.name in ours.layouts and value in variants_of(ours.layout(layout.name)).get(name, ())


@lru_cache(maxsize=64)
def _find_layouts(names: tuple[str, ...], catalogue: Catalogue) -> None:
    """Raise UnknownName for a layout that is not there. Remembered: a carousel asks this for every slide."""
    for name in names:
        if name != EVERY:
            catalogue.layout(name)


def _check(name: str, value: str, layout: Entry, where: str) -> None:
    known = variants_of(layout)
    if name not in known:
        raise UnknownName(f"variant of the layout {layout.name}", name, known, where=where)
    if value not in known[name]:
        raise CarouselFileError(
            f'the variant "{name}" of the layout "{layout.name}" cannot be "{value}".',
            where=where,
            hint=did_you_mean(value, known[name]) or f"It can be: {', '.join(dict.fromkeys(known[name]))}.",
        )

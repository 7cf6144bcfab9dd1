"""
Settle who publishes: the brand kit a carousel names, or its author in its stead.

Knows what header and footer show by default. Does not know colours or single slides.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from carousel_html.brand import brand_picture, read_brand
from carousel_html.compose.assets import Assets
from carousel_html.compose.labels import at_handle
from carousel_html.compose.links import link_label
from carousel_html.compose.names import BarNames, BrandNames
from carousel_html.model import Brand, BrandBar, Carousel

# What a bar shows when the kit does not say.
HEADER = {"logo": True, "avatar": True, "name": True, "handle": True}
FOOTER = {"site": True, "number": True, "progress": True}
PICTURES = ("logo", "logo_dark", "avatar")


def settle_kit(carousel: Carousel) -> tuple[Brand, str]:
    """Return the brand kit and what stands before a key of it in a message; else the author stands in.

    Raises:
        BrandError: the kit that is named is missing or has a mistake in it.
    """
    brand = carousel.brand
    if isinstance(brand, str):
        return read_brand(carousel.folder / brand), f"{brand}: "
    if isinstance(brand, Brand):
        placed = brand if brand.folder != Path() else brand.model_copy().beside(carousel.folder)
        return placed, "carousel.yaml: brand."
    author = carousel.thread.author
    stand_in = Brand(name=author.name or carousel.author, handle=author.handle, avatar=author.avatar)
    return stand_in.beside(carousel.folder), "carousel.yaml: thread.author."


def brand_names(kit: Brand, prefix: str, assets: Assets) -> BrandNames:
    """Return the names of `brand`, its pictures added to the assets.

    Raises:
        ImageError: a logo or avatar that cannot be used; `prefix` stands before its key.
    """
    pictures = {key: brand_picture(kit, key, prefix=prefix) for key in PICTURES}
    addresses = {key: assets.picture(picture) if picture else None for key, picture in pictures.items()}
    there = {
        **{key: address is not None for key, address in addresses.items()},
        **{key: bool(getattr(kit, key)) for key in ("name", "handle", "site")},
        "number": True,
        "progress": True,
    }
    return BrandNames(
        name=kit.name or None,
        handle=at_handle(kit.handle),
        site=link_label(kit.site) or None,
        tagline=kit.tagline or None,
        header=_bar_names(kit.header, HEADER, there),
        footer=_bar_names(kit.footer, FOOTER, there),
        **addresses,
    )


def _bar_names(bar: BrandBar, defaults: Mapping[str, bool], there: Mapping[str, bool]) -> BarNames:
    def shown(key: str) -> bool:
        chosen = getattr(bar, key)
        return bar.show and there[key] and (defaults.get(key, False) if chosen is None else chosen)

    keys = ("logo", "avatar", "name", "handle", "site", "number", "progress")
    return BarNames(show=bar.show, **{key: shown(key) for key in keys})

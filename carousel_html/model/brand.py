"""
Who publishes: the keys of brand.yaml.

Colours are CSS colours. Does not know whether one can be read on another, nor what a form looks like.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from carousel_html.model.strict import Located, Strict


class BrandBar(Strict):
    """Which parts of the kit stand in the header or the footer. `None` keeps the default."""

    show: bool = True
    logo: bool | None = None
    avatar: bool | None = None
    name: bool | None = None
    handle: bool | None = None
    site: bool | None = None
    number: bool | None = None
    progress: bool | None = None


HeaderForm = Literal["byline", "spread", "center", "label"]
FooterForm = Literal["bar", "edge", "segments", "dots", "numeral", "folio", "plain"]


class BrandHeader(BrandBar):
    """The header's parts, and the form it comes in. `None` is the theme's."""

    form: HeaderForm | None = None


class BrandFooter(BrandBar):
    """The footer's parts, and the form in which it counts. `None` is the theme's."""

    form: FooterForm | None = None


class BrandColors(Strict):
    """Colours of a kit, as CSS colours. Each re-points one role of the theme."""

    accent: str | None = None
    surface: str | None = None
    text: str | None = None


class Brand(Located):
    """Who publishes. `logo`, `logo_dark` and `avatar` are paths beside brand.yaml.

    `words` stand in for those that slides say by themselves.
    """

    name: str = ""
    handle: str = ""
    site: str = ""
    tagline: str = ""
    logo: str | None = None
    logo_dark: str | None = None
    avatar: str | None = None
    socials: dict[str, str] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)
    colors: BrandColors = Field(default_factory=BrandColors)
    header: BrandHeader = Field(default_factory=BrandHeader)
    footer: BrandFooter = Field(default_factory=BrandFooter)

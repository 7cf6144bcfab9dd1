"""
Set one key of carousel.yaml: what the panels choose.

A key is dotted ("typography.scale"); its value is checked as if it stood in the file. Knows that a brand
kit of its own file is copied into the carousel before it is changed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from carousel_html.brand import brand_colors, read_brand
from carousel_html.choices import choose
from carousel_html.errors import BrandError, CarouselFileError, InputError
from carousel_html.model import Author, Brand, Carousel, Strict
from carousel_html.strict_yaml import YamlFile
from carousel_html.studio.actions.layouts import with_layout

SAID = {
    "canvas": "canvas",
    "layout": "layout",
    "density": "density",
    "theme": "theme",
    "typography": "typography",
    "pattern": "pattern",
    "brand": "brand kit",
    "outro": "outro",
    "title": "title",
    "author": "author",
    "language": "language",
    "thread": "author",
}
"""Every key that may be set, and how a person calls it."""

SAID_WITHIN = {
    "typography.pair": "typefaces",
    "typography.scale": "text size",
    "typography.line_height": "line height",
    "typography.align": "alignment",
    "pattern.opacity": "opacity of the pattern",
    "pattern.scale": "scale of the pattern",
    "pattern.color": "colour of the pattern",
    "brand.name": "name of the brand kit",
    "brand.handle": "handle of the brand kit",
    "brand.site": "site of the brand kit",
    "brand.tagline": "tagline of the brand kit",
    "brand.colors": "colours of the brand kit",
    "brand.header": "header",
    "brand.footer": "footer",
    "outro.headline": "headline of the outro",
    "outro.text": "text of the outro",
    "outro.button": "button of the outro",
    "outro.handle": "handle of the outro",
    "outro.link": "link of the outro",
    "outro.qr": "QR code of the outro",
}
"""Keys below those that have a name of their own."""

BRAND_PICTURES = ("logo", "logo_dark", "avatar")


class Set(Strict):
    """`set`: a dotted key of carousel.yaml, and its value; null puts it back to what it was by itself."""

    key: str
    value: Any = None


def set_key(carousel: Carousel, given: Set) -> Carousel:
    """Return the carousel with one key set; raise CarouselFileError as for a mistake in the file."""
    top, _, rest = given.key.partition(".")
    if top not in SAID or (top == "thread" and not rest.startswith("author.")):
        raise CarouselFileError(
            f'"{given.key}" cannot be set here.', where=given.key, hint=f"These can: {', '.join(SAID)}."
        )
    if top == "thread":
        return _with_author(carousel, rest.partition(".")[2], given.value)
    if top == "brand" and rest:
        return _with_brand(carousel, rest, given.value)
    if top == "brand" and given.value is not None:
        raise InputError("a brand kit is saved and used by its name.", where="brand")
    chosen = choose(carousel, {given.key: _default(given)})
    if given.key == "layout":
        return with_layout(carousel, chosen.layout)
    if not chosen.canvas:
        raise InputError("a carousel needs a canvas.", where="canvas", hint="Choose at least one.")
    return chosen


def said(given: Set) -> str:
    """Name the step: "change theme", "change text size"."""
    first, second, *_ = [*given.key.split("."), ""]
    return f"change {SAID_WITHIN.get(f'{first}.{second}') or SAID.get(first, given.key)}"


def _default(given: Set) -> Any:
    """Return the value to set; for null, where a key cannot be empty, what it is by itself."""
    if given.value is not None:
        return given.value
    first, _, last = given.key.partition(".")
    field = Carousel.model_fields[first]
    default = field.get_default(call_default_factory=True)
    if not last:
        return default.model_dump(exclude_unset=True) if isinstance(default, Strict) else default
    return getattr(default, last, None)


def _with_author(carousel: Carousel, key: str, value: Any) -> Carousel:
    values = carousel.thread.author.model_dump(exclude_unset=True)
    if key == "avatar":
        raise InputError("an avatar is uploaded.", where="thread.author.avatar")
    values[key] = "" if value is None and key != "url" else value
    author = YamlFile("the author", CarouselFileError, values=values).check(Author)
    return carousel.model_copy(update={"thread": carousel.thread.model_copy(update={"author": author})})


# --- the brand kit ---------------------------------------------------------------------------


def own_brand(carousel: Carousel) -> Brand:
    """Return the carousel's kit as one that can stand in carousel.yaml: its pictures named from there."""
    brand = carousel.brand
    if isinstance(brand, Brand):
        return brand
    if brand is None:
        author = carousel.thread.author
        return Brand(name=author.name or carousel.author, handle=author.handle, avatar=author.avatar)
    file = carousel.folder / brand
    return moved_brand(read_brand(file), file.parent, carousel.folder)


def moved_brand(kit: Brand, old: Path, new: Path) -> Brand:
    """Return a kit whose pictures are named from another folder."""
    update = {}
    for key in BRAND_PICTURES:
        named: str | None = getattr(kit, key)
        if named and not Path(named).is_absolute():
            update[key] = Path(os.path.relpath(old / named, new)).as_posix()
    return kit.model_copy(update=update).beside(Path())


def with_brand(carousel: Carousel, brand: Brand | str | None) -> Carousel:
    """Return the carousel with this kit."""
    return carousel.model_copy(update={"brand": brand})


def _with_brand(carousel: Carousel, key: str, value: Any) -> Carousel:
    first, *_ = keys = key.split(".")
    if first in BRAND_PICTURES and value is not None:
        raise InputError("a picture of a brand kit is uploaded.", where=f"brand.{key}")
    values = own_brand(carousel).model_dump(exclude_defaults=True)
    below: dict[str, Any] = values
    for parent in keys[:-1]:
        inner = below.get(parent)
        below[parent] = dict(inner) if isinstance(inner, Mapping) else {}
        below = below[parent]
    if value is None:
        below.pop(keys[-1], None)
    else:
        below[keys[-1]] = value
    brand = YamlFile("the brand kit", BrandError, values=values).check(Brand)
    brand_colors(brand, prefix="brand.")
    return with_brand(carousel, brand)

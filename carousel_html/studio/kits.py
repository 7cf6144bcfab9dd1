"""
Keep brand kits beside the carousel, each in a folder of its own: `brands/acme/brand.yaml` and its pictures.

A kit that is used is named in carousel.yaml; one that is changed in the studio stands in carousel.yaml
until it is saved as a kit. Knows folders and brand.yaml; does not know how a kit looks on a slide.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from carousel_html.brand import AVATAR_LONGEST, LOGO_LONGEST, brand_picture, read_brand
from carousel_html.carousel_file import write_values
from carousel_html.compose.kit import settle_kit
from carousel_html.errors import BrandError, CarouselError, ImageError, InputError
from carousel_html.images import Picture
from carousel_html.model import Brand, Carousel
from carousel_html.studio.actions.choices import BRAND_PICTURES, own_brand, with_brand
from carousel_html.studio.images import cleaned, store
from carousel_html.vector_logo import read_vector_logo

FOLDER = "brands"
FILE = "brand.yaml"
MOST_LETTERS = 60
_SVG = re.compile(rb"\A\s*(?:<\?xml|<!--|<!DOCTYPE|<svg)", re.IGNORECASE)


@dataclass(frozen=True)
class Kit:
    """One saved kit: the name of its folder, and what it holds; None where that cannot be read."""

    name: str
    file: str
    brand: Brand | None


def kits(folder: Path) -> Iterator[Kit]:
    """Yield the kits beside a carousel, by name."""
    for path in sorted((folder / FOLDER).glob(f"*/{FILE}")):
        try:
            brand = read_brand(path)
        except CarouselError:
            brand = None
        yield Kit(path.parent.name, f"{FOLDER}/{path.parent.name}/{FILE}", brand)


def find_kit(folder: Path, name: str) -> Kit:
    """Return the kit of this name; raise InputError, BrandError for one that cannot be read."""
    for kit in kits(folder):
        if kit.name == name:
            if kit.brand is None:
                read_brand(folder / kit.file)
            return kit
    raise InputError(f'there is no brand kit "{name}".', where="the brand kit", hint="Save one first.")


def kit_named(folder: Path, name: str) -> str | None:
    """Return the folder name of the kit that has this name already, or None; raise BrandError."""
    slug = _slug(name)
    return slug if (folder / FOLDER / slug / FILE).is_file() else None


def save_kit(carousel: Carousel, name: str) -> Carousel:
    """Save the present kit under a name, pictures and all, and return the carousel that uses it.

    Raises:
        BrandError: a name without a letter.
        ImageError: a picture of the kit that cannot be used.
        OutputError: the folder cannot be written.
    """
    slug = _slug(name)
    brand = own_brand(carousel)
    placed = brand.model_copy(update={"name": brand.name or name}).beside(carousel.folder)
    folder = carousel.folder / FOLDER / slug
    pictures = {}
    for key in BRAND_PICTURES:
        picture = brand_picture(placed, key, prefix="brand.")
        if picture is not None:
            pictures[key] = f"{key}.{picture.suffix}"
            store(folder / pictures[key], picture.body)
    values = placed.model_dump(mode="json", exclude_defaults=True) | pictures
    write_values(values, folder / FILE)
    return with_brand(carousel, f"{FOLDER}/{slug}/{FILE}")


def with_picture(carousel: Carousel, key: str, body: bytes) -> Carousel:
    """Return the carousel with an uploaded picture in its kit, kept beside it.

    Raises:
        InputError: no such picture of a kit.
        ImageError: not a picture we can use; an SVG with more in it than a drawing.
    """
    picture = _picture(_known(key), body)
    assets = carousel.folder / FOLDER / "uploads"
    name = f"{key}-{hashlib.sha256(picture.body).hexdigest()[:12]}.{picture.suffix}"
    store(assets / name, picture.body)
    brand = own_brand(carousel).model_copy(update={key: f"{FOLDER}/uploads/{name}"})
    return with_brand(carousel, brand)


def picture_of(carousel: Carousel, key: str) -> Picture:
    """Return a picture of the present kit; raise InputError when it has none."""
    kit, prefix = settle_kit(carousel)
    picture = brand_picture(kit, _known(key), prefix=prefix)
    if picture is None:
        raise InputError("the brand kit has no such picture.", where=f"brand.{key}")
    return picture


def _known(key: str) -> str:
    if key not in BRAND_PICTURES:
        raise InputError(f'a brand kit has no picture "{key}".', hint=f"It has: {', '.join(BRAND_PICTURES)}.")
    return key


def _picture(key: str, body: bytes) -> Picture:
    if not _SVG.match(body):
        return cleaned(body, AVATAR_LONGEST if key == "avatar" else LOGO_LONGEST)
    with tempfile.TemporaryDirectory(prefix="carousel-upload-") as folder:
        path = Path(folder) / "logo.svg"
        path.write_bytes(body)
        try:
            return read_vector_logo(path, where=f"brand.{key}")
        except ImageError as error:
            what = error.what.replace(f' "{path}"', "")
            raise ImageError(what, where=error.where, hint=error.hint) from error


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_LETTERS].strip("-")
    if not slug or slug == "uploads":
        raise BrandError(
            f'"{name}" is no name for a brand kit.', where="name", hint="Use letters or digits, as in Acme."
        )
    return slug

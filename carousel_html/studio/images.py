"""
Show the images of the project, and take in new ones.

The page never names a file: it names an image that the carousel or an upload already holds. What it is
given, and what is kept, was decoded and encoded anew. Knows files of the project; does not know slides'
looks.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from carousel_html.carousel_file.assets import replace_file
from carousel_html.errors import ImageError, InputError, OutputError
from carousel_html.images import MAX_BYTES, Picture, read_picture
from carousel_html.model import Carousel
from carousel_html.studio.project import Project

SHOWN_LONGEST = 1_200
KEPT_LONGEST = 4_320
"""Pixels of the longest side: as a card shows an image, and as it is kept for the slides."""


@lru_cache(maxsize=4096)
def token_of(src: str) -> str:
    """Return what names an image in an address."""
    return hashlib.sha256(src.encode()).hexdigest()[:20]


def url_of(src: str) -> str:
    """Return the address the page shows an image by."""
    return f"/api/images/{token_of(src)}"


def sources(carousel: Carousel) -> Iterator[str]:
    """Yield the src of every image and avatar the carousel holds."""
    thread = carousel.thread
    for author in (thread.author, *(post.author for post in thread.posts)):
        if author is not None and author.avatar:
            yield author.avatar
    for post in thread.posts:
        yield from (image.src for image in post.images)
    for slide in carousel.slides:
        yield from (image.src for image in slide.images or ())


def known_sources(project: Project) -> set[str]:
    """Return the src of every image an action may name."""
    return {*project.uploads, *sources(project.now.carousel)}


def shown(project: Project, token: str) -> Picture:
    """Return the image of this name, clean and not larger than a card needs. Raises InputError."""
    carousel = project.now.carousel
    src = next((src for src in known_sources(project) if token_of(src) == token), None)
    if src is None:
        raise InputError("this image is not one of the project's.", where=f"image {token}")
    return read_picture(carousel.folder / src, longest=SHOWN_LONGEST, where=src)


def keep(project: Project, body: bytes) -> str:
    """Keep an uploaded image beside the carousel and return its src.

    Raises:
        ImageError: not a PNG, JPEG, WebP or GIF, broken, or beyond the limits.
        OutputError: the folder cannot be written.
    """
    picture = cleaned(body, KEPT_LONGEST)
    assets = project.path.with_name(f"{project.path.stem}.assets")
    name = f"{hashlib.sha256(picture.body).hexdigest()[:16]}.{picture.suffix}"
    store(assets / name, picture.body)
    src = f"{assets.name}/{name}"
    project.uploads.add(src)
    return src


def store(path: Path, body: bytes) -> None:
    """Write a file beside the carousel, whole or not at all. Raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != body:
            replace_file(path, body)
    except OSError as error:
        raise OutputError(
            f"{path.name} cannot be written: {error.strerror or error}.",
            where=str(path.parent),
            hint="Make room on the disk; nothing was changed.",
        ) from error


def cleaned(body: bytes, longest: int) -> Picture:
    """Decode an uploaded image and encode it anew. Raises ImageError."""
    if len(body) > MAX_BYTES:
        raise ImageError(f"the image is larger than {MAX_BYTES // 1_000_000} MB.")
    with tempfile.TemporaryDirectory(prefix="carousel-upload-") as folder:
        path = Path(folder) / "image"
        path.write_bytes(body)
        try:
            return read_picture(path, longest=longest, where="the image")
        except ImageError as error:
            what = error.what.replace(f'"{path}" ', "")
            raise ImageError(what, where=error.where, hint=error.hint) from error

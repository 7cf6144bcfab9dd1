"""
Put a carousel's images beside its file, in `<name>.assets/`, named by their content.

Knows the kinds of image we take, by their first bytes. Does not decode them.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from carousel_html.errors import ImageError
from carousel_html.model import Carousel, Image

MAX_IMAGE_BYTES = 30_000_000

# The first bytes of the kinds of image we take, and the ending each one gets.
_IMAGE_KINDS = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"))


def beside_file(carousel: Carousel, path: Path) -> Carousel:
    """Return a copy whose images lie in `<name>.assets/` and whose paths start from the file."""
    copy = carousel.model_copy(deep=True).beside(path.parent)
    assets = path.with_name(f"{path.stem}.assets")
    for image, where in _images(copy):
        image.src = _stored(carousel.folder, image.src, where, assets)
    author = copy.thread.author
    if author.avatar:
        author.avatar = _stored(carousel.folder, author.avatar, "thread.author.avatar", assets)
    if isinstance(copy.brand, str):
        copy.brand = _rebased(carousel.folder, copy.brand, path.parent)
    return copy


def _images(carousel: Carousel) -> Iterator[tuple[Image, str]]:
    for number, post in enumerate(carousel.thread.posts):
        yield from _numbered(post.images, f"thread.posts[{number}]")
    for number, slide in enumerate(carousel.slides):
        yield from _numbered(slide.images or [], f"slides[{number}]")


def _numbered(images: Iterable[Image], where: str) -> Iterator[tuple[Image, str]]:
    return ((image, f"{where}.images[{number}].src") for number, image in enumerate(images))


def _stored(folder: Path, src: str, where: str, assets: Path) -> str:
    """Copy an image under the name of its content; return its path from the file."""
    body = _image_bytes(folder / src, src, where)
    name = hashlib.sha256(body).hexdigest()[:16] + _image_ending(body, src, where)
    target = assets / name
    if not target.is_file() or target.read_bytes() != body:
        assets.mkdir(parents=True, exist_ok=True)
        replace_file(target, body)
    return f"{assets.name}/{name}"


def _image_bytes(path: Path, src: str, where: str) -> bytes:
    """Read an image file, no more than it may weigh (bytes). Raises ImageError."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_IMAGE_BYTES + 1)
    except (OSError, ValueError) as exc:
        raise ImageError(
            f'the image "{src}" cannot be read.', where=where, hint=f"Looked for {path}."
        ) from exc
    if len(body) > MAX_IMAGE_BYTES:
        raise ImageError(
            f'the image "{src}" is larger than {MAX_IMAGE_BYTES // 1_000_000} MB.',
            where=where,
            hint="Save it smaller; a slide needs 2160 px at most.",
        )
    return body


def _image_ending(body: bytes, src: str, where: str) -> str:
    for start, ending in _IMAGE_KINDS:
        if body.startswith(start):
            return ending
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return ".webp"
    raise ImageError(
        f'"{src}" is no image we can use.', where=where, hint="Save it as PNG, JPEG, WebP or GIF."
    )


def _rebased(folder: Path, name: str, new_folder: Path) -> str:
    if Path(name).is_absolute() or folder.resolve() == new_folder.resolve():
        return name
    try:
        return Path(os.path.relpath(folder / name, new_folder)).as_posix()
    except ValueError:  # Another drive on Windows.
        return str((folder / name).resolve())


def replace_file(path: Path, body: bytes) -> None:
    """Write a file so that it appears whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

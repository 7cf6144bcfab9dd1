"""
Bring a thread into the project: pasted, from a file, or from an address.

What comes in is read by the same sources as a command's; its images are decoded and encoded anew beside
the carousel. The look that was chosen stays, the slides are arranged anew. A file that came from the page
cannot name files of this machine. Knows temporary files; does not know formats.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from carousel_html.arranging import arrange
from carousel_html.cache_folder import cache_folder
from carousel_html.errors import CarouselError, ImageError, InputError, ThreadError
from carousel_html.model import Author, Carousel, Image, LeftOut, Post, Thread
from carousel_html.sources import list_threads, load_thread
from carousel_html.sources.addresses import fetch_thread
from carousel_html.studio.images import keep
from carousel_html.studio.project import Project

PASTED = "pasted.txt"
MOST_CHOICES = 500
ALONE = (
    "A file comes without the pictures beside it: take the picture out of its words and add it to its slide "
    "here, or start `carousel studio` with the file where it lies."
)
"""What to do about a picture that a file names."""

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


@contextmanager
def written(body: bytes, name: str) -> Iterator[Path]:
    """Write what came in to a file of its own, for the sources to read; only its ending is the page's."""
    ending = _ENDING.search(name)
    with tempfile.TemporaryDirectory(prefix="carousel-import-") as folder:
        path = Path(folder) / f"import{ending[0] if ending else '.txt'}"
        path.write_bytes(body)
        yield path


def choices(path: Path, source_format: str | None) -> list[dict[str, Any]]:
    """Return what there is to pick in a source that cannot be taken whole."""
    try:
        lines = list_threads(path, source_format)
    except CarouselError:
        return []  # It is one thread, or not readable: loading it says which.
    return [asdict(line) for line in lines[:MOST_CHOICES]] if len(lines) > 1 else []


def read(path: Path, source_format: str | None, pick: str | None) -> Thread | Carousel:
    """Read a source as a command would. Raises InputError; paths of this machine are not in its words."""
    try:
        return load_thread(f"{path}#{pick}" if pick else path, source_format)
    except InputError as error:
        hint = ALONE if isinstance(error, ImageError) else error.hint
        told = [_without(path, part) for part in (error.what, error.where, hint)]
        raise ThreadError(told[0] or "", where=told[1], hint=told[2]) from error


def fetched(address: str, source_format: str | None) -> Thread:
    """Fetch a thread from the public web, as `carousel import ADDRESS` does. Raises InputError."""
    return fetch_thread(address, source_format)


def _without(path: Path, text: str | None) -> str | None:
    """Return words that name neither the file we wrote nor its folder."""
    for place in (path, path.resolve(), path.name, path.parent, path.parent.resolve()):
        text = text and text.replace(str(place), "the import")
    return text


def brought_in(project: Project, found: Thread | Carousel, folder: Path) -> Carousel:
    """Return the project's carousel with another thread: the look stays, but for what came along with it.

    Args:
        project: what it is brought into.
        found: what was read.
        folder: what the images of `found` may lie in.
    """
    now = project.now.carousel
    thread = found.thread if isinstance(found, Carousel) else found
    values: dict[str, Any] = {"title": "", "author": "", "slides": [], "language": "en"}
    if isinstance(found, Carousel):
        own = found.model_fields_set - {"thread", "brand"}
        values |= {key: getattr(found, key) for key in own}
    elif thread.language:
        values["language"] = thread.language
    images = _Images(project, [folder, project.path.parent, cache_folder()])
    values["thread"] = images.of_thread(thread)
    values["slides"] = [
        slide if slide.images is None else slide.model_copy(update={"images": images.kept(slide.images)})
        for slide in values["slides"]
    ]
    fresh = now.model_copy(update=values)
    if not fresh.slides and thread.posts:
        fresh = arrange(fresh.thread, fresh)
    if not fresh.slides:
        raise ThreadError("there is no post in it.", where="the import", hint="Paste the words of a thread.")
    return fresh


class _Images:
    """The images of what is brought in: kept beside the carousel, or left out and put on record."""

    def __init__(self, project: Project, folders: list[Path]) -> None:
        self._project = project
        self._folders = [folder.resolve() for folder in folders]
        self.left_out: list[LeftOut] = []

    def of_thread(self, thread: Thread) -> Thread:
        """Return the thread with its images kept."""
        posts = [self._of_post(post) for post in thread.posts]
        author = self._of_author(thread.author)
        left = [*thread.left_out, *self.left_out]
        return thread.model_copy(update={"posts": posts, "author": author, "left_out": left})

    def _of_post(self, post: Post) -> Post:
        author = self._of_author(post.author) if post.author else None
        return post.model_copy(update={"images": self.kept(post.images, post.id), "author": author})

    def _of_author(self, author: Author) -> Author:
        if not author.avatar:
            return author
        kept = self.kept([Image(src=author.avatar)])
        return author.model_copy(update={"avatar": kept[0].src if kept else None})

    def kept(self, images: list[Image], post: str | None = None) -> list[Image]:
        """Return the images, each kept beside the carousel; those that cannot be are left out."""
        out = []
        for image in images:
            try:
                out.append(image.model_copy(update={"src": keep(self._project, self._body(image.src))}))
            except (ImageError, OSError) as error:
                why = error.what if isinstance(error, ImageError) else "the picture is not there"
                if post is not None:
                    self.left_out.append(LeftOut(post=post, kind="image", text=image.src, reason=why))
        return out

    def _body(self, src: str) -> bytes:
        for folder in self._folders:
            path = (folder / src).resolve()  # An absolute src leads out of every folder but the sources' own.
            if path.is_relative_to(folder) and path.is_file():
                return path.read_bytes()
        raise ImageError("the picture is not there", where=src)

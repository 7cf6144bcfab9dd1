"""
Provide what is rendered: the ten slides of inputs/ten.md, and documents of any length.

Knows the words and our own first three steps (source, arrange, compose). Starts no browser.
"""

from __future__ import annotations

from pathlib import Path

from carousel_html.arranging import arrange, complete
from carousel_html.canvases import CANVASES
from carousel_html.catalogue import Catalogue
from carousel_html.compose import Document, compose
from carousel_html.model import Carousel
from carousel_html.sources import load_thread

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
WORK = FOLDER / "work"
TEN = FOLDER / "inputs/ten.md"
CANVAS = CANVASES["instagram-portrait"]
LOOK = Carousel(theme="midnight", outro=False)


def long_thread(slides: int) -> Path:
    """Write a thread that makes so many slides, from the posts of ten.md over and over; return its place."""
    title, *posts = TEN.read_text("utf-8").split("\n\n---\n\n")
    many = [f"Note {n}. {posts[n % len(posts)].strip()}" for n in range(slides - 1)]
    WORK.mkdir(exist_ok=True)
    path = WORK / f"{slides}.md"
    path.write_text("\n\n---\n\n".join([title, *many]) + "\n", "utf-8")
    return path


def document(source: Path, look: Carousel = LOOK) -> Document:
    """Compose a thread in 1080×1350, in theme midnight and without an outro if nothing else is said."""
    loaded = load_thread(source)
    thread = loaded.thread if isinstance(loaded, Carousel) else loaded
    return compose(complete(arrange(thread, look)), CANVAS, Catalogue())

"""
Find the carousel.yaml the studio works in, and what it begins with.

Knows what a person may name: a carousel.yaml, a thread, or nothing. Never writes over a file that is there.
"""

from __future__ import annotations

from pathlib import Path

from carousel_html import carousel_file
from carousel_html.choices import begin
from carousel_html.errors import InputError
from carousel_html.model import Carousel
from carousel_html.studio.project import arranged

FILE = "carousel.yaml"
ENDINGS = (".yaml", ".yml")


def opened(source: str | None, source_format: str | None, out: Path | None) -> tuple[Path, Carousel]:
    """Return the file to work in and the carousel to begin with.

    Raises:
        InputError: the source cannot be read; the file to work in is there already.
    """
    if source is None:
        path = (out or Path(FILE)).absolute()
        return path, carousel_file.read(path) if path.exists() else Carousel().beside(path.parent)
    given = Path(source)
    if given.suffix.lower() in ENDINGS and source_format is None and out is None:
        path = given.absolute()
        return path, carousel_file.read(path)
    from carousel_html.sources import load_thread

    path = (out or given.with_name(f"{_stem(given)}.yaml")).absolute()
    if path.exists():
        raise InputError(
            f"{path.name} is there already.",
            where=str(path),
            hint=f"Open it with `carousel studio {path.name}`, or name another file with `-o`.",
        )
    carousel = begin(load_thread(source, source_format))
    if not carousel.has_folder:
        carousel = carousel.beside(Path.cwd())
    return path, carousel_file.write(arranged(carousel), path)


def _stem(path: Path) -> str:
    return path.name.partition("#")[0].rpartition(".")[0] or path.name

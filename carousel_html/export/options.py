"""
Hold what may be chosen about an export, besides what the slides show.

Knows the choices and how to read a range of slides. Does not know the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from carousel_html.errors import InputError
from carousel_html.platforms import find_platforms

ImageType = Literal["png", "jpeg", "webp"]
PdfEngine = Literal["frozen", "chromium", "direct"]

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, how much is done, how much there is)."""


def silent(what: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Options:
    """How to export. `scale` is device px per CSS px; `slides` the numbers to render, from 1.

    With `platforms` (names of `carousel list platforms`, or "all") each of them gets a folder of what it
    takes, and the carousel's own canvases are not used; `canvases` may then name others of a platform's.
    Without an `image` type, PNG, or what the platform takes.
    """

    templates: tuple[Path, ...] = ()
    platforms: tuple[str, ...] = ()
    canvases: tuple[str, ...] = ()
    slides: frozenset[int] | None = None
    image: ImageType | None = None
    scale: int = 1
    pdf: bool = True
    pdf_engine: PdfEngine = "frozen"
    verify: bool = True
    browser: str | None = None
    cache: bool = True

    @property
    def captured(self) -> ImageType:
        """The type pictures are taken in: PNG where a platform's type and size are made of them later."""
        return "png" if self.platforms else self.image or "png"

    @property
    def prints(self) -> bool:
        """Whether any PDF is made."""
        return self.pdf and (not self.platforms or any(p.takes_pdf for p in find_platforms(self.platforms)))

    def wanted(self, total: int) -> list[int]:
        """Return which of so many slides are wanted, from 0; raise InputError for one beyond them."""
        if self.slides is None:
            return list(range(total))
        beyond = [number for number in sorted(self.slides) if number > total]
        if beyond:
            raise InputError(
                f"there is no slide {beyond[0]}.",
                where="--slides",
                hint=f"The carousel has {total} slide{'s' * (total != 1)} on this canvas.",
            )
        return [number - 1 for number in sorted(self.slides)]


def slide_numbers(text: str) -> frozenset[int]:
    """Read `1,3-5` as {1, 3, 4, 5}; raise InputError for anything else."""
    numbers: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.strip().isdecimal()):
            raise InputError(
                f'"{part.strip()}" is no number of a slide.',
                where=f"--slides {text}",
                hint="Write numbers and ranges, as in `--slides 1,3-5`.",
            )
        low, high = int(first), int(last) if dash else int(first)
        if not 1 <= low <= high <= 10_000:
            raise InputError(
                f'"{part.strip()}" is no range of slides.',
                where=f"--slides {text}",
                hint="They count from 1, and the smaller number stands first: `--slides 2-5`.",
            )
        numbers.update(range(low, high + 1))
    return frozenset(numbers)

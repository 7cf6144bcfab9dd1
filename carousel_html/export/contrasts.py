"""
Measure the contrast of words while the pictures are taken, for as little as it can be done.

Most slides are proven to be fine by what a PDF is printed of, most others by the picture that is there; of
the rest, one without words is taken. Knows that order; what is measured stands in `check`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from carousel_html.check.contrast import Word
from carousel_html.check.grounds import stand_out_on
from carousel_html.check.standing_out import stand_out
from carousel_html.findings import Finding
from carousel_html.frozen import Frozen
from carousel_html.stage.capture import ImageType
from carousel_html.stage.readings import Readings, of_each_slide
from carousel_html.stage.stage import Stage

if TYPE_CHECKING:
    from carousel_html.decode import Pixels

Lend = Callable[[tuple[int, ...], Callable[[Stage], list[Finding]]], list[Finding]]
"""Gives some work a stage on which these slides (from 0) stand, and returns what it found."""

AT_ONCE = 16
"""So many slides' pictures are held in memory, twice."""


class Contrasts:
    """The words of one fitted document, and the slides (from 0) on which some may hardly stand out."""

    def __init__(self, stage: Stage, image: ImageType, readings: Readings) -> None:
        self._words: list[list[Word]] = of_each_slide(stage, "words", stage.evaluate("words"), readings)
        self._density = stage.scale
        self._scale = min(stage.document.width, stage.document.height) / 1080
        self._is_lossless = image == "png"
        self._proven: set[int] = set()
        self._doubtful: list[int] = []

    def prove(self, frozen: Frozen, indexes: Sequence[int]) -> None:
        """Find the slides that need not be looked over; `indexes` are theirs, in the order of `frozen`."""
        for index, slide in zip(indexes, frozen.slides, strict=True):
            if stand_out_on(slide, frozen.images, self._words[index], self._scale):
                self._proven.add(index)

    def look(self, index: int, pixels: Callable[[], Pixels]) -> None:
        """Look a slide over, unless it is proven: `pixels` gives its own, as it was taken."""
        if index in self._proven:
            return
        if not stand_out(pixels(), self._words[index], self._density, self._scale):
            self._doubtful.append(index)

    def found(self, pictures: Mapping[int, bytes], lend: Lend) -> list[Finding]:
        """Return what is found on all slides that were looked over; `pictures` are theirs."""
        found: list[Finding] = []
        for start in range(0, len(self._doubtful), AT_ONCE):
            some = tuple(self._doubtful[start : start + AT_ONCE])
            found += lend(some, partial(self._measured, some, pictures))
        return found

    def _measured(self, some: Sequence[int], pictures: Mapping[int, bytes], stage: Stage) -> list[Finding]:
        from carousel_html.check.pixels import found_in_pixels  # late: most renders need none of it

        taken = [pictures[index] for index in some] if self._is_lossless else []
        return found_in_pixels(stage, some, taken)

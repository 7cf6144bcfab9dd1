"""
Take the pictures of one fitted document: those that are not known, on whatever pages the camera has.

Knows which pictures are wanted, known and there, and looks each over for faint words; prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from carousel_html.export.contrasts import Contrasts
from carousel_html.export.kept_slides import KeptSlides
from carousel_html.export.taken import Taken, Way
from carousel_html.fidelity import Fidelity
from carousel_html.interrupt import result_of
from carousel_html.stage.camera import Camera
from carousel_html.stage.stage import Stage

T = TypeVar("T")


@dataclass(frozen=True)
class Shoot:
    """One document whose pictures are being taken: `shots` says which are there, once it has begun."""

    way: Way
    stage: Stage
    camera: Camera
    taken: Taken
    kept: KeptSlides
    contrasts: Contrasts
    shots: dict[int, Future[None]] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)

    def begin(self) -> None:
        """Begin to take every picture that is wanted and not known, unless it has begun."""
        if self.shots:
            return
        for index in self.taken.wanted:
            if (picture := self.kept.picture(index)) is not None:
                self.taken.pictures[index] = picture
                self.known.add(index)
        taken = self.take([index for index in self.taken.wanted if index not in self.known])
        self.shots.update((index, taken.get(index) or done(None)) for index in self.taken.wanted)

    def keep(self, slides: Iterable[int]) -> None:
        """Keep the pictures that were taken of these slides for the next run.

        But for those with faint words: a picture that is known is not looked over again.
        """
        faint = {each.slide - 1 for each in self.taken.findings if each.kind == "contrast" and each.slide}
        for index in slides:
            if index not in self.known | faint:
                self.kept.keep_picture(index, self.taken.pictures[index])

    def take(self, wanted: Sequence[int]) -> dict[int, Future[None]]:
        """Begin to take some pictures, in place of those there may be."""
        return self.camera.shoot(wanted, self.way.options.captured, self.taken.pictures.__setitem__)

    def take_all(self) -> None:
        """Take every picture, before anything else is done with the page they are taken of."""
        self.begin()
        for shot in self.shots.values():
            result_of(shot)

    def wait(self, compare: Callable[[int], Future[Fidelity]] | None = None) -> dict[int, Future[Fidelity]]:
        """Wait for the pictures, one after the other; have each compared and looked at as it comes."""
        self.begin()
        scores: dict[int, Future[Fidelity]] = {}
        for place, (index, shot) in enumerate(self.shots.items()):
            self.way.progress("capture", place, len(self.shots))
            result_of(shot)
            if compare is not None:
                scores[index] = compare(index)
                if self.way.engines.shares_cores and not scores[index].done():
                    # It is asked for when the PDF is there, which is still being printed.
                    self.taken.pictures.decoded(index)
            if index not in self.known:
                self.contrasts.look(index, partial(self.taken.pictures.decoded, index))
        self.taken.findings += self.contrasts.found(
            self.taken.pictures, lambda part, work: result_of(self.camera.lend(part, work))
        )
        self.keep(self.shots)
        self.way.progress("capture", len(self.shots), len(self.shots))
        return scores


def done(value: T) -> Future[T]:
    """Return a future of what is known already."""
    future: Future[T] = Future()
    future.set_result(value)
    return future

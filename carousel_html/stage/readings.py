"""
Join what is read of the slides that stand on the stage with what is known of the others.

A slide that was read before, and is drawn from the same, need not be laid out again: it stands empty on the
page. Knows which slides stand there; where the others' readings lie, whoever keeps them knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from carousel_html.stage.stage import Stage


class Readings(Protocol):
    """What was read of slides (from 0): plain values as in JSON, by what is read."""

    def reading(self, index: int, what: str) -> Any:
        """Return what was read of a slide that does not stand on the stage."""

    def keep_reading(self, index: int, what: str, value: Any) -> None:
        """Keep what was read of a slide, as it is now."""


class NoReadings:
    """No readings, and none are kept: every slide stands on the stage."""

    def reading(self, index: int, what: str) -> Any:
        """Never asked for: every slide can be read."""
        raise AssertionError(f"slide {index} is not on the stage, and its {what} is not known")

    def keep_reading(self, index: int, what: str, value: Any) -> None:
        """Keep nothing."""


def of_each_slide(stage: Stage, what: str, found: Sequence[Any], readings: Readings) -> list[Any]:
    """Return what was found of each slide on the stage, which is kept, and what is known of each other."""
    joined = []
    for index, value in enumerate(found):
        if stage.stands(index):
            readings.keep_reading(index, what, value)
            joined.append(value)
        else:
            joined.append(readings.reading(index, what))
    return joined

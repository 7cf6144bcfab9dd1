"""
Fit the words of every slide into its body: shrink in steps, or say what is too large.

Knows the steps and how to read the page's answer. Does not split slides: `arrange` does, and
`export` asks again until all fits.
"""

from __future__ import annotations

from dataclasses import dataclass

from carousel_html.stage.readings import NoReadings, Readings, of_each_slide
from carousel_html.stage.stage import Stage

STEPS = (1.0, 0.95, 0.9, 0.86, 0.82, 0.78, 0.74, 0.7, 0.66, 0.63, 0.6)
"""The scales a slide may take. Steps, not a continuum: slides of one carousel should share sizes."""


@dataclass(frozen=True)
class Overflow:
    """The first thing of a slide that does not fit: its element, its words, how much room it wants.

    `need` is the height of the words over the height of the body, at the smallest step.
    """

    element: str
    text: str
    need: float


@dataclass(frozen=True)
class Fit:
    """How one slide fits: the step its sizes were multiplied by, or what is too large for it."""

    scale: float
    overflow: Overflow | None


def fit(stage: Stage, readings: Readings | None = None) -> list[Fit]:
    """Set the largest step at which each slide's words fit, and return the outcome per slide.

    `readings` know of the slides that do not stand on the stage.
    """
    found = of_each_slide(stage, "fit", stage.evaluate("fit", list(STEPS)), readings or NoReadings())
    fits = [Fit(each["scale"], each["over"] and Overflow(**each["over"])) for each in found]
    stage.apply([each.scale for each in fits])
    return fits

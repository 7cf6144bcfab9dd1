"""
Measure what a slide weighs in the PDF: every layout's sample slides in each built-in theme, without photos.

    python bench/sizes.py [THEME …]

Prints the median and the heaviest slide set of each theme, in KB a slide, and the median of all.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from carousel_html.carousel_file import read
from carousel_html.catalogue import Catalogue
from carousel_html.export import render
from carousel_html.model import Carousel, Slide

CANVAS = "instagram-portrait"


def samples(catalogue: Catalogue) -> list[Slide]:
    """Return the sample slides of every layout that show no picture of their own."""
    found: list[Slide] = []
    for entry in catalogue.layouts.values():
        folder = entry.path if entry.path.is_dir() else entry.path.parent
        found += [slide for slide in read(folder / "sample.yaml").slides if not slide.images]
    return [slide for slide in found if slide.layout != "outro"]


def weight(theme: str, slides: list[Slide]) -> float:
    """Return how many KB a slide of the theme's PDF takes."""
    carousel = Carousel(title="Weights", canvas=[CANVAS], theme=theme, outro=False, slides=slides)
    with TemporaryDirectory() as out:
        (manifest,) = render(carousel, Path(out))
    return float(manifest["pdf"]["bytes"] / len(manifest["slides"]) / 1000)


def main() -> None:
    """Measure the themes that are named, or all."""
    catalogue = Catalogue()
    slides = samples(catalogue)
    weights = {}
    for theme in sys.argv[1:] or sorted(catalogue.themes):
        weights[theme] = weight(theme, slides)
        print(f"{theme:16} {weights[theme]:6.1f} KB a slide", flush=True)
    print(f"{'median':16} {statistics.median(weights.values()):6.1f} KB a slide; goal 80")


if __name__ == "__main__":
    main()

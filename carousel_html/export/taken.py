"""
Hold what is made of one look, and what every step on the way to it is given. Does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from carousel_html.canvases import Canvas, Zone
from carousel_html.catalogue import Catalogue
from carousel_html.compose import Document
from carousel_html.errors import CarouselError
from carousel_html.export.engines import Engines
from carousel_html.export.options import Options, Progress
from carousel_html.export.pictures import Pictures
from carousel_html.fidelity import Fidelity
from carousel_html.findings import Finding
from carousel_html.model import Carousel
from carousel_html.stage.fit import Fit


@dataclass
class Taken:
    """What was made of one document: pictures by slide, the PDF, and what was measured.

    `pdf_error` is why there is no PDF, though one was wanted: the pictures are kept all the same.
    """

    document: Document
    carousel: Carousel
    fits: list[Fit]
    findings: list[Finding]
    wanted: list[int]
    pictures: Pictures = field(default_factory=Pictures)
    pdf: bytes | None = None
    pdf_error: CarouselError | None = None
    fidelity: dict[int, Fidelity] = field(default_factory=dict)
    reasons: list[dict[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Way:
    """What every step of one look is given; `zones` must stay clear for whoever takes its pictures."""

    canvas: Canvas
    zones: tuple[Zone, ...]
    catalogue: Catalogue
    options: Options
    engines: Engines
    progress: Progress

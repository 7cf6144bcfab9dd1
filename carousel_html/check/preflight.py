"""
Put together everything that is known about a target before it goes out.

Takes what the stage found on the page and adds words and limits. Cheap: no picture is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from carousel_html.check.limits import found_in_limits
from carousel_html.check.words import found_in_words
from carousel_html.compose.document import Document
from carousel_html.findings import Finding
from carousel_html.model import Carousel

if TYPE_CHECKING:
    from carousel_html.export.targets import Target


def preflight(
    target: Target,
    carousel: Carousel,
    document: Document,
    audited: Iterable[Finding],
    *,
    wanted: Sequence[int] | None = None,
    pdf_bytes: int | None = None,
) -> list[Finding]:
    """Return every finding of a target, by slide; those of the whole carousel come first.

    Args:
        target: the canvas, and the platform if there is one.
        carousel: completed and fitted: one slide for each of the document's.
        document: what was composed of it.
        audited: what `stage.audit` found, also in zones that do not concern this target.
        wanted: the slides (from 0) that go out; None for all.
        pdf_bytes: the size of the PDF, where one was made.
    """
    slides = range(len(document.slides)) if wanted is None else wanted
    numbers = {index + 1 for index in slides}
    platform = target.platform
    found = [
        each
        for each in audited
        if each.slide in numbers
        and (each.zone is None or each.zone in target.zones)
        and (target.prints or each.kind != "pictured-words")
    ]
    found += found_in_words(carousel, document, slides)
    if platform is not None:
        found += found_in_limits(platform, document, slides, pdf_bytes)
    return sorted(found, key=lambda each: each.slide or 0)

"""
Hold a carousel against what a platform takes: slides, title, alt text, bytes.

Knows the platform table. Pictures are made to the limits as they are written (`export.uploads`), so
what is left are the limits that need a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carousel_html.compose.document import Document
from carousel_html.export.lengths import cut_to, length_of
from carousel_html.findings import Finding
from carousel_html.platforms import Platform

SHOWN = 40
"""So many characters of a long text are repeated in a finding."""


def found_in_limits(
    platform: Platform, document: Document, wanted: Sequence[int], pdf_bytes: int | None = None
) -> list[Finding]:
    """Return what a platform would refuse or cut.

    `wanted` are slides from 0; `pdf_bytes` is the size of the PDF, None without one.
    """
    return [
        *_counts(platform, len(wanted)),
        *_titles(platform, document.title),
        *_alts(platform, document, wanted),
        *(_bytes(platform, pdf_bytes) if pdf_bytes is not None else ()),
    ]


def _counts(platform: Platform, count: int) -> Iterator[Finding]:
    least, most = platform.limits.get("min_slides"), platform.limits.get("max_slides")
    if least is not None and count < least.value:
        yield Finding(None, "too-few-slides", "", count, least.value, least.mark)
    if most is not None and platform.takes_pdf and count > most.value:
        yield Finding(None, "too-many-slides", "", count, most.value, most.mark)


def _titles(platform: Platform, title: str) -> Iterator[Finding]:
    limit = platform.limits.get("max_title")
    if limit is None:
        return
    if not title.strip():
        yield Finding(None, "untitled", "", 0, 1, limit.mark)
    elif length_of(title, limit.counted) > limit.value:
        yield Finding(
            None, "long-title", cut_to(title, SHOWN), length_of(title, limit.counted), limit.value, limit.mark
        )


def _alts(platform: Platform, document: Document, wanted: Sequence[int]) -> Iterator[Finding]:
    if not platform.takes_alt:
        return
    needs, limit = platform.limits.get("needs_alt"), platform.limits.get("max_alt")
    for index in wanted:
        whole = document.slides[index].alt
        if needs is not None and not whole:
            yield Finding(index + 1, "empty-alt", "", 0, 1, needs.mark)
        if length_of(whole) > platform.longest_alt:
            kept = cut_to(whole, platform.longest_alt)
            end = " ".join(kept[-SHOWN:].split())
            mark = limit.mark if limit else None
            yield Finding(index + 1, "cut-alt", end, length_of(whole), platform.longest_alt, mark)


def _bytes(platform: Platform, size: int) -> Iterator[Finding]:
    most, advised = platform.limits.get("max_bytes"), platform.limits.get("advised_bytes")
    if most is not None and size > most.value:
        yield Finding(None, "too-heavy", "the PDF", size, most.value, most.mark)
    elif advised is not None and size > advised.value:
        yield Finding(None, "heavy", "the PDF", size, advised.value, advised.mark)

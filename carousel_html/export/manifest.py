"""
Say what an export wrote: the manifest of one target, as plain values for JSON.

Knows the names of the manifest's keys (they are a contract, used from outside). Writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from carousel_html.export.builds import versions
from carousel_html.export.taken import Taken
from carousel_html.export.targets import Target
from carousel_html.findings import Finding
from carousel_html.model import LeftOut
from carousel_html.platforms import Platform


@dataclass(frozen=True)
class SlideFile:
    """One written picture: which slide (from 0), its name, pixels and bytes.

    `type` is png, jpeg, webp, or pdf for a slide that is a page of the PDF only; `quality` what a JPEG
    or WebP was made with on the way to a platform's limit.
    """

    index: int
    file: str
    width: int
    height: int
    bytes: int
    sha256: str
    type: str
    quality: int | None = None


@dataclass(frozen=True)
class PdfFile:
    """The written PDF."""

    file: str
    pages: int
    bytes: int
    sha256: str


def manifest(
    target: Target,
    taken: Taken,
    *,
    files: Sequence[SlideFile],
    pdf: PdfFile | None,
    alts: Mapping[int, str],
    texts: Sequence[str],
    parts: Sequence[dict[str, Any]],
    findings: Sequence[Finding],
    left_out: Sequence[LeftOut],
    chromium: str,
) -> dict[str, Any]:
    """Return the manifest of one target."""
    document = taken.document
    return {
        "canvas": target.canvas.name,
        "platform": target.platform.name if target.platform else None,
        "limits": _limits(target.platform),
        "width": document.width,
        "height": document.height,
        "title": document.title,
        "language": document.language,
        "versions": versions(chromium),
        "slides": [_slide(file, taken, alts[file.index], pdf) for file in files],
        "parts": list(parts),
        "pdf": asdict(pdf) if pdf else None,
        "texts": list(texts),
        "notes": list(document.notes),
        "findings": [finding.as_json() for finding in findings],
        "left_out": [each.model_dump() for each in left_out],
        "cleaned": [each.model_dump() for each in taken.carousel.thread.cleaned],
    }


def _limits(platform: Platform | None) -> dict[str, Any]:
    """Return what the files were held against, each fact with its mark."""
    limits = platform.limits if platform else {}
    return {key: {"value": limit.value, "mark": limit.mark} for key, limit in limits.items()}


def _slide(file: SlideFile, taken: Taken, alt: str, pdf: PdfFile | None) -> dict[str, Any]:
    note, fit = taken.document.slides[file.index], taken.fits[file.index]
    fidelity = taken.fidelity.get(file.index) if pdf else None
    return {
        "number": file.index + 1,
        "file": file.file,
        "type": file.type,
        "quality": file.quality,
        "page": taken.wanted.index(file.index) + 1 if pdf else None,
        "sha256": file.sha256,
        "width": file.width,
        "height": file.height,
        "bytes": file.bytes,
        "alt": alt,
        "title": note.title,
        "layout": note.layout,
        "layout_reason": note.reason,
        "theme": note.theme,
        "entry": note.entry,
        "posts": list(note.posts),
        "fit": {"scale": fit.scale, "split": list(note.part) if note.part else None},
        "fidelity": asdict(fidelity) if fidelity else None,
        "pictured": dict(taken.reasons[file.index]) if pdf and taken.reasons else {},
    }

"""
Say what an export wrote: the manifest of one canvas, as plain values for JSON.

Knows the names of the manifest's keys (they are a contract, used from outside). Writes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any

from carousel_html.canvases import Canvas
from carousel_html.compose.document import Document
from carousel_html.fidelity import Fidelity
from carousel_html.model import Carousel, LeftOut
from carousel_html.stage.audit import Finding
from carousel_html.stage.fit import Fit

ENGINES = ("carousel_html", "playwright", "weasyprint", "pypdfium2")


@dataclass(frozen=True)
class SlideFile:
    """One written picture: which slide (from 0), its name, pixels and bytes."""

    index: int
    file: str
    width: int
    height: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class PdfFile:
    """The written PDF."""

    file: str
    pages: int
    bytes: int
    sha256: str


def digest(body: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def versions(chromium: str) -> dict[str, str]:
    """Return the versions of everything that has a say in the pixels."""
    return {"chromium": chromium} | {name: _version(name) for name in ENGINES}


def _version(name: str) -> str:
    """Return an installed package's version; "unknown" for one that only lies on the path."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"


def manifest(
    canvas: Canvas,
    document: Document,
    carousel: Carousel,
    *,
    files: Sequence[SlideFile],
    pdf: PdfFile | None,
    fits: Sequence[Fit],
    fidelity: dict[int, Fidelity],
    reasons: Sequence[dict[str, int]],
    findings: Sequence[Finding],
    left_out: Sequence[LeftOut],
    chromium: str,
) -> dict[str, Any]:
    """Return the manifest of one canvas."""
    return {
        "canvas": canvas.name,
        "width": document.width,
        "height": document.height,
        "title": document.title,
        "language": document.language,
        "versions": versions(chromium),
        "slides": [_slide(file, document, fits, fidelity.get(file.index), reasons) for file in files],
        "pdf": asdict(pdf) if pdf else None,
        "notes": list(document.notes),
        "findings": [asdict(finding) for finding in findings],
        "left_out": [each.model_dump() for each in left_out],
        "cleaned": [each.model_dump() for each in carousel.thread.cleaned],
    }


def _slide(
    file: SlideFile,
    document: Document,
    fits: Sequence[Fit],
    fidelity: Fidelity | None,
    reasons: Sequence[dict[str, int]],
) -> dict[str, Any]:
    note = document.slides[file.index]
    return {
        "number": file.index + 1,
        "file": file.file,
        "sha256": file.sha256,
        "width": file.width,
        "height": file.height,
        "bytes": file.bytes,
        "alt": note.alt,
        "title": note.title,
        "layout": note.layout,
        "theme": note.theme,
        "entry": note.entry,
        "posts": list(note.posts),
        "fit": {"scale": fits[file.index].scale, "split": list(note.part) if note.part else None},
        "fidelity": asdict(fidelity) if fidelity else None,
        "pictured": dict(reasons[file.index]) if reasons else {},
    }

"""
Write what was taken: the pictures, the PDF and the manifest of one canvas.

Knows file names and what is stale; does not know how anything was made.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from carousel_html.arrange import left_out
from carousel_html.canvases import Canvas
from carousel_html.export.files import MANIFEST, make_folder, ours, remove_stale, write_whole
from carousel_html.export.manifest import PdfFile, SlideFile, digest, manifest
from carousel_html.export.options import Options
from carousel_html.export.taking import Taken
from carousel_html.stage.capture import SUFFIX

PDF = "carousel.pdf"


def write_taken(
    folder: Path, canvas: Canvas, taken: Taken, options: Options, chromium: str
) -> dict[str, Any]:
    """Write one canvas into its folder, take away what an earlier run left, and return the manifest."""
    make_folder(folder)
    before = ours(folder)
    files = [_write_slide(folder, taken, index, options) for index in taken.wanted]
    pdf = None
    if taken.pdf is not None:
        write_whole(folder / PDF, taken.pdf)
        pdf = PdfFile(PDF, len(taken.wanted), len(taken.pdf), digest(taken.pdf))
    result = manifest(
        canvas,
        taken.document,
        taken.carousel,
        files=files,
        pdf=pdf,
        fits=taken.fits,
        fidelity=taken.fidelity,
        reasons=taken.reasons,
        findings=taken.findings,
        left_out=left_out(taken.carousel),
        chromium=chromium,
    )
    _write_manifest(folder, result)
    if options.slides is None:
        now = {file.file for file in files} | ({PDF} if pdf else set())
        remove_stale(folder, before, now)
    return result


def _write_slide(folder: Path, taken: Taken, index: int, options: Options) -> SlideFile:
    body = taken.pictures[index]
    digits = max(2, len(str(len(taken.document.slides))))
    name = f"slide-{index + 1:0{digits}}.{SUFFIX[options.image]}"
    write_whole(folder / name, body)
    return SlideFile(
        index=index,
        file=name,
        width=taken.document.width * options.scale,
        height=taken.document.height * options.scale,
        bytes=len(body),
        sha256=digest(body),
    )


def _write_manifest(folder: Path, result: dict[str, Any]) -> None:
    body = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    write_whole(folder / MANIFEST, body.encode())

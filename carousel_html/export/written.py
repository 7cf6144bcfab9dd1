"""
Write what was taken: the pictures, the PDF, captions and the manifest of one target.

Knows file names and what is stale; does not know how anything was made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carousel_html.arranging import left_out
from carousel_html.check.preflight import preflight
from carousel_html.errors import OutputError
from carousel_html.export.builds import digest
from carousel_html.export.captions import TEXTS, Shown, alt_page, alt_within, captions_page
from carousel_html.export.files import make_folder, ours, write_manifest, write_whole
from carousel_html.export.manifest import PdfFile, SlideFile, manifest
from carousel_html.export.options import Options
from carousel_html.export.parts import parts_of
from carousel_html.export.taken import Taken
from carousel_html.export.targets import Target
from carousel_html.export.uploads import Upload, upload_of
from carousel_html.platforms import Platform
from carousel_html.stage.capture import SUFFIX

PDF = "carousel.pdf"


@dataclass(frozen=True)
class _Post:
    """One post: the folder of its pictures ("" for the target's own) and its slides, from 0."""

    folder: str
    slides: list[int]


def write_taken(out: Path, target: Target, taken: Taken, options: Options, chromium: str) -> dict[str, Any]:
    """Write one target into its folder, take away what an earlier run left, and return the manifest.

    Raises OutputError for a file that cannot be written, or made as light as its platform wants.
    """
    folder = out / target.name
    uploads = uploads_of(target, taken)  # all of them, before the first file is touched
    make_folder(folder)
    before = ours(folder)
    pdf = _write_pdf(folder, taken) if target.prints else None
    posts = _posts(target, taken)
    if uploads is not None:
        files = [
            _write_slide(folder, post, taken, index, uploads(index), options.scale)
            for post in posts
            for index in post.slides
        ]
    else:
        files = [_page(taken, index, pdf) for index in taken.wanted if pdf]
    alts = {index: alt_within(taken.document.slides[index].alt, target.platform) for index in taken.wanted}
    texts = _write_texts(folder, target.platform, taken, posts, files, alts)
    result = manifest(
        target, taken, files=files, pdf=pdf, alts=alts, texts=texts,
        parts=[{"folder": post.folder, "slides": [index + 1 for index in post.slides]} for post in posts],
        findings=preflight(
            target, taken.carousel, taken.document, taken.findings,
            wanted=taken.wanted, pdf_bytes=pdf.bytes if pdf else None,
        ),
        left_out=left_out(taken.carousel), chromium=chromium,
    )  # fmt: skip
    return write_manifest(folder, result, before, is_partial=options.slides is not None)


def uploads_of(target: Target, taken: Taken) -> Callable[[int], Upload] | None:
    """Return what gives each picture as the target takes it; None where it takes the PDF.

    Raises OutputError naming a slide that cannot be made light enough.
    """
    platform = target.platform
    if platform is None:
        return lambda index: Upload(taken.pictures[index], target.image)
    if platform.takes_pdf:
        return None
    most = platform.value("max_bytes")
    uploads = {}
    for index in taken.wanted:
        upload = upload_of(taken.pictures[index], target.image, types=platform.picture_types, most=most)
        if upload is None:
            raise OutputError(
                f"slide {index + 1} cannot be made as light as {platform.label} wants: {most:,} bytes.",
                where=f"{target.name}/slide-{index + 1}",
                hint="Use `--scale 1`, a quieter pattern, or fewer photos.",
            )
        uploads[index] = upload
    return uploads.__getitem__


def _posts(target: Target, taken: Taken) -> list[_Post]:
    takes_pictures = target.platform is not None and not target.platform.takes_pdf
    most = target.platform.value("max_slides") if target.platform and takes_pictures else None
    parts = parts_of(taken.wanted, most)
    if len(parts) == 1:
        return [_Post("", parts[0])]
    return [_Post(f"part-{number}", slides) for number, slides in enumerate(parts, 1)]


def _write_pdf(folder: Path, taken: Taken) -> PdfFile | None:
    if taken.pdf is None:
        return None
    write_whole(folder / PDF, taken.pdf)
    return PdfFile(PDF, len(taken.wanted), len(taken.pdf), digest(taken.pdf))


def _write_slide(
    folder: Path, post: _Post, taken: Taken, index: int, upload: Upload, scale: int
) -> SlideFile:
    digits = max(2, len(str(len(taken.document.slides))))
    name = f"slide-{index + 1:0{digits}}.{SUFFIX[upload.image]}"
    make_folder(folder / post.folder)
    write_whole(folder / post.folder / name, upload.body)
    return SlideFile(
        index=index,
        file=f"{post.folder}/{name}" if post.folder else name,
        width=taken.document.width * scale,
        height=taken.document.height * scale,
        bytes=len(upload.body),
        sha256=digest(upload.body),
        type=upload.image,
        quality=upload.quality,
    )


def _page(taken: Taken, index: int, pdf: PdfFile) -> SlideFile:
    """Return a slide whose file is the PDF."""
    size = (taken.document.width, taken.document.height)
    return SlideFile(index, pdf.file, *size, pdf.bytes, pdf.sha256, "pdf")


def _write_texts(
    folder: Path,
    platform: Platform | None,
    taken: Taken,
    posts: list[_Post],
    files: list[SlideFile],
    alts: dict[int, str],
) -> list[str]:
    """Write captions.md and alt.txt, and return their names; without a platform nobody pastes them."""
    if platform is None:
        return []
    names = {file.index: file.file for file in files}
    shown = [
        [Shown(i + 1, names[i], alts[i], taken.document.slides[i].alt) for i in post.slides] for post in posts
    ]
    pages = (
        captions_page(taken.carousel, taken.document, platform, shown),
        alt_page(platform, shown),
    )
    for name, page in zip(TEXTS, pages, strict=True):
        write_whole(folder / name, page.encode())
    return list(TEXTS)

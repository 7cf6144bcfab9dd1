"""
Answer what concerns exports: begin one, how far it is, what there is, its files and all of them as a ZIP.

Knows the keys of requests and answers. What is done stands in `exports`.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from starlette.responses import FileResponse, Response, StreamingResponse

from carousel_html.errors import OutputError
from carousel_html.studio.calls import NO_SCRIPT, Call

TYPES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".pdf": "application/pdf",
    ".json": "application/json", ".md": "text/plain; charset=utf-8", ".txt": "text/plain; charset=utf-8",
}  # fmt: skip
CHUNK = 1 << 16
FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a ZIP: the same export makes the same ZIP."""


def start(call: Call) -> dict[str, Any]:
    """Begin an export of the carousel as it is now; it is saved first."""
    studio = call.studio
    if not studio.disk.flush():
        problem = studio.project.now.save_problem
        raise problem or OutputError(
            "the carousel is not saved: the file was changed by somebody else.",
            hint="Choose which version to keep, then export.",
        )
    return studio.exports.described(studio.exports.start(call.body))


def history(call: Call) -> dict[str, Any]:
    """Return the exports, the newest first."""
    return {"exports": [call.studio.exports.described(each) for each in call.studio.exports.history()]}


def cancel(call: Call) -> dict[str, Any]:
    """Stop an export."""
    call.studio.exports.cancel(call.path["id"])
    return {}


def file(call: Call) -> Response:
    """Return one file of an export."""
    path = call.studio.exports.file(call.path["id"], call.path["file"])
    kind = TYPES.get(path.suffix, "application/octet-stream")
    shown = path.suffix != ".pdf"  # A browser's own viewer of PDFs does not work under our policy.
    return FileResponse(
        path,
        media_type=kind,
        headers=NO_SCRIPT,
        filename=path.name,
        content_disposition_type="inline" if shown else "attachment",
    )


def archive(call: Call) -> Response:
    """Return all files of an export as a ZIP."""
    export = call.studio.exports.find(call.path["id"])
    packed = tempfile.TemporaryFile()  # noqa: SIM115 it is closed when it was sent
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as out:
        for name in export.files:
            info = zipfile.ZipInfo(name, FIRST_TIME)
            info.external_attr = 0o644 << 16
            out.writestr(info, call.studio.exports.file(export.id, name).read_bytes())
    name = f"{call.studio.project.path.stem}-{export.id}.zip"
    headers = {
        "Content-Disposition": f'attachment; filename="{_plain(name)}"',
        "Content-Length": str(packed.tell()),
    }
    packed.seek(0)
    return StreamingResponse(_pieces(packed), media_type="application/zip", headers=headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece


def _plain(name: str) -> str:
    """Return a file name that needs no quoting in a header."""
    return "".join(char if char.isascii() and (char.isalnum() or char in "._-") else "_" for char in name)

"""
Answer what concerns the preview: documents, their files, pictures.

A document is compose()'s own, and is shown in a frame: its policy lets it run no script and reach nothing
but its own files. Knows headers; what a document is stands in `previews`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import Image
from starlette.responses import Response

from carousel_html.canvases import find_canvas
from carousel_html.errors import CarouselError, InputError
from carousel_html.studio.calls import FOREVER, NO_SCRIPT, Call
from carousel_html.studio.guard import Refusal
from carousel_html.studio.laid import Laid, sheet_version
from carousel_html.studio.state import error_of
from carousel_html.studio.studio import Studio
from carousel_html.studio.worker import picture_url

DOCUMENT_POLICY = (
    "default-src 'none'; script-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
WIDTHS = (160, 320, 480, 640, 960, 1280)
"""Widths in px a picture can be asked for; another one gets the next larger."""


def preview(call: Call) -> dict[str, Any]:
    """Return what there is to show on a canvas: each slide's fit, and its picture when it is taken."""
    return _preview_of(call.studio, find_canvas(call.path["canvas"]).name)


@dataclass(frozen=True)
class LookedAt:
    """What a page shows large: a canvas, and the key of a slide on it."""

    canvas: str
    key: str

    @classmethod
    def read(cls, given: Any) -> LookedAt:
        """Read it from a request; raise InputError when that is no canvas and slide."""
        named = given if isinstance(given, Mapping) else {}
        canvas, key = named.get("canvas"), named.get("slide")
        if not isinstance(canvas, str) or not isinstance(key, str):
            raise InputError("name a canvas and a slide.", where="looked_at")
        return cls(find_canvas(canvas).name, key)


def shown_now(studio: Studio, looked_at: LookedAt) -> dict[str, Any]:
    """Return the preview of a canvas and the document of its slide; None for a slide that is gone."""
    preview = _preview_of(studio, looked_at.canvas)
    laid = studio.previews.made(looked_at.canvas)
    piece = next((each for each in laid.pieces if each.key == looked_at.key), None) if laid else None
    if laid is None or piece is None:
        return {"preview": preview, "document": None}
    html = studio.previews.page(laid, piece.key)
    return {"preview": preview, "document": {"key": piece.key, "hash": piece.look, "html": html}}


def _preview_of(studio: Studio, name: str) -> dict[str, Any]:
    problem = None
    try:
        laid = studio.previews.laid(name)
    except CarouselError as error:
        problem = error_of(error)
        last = studio.previews.last(name)
        if last is None:
            return _nothing_laid(studio, name, problem)
        laid = last
    return {
        "canvas": name,
        "revision": laid.revision,
        "width": laid.document.width,
        "height": laid.document.height,
        "safe": laid.document.safe,
        "notes": laid.document.notes,
        "fitted": all(studio.shelf.measured(piece.look) for piece in laid.pieces),
        "problem": problem,
        "slides": _slides_of(studio, laid),
    }


def _nothing_laid(studio: Studio, name: str, problem: dict[str, Any] | None) -> dict[str, Any]:
    canvas = find_canvas(name)
    return {
        "canvas": name, "revision": studio.project.now.revision, "width": canvas.width,
        "height": canvas.height, "safe": canvas.safe, "notes": [], "fitted": False,
        "problem": problem, "slides": [],
    }  # fmt: skip


def _slides_of(studio: Studio, laid: Laid) -> list[dict[str, Any]]:
    slides = []
    for piece, note in zip(laid.pieces, laid.document.slides, strict=True):
        picture = studio.shelf.name(piece.look)
        slides.append(
            {
                "key": piece.key, "slide": piece.slide, "part": piece.part, "layout": note.layout,
                "theme": note.theme, "alt": note.alt, "fit": studio.previews.fit(laid, piece),
                "url": picture_url(picture) if picture else None, "hash": piece.look,
            }
        )  # fmt: skip
    return slides


def document(call: Call) -> Response:
    """Return the HTML of the slides on a canvas, or of one slide."""
    laid = call.studio.previews.last(call.path["canvas"])
    html = laid and call.studio.previews.page(laid, call.query.get("slide"))
    if html is None:
        raise Refusal(404, "there is nothing to show yet.", "Import a thread first.")
    return Response(html, media_type="text/html", headers={"Content-Security-Policy": DOCUMENT_POLICY})


def asset(call: Call) -> Response:
    """Return a file that a document refers to."""
    laid = call.studio.previews.last(call.path["canvas"])
    address = call.path["asset"]
    found = laid.document.assets.get(address) if laid else None
    if laid is None or found is None:
        raise Refusal(404, "the document has no such file.", "Load the document again.")
    tag = f'"{sheet_version(laid.document.assets, address)}"'
    caching = FOREVER if "v" in call.query or address.startswith("images/") else {"Cache-Control": "no-cache"}
    headers = {**NO_SCRIPT, **caching, "ETag": tag}
    if call.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(found.body, media_type=found.mime, headers=headers)


def slide_picture(call: Call) -> Response:
    """Return the picture of a slide as it is now; 202 while it is being taken."""
    laid = call.studio.previews.last(call.path["canvas"])
    piece = next((each for each in laid.pieces if each.key == call.path["key"]), None) if laid else None
    if piece is None:
        raise Refusal(404, "there is no such slide.", "Ask /api/preview/{canvas} which there are.")
    name = call.studio.shelf.name(piece.look)
    if name is None:
        call.studio.worker.changed()
        return Response("{}", 202, media_type="application/json")
    return _picture(call, name, {})


def picture(call: Call) -> Response:
    """Return a picture by its name, which stands for its bytes."""
    return _picture(call, call.path["name"], FOREVER)


def thumbnails(call: Call) -> dict[str, Any]:
    """Return the small pictures of the choices of a kind as far as they are made, and have them made."""
    kind = call.path["kind"]
    if call.studio.thumbnails.want(kind, call.studio.previews.stamp):
        call.studio.worker.asked()
    return {name: picture_url(made) for name, made in call.studio.thumbnails.names(kind).items()}


def thumbnail(call: Call) -> Response:
    """Return the small picture of one choice; 202 while it is being taken."""
    name = call.studio.thumbnails.names(call.path["kind"]).get(call.path["name"])
    if name is None:
        thumbnails(call)
        return Response("{}", 202, media_type="application/json")
    return _picture(call, name, {})


def _picture(call: Call, name: str, caching: dict[str, str]) -> Response:
    body = call.studio.shelf.picture(name)
    if body is None:
        raise Refusal(404, "this picture is not kept any more.", "Ask /api/preview/{canvas} again.")
    width = call.query.get("width")
    if width is not None:
        if not re.fullmatch(r"[0-9]{1,5}", width):
            raise InputError(f'"{width}" is no width.', where="width", hint="Give pixels.")
        body = _scaled(body, next((each for each in WIDTHS if each >= int(width)), 0))
    return Response(body, media_type="image/png", headers=caching)


@lru_cache(maxsize=256)
def _scaled(body: bytes, width: int) -> bytes:
    with Image.open(io.BytesIO(body), formats=["PNG"]) as image:
        if not width or width >= image.width:
            return body
        small = image.convert("RGB").resize(
            (width, round(image.height * width / image.width)), Image.Resampling.LANCZOS, reducing_gap=2
        )
    out = io.BytesIO()
    small.save(out, "PNG", compress_level=3)
    return out.getvalue()

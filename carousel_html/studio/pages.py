"""
Serve the studio's own page: HTML through Jinja, the style sheets, scripts and icons beside it, and the fonts.

Knows the folders `page/` and `fonts/`, and which kinds of file they may hold. Nothing in them is a user's.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata
from pathlib import Path

import jinja2
from starlette.responses import Response

from carousel_html.catalogue import data_root
from carousel_html.studio.calls import Call
from carousel_html.studio.guard import Refusal

FOLDER = Path(__file__).parent / "page"
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}


def index(call: Call) -> Response:
    """Return the page."""
    title = call.studio.project.now.carousel.title or call.studio.project.path.name
    html = _pages().get_template("index.html").render(version=metadata.version("carousel_html"), title=title)
    return Response(html, media_type="text/html")


def page_file(call: Call) -> Response:
    """Return a file of the page, by a name that is in the folder's own list."""
    path = _files(FOLDER).get(call.path["file"])
    if path is None:
        raise Refusal(404, "the page has no such file.", "Load the page again.")
    headers = {"Cache-Control": "no-cache"}
    return Response(path.read_bytes(), media_type=KINDS[path.suffix], headers=headers)


def font_file(call: Call) -> Response:
    """Return one of the product's own fonts, or fonts.css: words are edited in the slide's own face."""
    path = _files(data_root() / "fonts").get(call.path["file"])
    if path is None:
        raise Refusal(404, "there is no such font.", "Load the page again.")
    headers = {"Cache-Control": "private, max-age=86400"}
    return Response(path.read_bytes(), media_type=KINDS[path.suffix], headers=headers)


@lru_cache(maxsize=2)
def _files(folder: Path) -> dict[str, Path]:
    found = (path for path in folder.rglob("*") if path.suffix in KINDS and path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in found}


@lru_cache(maxsize=1)
def _pages() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

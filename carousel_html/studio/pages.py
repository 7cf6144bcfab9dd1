"""
Serve the studio's own page: one HTML file through Jinja, and the style sheets, scripts and icons beside it.

Knows the folder `page/` and which kinds of file it may hold. Nothing of a user's is in these files.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata
from pathlib import Path

import jinja2
from starlette.responses import Response

from carousel_html.studio.calls import Call
from carousel_html.studio.guard import Refusal

FOLDER = Path(__file__).parent / "page"
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}


def index(call: Call) -> Response:
    """Return the page."""
    title = call.studio.project.now.carousel.title or call.studio.project.path.name
    html = _pages().get_template("index.html").render(version=metadata.version("carousel_html"), title=title)
    return Response(html, media_type="text/html")


def page_file(call: Call) -> Response:
    """Return a file of the page, by a name that is in the folder's own list."""
    path = _files().get(call.path["file"])
    if path is None:
        raise Refusal(404, "the page has no such file.", "Load the page again.")
    headers = {"Cache-Control": "no-cache"}
    return Response(path.read_bytes(), media_type=KINDS[path.suffix], headers=headers)


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    found = (path for path in FOLDER.rglob("*") if path.suffix in KINDS and path.is_file())
    return {path.relative_to(FOLDER).as_posix(): path for path in found}


@lru_cache(maxsize=1)
def _pages() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

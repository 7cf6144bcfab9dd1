"""
The table of everything that may be asked: method, path, what answers, and one line about it.

The application and the OpenAPI file are both made from this table, so they cannot differ. Knows addresses;
what is behind one stands in the `answers_` modules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from carousel_html.studio import (
    answers_brands,
    answers_catalogue,
    answers_exports,
    answers_imports,
    answers_preview,
    answers_project,
    answers_workbench,
)
from carousel_html.studio.calls import Answer, Call, endpoint, refused
from carousel_html.studio.guard import Refusal
from carousel_html.studio.openapi import openapi
from carousel_html.studio.pages import font_file, index, page_file
from carousel_html.studio.state import news_of
from carousel_html.studio.studio import Studio


@dataclass(frozen=True)
class Row:
    """One thing that may be asked.

    `body` is the JSON Schema of a JSON body, or None; `upload` whether a file comes as a form; `gives` the
    media type of what comes back.
    """

    method: str
    path: str
    answer: Answer
    summary: str
    body: dict[str, Any] | None = None
    upload: bool = False
    gives: str = "application/json"
    query: dict[str, str] = field(default_factory=dict)


def _object(*required: str, **properties: str) -> dict[str, Any]:
    """Return the schema of an object whose properties have these types; a `?` ends one that may be null."""
    described = {
        name: {"type": [kind[:-1], "null"]} if kind.endswith("?") else {"type": kind}
        for name, kind in properties.items()
    }
    return {"type": "object", "properties": described, "required": list(required)}


def _openapi(call: Call) -> dict[str, Any]:
    """Return the description of this interface."""
    return openapi(ROWS)


ACTION = _object(
    "revision",
    "name",
    revision="integer",
    name="string",
    joins="boolean",
    have="string?",
    looked_at="object?",
)
ACTION["description"] = (
    "The arguments of the named action stand beside these; see x-actions. With `looked_at` (a `canvas`, and "
    "the key of a `slide`) the answer holds `shown`: the preview of that canvas and that slide's document."
)
ACTION["additionalProperties"] = True

IMPORT = _object(text="string?", address="string?", format="string?", pick="string?", revision="integer?")
BRAND = _object("name", name="string", replace="boolean?", revision="integer?")
EXPORT = _object(canvases="array", platforms="array", image="string?", pdf="boolean")

ROWS = (
    Row("GET", "/", index, "The studio's page.", gives="text/html"),
    Row("GET", "/page/{file:path}", page_file, "A file of the studio's page.", gives="*/*"),
    Row("GET", "/fonts/{file:path}", font_file, "A font of the product, for the page.", gives="*/*"),
    Row("GET", "/api/openapi.json", _openapi, "This description."),
    Row("GET", "/api/state", answers_project.state, "The whole state.", query={"have": "posts_version"}),
    Row("POST", "/api/actions", answers_project.act, "Do one named action.", ACTION),
    Row(
        "POST",
        "/api/conflict",
        answers_project.settle,
        'End a conflict with the file: keep "mine" or "disk".',
        _object("keep", keep="string"),
    ),
    Row(
        "POST",
        "/api/view",
        answers_project.view,
        "Say what is looked at, so that its pictures come first.",
        _object(canvas="string?", canvases="array", slide="string?"),
    ),
    Row("GET", "/api/images/{token}", answers_project.image, "An image of the project.", gives="image/*"),
    Row(
        "POST", "/api/images", answers_project.upload_image, "Keep an image beside the carousel.", upload=True
    ),
    Row("GET", "/api/catalogue", answers_catalogue.catalogue, "What there is to choose from."),
    Row("GET", "/api/preview/{canvas}", answers_preview.preview, "What there is to show on a canvas."),
    Row(
        "GET",
        "/api/preview/{canvas}/document",
        answers_preview.document,
        "The HTML of the slides on a canvas, or of one slide.",
        gives="text/html",
        query={"slide": "the key of one slide"},
    ),
    Row(
        "GET",
        "/api/preview/{canvas}/slides/{key}.png",
        answers_preview.slide_picture,
        "The picture of a slide as it is now; 202 while it is being taken.",
        gives="image/png",
        query={"width": "px"},
    ),
    Row(
        "GET",
        "/api/preview/{canvas}/{asset:path}",
        answers_preview.asset,
        "A file that a document refers to.",
        gives="*/*",
    ),
    Row(
        "GET",
        "/api/thumbnails/{kind}",
        answers_preview.thumbnails,
        "The small pictures of the choices of a kind, as far as they are made; they are made then.",
    ),
    Row(
        "GET",
        "/api/thumbnails/{kind}/{name}.png",
        answers_preview.thumbnail,
        "The small picture of one choice; 202 while it is being taken.",
        gives="image/png",
    ),
    Row(
        "GET",
        "/api/pictures/{name}.png",
        answers_preview.picture,
        "A picture by its name.",
        gives="image/png",
        query={"width": "px"},
    ),
    Row(
        "POST",
        "/api/import",
        answers_imports.bring_in,
        "Bring a thread in: a text, a file, an address; or list what there is to pick in it.",
        IMPORT,
        upload=True,
    ),
    Row("GET", "/api/brands", answers_brands.brands, "The saved brand kits."),
    Row("POST", "/api/brands", answers_brands.save, "Save the present brand kit.", BRAND),
    Row("POST", "/api/brands/{name}/use", answers_brands.use, "Use a saved brand kit.", _object()),
    Row("GET", "/api/brands/{name}/logo", answers_brands.logo, "The logo of a saved kit.", gives="image/*"),
    Row("GET", "/api/brand/{key}", answers_brands.picture, "A picture of the brand kit.", gives="image/*"),
    Row(
        "POST",
        "/api/brand/{key}",
        answers_brands.upload,
        "Put a picture or a font into the brand kit.",
        upload=True,
    ),
    Row("POST", "/api/exports", answers_exports.start, "Begin an export.", EXPORT),
    Row("GET", "/api/exports", answers_exports.history, "The exports, the newest first."),
    Row("DELETE", "/api/exports/{id}", answers_exports.cancel, "Stop an export."),
    Row(
        "GET",
        "/api/exports/{id}/zip",
        answers_exports.archive,
        "All files of an export.",
        gives="application/zip",
    ),
    Row("GET", "/api/exports/{id}/files/{file:path}", answers_exports.file, "One file.", gives="*/*"),
    Row("GET", "/workbench", answers_workbench.page, "The designer's page.", gives="text/html"),
    Row(
        "GET",
        "/workbench/page/{file:path}",
        answers_workbench.page_file,
        "A file of the designer's page.",
        gives="*/*",
    ),
    Row("GET", "/workbench/catalogue", answers_workbench.catalogue, "What a designer may look at."),
    Row(
        "GET",
        "/workbench/view",
        answers_workbench.view,
        "Compose samples, variants or the user's slides.",
        query={
            "show": "layouts, themes, variants or mine",
            **{name: "a name" for name in ("canvas", "layout", "theme", "typography", "pattern")},
        },
    ),
    Row(
        "GET",
        "/workbench/changes",
        answers_workbench.changes,
        "The version of the templates, as soon as it is another.",
        query={"since": "the version the page shows"},
    ),
    Row(
        "GET",
        "/workbench/views/{view}/{asset:path}",
        answers_workbench.document,
        "The document of a view, or a file of it.",
        gives="*/*",
    ),
)
"""Every request that has one answer; the stream of events is `/api/events`."""

EVENTS = "/api/events"


async def _events(request: Request) -> Response:
    studio: Studio = request.app.state.studio
    hello = ("state", news_of(studio.project.now, studio.run))
    return StreamingResponse(studio.events.listen(hello), media_type="text/event-stream")


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refused(error)


async def _unknown(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    what = "there is nothing at this address." if status == 404 else "this cannot be done to this address."
    hint = "/api/openapi.json lists all there is."
    return JSONResponse({"error": {"what": what, "where": request.url.path, "hint": hint}}, status)


def application(studio: Studio) -> Starlette:
    """Return the web application of a studio, without the guard that must stand before it."""
    routes = [Route(row.path, endpoint(row.answer), methods=[row.method]) for row in ROWS]
    routes.append(Route(EVENTS, _events, methods=["GET"]))
    app = Starlette(routes=routes, exception_handlers={Refusal: _refused, 404: _unknown, 405: _unknown})
    app.state.studio = studio
    return app

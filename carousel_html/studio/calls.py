"""
The one shape of a request and of an answer: what a route's function is given, and what it may return.

Functions of routes are plain: a `Call` in, values for JSON (or a ready response) out, errors raised. Here
they become what the web server calls. Knows Starlette and errors; does not know what is asked.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from carousel_html.errors import CarouselError, InputError
from carousel_html.studio.guard import Refusal
from carousel_html.studio.project import Stale
from carousel_html.studio.state import error_of
from carousel_html.studio.studio import Studio

MAX_FIELDS = 12

FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}
NO_SCRIPT = {"Content-Security-Policy": "default-src 'none'; sandbox"}
"""What goes with a file that a user gave: opened by itself it can do nothing."""


@dataclass(frozen=True)
class Upload:
    """A file that came with a request. Its name is only for showing and for its ending."""

    name: str
    body: bytes


@dataclass(frozen=True)
class Call:
    """One request: the parts of its path, its query, its body (JSON or form), its file."""

    studio: Studio
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Mapping[str, Any] = field(default_factory=dict)
    file: Upload | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Callable[[Call], Any]


def endpoint(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Return what the web server calls for a route: the function on a thread, its errors as answers."""

    async def called(request: Request) -> Response:
        studio: Studio = request.app.state.studio
        try:
            body, file = await _body(request)
            call = Call(
                studio,
                request.path_params,
                dict(request.query_params),
                body,
                file,
                dict(request.headers),
            )
            answered = await run_in_threadpool(answer, call)
        except Refusal as refusal:
            return refused(refusal)
        except Stale:
            state = await run_in_threadpool(studio.state)
            return JSONResponse({"error": STALE, "state": state}, 409)
        except CarouselError as error:
            status = 422 if isinstance(error, InputError) else 503
            return JSONResponse({"error": error_of(error)}, status)
        return answered if isinstance(answered, Response) else JSONResponse(answered)

    return called


STALE = {
    "what": "somebody else changed the carousel in the meantime.",
    "where": None,
    "hint": "This is how it is now; do it again.",
}


def refused(refusal: Refusal) -> JSONResponse:
    """Return a refusal as an answer."""
    return JSONResponse(
        {"error": {"what": refusal.what, "where": None, "hint": refusal.hint}}, refusal.status
    )


async def _body(request: Request) -> tuple[dict[str, Any], Upload | None]:
    if request.method in ("GET", "HEAD"):
        return {}, None
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await _form(request)
    body = await request.body()
    try:
        values = json.loads(body) if body else {}
    except (ValueError, RecursionError) as error:
        raise InputError("the request is not JSON.", where="the request's body") from error
    if not isinstance(values, dict):
        raise InputError("the request is not a JSON object.", where="the request's body")
    return values, None


async def _form(request: Request) -> tuple[dict[str, Any], Upload | None]:
    values: dict[str, Any] = {}
    file = None
    async with request.form(max_files=1, max_fields=MAX_FIELDS) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                file = Upload(value.filename or "", await value.read())
            else:
                values[name] = value
    return values, file

"""
Describe the interface as OpenAPI 3.1, from the table of routes and the table of actions.

Knows the form of such a description; has no list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import metadata
from typing import Any, Protocol

from carousel_html.studio.actions import ACTIONS

ERROR = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "what": {"type": "string"},
                "where": {"type": ["string", "null"]},
                "hint": {"type": ["string", "null"]},
            },
            "required": ["what"],
        }
    },
    "required": ["error"],
}
REFUSALS = {
    "403": "Not from the studio's own page, or without its token.",
    "404": "There is no such thing.",
    "409": "Somebody else changed the carousel; the state as it is now comes along.",
    "422": "What was given cannot be used; the error says why.",
}
UPLOAD = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}},
}


class Described(Protocol):
    """What is known of a route."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def body(self) -> dict[str, Any] | None: ...
    @property
    def upload(self) -> bool: ...
    @property
    def gives(self) -> str: ...
    @property
    def query(self) -> dict[str, str]: ...


def openapi(rows: Iterable[Described]) -> dict[str, Any]:
    """Return the description of all routes."""
    paths: dict[str, dict[str, Any]] = {}
    for row in rows:
        paths.setdefault(_template(row.path), {})[row.method.lower()] = _operation(row)
    paths["/api/events"] = {"get": _events()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "carousel studio",
            "version": metadata.version("carousel_html"),
            "description": "The interface of a running `carousel studio`. Send the token the terminal "
            "shows as `Authorization: Bearer …`; with POST and DELETE also `X-Carousel-Studio: 1`.",
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": ERROR},
        },
        "x-actions": {name: action.arguments.model_json_schema() for name, action in ACTIONS.items()}
        | {"undo": {"type": "object"}, "redo": {"type": "object"}},
    }


def _operation(row: Described) -> dict[str, Any]:
    names = re.findall(r"\{(\w+)", row.path)
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
    ] + [
        {"name": name, "in": "query", "description": said, "schema": {"type": "string"}}
        for name, said in row.query.items()
    ]
    said: dict[str, Any] = {"summary": row.summary, "parameters": parameters, "responses": _responses(row)}
    bodies = {"multipart/form-data": UPLOAD if row.upload else None, "application/json": row.body}
    content = {kind: {"schema": schema} for kind, schema in bodies.items() if schema is not None}
    return said | ({"requestBody": {"content": content}} if content else {})


def _responses(row: Described) -> dict[str, Any]:
    error = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    good = {"description": row.summary, "content": {row.gives: {}}}
    return {"200": good} | {code: {"description": said, **error} for code, said in REFUSALS.items()}


def _events() -> dict[str, Any]:
    summary = "What happens, as server-sent events."
    return {
        "summary": summary,
        "parameters": [],
        "responses": {"200": {"description": summary, "content": {"text/event-stream": {}}}},
    }


def _template(path: str) -> str:
    """Return a path as OpenAPI writes it: `{asset:path}` is `{asset}` there."""
    return re.sub(r"\{(\w+):\w+\}", r"{\1}", path)

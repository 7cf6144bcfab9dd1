"""
Decide who may ask at all: before any route, for every kind of connection.

The page is only for the person who started the studio. So: a token made for this run, exchanged for a
cookie that other sites cannot send; the Host header must name this machine (no rebinding of names); a
request another site made is refused; what changes something needs a header that a form cannot send.
Knows HTTP headers; does not know what is asked for. Nothing here can be switched off.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = ("GET", "HEAD")
OPENED = ("/", "/workbench")
"""The pages that the address in the terminal may lead to: it carries the token."""

OWN_HEADER = b"x-carousel-studio"
JSON = "application/json"
FORM = "multipart/form-data"
MAX_JSON = 4_000_000
MAX_UPLOAD = 64_000_000
"""Bytes of one request: of an action, and of a file that is uploaded (an archive may be large)."""

PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; frame-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)

HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer carries, unless its route says otherwise (a preview has a stricter policy)."""


READ = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Carousel studio</title>
</head>
<body>
  <h1>Carousel studio</h1>
  <p>{what}</p>
  <p>{hint}</p>
</body>
</html>
"""
"""A refusal for whoever opens an address in a browser. It has no style: nothing is served without the key."""


class Refusal(Exception):
    """A request that is not answered: the status, what is wrong, and what to do."""

    def __init__(self, status: int, what: str, hint: str) -> None:
        super().__init__(what)
        self.status, self.what, self.hint = status, what, hint


class Guard:
    """An ASGI application around another one, that lets through only the person it belongs to.

    Args:
        app: what is guarded.
        token: the secret of this run.
        hosts: every value of the Host header that names this server, as `127.0.0.1:8080`.
    """

    def __init__(self, app: ASGIApp, *, token: str, hosts: Iterable[str]) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(host.lower() for host in hosts)
        port = next(iter(self._hosts)).rpartition(":")[2]
        self.cookie = f"carousel_studio_{port}"  # Cookies know no ports: two studios, two names.

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "no websockets here"})
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _headers(scope)
        try:
            self._check_host(headers)
            if token := self._given_token(scope):
                self._check_token(token)
                await self._exchange(send, scope["path"])
                return
            self._check_token(self._shown_token(headers))
            _check_site(scope, headers)
            size = _checked_size(scope, headers)
        except Refusal as refusal:
            await _refuse(send, refusal, is_read=_is_opened(headers))
            return
        await self._app(scope, _counted(receive, size), _with_headers(send))

    def _check_host(self, headers: dict[bytes, list[bytes]]) -> None:
        named = [value.decode("latin-1").lower() for value in headers.get(b"host", [])]
        if len(named) != 1 or named[0] not in self._hosts:
            raise Refusal(403, "this address is not the studio's.", "Open the one the terminal shows.")

    def _given_token(self, scope: Scope) -> str | None:
        """Return the token of the address that the terminal shows: `/?token=…`."""
        if scope["path"] not in OPENED or scope["method"] != "GET":
            return None
        values = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        return values[0] if values else None

    def _shown_token(self, headers: dict[bytes, list[bytes]]) -> str:
        """Return the token a request carries: the cookie of the page, or a tool's `Authorization`."""
        for value in headers.get(b"authorization", []):
            kind, _, token = value.decode("latin-1").partition(" ")
            if kind.lower() == "bearer":
                return token
        for value in headers.get(b"cookie", []):
            try:
                found = SimpleCookie(value.decode("latin-1")).get(self.cookie)
            except CookieError:
                continue
            if found is not None:
                return found.value
        return ""

    def _check_token(self, token: str) -> None:
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            raise Refusal(
                403,
                "the studio does not know this browser.",
                "Open the address that the terminal shows: it carries the key of this run.",
            )

    async def _exchange(self, send: Send, path: str) -> None:
        cookie = f"{self.cookie}={self._token}; Path=/; HttpOnly; SameSite=Strict"
        start: Message = {
            "type": "http.response.start",
            "status": 303,
            "headers": [(b"location", path.encode()), (b"set-cookie", cookie.encode())],
        }
        guarded = _with_headers(send)
        await guarded(start)
        await guarded({"type": "http.response.body", "body": b""})


def _headers(scope: Scope) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.lower(), []).append(value)
    return found


def _first(headers: dict[bytes, list[bytes]], name: bytes) -> str | None:
    values = headers.get(name)
    return values[0].decode("latin-1").lower() if values else None


def _check_site(scope: Scope, headers: dict[bytes, list[bytes]]) -> None:
    """Refuse what another site asks for; its page may know the address, not the answer."""
    site, origin = _first(headers, b"sec-fetch-site"), _first(headers, b"origin")
    opened = scope["path"] in OPENED and _first(headers, b"sec-fetch-mode") == "navigate"
    if site is not None and site not in ("same-origin", "none") and not opened:
        raise Refusal(403, "another site asked for this.", "Use the studio's own page.")
    if origin is not None and origin != f"{scope['scheme']}://{_first(headers, b'host')}":
        raise Refusal(403, "another site asked for this.", "Use the studio's own page.")
    if scope["method"] not in SAFE_METHODS and OWN_HEADER not in headers:
        raise Refusal(403, "the request lacks its header.", "Send `X-Carousel-Studio: 1` with it.")


def _checked_size(scope: Scope, headers: dict[bytes, list[bytes]]) -> int:
    """Return how many bytes the body may have; refuse kinds and sizes we do not read."""
    if scope["method"] in SAFE_METHODS:
        return 0
    kind = (_first(headers, b"content-type") or JSON).partition(";")[0].strip()
    limits = {JSON: MAX_JSON, FORM: MAX_UPLOAD}
    if kind not in limits:
        raise Refusal(415, f'a body of the type "{kind}" is not read here.', f"Send {JSON} or {FORM}.")
    length = _first(headers, b"content-length")
    if length is not None and (not length.isdecimal() or int(length) > limits[kind]):
        raise too_large(limits[kind])
    return limits[kind]


def too_large(limit: int) -> Refusal:
    """Return the refusal of a body larger than `limit` bytes."""
    return Refusal(413, f"this is larger than {limit // 1_000_000} MB.", "Send less at once.")


def _counted(receive: Receive, limit: int) -> Receive:
    """Count a body as it comes: its length may not have been told, or not be true."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if message["type"] == "http.request" and seen > limit:
            raise too_large(limit)
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", []))
            present = {name.lower() for name, _ in given}
            given += [
                (name.lower().encode(), value.encode())
                for name, value in HEADERS.items()
                if name.lower().encode() not in present
            ]
            message = {**message, "headers": given}
        await send(message)

    return guarded


def _is_opened(headers: dict[bytes, list[bytes]]) -> bool:
    """Tell whether a person opens an address in a browser, and will read what comes."""
    return (
        _first(headers, b"sec-fetch-mode") == "navigate" and _first(headers, b"sec-fetch-dest") == "document"
    )


async def _refuse(send: Send, refusal: Refusal, *, is_read: bool) -> None:
    if is_read:
        kind, text = (
            "text/html; charset=utf-8",
            READ.format(what=escape(refusal.what[:1].upper() + refusal.what[1:]), hint=escape(refusal.hint)),
        )
    else:
        kind, text = JSON, json.dumps({"error": {"what": refusal.what, "where": None, "hint": refusal.hint}})
    body = text.encode()
    guarded = _with_headers(send)
    headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
    await guarded({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await guarded({"type": "http.response.body", "body": body})

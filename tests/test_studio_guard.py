"""
Hold who may ask the studio anything: each rule, on every route there is.

The routes are read from the table, so a new one is tested by being there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from studio_server import NO_BROWSER, OWN, Page, plain_client, studio_page

from carousel_html.studio.routes import EVENTS, ROWS

ROUTES = [*((row.method, re.sub(r"\{\w+(:path)?\}", "x", row.path)) for row in ROWS), ("GET", EVENTS)]
OTHER_SITES = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Iterator[Page]:
    """One studio for the tests of this file; none of them gets anything done."""
    with studio_page(tmp_path_factory.mktemp("guard"), browser=NO_BROWSER) as opened:
        yield opened


@pytest.fixture(scope="module")
def stranger(page) -> Iterator[httpx.Client]:
    """A browser that was not let in."""
    with plain_client(page.served.origin) as client:
        client.cookies.set("carousel_studio", page.served.token)  # Another studio's name.
        yield client


def refused(answer: httpx.Response, status: int = 403) -> None:
    """Assert that a request was refused, with an error that says so, and nothing of the carousel in it."""
    request = answer.request
    assert (request.method, request.url.path, answer.status_code) == (
        request.method,
        request.url.path,
        status,
    )
    assert answer.json()["error"]["hint"]
    assert "lessons" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}], ids=str)
def test_no_route_answers_without_the_token(stranger, headers):
    """A browser that was not let in gets nothing: no page, no file of it, no state, no event."""
    for method, path in ROUTES:
        refused(stranger.request(method, path, headers=OWN | headers))


def test_a_person_is_told_in_words(stranger):
    """Who opens the address without the key in a browser, as after a restart, gets a page and no JSON."""
    opened = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}
    answer = stranger.get("/", headers=opened)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/html; charset=utf-8")
    assert "<p>Open the address that the terminal shows" in answer.text
    assert "lessons" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", ""]
)
def test_no_route_answers_under_another_name(page, host):
    """A name that was pointed at this machine (DNS rebinding) is refused, with the token too."""
    for method, path in ROUTES:
        refused(page.client.request(method, path, headers={"Host": host}))


@pytest.mark.parametrize("headers", OTHER_SITES, ids=str)
def test_no_route_answers_another_site(page, headers):
    """What another site's page asks for is refused, though the browser may send the cookie along."""
    for method, path in ROUTES:
        refused(page.client.request(method, path, headers=headers))


def test_nothing_is_changed_without_the_header_a_form_cannot_send(page):
    """A plain form of another site cannot send the header, so nothing that changes something goes without."""
    for method, path in ROUTES:
        if method != "GET":
            request = page.client.build_request(method, path)
            del request.headers["X-Carousel-Studio"]
            refused(page.client.send(request))


def test_no_websocket_is_opened(page):
    """There is none to guard: the connection is refused before anything else looks at it."""
    headers = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }  # fmt: skip
    assert page.client.get(EVENTS + "x", headers=headers).status_code != 101

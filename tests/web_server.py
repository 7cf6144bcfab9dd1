"""
Stand in for the public web: a server on this machine that gives the answers a test wrote down.

Knows paths, answers, redirects and how to stall. Knows no platform.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from carousel_html.sources.web import Web


@dataclass(frozen=True)
class Page:
    """One answer. `claims` is a Content-Length that is not true.

    `drips` gives a byte and then nothing, or, with `claims`, one after the other.
    """

    body: bytes = b""
    mime: str = "application/json"
    status: int = 200
    to: str | None = None
    drips: bool = False
    claims: int | None = None


@dataclass
class Server:
    """A running server: its pages by path (with the query), and what it was asked for."""

    pages: dict[str, Page]
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def web(self, *hosts: str, seconds: float = 30) -> Web:
        """Return a web in which these hosts are this server."""
        return Web(seconds=seconds, stand_ins=dict.fromkeys(hosts, ("127.0.0.1", self.port)))


@contextmanager
def serving(pages: Mapping[str, Page]) -> Iterator[Server]:
    """Serve these pages on a free port of the loopback."""
    state = Server(dict(pages))
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            page = state.pages.get(self.path, Page(b'{"error": "not here"}', status=404))
            self.send_response(page.status)
            if page.to is not None:
                self.send_header("Location", page.to)
            self.send_header("Content-Type", page.mime)
            self.send_header("Content-Length", str(page.claims or len(page.body)))
            self.end_headers()
            if page.drips:
                self.wfile.write(page.body[:1])
                self.wfile.flush()
                with suppress(OSError):  # Whoever asked has left.
                    while not over.wait(0.05 if page.claims else None):
                        self.wfile.write(b" ")
                return
            self.wfile.write(page.body)

        def log_message(self, *arguments: object) -> None:
            """Keep the terminal for the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()

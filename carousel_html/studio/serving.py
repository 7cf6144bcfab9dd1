"""
Serve a studio on a port of this machine until it is told to end.

Knows uvicorn, sockets and the address a person opens. Only loopback, unless another host is named.
"""

from __future__ import annotations

import ipaddress
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from carousel_html.errors import CarouselError, InputError
from carousel_html.studio.guard import Guard
from carousel_html.studio.routes import application
from carousel_html.studio.studio import Studio

LOOPBACK = "127.0.0.1"
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
START_SECONDS = 30.0


@dataclass(frozen=True)
class Served:
    """A studio that can be opened. `address` carries the token; `origin` does not."""

    origin: str
    token: str

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"{self.origin}/?token={self.token}"

    @property
    def workbench(self) -> str:
        """The same for the designer's page."""
        return f"{self.origin}/workbench?token={self.token}"


@contextmanager
def serving(studio: Studio, *, host: str = LOOPBACK, port: int = 0) -> Iterator[Served]:
    """Run a studio and serve it while what stands inside runs.

    Args:
        studio: not yet running.
        host: the address to listen at; one that others can reach is the caller's to warn of.
        port: 0 takes a free one.

    Raises:
        InputError: the host or the port cannot be used.
    """
    listening = _listening(host, port)
    number = listening.getsockname()[1]
    token = secrets.token_urlsafe(32)
    named = f"[{host}]" if ":" in host else host
    hosts = {f"{each}:{number}" for each in (*LOCAL_NAMES, named)}
    guarded = Guard(application(studio), token=token, hosts=hosts)
    config = uvicorn.Config(
        guarded,
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=2,
        ws="none",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), name="studio server", daemon=True)
    with studio:
        thread.start()
        try:
            _await_start(server, thread)
            yield Served(f"http://{named}:{number}", token)
        finally:
            studio.events.close()
            server.should_exit = True
            thread.join(START_SECONDS)
            listening.close()


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    if host in ("0.0.0.0", "::", ""):
        raise InputError(
            f'"{host}" names no single address.',
            where="--host",
            hint="Name the address others are to reach this machine by.",
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only for sockets that say they are TCP; else answers wait 40 ms.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(128)
    except OSError as error:
        found.close()
        raise InputError(
            f"the studio cannot listen at {host}, port {port}: {error.strerror or error}.",
            where="--port" if port else "--host",
            hint="Choose another port; without --port a free one is taken.",
        ) from error
    return found


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    waiting = threading.Event()
    for _ in range(int(START_SECONDS * 50)):
        if server.started:
            return
        if not thread.is_alive():
            break
        waiting.wait(0.02)
    raise CarouselError("the studio's server did not start.")

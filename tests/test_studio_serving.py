"""Hold how the studio's server answers: at once."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from studio_server import NO_BROWSER, studio_page


def connections(port: int) -> Iterator[socket.socket]:
    """Yield this process's ends of connections to a port of its own, as the one who answers there."""
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError), socket.socket(fileno=os.dup(int(entry.name))) as each:
            if each.family == socket.AF_INET and each.getsockname()[1] == port and each.getpeername():
                yield each


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for sockets in /proc")
def test_small_answers_are_not_held_back(tmp_path: Path):
    """Nagle's algorithm is off: it waits for an acknowledgement, which the other end delays by 40 ms."""
    with studio_page(tmp_path, browser=NO_BROWSER) as page:
        page.state()
        port = page.client.base_url.port
        assert port
        found = [each.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for each in connections(port)]
    assert found, "the client keeps its connection"
    assert all(found)

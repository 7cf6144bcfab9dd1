"""
Run a studio for tests: a real one, on a free port, with a client that may use it.

Knows how a page gets in and how a test waits for what happens on other threads. Knows no route's meaning.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx

from carousel_html.studio.opening import opened
from carousel_html.studio.routes import application
from carousel_html.studio.serving import Served, serving
from carousel_html.studio.studio import Studio

T = TypeVar("T")
OWN = {"X-Carousel-Studio": "1"}
PATIENCE = 150.0
NO_BROWSER = "no-such-browser"
"""For studios whose pictures do not matter: none is started."""

THREAD = """Three lessons from a year on call (thread)

---

Alerts - every alert that nobody acts on teaches people to ignore the next one. Delete it.

---

Runbooks - write them for the person who is tired. One step a line, and what it looks like when it worked.

---

Sleep - the best engineers I know go to bed. The incident review can wait until nine.
"""


@dataclass
class Page:
    """A page that is let in: `client` carries its cookie, `studio` is what it talks to."""

    studio: Studio
    served: Served
    client: httpx.Client

    @property
    def path(self) -> Path:
        """The project's file."""
        return self.studio.project.path

    def get(self, address: str, **options: Any) -> httpx.Response:
        """Ask for something."""
        return self.client.get(address, **options)

    def post(self, address: str, body: object = None, **options: Any) -> httpx.Response:
        """Send JSON, or a form with `files`."""
        if body is not None:
            options["content"] = json.dumps(body)
            options["headers"] = {**options.get("headers", {}), "Content-Type": "application/json"}
        return self.client.post(address, **options)

    def state(self) -> dict[str, Any]:
        """The state."""
        return self.get("/api/state").json()

    def studio_routes(self) -> list[Any]:
        """The routes of the application as the web server has them."""
        return list(application(self.studio).routes)

    def act(self, name: str, **arguments: object) -> dict[str, Any]:
        """Do an action to the latest revision; it must be possible."""
        revision = self.studio.project.now.revision
        answer = self.post("/api/actions", {"revision": revision, "name": name, **arguments})
        assert answer.status_code == 200, answer.text
        return answer.json()


def wait_for(found: Callable[[], T], seconds: float = PATIENCE) -> T:
    """Return what `found` returns as soon as it is something."""
    end = time.monotonic() + seconds
    while True:
        value = found()
        if value:
            return value
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def plain_client(origin: str, **options: Any) -> httpx.Client:
    """Return a client of this studio that is not let in yet."""
    # No certificates are loaded for a server on this machine: that takes longer than the tests.
    return httpx.Client(base_url=origin, timeout=PATIENCE, verify=False, trust_env=False, **options)


@contextmanager
def studio_page(folder: Path, source: str = THREAD, **options: Any) -> Iterator[Page]:
    """Serve a studio of a thread or a carousel.yaml in this folder, and let a page in."""
    is_yaml = source.lstrip().startswith(("title:", "thread:", "#"))
    path = folder / ("carousel.yaml" if is_yaml else "thread.txt")
    path.write_text(source, encoding="utf-8")
    studio = Studio(*opened(str(path), None, None), **options)
    with (
        serving(studio) as served,
        plain_client(served.origin, headers=OWN) as client,
    ):
        answer = client.get(served.address, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        yield Page(studio, served, client)

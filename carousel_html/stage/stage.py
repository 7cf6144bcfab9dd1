"""
Hold one document at a time in Chromium, at rest, and hand out what is read from it.

The document is served from memory at a made-up origin; any other request is refused and noted.
When the browser dies or hangs, it is started again, the document shown again as it was fitted, and
the call tried once more. Knows Playwright and CDP; the measuring itself stands in `fit`, `capture`
and `freeze`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, urlsplit

from carousel_html.compose.document import Document
from carousel_html.errors import RenderError
from carousel_html.stage.browser import Chromium, is_lost
from carousel_html.stage.loads import require_shown

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, CDPSession, Page, Route

T = TypeVar("T")

ORIGIN = "http://carousel.invalid/"
"""`.invalid` is reserved (RFC 2606): no such host can exist, so nothing is served by mistake."""

POLICY = "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:"

SHOW_SECONDS = 60.0
STEP_SECONDS = 30.0
"""How long one step (a fit, a picture) may take before the browser counts as hung."""


@functools.cache
def script(name: str) -> str:
    """Return the text of `scripts/<name>.js`, a JavaScript function."""
    return (resources.files(__package__) / "scripts" / f"{name}.js").read_text(encoding="utf-8")


@dataclass
class Stage:
    """A document laid out in Chromium.

    `scale` is device pixels per CSS px. `show_seconds` and `step_seconds` are how long the browser may take
    to show a document, and for any one thing asked of it. `blocked` collects the addresses a page asked for
    in vain, `failed` those of pictures and fonts that could not be shown.
    """

    chromium: Chromium
    scale: float = 1
    show_seconds: float = SHOW_SECONDS
    step_seconds: float = STEP_SECONDS
    blocked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    _document: Document | None = None
    _context: BrowserContext | None = None
    _page: Page | None = None
    _session: CDPSession | None = None
    _steps: list[float] = field(default_factory=list)
    _shown: int | None = None

    @property
    def document(self) -> Document:
        """The document on the stage."""
        assert self._document is not None, "nothing is shown yet"
        return self._document

    def show(self, document: Document) -> None:
        """Load a document and bring it to rest: fonts and images decoded, animations ended.

        Raises:
            ImageError, FontError: a file of the document that the browser cannot use.
            RenderError: the browser died or hung on it, twice.
        """
        self._document, self._steps = document, []
        self._robust(lambda: None)
        require_shown(document, self.failed)

    def close(self) -> None:
        """Give the page and its memory back."""
        context, self._context, self._page, self._session = self._context, None, None, None
        if context is not None:
            try:
                context.close()
            except Exception as error:
                if not is_lost(error):
                    raise

    def evaluate(self, name: str, argument: object = None) -> Any:
        """Run `scripts/<name>.js` in the page and return its result as plain values.

        The result comes as one JSON text: Playwright takes large values apart piece by piece.
        """
        text = f"async (given) => JSON.stringify((await ({script(name)})(given)) ?? null)"
        return json.loads(self._robust(lambda: self._live_page().evaluate(text, argument)))

    def evaluate_expression(self, expression: str) -> Any:
        """Evaluate one JavaScript expression in the page."""
        return self._robust(lambda: self._live_page().evaluate(expression))

    def command(self, method: str, parameters: dict[str, object] | None = None) -> dict[str, Any]:
        """Send one CDP command to the page and return its answer."""
        return self._robust(lambda: self._live_session().send(method, parameters or {}))

    def apply(self, steps: list[float]) -> None:
        """Remember each slide's --fit, so that a page shown again after a crash is the same."""
        self._steps = list(steps)

    def at(self, index: int, method: str, parameters: dict[str, object]) -> dict[str, Any]:
        """Turn to a slide and send one CDP command there, as one step that is tried again whole."""

        def step() -> dict[str, Any]:
            self._scroll(index)
            return self._live_session().send(method, parameters)

        return self._robust(step, index)

    # --- the page itself ---------------------------------------------------------------------

    def _robust(self, step: Callable[[], T], index: int | None = None) -> T:
        """Do a step, and once more in a new browser when this one is lost. `index`: the slide it is about."""
        from playwright.sync_api import Error

        try:
            return self._once(step)
        except Error as error:
            if not is_lost(error):
                raise
        self._context = self._page = self._session = None
        self.chromium.start()
        try:
            return self._once(step)
        except Error as error:
            if not is_lost(error):
                raise
            raise _given_up(self.document, index) from error

    def _once(self, step: Callable[[], T]) -> T:
        if self._page is None or self._stale:
            with self.chromium.watched(self.show_seconds):
                self._open()
        with self.chromium.watched(self.step_seconds):
            return step()

    @property
    def _stale(self) -> bool:
        return self._opened is not self._document

    _opened: Document | None = None
    _is_served: bool = False

    def _open(self) -> None:
        document = self.document
        size = (document.width, document.height)
        if self._page is None or self._page.viewport_size != {"width": size[0], "height": size[1]}:
            self.close()
            self._context = self.chromium.context(*size)
            self._context.set_default_timeout(0)  # The clock that ends things is `watched`.
            self._context.route("**/*", self._answer)
            self._page = self._context.new_page()
            self._session = self._context.new_cdp_session(self._page)
        self._is_served = False
        self._page.goto(ORIGIN, wait_until="commit")
        self._page.wait_for_load_state("load")
        self._opened, self._shown = document, None
        self.failed = [_relative(each) for each in self._page.evaluate(script("ready"))]
        if self._steps:
            self._page.evaluate(script("steps"), self._steps)

    def _answer(self, route: Route) -> None:
        key = _relative(route.request.url)
        headers = {"Content-Security-Policy": POLICY}
        if self._is_served and route.request.is_navigation_request():
            self.blocked.append(route.request.url)
            route.abort("aborted")  # As a download does: what is shown stays.
        elif key == "":
            self._is_served = True
            route.fulfill(body=self.document.html, content_type="text/html; charset=utf-8", headers=headers)
        elif key in self.document.assets:
            asset = self.document.assets[key]
            route.fulfill(body=asset.body, content_type=asset.mime, headers=headers)
        else:
            self.blocked.append(route.request.url)
            route.abort()

    def _scroll(self, index: int) -> None:
        if self._shown != index:
            top = index * self.document.height
            self._live_session().send("Runtime.evaluate", {"expression": f"scrollTo(0,{top})"})
            self._shown = index

    def _live_page(self) -> Page:
        assert self._page is not None
        return self._page

    def _live_session(self) -> CDPSession:
        assert self._session is not None
        return self._session


def _given_up(document: Document, index: int | None) -> RenderError:
    notes = document.slides if index is None else document.slides[index : index + 1]
    first = 1 if index is None else index + 1
    last = first + len(notes) - 1
    slides = f"slide {first}" if first == last else f"slides {first} to {last}"
    layouts = ", ".join(dict.fromkeys(note.layout for note in notes))
    return RenderError(
        f"the browser died or hung twice on {slides}.",
        where=f"{document.width}×{document.height}, layout {layouts}",
        hint="A layout or theme whose CSS asks for more than the browser can do is the usual reason"
        + ("; a carousel with fewer slides narrows it down." if first != last else "."),
    )


def _relative(address: str) -> str:
    """Return the asset key of an address at our origin, or the address itself."""
    if not address.startswith(ORIGIN):
        return address
    return unquote(urlsplit(address).path.lstrip("/"))

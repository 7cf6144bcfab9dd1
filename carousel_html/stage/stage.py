"""
Hold one document at a time in Chromium, at rest, and hand out what is read from it.

The document is served from memory at a made-up origin; any other request is refused and noted.
When the browser dies or hangs, it is started again, the document shown again as it was fitted, and
the call tried once more. Knows what a document needs; the measuring itself stands in `fit`, `capture`
and `freeze`, the browser's protocol in `page`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from carousel_html.compose.document import Document
from carousel_html.stage.browser import Chromium
from carousel_html.stage.cdp import Connection, Hung, Lost
from carousel_html.stage.loads import require_shown
from carousel_html.stage.page import Answer, Page
from carousel_html.stage.refusals import given_up, moved

T = TypeVar("T")


class Absent(Exception):
    """A slide is asked for that stands empty on the stage."""


ORIGIN = "http://carousel.invalid/"
"""`.invalid` is reserved (RFC 2606): no such host can exist, so nothing is served by mistake."""

POLICY = "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:"

SHOW_SECONDS = 60.0
STEP_SECONDS = 30.0
"""How long one step (a fit, a picture) may take before the browser counts as hung."""

TURNS = 3
"""How often a page is turned to a slide before it counts as one that does not show it."""


PARTS = {
    "measure": (
        "styles", "transforms", "baselines", "lines", "replaced", "filters", "nodes", "walk", "faces",
        "changes", "end",
    ),
    "ready": ("still", "held", "files"),
}  # fmt: skip
"""What a script too long for one file is made of, in order: what a part declares, the next may use."""


@functools.cache
def script(name: str) -> str:
    """Return a JavaScript function: the text of `scripts/<name>.js`, or of its parts in `scripts/<name>/`."""
    folder = resources.files(__package__) / "scripts"
    if name not in PARTS:
        return (folder / f"{name}.js").read_text(encoding="utf-8")
    parts = [(folder / name / f"{part}.js").read_text(encoding="utf-8") for part in PARTS[name]]
    return "async () => {\n" + "\n".join(parts) + "}"


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
    _standing: Document | None = None
    _places: frozenset[int] | None = None
    _page: Page | None = None
    _steps: list[float] = field(default_factory=list)
    _shown: int | None = None
    _used: Connection | None = None
    _about: int | None = None
    _is_in_whole: bool = False

    @property
    def document(self) -> Document:
        """The document on the stage."""
        assert self._document is not None, "nothing is shown yet"
        return self._document

    def show(self, document: Document, places: Collection[int] | None = None) -> None:
        """Load a document and bring it to rest: fonts and images decoded, animations ended.

        With `places` (from 0) the other slides stand empty, where that makes no difference to these; all are
        shown as soon as something is asked of one of the others.

        Raises:
            ImageError, FontError: a file of the document that the browser cannot use.
            RenderError: the browser died or hung on it, twice.
        """
        self._put(document, places)
        self._steps = []
        self._robust(lambda page: None)
        require_shown(document, self.failed)

    def stands(self, index: int) -> bool:
        """Say whether a slide (from 0) is on the stage, and not empty."""
        return self._places is None or index in self._places

    def require(self, index: int) -> None:
        """Break off, and have `whole` begin again with every slide, when this one stands empty."""
        if not self.stands(index):
            raise Absent(index)

    def twin(self, places: Collection[int] | None = None) -> Stage:
        """Return a second stage of the same document, fitted alike, which opens when it is first asked for.

        What is drawn at twice the density on one page may linger in its tiles, and show in a picture that is
        taken at the plain one; so pictures are taken of a page where nothing else is done. With `places`
        (from 0) the other slides are empty, where that makes no difference.
        """
        other = Stage(self.chromium, self.scale, self.show_seconds, self.step_seconds)
        other._put(self.document, places)
        other._steps = self._steps
        return other

    def close(self) -> None:
        """Give the page and its memory back; it is opened again when something is asked of it."""
        page, self._page = self._page, None
        if page is not None:
            self.chromium.give_back(page)

    def evaluate(self, name: str, argument: object = None) -> Any:
        """Run `scripts/<name>.js` in the page and return its result as plain values.

        The result comes as one JSON text, which is quicker than the protocol's own way with large values.
        """
        given = json.dumps(argument)
        text = f"(async (given) => JSON.stringify((await ({script(name)})(given)) ?? null))({given})"
        return json.loads(self._robust(lambda page: page.evaluate(text)))

    def command(self, method: str, parameters: dict[str, object] | None = None) -> dict[str, Any]:
        """Send one CDP command to the page and return its answer."""
        return self._robust(lambda page: page.call(method, parameters))

    def apply(self, steps: list[float]) -> None:
        """Remember each slide's --fit, so that a page shown again after a crash is the same."""
        self._steps = list(steps)

    def picture(self, index: int, parameters: dict[str, object]) -> bytes:
        """Turn to a slide and take a picture of it, as one step that is tried again whole.

        `parameters` are those of `Page.captureScreenshot`. What was taken is looked at no more: so the page
        is asked afterwards where the slide stood.

        Raises:
            RenderError: a style sheet moves the slide away from where its picture is taken.
        """

        def step(page: Page) -> bytes:
            self.require(index)
            for _ in range(TURNS):
                self._scroll(page, index)
                picture = page.picture(parameters)
                place = page.look(f"({script('place')})({index})")
                if place in (None, [0, 0, self.document.width, self.document.height]):
                    return picture
                self._shown = None
            raise moved(self.document, index, place)

        return self._robust(step, index)

    def whole(self, work: Callable[[], T]) -> T:
        """Do steps that build on one another: all of them again in a new browser when this one is lost.

        A page that is shown again has nothing of what scripts left in the page before; and it is shown again
        when they come to a slide that stands empty.

        Raises:
            RenderError: the browser died or hung twice.
        """
        if self._is_in_whole:
            return work()
        self._is_in_whole = True
        try:
            return self._twice(work)
        except Absent:
            self._put(self.document, None)
            return self._twice(work)
        finally:
            self._is_in_whole = False

    def _twice(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except Lost as lost:
            self._page = None
            is_hung = isinstance(lost, Hung)
        self.chromium.renew(self._used, by_clock=is_hung)
        try:
            return work()
        except Lost as error:
            self._page = None
            raise given_up(self.document, self._about) from error

    def _put(self, document: Document, places: Collection[int] | None) -> None:
        self._document = document
        self._standing = document if places is None else document.only(places)
        self._places = None if places is None or self._standing is document else frozenset(places)

    # --- the page itself ---------------------------------------------------------------------

    def _robust(self, step: Callable[[Page], T], index: int | None = None) -> T:
        """Do a step, and once more in a new browser when this one is lost. `index`: the slide it is about."""

        def once() -> T:
            self._about = index
            return self._once(step)

        return self.whole(once)

    def _once(self, step: Callable[[Page], T]) -> T:
        page = self._page
        self._used = self.chromium.connection if page is None else page.connection
        if page is None or self._opened is not self._standing:
            with self.chromium.watched(self.show_seconds):
                page = self._open()
        with self.chromium.watched(self.step_seconds):
            return step(page)

    _opened: Document | None = None
    _is_served: bool = False

    def _open(self) -> Page:
        document = self.document
        size = (document.width, document.height)
        page = self._page
        if page is None or page.size != size:
            self.close()
            page = self._page = self.chromium.page(*size, self._is_right)
            page.answer = self._answer
        self._is_served = False
        page.go(ORIGIN)
        self._opened, self._shown = self._standing, None
        ready = f"({script('ready')})()"
        self.failed = [_relative(each) for each in page.evaluate(ready)]
        if self._steps:
            page.evaluate(f"({script('steps')})({json.dumps(self._steps)})")
        return page

    def _answer(self, address: str, is_navigation: bool) -> Answer:
        key = _relative(address)
        if self._is_served and is_navigation:
            self.blocked.append(address)
            return Answer()
        if key == "":
            self._is_served = True
            assert self._standing is not None, "nothing is asked of a page before something is shown"
            return Answer(self._standing.html.encode(), "text/html; charset=utf-8", POLICY)
        asset = self.document.assets.get(key)
        if asset is None:
            self.blocked.append(address)
            return Answer()
        # Fonts are most of what is served, and the same for many documents.
        return Answer(asset.body, asset.mime, POLICY, lasts=asset.mime.startswith("font/"))

    def _is_right(self, address: str, body: bytes) -> bool:
        """Say whether what a page remembers of an address is what this document has there.

        Had it nothing there, it would be shown what it cannot have.
        """
        asset = self.document.assets.get(_relative(address))
        return asset is not None and asset.body == body

    def _scroll(self, page: Page, index: int) -> None:
        if self._shown != index:
            page.scroll(index * self.document.height)
            self._shown = index


def _relative(address: str) -> str:
    """Return the asset key of an address at our origin, or the address itself."""
    if not address.startswith(ORIGIN):
        return address
    return unquote(urlsplit(address).path.lstrip("/"))

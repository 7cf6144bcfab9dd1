"""
Open one page in the browser, in a context of its own, and answer every request it makes.

Nothing is fetched: a request gets what `answer` returns for its address, or is refused. Page scripts are off;
what we evaluate runs all the same. Knows targets, sessions, requests, loading and pictures; does not know
documents.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from carousel_html.stage.cdp import Connection, Lost, Refused
from carousel_html.stage.frames import DRAW, PATIENCE, REST_SECONDS, Frames, News, settle

WINDOW = 100
"""Side (px) of the window a page stands in. Its viewport is emulated, so any size will do.

The compositor draws each frame into the window as well, where nobody looks: 4 ms of a picture if it were as
large as a slide.
"""

GONE = frozenset({"Inspector.targetCrashed", "Inspector.detached"})

MEDIA = [
    {"name": "prefers-color-scheme", "value": "light"},
    {"name": "prefers-reduced-motion", "value": "reduce"},
]


@dataclass(frozen=True)
class Answer:
    """What a request is answered with; `body` None refuses it, as a download would be.

    The page remembers what `lasts` for the next document.
    """

    body: bytes | None = None
    mime: str = ""
    policy: str = ""
    lasts: bool = False


def refuse(_address: str, _is_navigation: bool) -> Answer:
    """Answer nothing."""
    return Answer()


class Page:
    """A page whose viewport is `width` × `height` CSS px at one device pixel each.

    `answer(address, is_navigation)` is asked for every request. Every method may raise Lost.
    """

    answer: Callable[[str, bool], Answer]

    remembered: dict[str, bytes]
    """What was answered to each address and lasts."""

    def __init__(self, connection: Connection, frames: Frames, width: int, height: int) -> None:
        self.connection = connection
        self.frames = frames
        self.size = (width, height)
        self.answer = refuse
        self.remembered = {}
        self._news = News.PLACE
        self._is_drawn = self._is_touched = False
        self._loaded: set[str] = set()
        self._context = connection.call("Target.createBrowserContext")["browserContextId"]
        self._session = self._attached()
        connection.listen(self._session, self._listen)
        self._set_up()
        self._find_out()

    def _attached(self) -> str:
        """Open the page, and return the session in which it is spoken to."""
        asked: dict[str, Any] = {
            "url": "about:blank", "browserContextId": self._context, "width": WINDOW, "height": WINDOW,
            "enableBeginFrameControl": self.frames.are_ours,
        }  # fmt: skip
        target = self.connection.call("Target.createTarget", asked)["targetId"]
        attached = self.connection.call("Target.attachToTarget", {"targetId": target, "flatten": True})
        session: str = attached["sessionId"]
        return session

    def _set_up(self) -> None:
        settings: tuple[tuple[str, dict[str, Any]], ...] = (
            ("Inspector.enable", {}),
            ("Page.enable", {}),
            ("Page.setLifecycleEventsEnabled", {"enabled": True}),
            ("Emulation.setScriptExecutionDisabled", {"value": True}),
            ("Emulation.setEmulatedMedia", {"features": MEDIA}),
            ("Emulation.setFocusEmulationEnabled", {"enabled": True}),
            ("Fetch.enable", {"patterns": [{"urlPattern": "*"}]}),
        )
        self.connection.post(
            "Browser.setDownloadBehavior", {"behavior": "deny", "browserContextId": self._context}
        )
        for method, parameters in settings:
            self.connection.post(method, parameters, self._session)
        self.resize(*self.size)

    def _find_out(self) -> None:
        """Ask for a frame, unless it is known whether this browser draws them when they are asked for."""
        if not self.frames.are_known:
            try:
                self._draw()
            except Refused:
                self.frames.are_ours = False
            self.frames.are_known = True

    def resize(self, width: int, height: int) -> None:
        """Give the viewport another size (CSS px)."""
        self.size = (width, height)
        self._emulate()

    def _emulate(self, **more: object) -> None:
        width, height = self.size
        self._note(News.PLACE)
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", {**size, **more})

    def call(self, method: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send one command to the page and return its answer; raises Refused."""
        return self.connection.call(method, parameters, self._session)

    def go(self, address: str) -> None:
        """Load an address and wait until everything it asks for at once has come. Raises Refused."""
        self._loaded.clear()
        self._news = News.PLACE
        self._is_drawn = self._is_touched = False
        answer = self.call("Page.navigate", {"url": address})
        if "errorText" in answer:
            # Nobody but a process that ended breaks off what we load.
            kind = Lost if answer["errorText"] == "net::ERR_ABORTED" else Refused
            raise kind(f"{address}: {answer['errorText']}")
        loader = answer["loaderId"]
        self.connection.wait(lambda: loader in self._loaded, self._session)

    def picture(self, parameters: dict[str, Any]) -> bytes:
        """Return a picture of what the viewport shows; `parameters` are those of `Page.captureScreenshot`."""
        if not self.frames.are_ours:
            shot: bytes = self.call("Page.captureScreenshot", parameters)["data"]
            return shot
        clip = parameters.get("clip")
        if clip is None:
            return self._drawn(parameters)
        self._turn_to(clip)
        try:
            return self._drawn({key: value for key, value in parameters.items() if key != "clip"})
        finally:
            self.resize(*self.size)

    def _drawn(self, parameters: dict[str, Any]) -> bytes:
        """Draw frames until nothing new comes, and then until one has a picture."""
        settle(lambda: bool(self._draw()["hasDamage"]), self._news)
        self._news = News.NONE
        while "screenshotData" not in (drawn := self._draw({"screenshot": parameters})):
            time.sleep(REST_SECONDS)
        picture: bytes = drawn["screenshotData"]
        return picture

    def _turn_to(self, clip: dict[str, Any]) -> None:
        """Have a part of the page to be seen, so many px and no more; the layout stays as it is."""
        self._emulate(viewport=clip, dontSetVisibleSize=True)
        size = {name: round(clip[name] * clip["scale"]) for name in ("width", "height")}
        self.call("Emulation.setVisibleSize", size)

    def scroll(self, top: int) -> None:
        """Have the viewport begin so far down the page (px)."""
        self._note(News.PLACE)
        self._evaluate(f'scrollTo({{left:0,top:{top},behavior:"instant"}})')

    def look(self, expression: str) -> Any:
        """Evaluate JavaScript that changes nothing, and return the plain value. Raises Refused."""
        return self._evaluate(expression)

    def evaluate(self, expression: str) -> Any:
        """Evaluate JavaScript, wait for its promise, and return the plain value. Raises Refused."""
        self._note(News.CONTENT)
        return self._evaluate(expression)

    def _note(self, news: News) -> None:
        """Remember what the next picture has to show: all of it once scripts changed what was drawn."""
        self._is_touched |= self._is_drawn and news is News.CONTENT
        self._news = News.CONTENT if self._is_touched else News.PLACE

    def _evaluate(self, expression: str) -> Any:
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        draw = self._draw_and_rest if self.frames.are_ours else None
        answer = self.connection.call(
            "Runtime.evaluate", asked, self._session, meanwhile=draw, patience=PATIENCE
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Refused(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def _draw_and_rest(self) -> None:
        self._draw()
        self._is_touched = True  # By the script that is still running.
        time.sleep(REST_SECONDS)

    def _draw(self, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Draw one frame."""
        self._is_drawn = True
        with self.frames.one:
            return self.call(DRAW, parameters)

    def is_usable(self, connection: Connection | None) -> bool:
        """Say whether another document can be loaded: the page is one of this browser and is not gone."""
        return self.connection is connection and not self.connection.is_gone(self._session)

    def close(self) -> None:
        """Give the page and its context back; a browser that is gone has no page."""
        self.connection.forget(self._session)
        with contextlib.suppress(Lost, Refused):
            self.connection.call("Target.disposeBrowserContext", {"browserContextId": self._context})

    def _listen(self, method: str, parameters: dict[str, Any]) -> None:
        if method == "Fetch.requestPaused":
            self._reply(parameters)
        elif method == "Page.lifecycleEvent" and parameters["name"] == "load":
            self._loaded.add(parameters["loaderId"])
        elif method in GONE:
            self.connection.lose(self._session)

    def _reply(self, request: dict[str, Any]) -> None:
        number = {"requestId": request["requestId"]}
        is_navigation = request["resourceType"] == "Document"
        answer = self.answer(request["request"]["url"], is_navigation)
        if answer.body is None:
            # As a download does: what is shown stays.
            reason = "Aborted" if is_navigation else "BlockedByClient"
            self.connection.post("Fetch.failRequest", {**number, "errorReason": reason}, self._session)
            return
        headers = [
            {"name": "Content-Type", "value": answer.mime},
            {"name": "Content-Security-Policy", "value": answer.policy},
            {"name": "Access-Control-Allow-Origin", "value": "*"},
        ]
        if answer.lasts:
            self.remembered[request["request"]["url"]] = answer.body
            headers.append({"name": "Cache-Control", "value": "max-age=86400"})
        given = {**number, "responseCode": 200, "responseHeaders": headers, "body": answer.body}
        self.connection.post("Fetch.fulfillRequest", given, self._session)

"""
Start one Chromium, keep it in sight, and end it for certain.

Knows the flags, the isolation (no network, no files, no page scripts) and how to stop a browser
that hangs. Does not know slides: what a page shows is `stage`'s business.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

from carousel_html.errors import SystemPartMissing
from carousel_html.fontconfig import write_browser_config
from carousel_html.stage.cdp import Connection, Lost, Refused
from carousel_html.stage.frames import Frames
from carousel_html.stage.launch import Process, launch
from carousel_html.stage.page import Page, refuse

FLAGS = (
    # Nothing leaves the machine, whatever a page asks for: every name, IP literals too, is unknown.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--headless",
    "--no-startup-window",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-service-autorun",
    "--disable-extensions",
    "--disable-component-extensions-with-background-pages",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-field-trial-config",
    "--disable-default-apps",
    "--disable-breakpad",
    "--disable-sync",
    "--metrics-recording-only",
    "--disable-search-engine-choice-screen",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,GlobalMediaControls,"
    "PaintHolding,LazyFrameLoading,AutoDeElevate",
    # Every request is answered by us: a network service in a process of its own has nothing to do.
    "--enable-features=NetworkServiceInProcess2",
    # Nothing waits for a person, and nothing is slowed because nobody looks.
    "--disable-hang-monitor",
    "--disable-popup-blocking",
    "--disable-prompt-on-repost",
    "--disable-ipc-flooding-protection",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-back-forward-cache",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
    # Shared memory in containers is often 64 MB.
    "--disable-dev-shm-usage",
    # The same on every machine: colours, language, no bars over the slide.
    "--force-color-profile=srgb",
    "--lang=en-US",
    "--hide-scrollbars",
    "--allow-pre-commit-input",
    "--export-tagged-pdf",
    # Glyphs stand at their own subpixel places, grey, as they will in the PDF.
    "--font-render-hinting=none",
    "--disable-lcd-text",
    # No GPU path: SwiftShader may keep stale tiles when one page is captured again and again.
    "--disable-gpu",
    "--disable-gpu-compositing",
    # A frame is only done when all of it is drawn and every image decoded: on a busy machine a
    # picture may otherwise be taken of tiles that are still blank.
    "--run-all-compositor-stages-before-draw",
    "--disable-new-content-rendering-timeout",
    "--disable-partial-raster",
    "--disable-checker-imaging",
    "--disable-threaded-animation",
    "--disable-threaded-scrolling",
)
"""Part of every cache key. Each was tested to leave the pixels as they are."""

START_TRIES = 3
"""How often a browser that ends while it starts is started before that is taken for its fault."""

START_SECONDS = 60.0
"""How long the browser may take to start before it counts as hung."""


class Chromium:
    """One headless Chromium; a context manager. Several threads may use pages of it, each its own.

    With `keeps_page` a page that is given back shows the next document: opening one takes a process.
    Raises SystemPartMissing when the browser does not start.
    """

    def __init__(self, executable: Path, emoji_fonts: list[Path]) -> None:
        self.keeps_page = False
        self.frames = Frames()
        self._executable = executable
        self._emoji_fonts = emoji_fonts
        self._folder = tempfile.TemporaryDirectory(prefix="carousel-", ignore_cleanup_errors=True)
        self._process: Process | None = None
        self._connection: Connection | None = None
        self._version = ""
        self._spares: list[Page] = []
        self._renewing = threading.RLock()

    def __enter__(self) -> Chromium:
        try:
            self.start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    @property
    def version(self) -> str:
        """The build, as "156.0.8078.79"."""
        return self._version

    @property
    def connection(self) -> Connection:
        """The pipes of the running browser. Raises Lost when there is none."""
        with self._renewing:
            if self._connection is None:
                raise Lost("the browser is not started")
            return self._connection

    @property
    def pid(self) -> int:
        """The id of the browser's process group; its first process may be a script that starts it."""
        assert self._process is not None, "the browser is not started"
        return self._process.pid

    def start(self) -> None:
        """Start the browser, or start it anew after it was lost.

        One that ends while it starts is started again: somebody may have ended it, or memory was short.
        """
        said = Path(self._folder.name) / "browser.log"
        for tries in range(1, START_TRIES + 1):
            self._stop()
            try:
                self._version = self._started(said)
                return
            except (OSError, Lost, Refused) as error:
                if tries == START_TRIES or isinstance(error, OSError):
                    raise SystemPartMissing(
                        f"the browser at {self._executable} does not start.",
                        where=_reason(said) or str(error),
                        hint="`carousel doctor` says what it lacks.",
                    ) from error

    def _started(self, said: Path) -> str:
        """Start the process and return its version, once it answers."""
        process = self._process = launch(self._executable, self._flags(), self._environment(), said)
        self._connection = Connection(process.answers, process.commands)
        with self.watched(START_SECONDS):
            product: str = self._connection.call("Browser.getVersion")["product"]
        return product.rpartition("/")[2]

    def renew(self, lost: Connection | None, *, by_clock: bool = False) -> None:
        """Start the browser anew, unless another thread did since `lost` was its connection.

        With `by_clock` the new one draws its frames by itself: drawing them when asked to may be what the old
        one hung over. On Windows one that hung was ended, and looks like one that somebody else ended.
        """
        with self._renewing:
            if self._connection is lost:
                if by_clock or sys.platform == "win32":
                    self.frames = Frames(are_ours=False)
                self.start()

    def warm_up(self, pages: int) -> None:
        """Have so many pages open before anybody knows their size: starting what draws them takes longest."""
        with self.watched(START_SECONDS), contextlib.suppress(Lost, Refused):
            while len(self._spares) < pages:
                self._spares.append(Page(self.connection, self.frames, 1080, 1350))

    def page(
        self, width: int, height: int, is_right: Callable[[str, bytes], bool] = lambda address, body: True
    ) -> Page:
        """Return a page of its own whose viewport is this large (CSS px). Raises Lost.

        Of all it remembers (address, bytes) `is_right` says whether it may be shown once more.
        """
        try:
            spare = self._spares.pop()
        except IndexError:
            return Page(self.connection, self.frames, width, height)
        if not all(is_right(address, body) for address, body in spare.remembered.items()):
            spare.close()
            return Page(self.connection, self.frames, width, height)
        spare.resize(width, height)
        return spare

    def give_back(self, page: Page) -> None:
        """Take a page that nobody uses any more, and keep it for the next or close it."""
        page.answer = refuse
        if self.keeps_page and not self._spares and page.is_usable(self._connection):
            self._spares.append(page)
        else:
            page.close()

    @contextlib.contextmanager
    def watched(self, seconds: float) -> Iterator[None]:
        """Raise Lost if what is asked of the browser inside takes longer than `seconds`."""
        connection = self.connection
        before, connection.deadline = connection.deadline, time.monotonic() + seconds
        timer = threading.Timer(seconds, self.kill) if sys.platform == "win32" else None
        if timer is not None:
            timer.daemon = True
            timer.start()
        try:
            yield
        finally:
            connection.deadline = before
            if timer is not None:
                timer.cancel()

    def kill(self) -> None:
        """End the browser process at once, whatever it is doing."""
        if self._process is not None:
            self._process.kill()

    def _flags(self) -> list[str]:
        profile = f"--user-data-dir={Path(self._folder.name) / 'profile'}"
        return [*FLAGS, *self.frames.flags, profile, *([] if _sandbox_possible() else ["--no-sandbox"])]

    def _environment(self) -> dict[str, str]:
        fonts = write_browser_config(Path(self._folder.name), self._emoji_fonts)
        # What it leaves in its folder for temporary files goes when ours goes, killed or not.
        return {**os.environ, "FONTCONFIG_FILE": str(fonts), "TMPDIR": self._folder.name}

    def _stop(self) -> None:
        process, connection = self._process, self._connection
        self._process = self._connection = None
        self._spares = []
        if process is not None:
            process.kill()
        if connection is not None:
            connection.end()
        if process is not None:
            process.close()

    def _end(self) -> None:
        # There is nothing to save: the profile is thrown away, so it is not asked to close in peace.
        self._stop()
        self._folder.cleanup()


def _sandbox_possible() -> bool:
    """Chromium's sandbox does not work for root, and the seccomp one not in most containers."""
    geteuid = getattr(os, "geteuid", None)
    return not (geteuid and geteuid() == 0) and not Path("/.dockerenv").exists()


def _reason(said: Path) -> str:
    """Return the line of what the browser printed that says most: no line of its log, if there is another."""
    with contextlib.suppress(OSError):
        lines = [line.strip() for line in said.read_text("utf-8", "replace").splitlines() if line.strip()]
        return next((line for line in lines if not line.startswith("[")), lines[-1] if lines else "")
    return ""

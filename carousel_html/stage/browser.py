"""
Start one Chromium, keep it in sight, and end it for certain.

Knows the flags, the isolation (no network, no files, no page scripts) and how to stop a browser
that hangs. Does not know slides: what a page shows is `stage`'s business.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from carousel_html.errors import SystemPartMissing
from carousel_html.stage.fontconfig import write_browser_config

if TYPE_CHECKING:
    from playwright.sync_api import Browser as PlaywrightBrowser
    from playwright.sync_api import BrowserContext, Playwright

FLAGS = (
    # Nothing leaves the machine, whatever a page asks for: every name, IP literals too, is unknown.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-extensions",
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

LOST = ("closed", "crash", "disconnected", "connection", "internal error", "unable to capture")
"""Words of Playwright's and CDP's errors when the browser, the page or what paints it is gone.

"internal error" is CDP's answer to a picture asked of a page that died this moment.
"""

CLOSE_SECONDS = 10.0
"""How long the browser may take to close before it is killed."""


class Chromium:
    """One headless Chromium and the Playwright driver it hangs on; a context manager.

    Raises SystemPartMissing when the browser does not start.
    """

    def __init__(self, executable: Path, emoji_fonts: list[Path]) -> None:
        self._executable = executable
        self._emoji_fonts = emoji_fonts
        self._folder = tempfile.TemporaryDirectory(prefix="carousel-")
        self._driver: Playwright | None = None
        self._browser: PlaywrightBrowser | None = None
        self._pid: int | None = None

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
        assert self._browser is not None
        return self._browser.version

    def start(self) -> None:
        """Start the browser, or start it anew after it was lost."""
        from playwright.sync_api import Error

        if self._driver is None:
            self._driver = _drivers.take()
        self.kill()
        fonts = write_browser_config(Path(self._folder.name), self._emoji_fonts)
        try:
            self._browser = self._driver.chromium.launch(
                executable_path=self._executable,
                args=list(FLAGS),
                chromium_sandbox=_sandbox_possible(),
                env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
                # Ctrl-C is ours: we close the browser after what is half written is taken away.
                handle_sigint=False,
            )
            session = self._browser.new_browser_cdp_session()
            processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        except Error as error:
            raise SystemPartMissing(
                f"the browser at {self._executable} does not start.",
                where=_first_line(error.message),
                hint="`carousel doctor` says what it lacks.",
            ) from error
        self._pid = next(each["id"] for each in processes if each["type"] == "browser")

    def context(self, width: int, height: int) -> BrowserContext:
        """Open a fresh, isolated context whose viewport is one slide (CSS px)."""
        assert self._browser is not None
        return self._browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=False,
            service_workers="block",
            accept_downloads=False,
            reduced_motion="reduce",
            color_scheme="light",
            locale="en-US",
        )

    @contextlib.contextmanager
    def watched(self, seconds: float) -> Iterator[None]:
        """Kill the browser if what stands inside takes longer than `seconds`.

        The call that waits then fails as for a browser that died, and the stage starts a new one.
        """
        timer = threading.Timer(seconds, self.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def kill(self) -> None:
        """End the browser process at once, whatever it is doing."""
        pid, self._pid = self._pid, None
        if pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    def _end(self) -> None:
        with contextlib.suppress(Exception):
            if self._browser is not None and self._pid is not None:
                with self.watched(CLOSE_SECONDS):
                    self._browser.close()
        self.kill()
        with contextlib.suppress(Exception):
            if self._driver is not None:
                _drivers.give_back()
        self._browser = self._driver = None
        self._folder.cleanup()


class _Drivers(threading.local):
    """One Playwright driver a thread: a second cannot be started beside it, but it may be shared."""

    driver: Playwright | None = None
    users = 0

    def take(self) -> Playwright:
        """Return this thread's driver, started if it has none."""
        from playwright.sync_api import sync_playwright

        # After an interrupt the driver may answer what nobody waits for any more: no news to a user.
        logging.getLogger("playwright").setLevel(logging.CRITICAL)
        if self.driver is None:
            self.driver = sync_playwright().start()
        self.users += 1
        return self.driver

    def give_back(self) -> None:
        """End the driver with its last user."""
        self.users -= 1
        if not self.users and self.driver is not None:
            driver, self.driver = self.driver, None
            driver.stop()


_drivers = _Drivers()


def is_lost(error: Any) -> bool:
    """Say whether a Playwright error means the browser or the page is gone (and not our mistake)."""
    text = str(error).lower()
    return any(word in text for word in LOST)


def _sandbox_possible() -> bool:
    """Chromium's sandbox does not work for root, and the seccomp one not in most containers."""
    geteuid = getattr(os, "geteuid", None)
    return not (geteuid and geteuid() == 0) and not Path("/.dockerenv").exists()


def _first_line(message: str) -> str:
    return next((line.strip() for line in message.splitlines() if line.strip()), "")

"""
Draw the frames of pages when they are wanted, not sixty times a second.

A picture of a page that has the browser's clock takes four of its frames, 67 ms. One that is asked for takes
half of that, and is the same to the byte. Chromium's headless shell can do that ("begin frame control");
other builds, and the shell on macOS, go by the clock. Knows what a browser can do, that it draws one frame
at a time, and when all that changed was drawn; what is drawn, the page knows.
https://chromedevtools.github.io/devtools-protocol/tot/HeadlessExperimental/
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from enum import Enum

FLAGS = () if sys.platform == "darwin" else ("--enable-begin-frame-control",)
"""A browser that does not know the flag takes no notice of it; one that does draws no frame by itself."""

VARIABLE = "CAROUSEL_FRAMES"
"""Set to `clock`, the browser draws its frames by itself."""

DRAW = "HeadlessExperimental.beginFrame"

PATIENCE = 1.0
"""After so many seconds without an answer a page is drawn: it may be waiting for that. Sooner would be in the
way of the pictures of other pages: a frame waits for the script that runs on its page."""

REST_SECONDS = 0.004
"""Between two frames of a page that waits for something they bring about."""

NEWS_SECONDS = 0.1
"""So long a page that is changed is drawn until a frame shows it. One that looks as before shows nothing."""

SETTLE_SECONDS, SETTLE_FACTOR = 0.016, 2
"""Between a frame that shows a change of content and the one that shows what was not ready for it: so long,
or so many times as long as the first took. On a busy machine all takes longer."""

MOST_FRAMES = 24
"""A page where so many frames in a row show something new never rests: a drawing in it moves."""


class News(Enum):
    """What the next frame has to show that the last had not."""

    NONE = 0
    PLACE = 1
    """Another part of the page, or the first of a page of which nothing was drawn yet."""

    CONTENT = 2
    """Anything: scripts changed what was drawn."""


def settle(draw: Callable[[], bool], news: News) -> None:
    """Draw frames until all there is to see was drawn; `draw` says whether its frame was another than before.

    The page tells the compositor that it changed over one channel, we ask for the frame over another: until
    the page was heard, frames show what stood there before. And a frame waits for the tiles of a layer that
    was there before, not for those where it showed nothing.
    """
    if news is News.NONE:
        return
    took = _show(draw, NEWS_SECONDS)
    for _ in range(MOST_FRAMES if news is News.CONTENT else 0):
        time.sleep(max(SETTLE_SECONDS, SETTLE_FACTOR * took))
        if not _show(draw, 0):
            return


def _show(draw: Callable[[], bool], patience: float) -> float:
    """Draw until a frame shows something new, for so many seconds, and then until none does any more.

    Returns how long the first of them took (seconds), 0 when there was none or it never ends.
    """
    took, shown, since = 0.0, 0, time.monotonic()
    while shown < MOST_FRAMES:
        begun = time.monotonic()
        if draw():
            took = took or time.monotonic() - begun
            shown += 1
        elif took or begun - since >= patience:
            return took
        else:
            time.sleep(REST_SECONDS / 4)
    return 0


class Frames:
    """How the pages of one browser get their frames.

    `are_ours` is whether we draw them; without it the browser does, by its clock. `one` is held while a frame
    of ours is drawn: two at once, even of two pages, end the browser.
    """

    def __init__(self, *, are_ours: bool | None = None) -> None:
        wanted = os.environ.get(VARIABLE) != "clock" if are_ours is None else are_ours
        self.are_ours = wanted and bool(FLAGS)
        self.are_known = not self.are_ours
        self.one = threading.Lock()

    @property
    def flags(self) -> tuple[str, ...]:
        """What the browser is to be started with."""
        return FLAGS if self.are_ours else ()

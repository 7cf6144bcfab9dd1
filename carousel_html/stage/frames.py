"""
Draw the frames of pages when they are wanted, not sixty times a second.

A picture of a page that has the browser's clock takes four of its frames, 67 ms. A frame that is asked for
takes 25 ms, is the only one, and comes with its picture, which is the same to the byte. Chromium's headless
shell can do that ("begin frame control"); other builds, and the shell on macOS, go by the clock, and so does
everybody who has not asked for it. Knows what a browser can do and that it draws one frame at a time; what is
drawn, the page knows.
https://chromedevtools.github.io/devtools-protocol/tot/HeadlessExperimental/
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import AbstractContextManager, nullcontext

FLAGS = () if sys.platform == "darwin" else ("--enable-begin-frame-control",)
"""A browser that does not know the flag takes no notice of it; one that does draws no frame by itself."""

VARIABLE = "CAROUSEL_FRAMES"
"""Set to `asked`, frames are drawn by us. It is a trial: on a busy machine a photograph for the PDF was found
that lacked a part, and why is not known."""

DRAW = "HeadlessExperimental.beginFrame"

TRIES = 8
"""So many frames may pass before one has a picture: a page that has shown nothing yet has none."""

PATIENCE = 1.0
"""After so many seconds without an answer a page is drawn: it may be waiting for that. Sooner would be in the
way of the pictures of other pages: a frame waits for the script that runs on its page."""

REST_SECONDS = 0.004
"""Between two frames of a page that waits for something they bring about."""


class Frames:
    """How the pages of one browser get their frames.

    `are_ours` is whether we draw them; without it the browser does, by its clock.
    """

    def __init__(self, *, are_ours: bool | None = None) -> None:
        wanted = os.environ.get(VARIABLE) == "asked" if are_ours is None else are_ours
        self.are_ours = wanted and bool(FLAGS)
        self.are_known = not self.are_ours
        self._drawing = threading.RLock()

    @property
    def one(self) -> AbstractContextManager[object]:
        """What is held while a frame of ours is drawn: of two at once, even of two pages, one may be stale.

        By the clock pages do not wait for one another.
        """
        return self._drawing if self.are_ours else nullcontext()

    @property
    def flags(self) -> tuple[str, ...]:
        """What the browser is to be started with."""
        return FLAGS if self.are_ours else ()

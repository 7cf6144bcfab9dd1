"""
The resident process: keep engines running, and do one command after another for those who ask.

A command runs here as it would in a process of its own: with the output, folder, variables and umask of who
asks, and with nothing remembered of the files of the one before. Whenever this process may not be as good as
a new one any more (it was interrupted, holds much memory, its code or engines were changed), it begins anew.
Knows how commands come and when not to do them; what they do is given to it.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from carousel_html import interrupt
from carousel_html.batch.memory import memory_of_tree
from carousel_html.batch.warm import MOST_BYTES, MOST_ROWS
from carousel_html.errors import RenderError, SystemPartMissing
from carousel_html.export.builds import local_builds
from carousel_html.export.engines import Engines, StandingEngines
from carousel_html.export.options import Options
from carousel_html.stage.find_browser import find_browser
from carousel_html.warm import place
from carousel_html.warm.client import BEAT, COMMANDS, EXIT, GREETING, REFUSAL
from carousel_html.warm.stand_in import close, output_to, received, standing_in

Run = Callable[[list[str], Any], int]
"""Runs a command with something that gives engines, as `running_engines` does, and returns its exit code."""

LISTENS_SECONDS = 0.1
BEAT_SECONDS = 1.0
"""How often a running command looks whether its client has left, and says that it goes on."""

REQUEST_SECONDS = 2.0
"""How long a client may take to say what it wants."""

WORN_SECONDS = 2.0
"""How long a process that is not as good as a new one waits to begin anew: who was refused needs the
processor first."""


class ByYourself(BaseException):
    """This process cannot do the command: whoever asked is to do it. No error that a command may catch."""


class Resident:
    """The resident process: does commands until nobody asked for `seconds`, or it is told to end.

    A context manager, inside which its engines run. Raises what a render raises when there is no browser.
    """

    def __init__(self, run: Run, seconds: float) -> None:
        self._run = run
        self._seconds = seconds
        self._standing = StandingEngines(Options())
        self._browser = find_browser()
        self._builds = local_builds()
        self._terms = place.terms(os.environ)
        self._commands = 0
        self._begins_anew_at: float | None = None  # When it is not as good as a new process any more.
        self._ended_by: int | None = None
        self._wakes, self._woken = os.pipe()

    def __enter__(self) -> Resident:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._end)
        return self

    def __exit__(self, *_: object) -> None:
        self._standing.__exit__()

    def warm_up(self) -> int:
        """Render a slide that nobody wants, so that all is loaded; return the exit code."""
        with tempfile.TemporaryDirectory(prefix="carousel-") as folder:
            source = Path(folder, "words.txt")
            source.write_text("Words of a post.", "utf-8")
            try:
                with Path(os.devnull).open("wb") as nowhere, output_to(nowhere.fileno(), 2):
                    return self._run(["render", str(source), "-o", folder, "--no-cache"], self._lent)
            except ByYourself as refusal:
                raise refusal.__cause__ or refusal from None

    def serve(self, listener: socket.socket) -> bool:
        """Do what comes; return whether to begin anew instead of ending. Raises KeyboardInterrupt."""
        while self._ended_by is None and not interrupt.was_interrupted():
            is_worn = self._begins_anew_at is not None
            seconds = (self._begins_anew_at or 0) - time.monotonic() if is_worn else self._seconds
            ready = seconds > 0 and select.select([listener.fileno(), self._wakes], [], [], seconds)[0]
            if not ready:
                return is_worn
            if listener.fileno() in ready:
                connection, _ = listener.accept()
                with connection:
                    self._answer_safely(connection)
        if self._ended_by == signal.SIGINT:
            raise KeyboardInterrupt
        return self._ended_by is None

    def _end(self, number: int, frame: object) -> None:
        """End after the command that is being done."""
        self._ended_by = number
        os.write(self._woken, b"\0")

    def _answer_safely(self, connection: socket.socket) -> None:
        """Answer one client. One that is gone is no harm; after a mistake, its or ours, begin anew."""
        try:
            self._answer(connection)
        except (OSError, EOFError):
            pass
        except Exception:
            self._wear_out()

    def _answer(self, connection: socket.socket) -> None:
        """Do what one client asks for, or tell it why not."""
        connection.settimeout(REQUEST_SECONDS)
        connection.sendall(GREETING + b"\n")
        with received(connection) as (request, files):
            try:
                self._require_fit(request)
                with _listening_to(connection) as is_done:
                    code = self._done(request, files) if request["arguments"] else 0
                    is_done.set()
                    connection.sendall(b"%s %d\n" % (EXIT, code))
                    if not interrupt.was_interrupted():
                        self._rest()
            except ByYourself as refusal:
                connection.sendall(b"%s %s\n" % (REFUSAL, str(refusal).encode("utf-8", "replace")))

    def _require_fit(self, request: Mapping[str, Any]) -> None:
        """Raise ByYourself where this process would not do the same as the one that asks."""
        if request["arguments"] and request["arguments"][0] not in COMMANDS:
            raise ByYourself(f"it does nothing but {' and '.join(COMMANDS)}")
        terms = request["terms"]
        for name in sorted({*terms, *self._terms}, key=str.islower):
            if terms.get(name) != self._terms.get(name):
                raise ByYourself(f"{name} differs")
        _forget_files()
        if local_builds() != self._builds:
            self._wear_out()
        if self._begins_anew_at is not None:
            raise ByYourself("it is about to begin anew")

    def _done(self, request: Mapping[str, Any], files: list[int]) -> int:
        """Run a command in the place of the one that asked."""
        self._commands += 1
        with standing_in(request, files):
            try:
                if find_browser() != self._browser:
                    raise ByYourself("another browser is to be used")
                return self._run(request["arguments"], self._lent)
            except SystemExit as end:  # What was printed went to a pipe that was closed, say.
                return end.code if isinstance(end.code, int) else int(end.code is not None)
            except Exception as error:
                self._wear_out()
                raise ByYourself(f"it failed: {error}") from error
            finally:
                close(files)  # Who reads what was written waits for its end, not for us.

    @contextmanager
    def _lent(self, options: Options, preparing: Future[Any]) -> Iterator[Engines]:
        """Lend the engines to a command; where they fail, a new process shall try."""
        try:
            yield self._standing.engines(options, preparing)
        except (RenderError, SystemPartMissing, MemoryError) as error:
            if interrupt.was_interrupted():
                raise
            self._wear_out()
            raise ByYourself(f"its engines failed: {error}") from error

    def _rest(self) -> None:
        """Be ready for the next command."""
        self._standing.rest()
        gc.collect()
        if self._commands >= MOST_ROWS or (memory_of_tree() or 0) > MOST_BYTES:
            self._wear_out()

    def _wear_out(self) -> None:
        """Begin anew before long."""
        self._begins_anew_at = self._begins_anew_at or time.monotonic() + WORN_SECONDS


def _forget_files() -> None:
    """Forget what our functions remember of earlier calls: files of the same name and date may be others.

    What is asked again is also read again, and so noted as an input of the run.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith("carousel_html."):
            for value in list(vars(module).values()):
                with suppress(AttributeError):
                    value.cache_clear()


@contextmanager
def _listening_to(connection: socket.socket) -> Iterator[threading.Event]:
    """Say now and then that we go on, and remember an interrupt when the client has no more to say.

    That is what it does on Ctrl-C, and what the system does for it when it is killed.
    """
    is_done = threading.Event()

    def listen() -> None:
        beaten = time.monotonic()
        while not is_done.is_set():
            with suppress(TimeoutError):
                connection.recv(1)
                if not is_done.is_set():
                    interrupt.remember()
                return
            if time.monotonic() - beaten >= BEAT_SECONDS and not is_done.is_set():
                beaten = time.monotonic()
                connection.sendall(BEAT + b"\n")

    def listen_until_gone() -> None:
        with suppress(OSError):
            listen()

    connection.settimeout(LISTENS_SECONDS)
    thread = threading.Thread(target=listen_until_gone, name="listening")
    thread.start()
    try:
        yield is_done
    finally:
        is_done.set()
        thread.join()

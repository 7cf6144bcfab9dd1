"""
Hold the PDF process: start it early, hand it jobs, start it again when it dies.

Knows processes and time limits; what is printed is the process' own business.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from carousel_html.errors import CarouselError, RenderError
from carousel_html.frozen import Frozen, FrozenSlide
from carousel_html.pipes import receive, send, start

if TYPE_CHECKING:
    from carousel_html.compose.document import Document

JOB_SECONDS = 300.0
"""How long one job may take before the process counts as hung."""

KEEP_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": str(1 << 28),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 28),
    "PILLOW_BLOCKS_MAX": "4",
}
"""For glibc and Pillow: keep the memory of a picture for the next. Given back and asked for again with every
page that is compared, it costs 10 ms of 70."""


class Printer:
    """The PDF process; a context manager. Jobs are done in the order they are given.

    With `keeps_pages` what was laid out is kept for the next carousel, which may have the same slides.
    `fontconfig_writer` writes the file that decides which system fonts the process may see.
    A job raises SystemPartMissing when there is no Pango.
    """

    def __init__(self, fontconfig_writer: Any) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="carousel-")
        self._fontconfig: Path = fontconfig_writer(Path(self._folder.name))
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: Any = None
        self._queue = ThreadPoolExecutor(1, thread_name_prefix="printer")
        self._last: Frozen | None = None
        self._ready: Future[Any] = Future()
        self._is_over = False
        self.keeps_pages = False

    def __enter__(self) -> Printer:
        try:
            self._start()
            self._ready = self._queue.submit(self._do, "ready")
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Whoever leaves early does not wait for a job: it ends with the process, and is not tried again.
        self._is_over = True
        self._queue.shutdown(wait=False, cancel_futures=True)
        self._kill()
        self._queue.shutdown(wait=True)
        self._stop()
        self._folder.cleanup()

    def warm_up(self, *, compares: bool = True) -> None:
        """Let the process load what it will need, to print and, if it will, to compare."""
        with contextlib.suppress(RuntimeError):  # It is over: somebody left early.
            self._queue.submit(self._do, "warm_up", compares)

    def print_pdf(self, frozen: Frozen) -> Future[bytes]:
        """Print a Frozen document; the future holds the PDF.

        Raises SystemPartMissing at once when it is known by now.
        """
        if self._ready.done():
            self._ready.result()
        return self._queue.submit(self._print, frozen)

    def print_direct(self, document: Document, wanted: tuple[int, ...]) -> Future[bytes]:
        """Print a Document by WeasyPrint's own layout, for comparison; the future holds the PDF."""
        return self._queue.submit(self._do, "print_direct", document, wanted)

    def compare(
        self, index: int, picture: Callable[[], bytes], slide: FrozenSlide, height: int
    ) -> Future[Any]:
        """Compare a page of the PDF printed last with its picture; the future holds the scores.

        `picture` is asked for its bytes when the job's turn has come: many may wait.
        """
        return self._queue.submit(lambda: self._do("compare", index, picture(), slide, height))

    # --- one job at a time, on the queue's own thread ------------------------------------

    def _print(self, frozen: Frozen) -> bytes:
        self._last = frozen
        pdf: bytes = self._do("print_pdf", frozen, self.keeps_pages)
        return pdf

    def _do(self, name: str, *arguments: object) -> Any:
        try:
            kind, value = self._ask(name, arguments)
        except (EOFError, BrokenPipeError, OSError):
            if self._is_over:
                raise
            self._restart(name)
            try:
                kind, value = self._ask(name, arguments)
            except (EOFError, BrokenPipeError, OSError) as error:
                raise RenderError(
                    "the PDF printer died or hung twice on the same pages.", where=self._said()
                ) from error
        if kind == "done":
            return value
        if isinstance(value, CarouselError):
            raise value
        raise RuntimeError(f"the PDF process failed:\n{value}")

    def _ask(self, name: str, arguments: tuple[object, ...]) -> tuple[str, Any]:
        process = self._process
        assert process is not None, "no job is taken before the process is started"
        assert process.stdin is not None, "started with a pipe"
        assert process.stdout is not None, "started with a pipe"
        timer = threading.Timer(JOB_SECONDS, process.kill)
        timer.daemon = True
        timer.start()
        try:
            send(process.stdin, (name, arguments))
            answer: tuple[str, Any] = receive(process.stdout)
            return answer
        finally:
            timer.cancel()

    def _restart(self, name: str) -> None:
        self._stop()
        self._start()
        if name == "compare" and self._last is not None:
            self._ask("print_pdf", (self._last,))

    def _start(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 closed in _stop
        # What it leaves in its folder for temporary files goes when ours goes, killed or not.
        own = {"FONTCONFIG_FILE": str(self._fontconfig), "TMPDIR": self._folder.name}
        self._process = start("pdf.process", {**os.environ, **KEEP_MEMORY, **own}, errors=self._errors)

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def _said(self) -> str:
        if self._errors is None:
            return ""
        self._errors.seek(0)
        return str(self._errors.read()[-2000:].decode("utf-8", "replace")).strip()

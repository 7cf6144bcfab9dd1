"""
Start what an export needs running: the PDF process and the browser, together.

Imports little, so that a command can have the engines start while it still reads its input. Knows
which browser and which fonts; does not know what they will be used for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from carousel_html.cache import Memory
from carousel_html.catalogue import data_root
from carousel_html.errors import CarouselError
from carousel_html.export.options import Options
from carousel_html.fontconfig import write_print_config
from carousel_html.interrupt import result_of
from carousel_html.pdf.printer import Printer
from carousel_html.stage.browser import Chromium
from carousel_html.stage.find_browser import find_browser

Prepared = TypeVar("Prepared")

EMOJI = Path("fonts") / "noto-color-emoji"

SPARE_PAGES = 2
"""Pages that wait in the browser for the next carousel, where engines stay up."""


@dataclass(frozen=True)
class Engines:
    """The running browser, and the running PDF process unless no PDF is wanted.

    `shares_cores` says that others have work for every core, so that less work counts more than an early end.
    `memory` is for what the next carousel can use as well, where there is going to be one.
    """

    chromium: Chromium
    printer: Printer | None
    shares_cores: bool = False
    memory: Memory | None = None


@contextmanager
def beside(work: Callable[[], Prepared]) -> Iterator[Future[Prepared]]:
    """Do some work on a thread of its own, and leave it alone when what stands inside is broken off.

    Nobody who pressed Ctrl-C waits for a long thread to be read to its end.
    """
    thread = ThreadPoolExecutor(1, thread_name_prefix="prepare")
    try:
        yield thread.submit(work)
    finally:
        thread.shutdown(wait=False, cancel_futures=True)


@contextmanager
def running_engines(
    options: Options, preparing: Future[Any], *, shares_cores: bool = False
) -> Iterator[Engines]:
    """Start both engines beside what is being prepared, and end them for certain.

    Raises SystemPartMissing; but first whatever `preparing` raises: a mistake of the user's comes first.
    """
    with ExitStack() as stack:
        try:
            found = find_browser(options.browser)
            chromium = stack.enter_context(Chromium(found.path, [data_root() / EMOJI]))
            printer = stack.enter_context(Printer(write_print_config)) if _wants_printer(options) else None
        except CarouselError:
            result_of(preparing)
            raise
        if printer is not None:
            # While the input is read one core has little to do: the browser itself starts quickly.
            printer.warm_up(compares=not shares_cores)
        chromium.warm_up(pages=1 if shares_cores or not printer else 2)
        chromium.keeps_page = shares_cores
        yield Engines(chromium, printer, shares_cores)


def _wants_printer(options: Options) -> bool:
    return options.prints and options.pdf_engine != "chromium"


class StandingEngines:
    """Engines that stay up from one carousel to the next, with what the next can use of the last.

    A context manager; they start with the first carousel, as its options say or as `options` do.
    """

    def __init__(self, options: Options | None = None) -> None:
        self._options = options
        self._stack = ExitStack()
        self._engines: Engines | None = None

    def __enter__(self) -> StandingEngines:
        return self

    def __exit__(self, *_: object) -> None:
        self._engines = None
        self._stack.close()

    def engines(self, options: Options, preparing: Future[Any]) -> Engines:
        """Return the engines for a carousel with these options. Raises as `running_engines` does."""
        if self._engines is None:
            running = running_engines(self._options or options, preparing)
            self._engines = replace(self._stack.enter_context(running), memory=Memory())
            if self._engines.printer is not None:
                self._engines.printer.keeps_pages = True
        return self._engines if _wants_printer(options) else replace(self._engines, printer=None)

    def rest(self) -> None:
        """Have pages open for the next carousel."""
        if self._engines is not None:
            self._engines.chromium.warm_up(SPARE_PAGES)

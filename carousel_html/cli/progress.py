"""Show how far a render is, on a terminal, in one line that goes away. Knows no step by itself."""

from __future__ import annotations

import sys
from types import TracebackType

from carousel_html import interrupt

WIDTH = 24


class Bar:
    """A progress bar on stderr; a context manager that is called with (what, done, total)."""

    def __init__(self, *, is_shown: bool) -> None:
        self._is_shown = is_shown

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write("\r\033[K")

    def __call__(self, what: str, done: int, total: int) -> None:
        interrupt.check()
        filled = WIDTH * done // max(1, total)
        self._write(f"\r\033[K{what:<8} {'━' * filled}{'╌' * (WIDTH - filled)} {done}/{total}")

    def _write(self, text: str) -> None:
        if self._is_shown:
            sys.stderr.write(text)
            sys.stderr.flush()

"""
Run templates that are not ours in a process of their own, and end it when one does not end.

Knows the process, the clock, and how to begin again. What a template may do is `templates`' business;
what the process may take is `template_process`'.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from carousel_html.errors import TemplateError
from carousel_html.pipes import receive_bytes, send, start

RUN_SECONDS = 10.0
"""How long the template of one slide may run; the built-in ones take 2 ms."""

START_SECONDS = 60.0
MAX_ANSWER = 20_000_000


class WatchedTemplates:
    """The templates of some search folders, run in the template process."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders

    def run(self, name: str, names: Mapping[str, object]) -> str:
        """Return the HTML of a template for the names it sees.

        Raises:
            TemplateError: as `TemplateSet.run` does, or it did not end, or ended the process.
        """
        answer = _PROCESS.ask((self._folders, name, dict(names)), self._place(name))
        html = answer.get("html")
        if html is None:
            raise TemplateError(answer["what"], where=answer["where"], hint=answer["hint"])
        return str(html)

    def _place(self, name: str) -> str:
        found = (folder / "layouts" / name for folder in self._folders)
        return str(next((file for file in found if file.is_file()), name))


class _TemplateProcess:
    """The one process that all WatchedTemplates of this process share; started when it is first needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, job: object, place: str) -> dict[str, Any]:
        """Do one job; twice when the process was gone, as it is after a while without jobs."""
        with self._lock:
            try:
                for _ in range(2):
                    with contextlib.suppress(EOFError, OSError):
                        return self._asked(job, place)
                    self.stop()
            except BaseException:
                self.stop()
                raise
        raise TemplateError(
            "the template ended the process it ran in, twice.", where=place, hint="It asks for too much."
        )

    def _asked(self, job: object, place: str) -> dict[str, Any]:
        process = self._process or self._start()
        assert process.stdin is not None, "started with a pipe"
        with _Clock(process, RUN_SECONDS) as clock:
            try:
                send(process.stdin, job)
                answer: dict[str, Any] = json.loads(_received(process))
            except (EOFError, OSError) as error:
                if clock.has_struck:
                    raise _endless(place) from error
                raise
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        process = start("compose.template_process", os.environ, errors=subprocess.DEVNULL)
        self._process = process
        with _Clock(process, START_SECONDS):
            _received(process)
        return process

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()


class _Clock:
    """Kill a process if what stands inside takes longer than `seconds`."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.has_struck = False
        self._process = process
        self._timer = threading.Timer(seconds, self._strike)
        self._timer.daemon = True

    def _strike(self) -> None:
        self.has_struck = True
        self._process.kill()

    def __enter__(self) -> _Clock:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _received(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None, "started with a pipe"
    return receive_bytes(process.stdout, most=MAX_ANSWER)


def _endless(place: str) -> TemplateError:
    return TemplateError(
        f"the template ran for {RUN_SECONDS:g} seconds and was stopped.",
        where=place,
        hint="A loop inside a loop, or a macro that calls itself, is the usual reason.",
    )


_PROCESS = _TemplateProcess()
atexit.register(_PROCESS.stop)

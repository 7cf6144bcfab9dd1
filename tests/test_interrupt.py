"""Ctrl-C in any stage ends with 130: no process goes on, and no half file is left, nor a temporary one."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from commands import environment, strays

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"),
]

# The progress line says where the program is; it is shown when stderr is a terminal.
STAGES = {
    "fit": "fit ",
    "freeze": "freeze ",
    "first picture": "capture ",
    "between pictures": r"capture .* 2/",
    "print and compare": r"capture .* ([1-9]\d*)/\1\b",
}


class Running:
    """`carousel render` of eight slides in a session of its own, with a terminal as its stderr."""

    def __init__(self, folder: Path, *options: str) -> None:
        import pty

        self.folder = folder
        (folder / "tmp").mkdir()
        thread = folder / "thread.txt"
        thread.write_text("\n\n".join(f"Post number {n} has some words." for n in range(1, 7)), "utf-8")
        self._terminal, end = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "carousel_html", "render", thread, "-o", folder / "out", *options],
            stdout=subprocess.DEVNULL,
            stderr=end,
            env=environment(TMPDIR=str(folder / "tmp"), CAROUSEL_TEST=str(folder)),
            start_new_session=True,
        )
        os.close(end)
        self.said = ""

    def wait_for(self, pattern: str) -> None:
        """Read what it says until it says this; fail when it ends first."""
        while not re.search(pattern, self.said):
            assert self._read(), f"it ended before {pattern!r}: {self.said}"

    def end(self) -> int:
        """Read the rest and return the exit code."""
        while self._read():
            pass
        os.close(self._terminal)
        return self.process.wait(60)

    def interrupt(self) -> None:
        """Send what a terminal sends on Ctrl-C: SIGINT to every process in front."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGINT)

    def _read(self) -> bool:
        if not select.select([self._terminal], [], [], 60)[0]:
            return False
        try:
            text = os.read(self._terminal, 65536).decode("utf-8", "replace")
        except OSError:  # The other end was closed.
            return False
        self.said += text
        return bool(text)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A render that has begun."""
    program = Running(tmp_path)
    yield program
    with suppress(ProcessLookupError):
        os.killpg(program.process.pid, signal.SIGKILL)
    program.process.wait()


def assert_clean(running: Running) -> None:
    """Assert that only whole files are left and no process is."""
    assert strays(str(running.folder)) == []
    assert list((running.folder / "tmp").iterdir()) == []
    for path in running.folder.rglob("*"):
        assert not path.name.startswith("."), path
    written = [path for path in (running.folder / "out").rglob("*") if path.is_file()]
    for path in written:
        ends = {".png": b"IEND\xaeB`\x82", ".pdf": b"%%EOF\n", ".json": b"}\n"}
        assert path.read_bytes().endswith(ends[path.suffix]), path


@pytest.mark.parametrize("stage", STAGES)
def test_interrupted_while_working(running: Running, stage: str):
    """The code is 130, one line says so, and everything that was started is ended."""
    running.wait_for(STAGES[stage])
    running.interrupt()
    assert running.end() == 130
    assert running.said.rstrip().endswith("Interrupted.")
    assert "Traceback" not in running.said
    assert_clean(running)


@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.45])
def test_interrupted_while_starting(running: Running, seconds: float):
    """While modules are loaded, the browser and the PDF process started, the words composed."""
    while not list((running.folder / "tmp").iterdir()):  # The first thing that an engine needs.
        assert running.process.poll() is None
        time.sleep(0.001)
    time.sleep(seconds)
    running.interrupt()
    assert running.end() == 130
    assert "Traceback" not in running.said
    assert_clean(running)


def test_interrupted_while_writing(running: Running):
    """With the first file there, the rest is not begun; what is there is whole."""
    while not list((running.folder / "out").rglob("slide-*.png")) and running.process.poll() is None:
        time.sleep(0.0005)
    running.interrupt()
    assert running.end() in (0, 130)  # The last file may have been written by then.
    assert_clean(running)


def test_interrupted_twice(running: Running):
    """An impatient second Ctrl-C does not break what closes browser and files."""
    running.wait_for("capture ")
    for _ in range(4):
        running.interrupt()
        time.sleep(0.02)
    assert running.end() == 130
    assert_clean(running)


def test_killed(running: Running):
    """When we are killed outright, browser and PDF process notice and end by themselves."""
    running.wait_for("capture ")
    running.process.kill()
    running.end()
    assert strays(str(running.folder)) == []

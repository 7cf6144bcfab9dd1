"""
Start a browser's process with a pipe in each direction, and end it for certain.

Chromium reads commands from descriptor 3 and answers on 4; on Windows it is told the handles instead
(`--remote-debugging-io-pipes`). Knows processes; does not know what is said over the pipes, nor which flags
make good pictures.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

COMMANDS_FD, ANSWERS_FD = 3, 4
"""Where Chromium expects the pipes (content/browser/devtools/devtools_pipe_handler.cc)."""

GONE_SECONDS = 5.0
"""How long a process that was killed may take to let go of its pipes."""

PIPE_BYTES = 1 << 20  # As much as Linux lets everybody have: a picture then comes in a few reads.


class Process:
    """A running browser: its process id, and our two ends of its pipes as file descriptors."""

    def __init__(self, pid: int, answers: int, commands: int, popen: Any = None) -> None:
        self.pid = pid
        self.answers = answers
        self.commands = commands
        self._popen = popen  # On Windows, where a process is not ended by its number.
        self._is_over = False

    def kill(self) -> None:
        """End the browser and every process it started, at once."""
        if self._is_over:
            return
        self._is_over = True
        if self._popen is not None:
            self._popen.kill()
            self._popen.wait()
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def close(self) -> None:
        """Close the pipes of a browser that was ended, once it is really gone.

        The first process may have been a script that starts the browser, as on Debian; the browser itself
        holds the other end of the pipe, so its end is seen there.
        """
        if self._popen is None:
            pipe = select.poll()
            pipe.register(self.answers, select.POLLIN)
            while pipe.poll(GONE_SECONDS * 1000) and os.read(self.answers, PIPE_BYTES):
                pass
        os.close(self.answers)
        os.close(self.commands)


def launch(executable: Path, flags: Sequence[str], environment: Mapping[str, str], said: Path) -> Process:
    """Start a browser; what it prints goes into the file `said`. Raises OSError when it cannot be run."""
    theirs_in, commands = os.pipe()
    answers, theirs_out = os.pipe()
    start = _launch_on_windows if sys.platform == "win32" else _launch
    try:
        return start(
            [str(executable), *flags], environment, said, (theirs_in, theirs_out), (answers, commands)
        )
    except BaseException:
        os.close(answers)
        os.close(commands)
        raise
    finally:
        os.close(theirs_in)
        os.close(theirs_out)


def _launch(
    command: list[str],
    environment: Mapping[str, str],
    said: Path,
    theirs: tuple[int, int],
    ours: tuple[int, int],
) -> Process:
    """Start it in a process group of its own, so that Ctrl-C in a terminal reaches only us."""
    import fcntl

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(ours[0], fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    # Out of the way of 3 and 4, which the first pipe may have been given.
    high = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 10) for each in theirs]
    try:
        pid = os.posix_spawn(
            command[0],
            [*command, "--remote-debugging-pipe=cbor"],
            dict(environment),
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, str(said), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
                (os.POSIX_SPAWN_DUP2, 1, 2),
                (os.POSIX_SPAWN_DUP2, high[0], COMMANDS_FD),
                (os.POSIX_SPAWN_DUP2, high[1], ANSWERS_FD),
            ],
            setpgroup=0,
            setsigmask=(),
        )
    finally:
        for each in high:
            os.close(each)
    return Process(pid, *ours)


def _launch_on_windows(
    command: list[str],
    environment: Mapping[str, str],
    said: Path,
    theirs: tuple[int, int],
    ours: tuple[int, int],
) -> Process:
    """Start it with two inherited handles, in a process group of its own."""
    windows: Any = subprocess  # The names below exist on Windows alone.
    import msvcrt

    handles = [msvcrt.get_osfhandle(each) for each in theirs]  # type: ignore[attr-defined]
    for handle in handles:
        os.set_handle_inheritable(handle, True)  # type: ignore[attr-defined]
    pipes = f"--remote-debugging-io-pipes={handles[0]},{handles[1]}"
    with said.open("wb") as output:
        popen = subprocess.Popen(
            [*command, "--remote-debugging-pipe=cbor", pipes],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            close_fds=False,
            creationflags=windows.CREATE_NEW_PROCESS_GROUP,
            startupinfo=windows.STARTUPINFO(lpAttributeList={"handle_list": handles}),
        )
    return Process(popen.pid, *ours, popen)

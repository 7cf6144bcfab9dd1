"""
Start the resident process, find out whether one runs, and stop it.

The one that runs holds a lock, on a file with its number. The system takes it off when the process ends,
however it ends, so what one left behind is never taken for a running one. Knows the socket and the lock; does
not know commands.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from carousel_html.errors import CarouselError, InputError, OutputError, SystemPartMissing
from carousel_html.warm import place
from carousel_html.warm.client import ask

STOP_SECONDS = 10.0
"""How long the command that is being done may take to end, before the process is killed."""

LOOK_SECONDS = 0.05


def place_of_socket() -> Path:
    """Return where the socket is to be. Raises InputError or SystemPartMissing where there can be none."""
    if not place.is_possible():
        raise SystemPartMissing(
            "this system cannot hand a render over to another process.",
            hint="`carousel render --watch` and `carousel batch` keep the engines running, too.",
        )
    folder = place.folder()
    if folder is None:
        raise InputError(
            f"{place.VARIABLE} is off.", hint="Unset it, or name a folder for the socket with it."
        )
    return Path(folder, f"{place.name()}.socket").absolute()


def running(path: Path) -> int | None:
    """Return the number of the process that runs for this socket; None when none does."""
    import fcntl

    try:
        with _lock_file(path).open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return int(file.read() or b"0") or None
    except FileNotFoundError:
        pass
    return None


def described() -> str:
    """Say whether a process is kept warm that does commands from here, and why if it does not do them."""
    try:
        path = place_of_socket()
    except CarouselError as error:
        return error.what
    process = running(path)
    if process is None:
        return "no process is kept; `carousel warm` starts one"
    why = refusal(path)
    return f"process {process}" + (f", but not for commands from here: {why}" if why else "")


def refusal(path: Path) -> str | None:
    """Return why the process that runs would not do a render of this one; None when it would."""
    try:
        code, why = ask(str(path), [])
    except OSError:
        return "it is busy, or just starting"
    return why if code is None else None


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Be the process that runs for this socket. Raises OutputError when there is one already."""
    import fcntl

    make_private(path.parent)
    with _lock_file(path).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputError(
                "a resident process runs already.", hint="`carousel warm --stop` ends it."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()).encode())
        lock.flush()
        yield


@contextmanager
def listening(path: Path) -> Iterator[socket.socket]:
    """Listen on a socket in a folder that is ours alone. Raises OutputError."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        path.unlink(missing_ok=True)  # Of one that was killed: the lock is ours.
        try:
            listener.bind(str(path))
        except OSError as error:
            raise OutputError(
                f"there can be no socket at {path}: {error}.",
                hint=f"Name another folder, with a short path, by {place.VARIABLE}.",
            ) from error
        try:
            listener.listen()
            yield listener
        finally:
            path.unlink(missing_ok=True)


def start(path: Path, command: Sequence[str]) -> tuple[int, str]:
    """Start a command in the background; return 0 once it says a line, or its exit code and what it said."""
    make_private(path.parent)
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
        )
        assert process.stdout is not None, "started with a pipe"
        with process.stdout as said:
            if said.readline():
                process.returncode = 0  # It goes on, and nobody is going to wait for it.
                return 0, ""
        code = process.wait()
        errors.seek(0)
        return code, errors.read().decode("utf-8", "replace")


def stop(path: Path) -> bool:
    """End the process that runs, once it has done what it is at; return whether there was one."""
    process = running(path)
    if process is None:
        return False
    for number, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, STOP_SECONDS)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if running(path) != process:
                return True
            time.sleep(LOOK_SECONDS)
    return True


def make_private(folder: Path) -> None:
    """Make the folder of the socket; raise OutputError where it is not this user's alone."""
    hint = f"Take it away, or name another folder by {place.VARIABLE}."
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(0o700)
        is_private = place.is_private(str(folder))
    except OSError as error:
        raise OutputError(f"{folder} cannot be made: {error.strerror}.", hint=hint) from error
    if not is_private:
        raise OutputError(f"others may look into {folder}, or it is not yours.", hint=hint)


def _lock_file(path: Path) -> Path:
    return path.with_suffix(".lock")

"""
Hand a command over to the resident process, if there is one, and end as it says.

The resident process is given this one's output itself, so nothing comes back through here but the exit
code. Whatever goes wrong, the answer is None, and the command goes on as if there were no resident process.
Knows which commands can be handed over; does not know what they mean. Imports little: see `place`.
"""

from __future__ import annotations

import os
import sys
import time

from carousel_html.warm import place

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

PATIENCE_SECONDS = 0.7
"""How long it waits for its turn: as long as starting engines takes, which is what the turn would save."""

SILENCE_SECONDS = 30.0
"""After so long without a word the resident process counts as hung: it says one every second. Whoever has
pressed Ctrl-C and presses it again need only wait for HURRIED_SECONDS."""

HURRIED_SECONDS = 3.0

GREETING, BEAT, EXIT, REFUSAL = b"ready", b"beat", b"exit", b"by yourself:"
"""The words of the resident process, each on a line. EXIT is followed by a code, REFUSAL by the reason."""

HEADER_BYTES = 8
"""The length of a request comes first, and with it our output, our errors and our folder as open files."""

INTERRUPTED = 130

COMMANDS = ("render", "check")
"""What a resident process does: the commands that are over in seconds, of which half is starting engines."""

OWN = ("-", "--watch", "--browser")
"""Arguments of a command that reads our own input, goes on until Ctrl-C, or wants another browser."""

OWN_FILES = ("/dev/", "/proc/")
"""In what names another file in another process: a shell's `<(…)`, say."""


def handed_over(arguments: Sequence[str]) -> int | None:
    """Return the exit code of a command that the resident process did; None for one to be done here."""
    if not arguments or arguments[0] not in COMMANDS or not all(map(_is_suited, arguments)):
        return None
    if sys.stdout is None or sys.stderr is None:
        return None  # It is closed, and its number might be given to the socket.
    folder = place.folder()
    if folder is None:
        return None
    path = f"{folder}/{place.name()}.socket"
    try:
        if not os.path.exists(path) or not place.is_private(folder):  # noqa: PTH110 pathlib is slow
            return None
        code, _ = ask(path, arguments)
    except (OSError, ValueError):  # It is gone, or hung; or an output of ours is closed.
        return None
    return code


def _is_suited(argument: str) -> bool:
    is_own = argument.partition("=")[0] in OWN
    return not is_own and not any(part in argument for part in OWN_FILES)


def ask(path: str, arguments: Sequence[str]) -> tuple[int | None, str]:
    """Have a command done; without arguments, ask whether one would be. Return its exit code.

    None instead of a code, and the reason, where it is not done. Raises OSError.
    """
    import signal
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        pressed = _Pressed(connection)
        before = signal.signal(signal.SIGINT, pressed)
        try:
            connection.settimeout(PATIENCE_SECONDS)
            connection.connect(path)
            answer = _answer(connection, arguments, pressed)
        except (OSError, KeyboardInterrupt):
            if not pressed.is_pressed:
                raise
            answer = None, ""
        finally:
            signal.signal(signal.SIGINT, before)
    if answer[0] is None and pressed.is_pressed:
        sys.stderr.write("Interrupted.\n")
        return INTERRUPTED, ""
    return answer


class _Pressed:
    """What is done on Ctrl-C: the resident process is told, and its answer is waited for while it lives."""

    def __init__(self, connection: socket.socket) -> None:
        self.is_pressed = False
        self.heard = time.monotonic()  # When the resident process said its last word.
        self._connection = connection

    def __call__(self, *_: object) -> None:
        if self.is_pressed and time.monotonic() - self.heard > HURRIED_SECONDS:
            raise KeyboardInterrupt
        self.is_pressed = True
        try:  # noqa: SIM105 contextlib would have to be imported
            self._connection.shutdown(1)  # SHUT_WR: it sees the end of what we say.
        except OSError:  # It is not connected yet, or gone.
            pass


def _answer(connection: socket.socket, arguments: Sequence[str], pressed: _Pressed) -> tuple[int | None, str]:
    """Wait for our turn, ask, and wait for the end."""
    words = connection.makefile("rb")
    if words.readline().rstrip() != GREETING or pressed.is_pressed:
        return None, "it is ending"
    _send(connection, arguments)
    connection.settimeout(SILENCE_SECONDS)
    while (word := words.readline().rstrip()) == BEAT:
        pressed.heard = time.monotonic()
    if word.startswith(EXIT):
        return int(word.removeprefix(EXIT)), ""
    return None, word.removeprefix(REFUSAL).decode("utf-8", "replace").strip()


def _send(connection: socket.socket, arguments: Sequence[str]) -> None:
    """Send what a command is made of: words, folder, variables, what others may do with its files."""
    import socket

    umask = os.umask(0o077)
    os.umask(umask)
    environment = dict(os.environ)
    request = {
        "arguments": list(arguments),
        "environment": environment,
        "umask": umask,
        "terms": place.terms(environment),
    }
    body = repr(
        request
    ).encode()  # Read by `ast.literal_eval`: nothing to import here, nothing to fear there.
    here = os.open(".", os.O_RDONLY)
    try:
        socket.send_fds(connection, [len(body).to_bytes(HEADER_BYTES, "little")], [1, 2, here])
    finally:
        os.close(here)
    connection.sendall(body)

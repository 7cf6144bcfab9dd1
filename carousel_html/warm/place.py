"""
Say where a resident process of this program is met, and what must be equal for it to stand in for another.

Every render asks this first, so nothing is imported here that Python has not loaded anyway: platformdirs and
pathlib would take as long as all the rest. Knows paths and names; opens nothing.
"""

from __future__ import annotations

import os
import stat
import sys
import zlib

TYPE_CHECKING = False  # typing's own would cost its import.
if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "CAROUSEL_WARM"
"""Names another folder for the socket, or is `off`: then no resident process is looked for."""

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 see above

SAID = (
    "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LC_NUMERIC", "SOURCE_DATE_EPOCH",
    "TMPDIR", "TZ", "XDG_CACHE_HOME", "XDG_DATA_HOME",
)  # fmt: skip
SAID_BY = ("CAROUSEL_", "PYTHON", "LD_", "DYLD_", "FONTCONFIG_", "FREETYPE_", "PANGO", "HB_", "G_")
"""The variables, and how variables begin, that engines and Python read when they start. All others, PATH and
NO_COLOR among them, are taken over with each render."""

UNSAID = ("PYTHONSTARTUP", "PYTHON_BASIC_REPL", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE")
"""What editors set in their terminals, and what has no say in what is made or printed."""


def is_possible() -> bool:
    """Say whether the system has sockets with a place in a folder, over which open files can be passed on."""
    return os.name == "posix"


def folder() -> str | None:
    """Return the folder that holds the socket; None where no resident process is wanted, or possible."""
    named = os.environ.get(VARIABLE)
    if named == "off" or not is_possible():
        return None
    if named:
        return named
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 see above
    return f"{caches}/carousel_html/warm"


def name() -> str:
    """Return a name for this installation on this machine: each has a resident process of its own."""
    machine = os.uname().nodename
    return f"{zlib.crc32(f'{machine} {sys.prefix} {PACKAGE} {sys.version}'.encode()):08x}"


def is_private(path: str) -> bool:
    """Say whether a folder is this user's, and nobody else may look into it. Raises OSError."""
    found = os.lstat(path)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def terms(environment: Mapping[str, str]) -> dict[str, object]:
    """Return by name what must be equal for one process to stand in for another."""
    root = os.stat("/")  # noqa: PTH116 see above
    flags = [sys.flags.optimize, sys.flags.dev_mode, sys.flags.isolated, sys.flags.ignore_environment]
    encodings = [
        sys.getfilesystemencoding(),
        *((each.encoding, each.errors) for each in (sys.stdout, sys.stderr)),
    ]
    variables = {
        key: value
        for key, value in environment.items()
        if key in SAID or (key.startswith(SAID_BY) and key not in UNSAID)
    }
    return {
        "the program": PACKAGE,
        "Python": [sys.version, sys.prefix, *flags, *encodings],
        "Python's search path": sys.path,
        "the file system": [root.st_dev, root.st_ino],  # Another one in a container, whose files are others.
        **variables,
    }

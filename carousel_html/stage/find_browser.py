"""
Find the Chromium that lays out and paints the slides.

Knows where browsers lie on Linux, macOS and Windows, and how to read a version. Starts no page and does not
know Playwright; installs nothing (setup_machine does).

The order: the one that was named (option, then environment variable), Playwright's own, one on PATH, one in
the usual places. Within each the headless shell comes first: it starts fastest and paints what we measured.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from carousel_html.cache_folder import cache_folder
from carousel_html.errors import InputError, SystemPartMissing
from carousel_html.system_parts import install_command

VARIABLE = "CAROUSEL_BROWSER"
"""The environment variable that names a browser."""

MINIMUM = 120
"""The oldest major version we use: from 120 on, nested CSS rules may start with an element's name."""

NAMES = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "headless_shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
)
"""Program names looked for on PATH, the best one first."""

USUAL_PLACES = {
    "linux": (
        "/usr/lib/chromium/chromium",
        "/usr/lib64/chromium-browser/chromium-browser",
        "/opt/google/chrome/chrome",
        "/opt/microsoft/msedge/msedge",
        "/snap/bin/chromium",
    ),
    "darwin": (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "~/Applications/Chromium.app/Contents/MacOS/Chromium",
        "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "~/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        "$PROGRAMFILES/Chromium/Application/chrome.exe",
        "$LOCALAPPDATA/Chromium/Application/chrome.exe",
        "$PROGRAMFILES/Google/Chrome/Application/chrome.exe",
        "$PROGRAMFILES(X86)/Google/Chrome/Application/chrome.exe",
        "$LOCALAPPDATA/Google/Chrome/Application/chrome.exe",
        "$PROGRAMFILES(X86)/Microsoft/Edge/Application/msedge.exe",
        "$PROGRAMFILES/Microsoft/Edge/Application/msedge.exe",
    ),
}
"""Where installers put browsers, by `sys.platform`. `~` and `$NAME` are expanded."""

PLAYWRIGHT_CACHES = {
    "linux": "~/.cache/ms-playwright",
    "darwin": "~/Library/Caches/ms-playwright",
    "win32": "$LOCALAPPDATA/ms-playwright",
}

PLAYWRIGHT_PROGRAMS = (
    "chromium_headless_shell-*/*/chrome-headless-shell",
    "chromium_headless_shell-*/*/headless_shell",
    "chromium_headless_shell-*/*/chrome-headless-shell.exe",
    "chromium_headless_shell-*/*/headless_shell.exe",
    "chromium-*/*/chrome",
    "chromium-*/*/Chromium.app/Contents/MacOS/Chromium",
    "chromium-*/*/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "chromium-*/*/chrome.exe",
)
"""Where Playwright puts its browsers, below its cache."""

VERSION = re.compile(r"\b(\d{2,4}(?:\.\d+){1,3})\b")


@dataclass(frozen=True)
class Browser:
    """A browser that can be used: its program, its version ("156.0.8078.79"), and where it was found."""

    path: Path
    version: str
    source: str

    @property
    def major(self) -> int:
        """The first number of the version."""
        return int(self.version.split(".")[0])


def find_browser(explicit: str | Path | None = None) -> Browser:
    """Return the browser to use.

    A named browser (`explicit`, else the variable CAROUSEL_BROWSER) is used or refused, never replaced.

    Raises:
        InputError: the named browser is not there, does not run, or is too old.
        SystemPartMissing: there is no browser at all; the message has the commands that install one.
    """
    named = explicit or os.environ.get(VARIABLE)
    if named:
        return _named(str(named), "--browser" if explicit else VARIABLE)
    refused: list[str] = []
    for path, source in candidates():
        version = read_version(path)
        if version is not None and _is_new_enough(version):
            return Browser(path, version, source)
        refused.append(f"{path}: " + (f"{version} is too old" if version else "does not run"))
    raise SystemPartMissing(
        f"no browser was found. Slides are drawn by Chromium {MINIMUM} or newer.",
        where="\n".join(refused) or None,
        hint=_how_to_install(),
    )


def candidates() -> Iterator[tuple[Path, str]]:
    """Yield each program that may be a browser, in the order of preference, with where it was found."""
    seen: set[Path] = set()
    for path, source in _everywhere():
        if path not in seen and path.is_file() and os.access(path, os.X_OK):
            seen.add(path)
            yield path, source


def read_version(path: Path) -> str | None:
    """Return the version of the browser at `path`, or None when it does not run.

    Asking a browser takes 20 to 100 ms, so the answer is kept in the user's cache folder for as long as
    the program's size and date stay the same.
    """
    try:
        stat = path.resolve().stat()
    except OSError:
        return None
    key = f"{path}|{stat.st_size}|{stat.st_mtime_ns}"
    known = _known_versions()
    if key not in known and (version := _ask_version(path)):
        known = {old: value for old, value in known.items() if not old.startswith(f"{path}|")}
        known[key] = version
        _remember(known)
    return known.get(key)


def _named(name: str, where: str) -> Browser:
    found = shutil.which(name)
    path = Path(found) if found else Path(name).expanduser()
    version = read_version(path)
    if version is None:
        what = "is no browser that runs" if path.exists() else "does not exist"
        raise InputError(
            f'the browser "{name}" {what}.',
            where=where,
            hint="Name the program of Chromium, Chrome or Edge, or leave it out to use what is found.",
        )
    if not _is_new_enough(version):
        raise InputError(
            f'the browser "{name}" is version {version}; {MINIMUM} or newer is needed.',
            where=where,
            hint="Bring it up to date, or leave it out to use the one that is found.",
        )
    return Browser(path, version, where)


def _is_new_enough(version: str) -> bool:
    return int(version.split(".")[0]) >= MINIMUM


# --- where browsers lie ------------------------------------------------------------------------


def _everywhere() -> Iterator[tuple[Path, str]]:
    for path in _of_playwright():
        yield path, "Playwright"
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found), "PATH"
    for place in USUAL_PLACES.get(sys.platform, ()):
        if expanded := _expanded(place):
            yield expanded, "usual place"


def _of_playwright() -> Iterator[Path]:
    """Yield the browsers in Playwright's cache: headless shells first, the newest revision first."""
    cache = _playwright_cache()
    if cache and cache.is_dir():
        for pattern in PLAYWRIGHT_PROGRAMS:
            yield from sorted(cache.glob(pattern), key=_revision, reverse=True)


def _playwright_cache() -> Path | None:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if named == "0":  # Playwright's word for "inside the installed package".
        package = importlib.util.find_spec("playwright")
        return Path(package.origin or "").parent / "driver/package/.local-browsers" if package else None
    return _expanded(named or PLAYWRIGHT_CACHES.get(sys.platform, "~/.cache/ms-playwright"))


def _revision(path: Path) -> int:
    found = re.search(r"chromium[a-z_]*-(\d+)", path.as_posix())
    return int(found[1]) if found else 0


def _expanded(place: str) -> Path | None:
    """Expand `~` and `$NAME` (also `$PROGRAMFILES(X86)`); None when the variable is not set."""
    found = re.match(r"\$([A-Z]+(?:\(X86\))?)(.*)", place)
    if not found:
        return Path(place).expanduser()
    value = os.environ.get(found[1])
    return Path(value + found[2]) if value else None


# --- versions ----------------------------------------------------------------------------------


def _ask_version(path: Path) -> str | None:
    if sys.platform == "win32" and path.stem in ("chrome", "msedge"):
        # There `--version` opens a window. The installer names a folder beside the program after the version.
        beside = sorted(child.name for child in path.parent.iterdir() if VERSION.fullmatch(child.name))
        return beside[-1] if beside else None
    try:
        answer = subprocess.run(
            [path, "--version"], capture_output=True, text=True, errors="replace", timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = VERSION.search(answer.stdout)
    return found[1] if found and answer.returncode == 0 else None


def _cache_file() -> Path:
    return cache_folder() / "browsers.json"


def _known_versions() -> dict[str, str]:
    try:
        known = json.loads(_cache_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(known: dict[str, str]) -> None:
    """Keep the answers; a cache folder that cannot be written costs time, nothing else."""
    file = _cache_file()
    partial = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(known, indent=1), "utf-8")
        partial.replace(file)


def _how_to_install() -> str:
    commands = [f"{sys.executable} -m playwright install --only-shell chromium"]
    if of_system := install_command("browser"):
        commands.append(of_system)
    lines = ["Install one of these:", *(f"  {command}" for command in commands)]
    return "\n".join([*lines, f"or name one that is there: {VARIABLE}=/path/to/chromium"])

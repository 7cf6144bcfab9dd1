"""
Make sure this machine has a browser and Pango.

Run by `make setup` (as `python -m carousel_html.setup_machine`) and by `carousel doctor --fix`. Takes what is
there; else Playwright's own browser; else, as root, the system's packages; else the error says which
commands to type. Knows no slide.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from carousel_html.errors import CarouselError, SystemPartMissing
from carousel_html.pdf.find_pango import find_pango
from carousel_html.stage.find_browser import find_browser
from carousel_html.system_parts import PackageManager, Part, is_root, package_manager

PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "--only-shell", "chromium")
DOWNLOAD_LIMIT = 300
"""Seconds for Playwright's download, which on a machine without a way out may hang."""

Say = Callable[[str], None]


def set_up(say: Say) -> None:
    """Find or install both parts, telling `say` each step in one line.

    Raises:
        SystemPartMissing: a part is missing and could not be installed.
        InputError: CAROUSEL_BROWSER names a browser that cannot be used.
    """
    set_up_browser(say)
    set_up_pango(say)


def set_up_browser(say: Say) -> None:
    """Find a browser, or install one; raises as `set_up` does."""
    _have("browser", _browser_in_words, [_install_by_playwright, _install_by_system], say)


def set_up_pango(say: Say) -> None:
    """Find Pango, or install it; raises SystemPartMissing."""
    _have("pango", _pango_in_words, [_install_by_system], say)


def install_fonts(part: Part, say: Say) -> bool:
    """Install a package of fonts where we may; tell whether that worked."""
    return _install_by_system(part, say)


def _browser_in_words() -> str:
    browser = find_browser()
    return f"{browser.path} {browser.version}"


def _pango_in_words() -> str:
    found = find_pango()
    return f"Pango {found.pango}, HarfBuzz {found.harfbuzz}"


def _have(part: Part, find: Callable[[], str], ways: list[Callable[[Part, Say], bool]], say: Say) -> None:
    """Look for a part, and after each way of installing it look again; raise when none helped."""
    for install in ways:
        try:
            return say(f"{part}: {find()}")
        except SystemPartMissing:
            install(part, say)
    return say(f"{part}: {find()}")


def _install_by_playwright(part: Part, say: Say) -> bool:
    say(f"{part}: none found; asking Playwright for its headless shell")
    try:
        done = subprocess.run(PLAYWRIGHT, timeout=DOWNLOAD_LIMIT, capture_output=True, check=False)
    except subprocess.TimeoutExpired:
        say(f"{part}: no download within {DOWNLOAD_LIMIT} s")
        return False
    return done.returncode == 0


def _install_by_system(part: Part, say: Say) -> bool:
    manager = package_manager()
    if manager is None or (manager.needs_root and not is_root()):
        return False
    if manager.refresh:
        _run(manager, manager.refresh, say)
    for command in manager.commands(part):
        say(f"{part}: {' '.join(command)}")
        if _run(manager, command, say):
            return True
    return False


def _run(manager: PackageManager, command: tuple[str, ...], say: Say) -> bool:
    """Run one command of the package manager; tell whether it worked, and say its last words if not."""
    done = subprocess.run(
        command,
        env=os.environ | manager.options,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        for line in done.stdout.strip().splitlines()[-3:]:
            say(f"  {line}")
    return done.returncode == 0


def main() -> int:
    """Set the machine up; return the exit code."""
    try:
        set_up(lambda line: print(f"setup: {line}", flush=True))
    except CarouselError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())

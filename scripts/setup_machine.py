"""
Make sure this machine has a browser and Pango.

Run by `make setup`, with the Python of the virtual environment. Takes what is there; else Playwright's own
browser; else, as root, the system's packages; else says which commands to type. Knows no slide.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from carousel_html.errors import CarouselError
from carousel_html.pdf.find_pango import find_pango
from carousel_html.stage.find_browser import find_browser
from carousel_html.system_parts import PackageManager, Part, is_root, package_manager

PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "--only-shell", "chromium")
DOWNLOAD_LIMIT = 300
"""Seconds for Playwright's download, which on a machine without a way out may hang."""


def main() -> int:
    """Find or install both parts; return the exit code of what is missing, else 0."""
    try:
        _have("browser", browser_in_words, [_install_by_playwright, lambda: _install_by_system("browser")])
        _have("pango", pango_in_words, [lambda: _install_by_system("pango")])
    except CarouselError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def browser_in_words() -> str:
    """Say which browser there is; raise when there is none."""
    browser = find_browser()
    return f"{browser.path} {browser.version}"


def pango_in_words() -> str:
    """Say which Pango there is; raise when there is none."""
    found = find_pango()
    return f"Pango {found.pango}, HarfBuzz {found.harfbuzz}"


def _have(part: Part, find: Callable[[], str], ways: list[Callable[[], None]]) -> None:
    """Look for a part, and after each way of installing it look again; raise when none helped."""
    for install in (None, *ways):
        if install:
            install()
        try:
            print(f"setup: {part}: {find()}", flush=True)
        except CarouselError as error:
            if error.exit_code != 4:  # A browser that was named, and is wrong, is not ours to replace.
                raise
            last = error
        else:
            return
    raise last


def _install_by_playwright() -> None:
    print("setup: browser: none found; asking Playwright for its headless shell", flush=True)
    try:
        subprocess.run(PLAYWRIGHT, timeout=DOWNLOAD_LIMIT, capture_output=True, check=False)
    except subprocess.TimeoutExpired:
        print(f"setup: browser: no download within {DOWNLOAD_LIMIT} s", flush=True)


def _install_by_system(part: Part) -> None:
    manager = package_manager()
    if manager is None or (manager.needs_root and not is_root()):
        return
    if manager.refresh:
        _quietly(manager, manager.refresh)
    for command in manager.commands(part):
        print(f"setup: {part}: {' '.join(command)}", flush=True)
        if _quietly(manager, command):
            return


def _quietly(manager: PackageManager, command: tuple[str, ...]) -> bool:
    """Run one command of the package manager; tell whether it worked, and show its last words if not."""
    done = subprocess.run(
        command,
        env=os.environ | manager.options,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        print("  " + "\n  ".join(done.stdout.strip().splitlines()[-3:]), flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())

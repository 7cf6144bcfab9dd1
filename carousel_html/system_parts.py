"""
Name what the program needs of the operating system, and the commands that install it.

Knows package managers and what each calls a browser and Pango. Does not look for either (see
stage/find_browser and pdf/find_pango) and installs nothing itself.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from typing import Literal

Part = Literal["browser", "pango", "fonts", "cjk-fonts"]


@dataclass(frozen=True)
class PackageManager:
    """One package manager: how it installs, and its names for each part, the best one first."""

    program: str
    install: tuple[str, ...]
    packages: dict[Part, tuple[tuple[str, ...], ...]]
    refresh: tuple[str, ...] = ()
    needs_root: bool = True
    options: dict[str, str] = field(default_factory=dict)
    """Environment variables that keep it from asking questions."""

    def commands(self, part: Part) -> list[tuple[str, ...]]:
        """Return the commands that would install `part`, each to be tried when the one before fails."""
        return [(*self.install, *names) for names in self.packages.get(part, ())]


# Debian's package names of the libraries WeasyPrint 70 loads: docs of WeasyPrint, "First steps".
PACKAGE_MANAGERS = (
    PackageManager(
        "apt-get",
        ("apt-get", "install", "-y", "--no-install-recommends"),
        {
            # Debian splits the headless shell off; Ubuntu's `chromium` brings a snap.
            "browser": (("chromium-headless-shell",), ("chromium",)),
            "pango": (("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),),
            "fonts": (("fonts-noto-core",),),
            "cjk-fonts": (("fonts-noto-cjk",),),
        },
        refresh=("apt-get", "update"),
        options={"DEBIAN_FRONTEND": "noninteractive"},
    ),
    PackageManager(
        "dnf",
        ("dnf", "install", "-y"),
        {
            "browser": (("chromium-headless",), ("chromium",)),
            "pango": (("pango", "harfbuzz"),),
            "fonts": (("google-noto-sans-fonts",),),
            "cjk-fonts": (("google-noto-sans-cjk-fonts",),),
        },
    ),
    PackageManager(
        "apk",
        ("apk", "add"),
        {
            "browser": (("chromium",),),
            "pango": (("pango", "harfbuzz-subset"),),
            "fonts": (("font-noto-all",), ("font-noto",)),
            "cjk-fonts": (("font-noto-cjk",),),
        },
    ),
    PackageManager(
        "pacman",
        ("pacman", "-S", "--noconfirm"),
        {
            "browser": (("chromium",),),
            "pango": (("pango", "harfbuzz"),),
            "fonts": (("noto-fonts",),),
            "cjk-fonts": (("noto-fonts-cjk",),),
        },
    ),
    PackageManager(
        "zypper",
        ("zypper", "--non-interactive", "install"),
        {
            "browser": (("chromium",),),
            "pango": (("libpango-1_0-0", "libharfbuzz-subset0"),),
            "fonts": (("google-noto-fonts",),),
            "cjk-fonts": (("google-noto-sans-cjk-fonts",),),
        },
    ),
    PackageManager(
        "brew",
        ("brew", "install"),
        {"browser": (("--cask", "chromium"),), "pango": (("pango",),)},
        needs_root=False,
    ),
)


def package_manager() -> PackageManager | None:
    """Return this machine's package manager, or None."""
    return next((manager for manager in PACKAGE_MANAGERS if shutil.which(manager.program)), None)


def is_root() -> bool:
    """Tell whether this process may install system packages."""
    return sys.platform != "win32" and os.geteuid() == 0


def install_command(part: Part) -> str | None:
    """Return the command a person types to install `part` with this machine's package manager, or None."""
    manager = package_manager()
    commands = manager.commands(part) if manager else []
    if manager is None or not commands:
        return None
    sudo = ("sudo",) if manager.needs_root and not is_root() else ()
    return " ".join((*sudo, *commands[0]))

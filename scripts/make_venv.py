"""
Make the virtual environment: the locked packages, and this project on top of them.

Run with any Python 3.11+, before anything is installed. Knows pip and requirements.lock; knows nothing of
browsers or Pango.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Make or bring up to date the environment named on the command line; return an exit code."""
    folder = ROOT / (sys.argv[1] if len(sys.argv) > 1 else ".venv")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    print(f"setup: virtual environment {folder.name}/ with Python {sys.version.split()[0]}")
    if not _works(python):
        _make(folder)
    print("setup: packages from requirements.lock", flush=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    for arguments in (
        ["--require-hashes", "--requirement", str(ROOT / "requirements.lock")],
        ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ):
        done = subprocess.run([*pip, *arguments], cwd=ROOT, check=False)
        if done.returncode:
            return 1
    _compile_ahead(python)
    return 0


def _compile_ahead(python: Path) -> None:
    """Compile our modules, as pip does: where Python may not keep what it compiles, each start would."""
    command = [str(python), "-m", "compileall", "-q", str(ROOT / "carousel_html")]
    subprocess.run(command, capture_output=True, check=False)


def _works(python: Path) -> bool:
    """Tell whether an environment of an earlier run still has a Python 3.11+ and pip."""
    if not python.exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([python, "-c", check], capture_output=True, check=False).returncode == 0


def _make(folder: Path) -> None:
    # Debian and Ubuntu keep ensurepip in a package of its own.
    if not importlib.util.find_spec("ensurepip") and not _install_ensurepip():
        raise SystemExit(
            "Error: this Python cannot make virtual environments.\n"
            "  On Debian and Ubuntu: sudo apt-get install python3-venv"
        )
    shutil.rmtree(folder, ignore_errors=True)
    # A process of its own: this one has not seen what was just installed.
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)


def _install_ensurepip() -> bool:
    if not shutil.which("apt-get") or os.name == "nt" or os.geteuid() != 0:
        return False
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    print(f"setup: installing {package}", flush=True)
    subprocess.run(["apt-get", "update"], stdout=subprocess.DEVNULL, check=False)
    install = ["apt-get", "install", "-y", "--no-install-recommends", package]
    return subprocess.run(install, stdout=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())

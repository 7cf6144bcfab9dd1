"""Install the peers from npm, at the versions of package-lock.json, and say where they are."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
NAMES = ("@marp-team/marp-cli", "satori", "@resvg/resvg-js", "@takumi-rs/core")


def install() -> None:
    """Install what the lock file names, unless it is there already; needs Node 20 or newer."""
    if not shutil.which("npm"):
        raise SystemExit("The peers come from npm, which is not here. Install Node.js 20 or newer.")
    done = MODULES / ".package-lock.json"
    lock = FOLDER / "package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FOLDER, check=True)


def versions() -> dict[str, str]:
    """Return the installed version of each peer."""
    return {
        name: json.loads((MODULES / name / "package.json").read_text("utf-8"))["version"] for name in NAMES
    }

"""
Hold that the built wheel is whole: installed by itself it lists the looks and renders a thread.

The wheel goes into an environment of its own, which sees the packages of this one but not the checkout, so
nothing is downloaded. Every command runs in an empty folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
THREAD = "Ten things I learned about tea\n\nWater first. Soft water makes a soft cup.\n\nThen patience."


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command to its good end, and return what it printed."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with nothing of ours in it but the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", programs / "python")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", "--no-compile", wheel, cwd=folder)
    variables = {"base": str(folder), "platbase": str(folder)}
    beside = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    # A line of a .pth file adds a folder, but not the .pth files in it: the editable install stays unseen.
    Path(sysconfig.get_path("purelib", vars=variables), "beside.pth").write_text("\n".join(sorted(beside)))
    return programs


def environment(folder: Path) -> dict[str, str]:
    """The variables of a person who knows nothing of this checkout."""
    ours = ("CAROUSEL_HTML_DATA", "PYTHONPATH", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if name not in ours} | {
        "XDG_CACHE_HOME": str(folder)
    }


def test_wheel_holds_the_data_folders(wheel: Path) -> None:
    """Every layout, stylesheet and font of the checkout is in the wheel, and nothing of the tests."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    for name in ("layouts", "themes_css", "fonts"):
        files = [
            file for file in (ROOT / name).rglob("*") if file.is_file() and not file.name.startswith(".")
        ]
        assert files
        missing = {f"carousel_html/_data/{file.relative_to(ROOT).as_posix()}" for file in files} - inside
        assert not missing
    assert not {entry for entry in inside if entry.startswith(("tests", "scripts", "examples"))}


def test_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Scripts, tables and the like that stand beside the modules are in the wheel too."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    for file in (ROOT / "carousel_html").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert file.relative_to(ROOT).as_posix() in inside


def test_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """The wheel built from the unpacked source archive holds the same files."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=ROOT)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        # Our own archive. Python before 3.11.4 has no filters.
        archive.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    unpacked = next(folder for folder in tmp_path.iterdir() if folder.is_dir())
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=unpacked)
    again = next(tmp_path.glob("*.whl"))
    assert sorted(zipfile.ZipFile(again).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())


def test_imported_from_the_wheel(programs: Path, tmp_path: Path) -> None:
    """The environment really uses the wheel, not the checkout."""
    code = "import carousel_html; print(carousel_html.__file__)"
    printed = run(programs / "python", "-c", code, cwd=tmp_path, env=environment(tmp_path))
    assert Path(printed.strip()).is_relative_to(programs.parent)


def test_installed_lists_layouts(programs: Path, tmp_path: Path) -> None:
    """`carousel list layouts --json` prints the layouts of the wheel."""
    printed = run(programs / "carousel", "list", "layouts", "--json", cwd=tmp_path, env=environment(tmp_path))
    assert {"cover", "post-card", "outro"} <= {layout["name"] for layout in json.loads(printed)}


@pytest.mark.browser
def test_installed_renders_from_an_empty_folder(programs: Path, tmp_path: Path) -> None:
    """`carousel render` of a wheel, outside the checkout, writes pictures, PDF and manifest."""
    (tmp_path / "thread.txt").write_text(THREAD, "utf-8")
    run(programs / "carousel", "render", "thread.txt", "-o", "out", cwd=tmp_path, env=environment(tmp_path))
    folder = tmp_path / "out/instagram-portrait"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert len(list(folder.glob("slide-*.png"))) == len(manifest["slides"]) >= 3
    assert (folder / "carousel.pdf").read_bytes().startswith(b"%PDF-")

"""Hold the commands that install what the operating system must bring."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from carousel_html import system_parts
from carousel_html.system_parts import PACKAGE_MANAGERS, install_command, package_manager


@pytest.fixture
def empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with nothing on it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put_program(folder: Path, name: str) -> None:
    (folder / name).write_text("#!/bin/sh\n")
    (folder / name).chmod(0o755)


def test_no_package_manager_no_command(empty_path: Path) -> None:
    """Without a package manager there is no command to give."""
    assert package_manager() is None
    assert install_command("browser") is None


@pytest.mark.skipif(sys.platform == "win32", reason="no such package managers")
@pytest.mark.parametrize("manager", PACKAGE_MANAGERS, ids=lambda manager: manager.program)
def test_each_manager_installs_both_parts(
    manager: system_parts.PackageManager, empty_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every package manager has a command for browser and Pango, with `sudo` where it is needed."""
    put_program(empty_path, manager.program)
    for is_root in (False, True):
        monkeypatch.setattr(system_parts, "is_root", lambda answer=is_root: answer)
        for part in ("browser", "pango"):
            command = install_command(part) or ""
            assert command.startswith("sudo ") is (manager.needs_root and not is_root)
            assert f"{manager.program} " in command

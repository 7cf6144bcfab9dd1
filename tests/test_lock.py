"""Hold that the lock file can be installed anywhere, and pins what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINNED = re.findall(r"^([a-z0-9-]+)==([0-9][^ ;\\]*)", LOCK, re.MULTILINE)


def asked() -> list[str]:
    wanted = PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"]
    return [re.split(r"[\[><=]", line)[0].replace(".", "-").lower() for line in wanted]


def test_no_address_and_no_path() -> None:
    """The lock file names packages only: no index, no address, no path."""
    assert not re.search(r"https?:|file:|@ |^-[-a-z]|(^|\s)/", LOCK, re.MULTILINE)


def test_every_pin_has_hashes() -> None:
    """Every package is pinned to one version and carries at least one hash."""
    blocks = [block for block in re.split(r"\n(?=[a-z])", LOCK) if not block.startswith("#")]
    assert len(blocks) == len(PINNED)
    for block in blocks:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]


@pytest.mark.parametrize("name", asked())
def test_everything_asked_for_is_pinned(name: str) -> None:
    """Every package of pyproject.toml is in the lock file."""
    assert name in dict(PINNED)

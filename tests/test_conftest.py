"""Hold what becomes of a browser test on a machine without a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("variable", "outcome", "code"),
    [({}, "1 skipped", 0), ({"CI": "true"}, "1 error", 1)],
    ids=["locally", "in CI"],
)
def test_without_browser(variable: dict[str, str], outcome: str, code: int) -> None:
    """A browser test is skipped with the reason on a person's machine, and fails where CI is set."""
    env = {name: value for name, value in os.environ.items() if name != "CI"}
    test = "tests/test_find_browser.py::test_real_browser_has_a_version"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", test],
        cwd=ROOT,
        env=env | variable | {"CAROUSEL_BROWSER": "/nowhere/chrome"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout
    assert "/nowhere/chrome" in done.stdout
    assert done.returncode == code

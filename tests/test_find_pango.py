"""Hold how Pango is found, and what is said when it is not there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from carousel_html.errors import SystemPartMissing
from carousel_html.pdf import find_pango as module
from carousel_html.pdf.find_pango import find_pango


def test_versions_are_numbers() -> None:
    """Pango and HarfBuzz tell their versions."""
    found = find_pango()
    assert re.fullmatch(r"\d+\.\d+\.\d+", found.pango)
    assert re.fullmatch(r"\d+\.\d+\.\d+", found.harfbuzz)


@pytest.mark.parametrize("library", list(module.LIBRARIES))
def test_each_library_is_missed(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that cannot be loaded is named, with its file, and the exit code is 4."""
    monkeypatch.setitem(module.LIBRARIES, library, ("libnowhere.so.9",))
    with pytest.raises(SystemPartMissing, match=rf"no PDF can be made: {library} .*\s+libnowhere") as caught:
        find_pango()
    assert caught.value.exit_code == 4
    assert caught.value.hint


def test_nothing_is_printed_and_weasyprint_not_imported() -> None:
    """Looking for Pango prints nothing and does not import WeasyPrint."""
    code = (
        "import sys; from carousel_html.pdf.find_pango import find_pango; find_pango();"
        "assert 'weasyprint' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

"""WeasyPrint is imported without its detours, and lacks nothing for it."""

from __future__ import annotations

import subprocess
import sys

CHECK = """
import ctypes.util, subprocess, sys

def refuse(*arguments, **options):
    raise AssertionError(f"a program was started: {arguments}")

subprocess.Popen = refuse
find_library = ctypes.util.find_library
from carousel_html.pdf import weasy
from weasyprint.pdf import fonts

assert "fontTools.ttLib.tables.otTables" not in sys.modules, "the subsetter was imported"
assert ctypes.util.find_library is find_library
from fontTools import subset
from fontTools.varLib import instancer
assert subset is fonts.subset
assert subset.Options().hinting
try:
    fonts.instantiateVariableFont(None, {})
except TypeError:
    pass  # The real one looks for a table in what it is given.
assert instancer.instantiateVariableFont.__module__ == "fontTools.varLib.instancer"
"""


def test_no_program_is_started_and_the_rest_comes_when_it_is_needed():
    """No compiler is asked for libraries; the subsetter and the instancer are the real ones when used."""
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

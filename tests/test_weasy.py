"""WeasyPrint is imported without its detours, and lacks nothing for it."""

from __future__ import annotations

import subprocess
import sys

CHECK = """
import ctypes.util, importlib.resources, subprocess, sys

def refuse(*arguments, **options):
    raise AssertionError(f"a program was started: {arguments}")

subprocess.Popen = refuse
find_library = ctypes.util.find_library
files = importlib.resources.files
from carousel_html.pdf import weasy
from weasyprint.pdf import fonts

assert "fontTools.ttLib.tables.otTables" not in sys.modules, "the subsetter was imported"
assert ctypes.util.find_library is find_library
assert importlib.resources.files is files
from fontTools import subset
from fontTools.varLib import instancer
assert subset is fonts.subset
assert subset.Options().hinting
try:
    fonts.instantiateVariableFont(None, {})
except TypeError:
    pass  # The real one looks for a table in what it is given.
assert instancer.instantiateVariableFont.__module__ == "fontTools.varLib.instancer"

def weight():
    page = weasy.HTML(string="<h1>Heading").render().pages[0]
    return next(box for box in page._page_box.descendants() if box.element_tag == "h1").style["font_weight"]

assert weight() == 400
weasy.read_own_sheets(lambda text, counters: weasy.CSS(string=text, counter_style=counters))
assert weight() == 700, "a page that WeasyPrint lays out itself has its sheets"
"""


def test_no_program_is_started_and_the_rest_comes_when_it_is_needed():
    """No compiler is asked for libraries; the subsetter and the instancer are the real ones when used."""
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

"""
Write the two fontconfig files that decide which fonts each engine may see.

Chromium's names our emoji font first and the system's fonts as the last fallback, so an emoji is
the same everywhere. The PDF process' has no colour emoji font: with one in sight, Pango draws the
emoji a second time over the picture of it. Only Linux reads these files; elsewhere they do nothing.
Knows no engine and no document: faces of ours come to both by `@font-face`.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from carousel_html.cache_folder import cache_folder

SYSTEM_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")

_FILE = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{dirs}
  <cachedir>{cache}</cachedir>
{rules}</fontconfig>
"""

_EMOJI_FIRST = """  <match target="pattern">
    <test name="family"><string>emoji</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Noto Color Emoji</string></edit>
  </match>
  <selectfont><rejectfont>
    <glob>/usr/*moji*</glob>
  </rejectfont></selectfont>
"""

_NO_COLOUR = """  <selectfont><rejectfont>
    <pattern><patelt name="color"><bool>true</bool></patelt></pattern>
  </rejectfont></selectfont>
"""


def write_browser_config(folder: Path, emoji: Iterable[Path]) -> Path:
    """Write Chromium's file into `folder`: `emoji` folders first, then the system's fonts."""
    return _write(folder, "browser-fonts.conf", [*map(str, emoji), *SYSTEM_FONTS], _EMOJI_FIRST)


def write_print_config(folder: Path) -> Path:
    """Write the PDF process' file into `folder`: the system's fonts without the coloured ones."""
    return _write(folder, "print-fonts.conf", list(SYSTEM_FONTS), _NO_COLOUR)


def _write(folder: Path, name: str, dirs: list[str], rules: str) -> Path:
    lines = "\n".join(f"  <dir>{escape(each)}</dir>" for each in dirs)
    path = folder / name
    # Kept between runs: reading the system's fonts anew costs up to a second of every start.
    cache = escape(str(cache_folder() / "fontconfig"))
    path.write_text(_FILE.format(dirs=lines, cache=cache, rules=rules), encoding="utf-8")
    return path

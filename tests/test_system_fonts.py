"""Hold which characters fontconfig says the fonts of a folder can draw."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from carousel_html import system_fonts
from carousel_html.errors import SystemPartMissing
from carousel_html.system_fonts import characters_with_fonts

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fontconfig serves Linux only")

FONTS = Path(__file__).parent.parent / "fonts"


def config_of(folder: Path, fonts: Path) -> Path:
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    return file


def test_one_font_must_have_them_all(tmp_path: Path) -> None:
    """A script counts only if a single font has every one of its characters."""
    found = characters_with_fonts(
        {"Latin": "aé", "Thai": "กข", "Latin and Thai": "aก", "Emoji": "🧵"},
        config_of(tmp_path, FONTS / "inter"),
    )
    assert found == {"Latin": True, "Thai": False, "Latin and Thai": False, "Emoji": False}


def test_no_fonts_at_all(tmp_path: Path) -> None:
    """With an empty folder of fonts nothing can be drawn."""
    assert characters_with_fonts({"Latin": "a"}, config_of(tmp_path, tmp_path)) == {"Latin": False}


def test_without_fontconfig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without fontconfig gives an error, not a crash."""
    monkeypatch.setattr(system_fonts, "LIBRARIES", ("libnowhere.so.9",))
    with pytest.raises(SystemPartMissing, match=r"libnowhere\.so\.9"):
        characters_with_fonts({"Latin": "a"}, config_of(tmp_path, FONTS))

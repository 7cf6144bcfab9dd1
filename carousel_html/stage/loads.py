"""
Say which file of a document the browser could not use: a picture, a font, an address outside.

A page with a missing picture or a stand-in font would look finished; here it is an error. Knows how
`ready/files.js` names what failed. Does not load anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from carousel_html.compose.document import Document
from carousel_html.errors import FontError, ImageError

FONT = "font "
RULE = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
FAMILY = re.compile(r"""font-family:\s*["']?([^"';]+)""")
SOURCE = re.compile(r"""url\(\s*["']?([^"')]+)""")


def require_shown(document: Document, failed: Sequence[str]) -> None:
    """Raise ImageError or FontError for the first file that could not be shown.

    Args:
        document: what was loaded.
        failed: keys of its assets, other addresses, or `font <family>`.
    """
    for each in failed:
        if each.startswith(FONT):
            raise _font_error(document, each.removeprefix(FONT).strip("\"'"))
        if each.startswith("data:"):
            raise ImageError(
                "a picture that is written into the page itself is broken.", where=f"{each[:60]}…"
            )
        if each in document.assets:
            raise ImageError(
                f'the picture "{each}" is broken.', where=each, hint="Open it and save it again."
            )
        raise ImageError(
            f'the picture "{each[:200]}" is not shown.',
            where=_slide_of(document, each),
            hint="Only files of the templates folder are; nothing is fetched from elsewhere.",
        )


def _font_error(document: Document, family: str) -> FontError:
    files = _files_of(document, family)
    return FontError(
        f'a font file of the family "{family}" cannot be used.',
        where=", ".join(files) or family,
        hint="Save it anew as TTF, OTF or WOFF2, or take its @font-face rule out.",
    )


def _files_of(document: Document, family: str) -> list[str]:
    """Return the assets that `@font-face` rules give for a family."""
    sheets = [
        asset.body.decode("utf-8", "replace")
        for asset in document.assets.values()
        if asset.mime == "text/css"
    ]
    rules = [rule for sheet in [*sheets, document.html] for rule in RULE.findall(sheet)]
    named = [rule for rule in rules if (found := FAMILY.search(rule)) and found[1].strip() == family]
    return [address for rule in named for address in SOURCE.findall(rule)]


def _slide_of(document: Document, address: str) -> str | None:
    """Return "slide 3" for the first slide whose HTML has this address."""
    at = document.html.find(address)
    number = document.html[:at].count('<section class="slide"') if at >= 0 else 0
    return f"slide {number}, layout {document.slides[number - 1].layout}" if number else None

"""
Tell a post that is nothing but a quotation, and who is quoted.

Knows how people write that: a block quotation, or a line like `"Words." - Name`. Does not know slides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from carousel_html.arranging.sentences import graphemes
from carousel_html.markup import Block, Paragraph, Quotation, Text, plain, write

SHORTEST = 20
LONGEST = 320
LONGEST_SPEAKER = 60

# Opened and closed as languages do it: “English”, „deutsch“, « français », »dansk«, 「日本語」.
_MARKS = '"“”„‟«»「」『』'
_DASH = "[-–—―~]"
_SAID_BY = re.compile(
    rf"[{_MARKS}]\s*(?P<said>[^{_MARKS}]+?)\s*[{_MARKS}]\s*{_DASH}+\s*(?P<name>[^\n{_MARKS}]{{2,60}})"
)
_SPEAKER = re.compile(rf"\s*{_DASH}+\s*(?=\w)")


def quotation(blocks: Sequence[Block]) -> tuple[str, str | None] | None:
    """Return words and speaker (Markdown) of a post that is only a short quotation."""
    if said_by := _said_by(blocks):
        return said_by
    if not blocks or not isinstance(blocks[0], Quotation) or len(blocks) > 2:
        return None
    said = list(blocks[0].blocks)
    after = blocks[1] if len(blocks) > 1 else None
    speaker = _speaker(after) if after else None
    if after is not None and speaker is None:
        return None
    if speaker is None and len(said) > 1 and (speaker := _speaker(said[-1])):
        said.pop()
    return (write(said), speaker) if graphemes(plain(said)) <= LONGEST else None


def _said_by(blocks: Sequence[Block]) -> tuple[str, str] | None:
    """Return words and name of a lone line like `"Words." - Name`."""
    block = blocks[0] if len(blocks) == 1 else None
    if not isinstance(block, Paragraph) or not all(isinstance(span, Text) for span in block.spans):
        return None
    found = _SAID_BY.fullmatch(plain(block.spans))
    if not found or not SHORTEST <= graphemes(found["said"]) <= LONGEST:
        return None
    return _written(found["said"]), _written(found["name"])


def _speaker(block: Block) -> str | None:
    """Return the name in a line like "— Ada Lovelace"."""
    if not isinstance(block, Paragraph) or not all(isinstance(span, Text) for span in block.spans):
        return None
    words = plain(block.spans)
    found = _SPEAKER.match(words)
    if not found or "\n" in words or graphemes(words) > LONGEST_SPEAKER:
        return None
    return _written(words[found.end() :])


def _written(words: str) -> str:
    return write([Paragraph((Text(words.strip()),))])

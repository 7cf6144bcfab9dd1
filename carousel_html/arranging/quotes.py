"""
Tell a post that is nothing but a quotation, and who is quoted.

Knows how people write that: a block quotation, or a line like `"Words." - Name`. Does not know slides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from carousel_html.letters import count_letters
from carousel_html.markup import Block, Break, Paragraph, Quotation, Text, plain, write

SHORTEST = 20
LONGEST = 320
LONGEST_SPEAKER = 60

# Opened and closed as languages do it: “English”, „deutsch“, « français », »dansk«, 「日本語」.
_MARKS = '"“”„‟«»「」『』'
_DASH = "[-–—―~]"
_SAID_BY = re.compile(
    rf"[{_MARKS}]\s*(?P<said>[^{_MARKS}]+?)\s*[{_MARKS}](?P<between>\s*){_DASH}+\s*(?P<name>[^\n{_MARKS}]{{2,60}})"
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
    return (write(said), speaker) if count_letters(plain(said)) <= LONGEST else None


def _said_by(blocks: Sequence[Block]) -> tuple[str, str] | None:
    """Return words and name of lone words like `"Words." - Name`, the name on the next line or below it."""
    if not 0 < len(blocks) <= 2 or not all(map(_is_bare, blocks)):
        return None
    found = _SAID_BY.fullmatch("\n".join(plain([block]) for block in blocks))
    if not found or not SHORTEST <= count_letters(found["said"]) <= LONGEST:
        return None
    if "\n" in found["between"] and found["name"][0].islower():
        return None  # A line below that goes on with the story.
    return _written(found["said"]), _written(found["name"])


def _is_bare(block: Block) -> bool:
    """Tell whether a block is words without links, code or emphasis."""
    return isinstance(block, Paragraph) and all(isinstance(span, Text | Break) for span in block.spans)


def _speaker(block: Block) -> str | None:
    """Return the name in a line like "— Ada Lovelace"."""
    if not isinstance(block, Paragraph) or not all(isinstance(span, Text) for span in block.spans):
        return None
    words = plain(block.spans)
    found = _SPEAKER.match(words)
    if not found or "\n" in words or count_letters(words) > LONGEST_SPEAKER:
        return None
    return _written(words[found.end() :])


def _written(words: str) -> str:
    return write([Paragraph((Text(words.strip()),))])

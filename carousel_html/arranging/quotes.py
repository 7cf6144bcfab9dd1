"""
Tell a post that is nothing but a quotation, and who is quoted.

Knows how people write that: a block quotation, or a line like `"Words." - Name`. Does not know slides.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from carousel_html.arranging.pieces import lines_of, sliced
from carousel_html.letters import count_letters
from carousel_html.markup import Block, Break, Paragraph, Quotation, Text, plain, tidy, write

SHORTEST = 12
LONGEST = 320
LONGEST_SPEAKER = 60

# Opened and closed as languages do it: “English”, „deutsch“, « français », »dansk«, 「日本語」.
_MARKS = '"“”„‟«»「」『』'
_SAID = rf"(?:[{_MARKS}]\s*(?P<said>[^{_MARKS}]+?)\s*[{_MARKS}]|['‘](?P<said>[^{_MARKS}\n]+?)['’])"
_DASH = "[-–—―~]"
_NAME_OF_WORDS = r"\p{Lu}[\p{L}\p{M}.'’-]*(?:[ ](?:\p{Lu}[\p{L}\p{M}.'’-]*|\p{Ll}{1,3})){1,3}(?<![ ]\p{Ll}+)"
_WAYS = tuple(
    regex.compile(way)
    for way in (
        rf"{_SAID}(?P<between>\s*){_DASH}+\s*(?P<name>[^\n{_MARKS}]{{2,60}})",
        rf"{_SAID}(?P<between>\s*)\((?P<name>(?=\p{{L}})(?!\p{{Ll}})[^\n{_MARKS}()]{{2,60}})\)\.?",
        rf"{_SAID}(?P<between>[ ])(?P<name>{_NAME_OF_WORDS})(?<!\p{{L}}{{2}}\.)",
        rf"(?P<name>{_NAME_OF_WORDS})(?P<between>): {_SAID}",
    )
)
"""`"Words." - Name`, `"Words." (Name)`, `"Words." First Last` and `First Last: "Words."`"""
_SPEAKER = regex.compile(rf"\s*{_DASH}+\s*(?=\w)")
_AROUND = regex.compile(rf"[{_MARKS}]\s*(?P<said>[^{_MARKS}]+?)\s*[{_MARKS}]")


def quotation(blocks: Sequence[Block]) -> tuple[str, str | None] | None:
    """Return words and speaker (Markdown) of a post that is only a short quotation."""
    if said_by := _said_by(blocks):
        return said_by
    if not blocks or not isinstance(blocks[0], Quotation) or len(blocks) > 2:
        return None
    said, within = _parted(blocks[0].blocks)
    if len(blocks) > 1:
        speaker = _speaker(blocks[1])
        if speaker is None or within:
            return None
    else:
        speaker = within
    return (_unmarked(said), speaker) if count_letters(plain(said)) <= LONGEST else None


def _parted(blocks: Sequence[Block]) -> tuple[Sequence[Block], str | None]:
    """Part a block quotation from the speaker on its last line."""
    *above, last = blocks
    if above and (speaker := _speaker(last)):
        return above, speaker
    if not isinstance(last, Paragraph):
        return blocks, None
    *lines, final = lines_of(last)
    speaker = _speaker(final) if lines else None
    end = len(plain([last])) - len(plain([final])) - 1
    return (tidy([*above, Paragraph(sliced(last.spans, 0, end))]), speaker) if speaker else (blocks, None)


def _unmarked(blocks: Sequence[Block]) -> str:
    """Return quoted words without the marks around them: the layout draws its own."""
    found = _AROUND.fullmatch(plain(blocks)) if len(blocks) == 1 and _is_bare(blocks[0]) else None
    return _written(found["said"]) if found else write(blocks)


def _said_by(blocks: Sequence[Block]) -> tuple[str, str] | None:
    """Return words and name of lone words like `"Words." - Name`, the name on the next line or below it."""
    if not 0 < len(blocks) <= 2 or not all(map(_is_bare, blocks)):
        return None
    words = "\n".join(plain([block]) for block in blocks)
    found = next((match for way in _WAYS if (match := way.fullmatch(words))), None)
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

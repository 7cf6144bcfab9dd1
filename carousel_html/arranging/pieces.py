"""
Take blocks apart into pieces that may stand on different slides, and put them together again.

A piece is never less than a grapheme, a link, a code or a name. Putting all pieces back gives the
blocks they came from. Knows blocks and spans. Does not know slides, or how many there are to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from carousel_html.arranging.sentences import Cut, characters, cuts
from carousel_html.letters import count_letters
from carousel_html.markup import (
    Block,
    Bullets,
    CodeBlock,
    Emphasis,
    Heading,
    Paragraph,
    Quotation,
    Span,
    Strike,
    Strong,
    Text,
    plain,
    tidy,
)

# How many characters' room a new line or block takes besides its words.
LINE_ROOM = 20
BLOCK_ROOM = 40
# Only what is longer than any word is cut inside: an address, a hash, a scream.
LONG_WORD = 40
_ROOM_BEFORE = {Cut.BLOCK: BLOCK_ROOM, Cut.LINE: LINE_ROOM}


@dataclass(frozen=True, slots=True)
class Step:
    """One level on the way to a piece: which block there, and which item when it is a list."""

    place: int
    block: Block
    item: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """What stays together. `cut` is what would be parted before it; `letters` counts graphemes."""

    trail: tuple[Step, ...]
    spans: tuple[Span, ...]
    code: str | None
    cut: Cut
    letters: int

    @property
    def room(self) -> int:
        """How much it takes of a slide: its letters, and more where a line or a block begins."""
        return self.letters + _ROOM_BEFORE.get(self.cut, 0)


def pieces(blocks: Sequence[Block], limit: int) -> list[Piece]:
    """Take blocks apart. A sentence is parted only when it takes more than `limit` room."""
    return [piece for place, block in enumerate(blocks) for piece in _of_block(block, place, (), limit)]


def together(found: Iterable[Piece]) -> tuple[Block, ...]:
    """Put pieces that follow each other back into blocks."""
    return tidy(_together(list(found), 0))


# --- apart -----------------------------------------------------------------------------------


def _of_block(block: Block, place: int, trail: tuple[Step, ...], limit: int) -> Iterator[Piece]:
    match block:
        case Paragraph(spans):
            yield from _of_words(spans, (*trail, Step(place, block)), limit)
        case Heading(_, spans):
            yield Piece((*trail, Step(place, block)), spans, None, Cut.BLOCK, count_letters(plain(spans)))
        case CodeBlock(text):
            for number, line in enumerate(text.split("\n")):
                cut = Cut.LINE if number else Cut.BLOCK
                yield Piece((*trail, Step(place, block)), (), line, cut, len(line))
        case Quotation(blocks):
            for inner, quoted in enumerate(blocks):
                yield from _of_block(quoted, inner, (*trail, Step(place, block)), limit)
        case Bullets(items):
            for number, item in enumerate(items):
                for inner, part in enumerate(item):
                    yield from _of_block(part, inner, (*trail, Step(place, block, number)), limit)


def _of_words(spans: Sequence[Span], trail: tuple[Step, ...], limit: int) -> Iterator[Piece]:
    text = plain(spans)
    free = open_places(spans)
    allowed = [(place, cut) for place, cut in cuts(text) if place in free]
    start = 0
    cut = Cut.BLOCK
    for end, next_cut in [*_needed(text, (0, len(text)), allowed, limit), (len(text), Cut.BLOCK)]:
        for inner in _inside_word(text, start, end, free, limit):
            yield Piece(trail, sliced(spans, start, inner), None, cut, count_letters(text[start:inner]))
            start, cut = inner, Cut.CHARACTER
        yield Piece(trail, sliced(spans, start, end), None, cut, count_letters(text[start:end]))
        start, cut = end, next_cut


def _needed(
    text: str,
    span: tuple[int, int],
    allowed: Sequence[tuple[int, Cut]],
    limit: int,
    level: Cut = Cut.SENTENCE,
) -> list[tuple[int, Cut]]:
    """Return the cuts down to sentences, and deeper ones inside a stretch longer than the limit."""
    here = [(place, cut) for place, cut in allowed if cut <= level]
    if level == Cut.WORD:
        return here
    out: list[tuple[int, Cut]] = []
    places = [span[0], *(place for place, _ in here), span[1]]
    at = 0
    for number, (left, right) in enumerate(pairwise(places)):
        inside: list[tuple[int, Cut]] = []
        while at < len(allowed) and allowed[at][0] < right:
            inside += [allowed[at]] if allowed[at][0] > left else []
            at += 1
        if inside and count_letters(text[left:right].strip()) > limit:
            out += _needed(text, (left, right), inside, limit, Cut(level + 1))
        out += here[number : number + 1]
    return out


def _inside_word(text: str, start: int, end: int, free: set[int], limit: int) -> list[int]:
    """Return where to cut a stretch without spaces: only one far longer than any word."""
    word = text[start:end]
    if count_letters(word) <= max(limit, LONG_WORD) or cuts(word):
        return []
    return [start + place for place in characters(word) if start + place in free]


def open_places(spans: Sequence[Span]) -> set[int]:
    """Return the offsets that are not inside a link, a code or a name."""
    found: set[int] = set()
    at = 0
    for span in spans:
        length = len(plain([span]))
        match span:
            case Text():
                found |= set(range(at, at + length + 1))
            case Strong(inner) | Emphasis(inner) | Strike(inner):
                found |= {at + place for place in open_places(inner)}
            case _:
                found |= {at, at + length}
        at += length
    return found


def sliced(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the spans between two offsets of their plain words; what begins inside is taken whole."""
    out: list[Span] = []
    at = 0
    for span in spans:
        length = len(plain([span]))
        left, right = max(start - at, 0), min(end - at, length)
        if left < right:
            match span:
                case Text(text):
                    out.append(Text(text[left:right]))
                case Strong(inner) | Emphasis(inner) | Strike(inner):
                    out.append(type(span)(sliced(inner, left, right)))
                case _:
                    out += [span] if left == 0 else []
        at += length
    return tuple(out)


def lines_of(block: Paragraph) -> Iterator[Paragraph]:
    """Yield each line of a paragraph as one of its own."""
    line: list[Span] = []
    for span in block.spans:
        at = 0
        for number, words in enumerate(plain([span]).split("\n")):
            if number:
                yield Paragraph(tuple(line))
                line = []
            line += sliced((span,), at, at + len(words))
            at += len(words) + 1
    yield Paragraph(tuple(line))


# --- together --------------------------------------------------------------------------------


def _together(found: Sequence[Piece], depth: int) -> list[Block]:
    out: list[Block] = []
    for _, group in groupby(found, lambda piece: piece.trail[depth].place):
        same = list(group)
        block = same[0].trail[depth].block
        match block:
            case Paragraph():
                out.append(Paragraph(tuple(span for piece in same for span in piece.spans)))
            case Heading():
                out.append(block)
            case CodeBlock(_, language):
                out.append(CodeBlock("\n".join(piece.code or "" for piece in same), language))
            case Quotation():
                out.append(Quotation(tuple(_together(same, depth + 1))))
            case Bullets(_, ordered, start):
                items = [list(item) for _, item in groupby(same, lambda piece: piece.trail[depth].item)]
                first = start + same[0].trail[depth].item
                out.append(
                    Bullets(tuple(tuple(_together(item, depth + 1)) for item in items), ordered, first)
                )
    return out

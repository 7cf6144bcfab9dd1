"""
Write blocks as our Markdown subset, so that reading them gives the same blocks.

Escapes as little as it can, so that the text in carousel.yaml stays pleasant to edit. Knows the
rules of CommonMark that decide when a sign is markup. Does not know files or looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it.common.utils import isPunctChar, isWhiteSpace

from carousel_html.markup.names import names_in
from carousel_html.markup.spans import (
    Block,
    Break,
    Bullets,
    Code,
    CodeBlock,
    Emphasis,
    Hashtag,
    Heading,
    Link,
    Mention,
    Paragraph,
    Quotation,
    Span,
    Strike,
    Strong,
    Text,
)
from carousel_html.markup.tidy import tidy

_MARKS: dict[type, str] = {Strong: "**", Emphasis: "_", Strike: "~~"}

# Signs that are markup wherever they stand; `_` only at the edge of a word.
_SIGNS = re.compile(
    r"[\\`*\[\]]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|~(?=~|$)|(?<=~)~|^~"
    r"|<(?=[A-Za-z]|$)"
    r"|&(?=#?\w+;)"
    r"|!(?=\[|$)"
)
# Signs that are markup only as the first of a line.
_LINE_START = re.compile(r"(?P<sign>#)(?=#*(?:\s|$))|(?P<more>>)|(?P<bar>[-+=])(?=[-+=\s]|$)")
_NUMBER_START = re.compile(r"(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)")
_PLAIN_HREF = re.compile(r"[^\s()<>]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A bit of one line: words to escape, a mark that opens or closes, a break, or finished markup."""

    kind: Literal["words", "open", "close", "break", "done"]
    text: str


def write(blocks: Iterable[Block]) -> str:
    """Write blocks as Markdown: `parse(write(blocks)) == tidy(blocks)`."""
    return "\n\n".join("\n".join(lines) for lines in _written(tidy(blocks)))


def _written(blocks: Sequence[Block]) -> list[list[str]]:
    """Write each block as its lines; a list right after a list of its kind takes another marker."""
    out: list[list[str]] = []
    other = False
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        if isinstance(block, Bullets):
            follows = isinstance(before, Bullets) and before.ordered == block.ordered
            other = follows and not other
        out.append(_block(block, other=other))
    return out


def _block(block: Block, *, other: bool) -> list[str]:
    match block:
        case Paragraph(spans):
            return _line(spans).split("\n")
        case Heading(level, spans):
            words = _line(spans)
            # A closing run of # is decoration in Markdown.
            words = re.sub(r"(?<!\\)#$", r"\\#", words)
            return [f"{'#' * level} {words}"]
        case Bullets():
            return _bullets(block, other=other)
        case Quotation(blocks):
            return [f"> {line}" if line else ">" for line in _stacked(_written(blocks))]
        case CodeBlock(text, language):
            runs = [len(run) for run in re.findall(r"`+", text)]
            fence = "`" * max([3, *(run + 1 for run in runs)])
            return [fence + (language or ""), *text.split("\n"), fence]


def _stacked(blocks: Sequence[list[str]]) -> list[str]:
    lines: list[str] = []
    for number, block in enumerate(blocks):
        lines += ["", *block] if number else block
    return lines


def _bullets(block: Bullets, *, other: bool) -> list[str]:
    loose = any(len(item) > 1 for item in block.items)
    lines: list[str] = []
    for number, item in enumerate(block.items):
        sign = f"{block.start + number}{')' if other else '.'}" if block.ordered else "-*"[other]
        if loose and number:
            lines.append("")
        first, *rest = _stacked(_written(item))
        lines.append(f"{sign} {first}")
        lines += [" " * (len(sign) + 1) + line if line else "" for line in rest]
    return lines


# --- one paragraph ---------------------------------------------------------------------------


def _line(spans: Sequence[Span]) -> str:
    pieces = _pieces(spans)
    out: list[str] = []
    for number, piece in enumerate(pieces):
        if piece.kind != "words":
            out.append("\n" if piece.kind == "break" else piece.text)
            continue
        before = pieces[number - 1] if number else None
        starts_line = before is None or before.kind == "break"
        out.append(_words(piece.text, *_encoded_ends(pieces, number), starts_line=starts_line))
    return "".join(out)


def _pieces(spans: Sequence[Span]) -> list[_Piece]:
    out: list[_Piece] = []
    for span in spans:
        match span:
            case Text(text):
                out.append(_Piece("words", text))
            case Strong(inner) | Emphasis(inner) | Strike(inner):
                mark = _MARKS[type(span)]
                out += [_Piece("open", mark), *_pieces(inner), _Piece("close", mark)]
            case Code(text):
                out.append(_Piece("done", _code(text)))
            case Link(href, inner):
                out.append(_Piece("done", _link(href, inner)))
            case Mention(text, href) | Hashtag(text, href):
                out.append(_Piece("done", _name(text, href)))
            case Break():
                out.append(_Piece("break", "\n"))
    return out


def _code(text: str) -> str:
    runs = {len(run) for run in re.findall(r"`+", text)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    padded = text.strip(" ") and text.startswith(" ") and text.endswith(" ")
    pad = " " if padded or text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _link(href: str, label: Sequence[Span]) -> str:
    if tuple(label) == (Text(href),) and not href.startswith("mailto:"):
        return f"<{href}>"
    return f"[{_line(label)}]({_destination(href)})"


def _name(text: str, href: str | None) -> str:
    if href is not None:
        return f"[{_words(text, first=False, last=False, starts_line=False)}]({_destination(href)})"
    return text[0] + _SIGNS.sub(r"\\\g<0>", text[1:])


def _destination(href: str) -> str:
    escaped = re.sub(r"&(?=#?\w+;)", "&amp;", href)
    return escaped if _PLAIN_HREF.fullmatch(escaped) else f"<{escaped}>"


def _encoded_ends(pieces: Sequence[_Piece], number: int) -> tuple[bool, bool]:
    """Tell whether the first and the last character of these words must be written as a number.

    A mark inside a word, or between a word and a sign, is no mark for CommonMark ("flanking"); a
    character reference makes both sides signs. Names end where a character reference begins.
    """
    text = pieces[number].text
    first = last = False
    if number and _is_word(text[0]):
        before = pieces[number - 1]
        if before.kind == "close":
            inside = pieces[number - 2]
            first = before.text == "_" or not _ends_with_word(inside)
        first = first or _is_bare_name(before)
    if number + 1 < len(pieces) and _is_word(text[-1]):
        after = pieces[number + 1]
        if after.kind == "open":
            inside = pieces[number + 2]
            last = after.text == "_" or not _starts_with_word(inside)
        last = last or _is_bare_name(after)
    return first, last


def _is_word(character: str) -> bool:
    """Tell whether CommonMark takes this for a part of a word: neither space nor sign."""
    return not (isWhiteSpace(ord(character)) or isPunctChar(character))


def _starts_with_word(piece: _Piece) -> bool:
    return piece.kind == "words" and _is_word(piece.text[0])


def _ends_with_word(piece: _Piece) -> bool:
    return _is_word(piece.text[-1]) and piece.kind in ("words", "done")


def _is_bare_name(piece: _Piece) -> bool:
    return piece.kind == "done" and piece.text[0] in "@#\uff20\uff03"


def _words(text: str, first: bool, last: bool, *, starts_line: bool) -> str:
    """Escape plain words; `first` and `last` ask for that character as a number."""
    escaped = {start: f"\\{text[start]}" for start in _sign_places(text, starts_line=starts_line)}
    for place in _name_places(text):
        escaped[place] = f"\\{text[place]}" if text[place] in "@#:" else f"&#{ord(text[place])};"
    for is_encoded, place, inner in ((first, 0, 1), (last, len(text) - 1, len(text) - 2)):
        if is_encoded:
            escaped[place] = f"&#{ord(text[place])};"
            # Beside a character reference an underscore no longer stands inside a word.
            if 0 <= inner < len(text) and text[inner] == "_":
                escaped[inner] = r"\_"
    return "".join(escaped.get(place, character) for place, character in enumerate(text))


def _sign_places(text: str, *, starts_line: bool) -> Iterable[int]:
    yield from (found.start() for found in _SIGNS.finditer(text))
    if not starts_line:
        return
    if _LINE_START.match(text):
        yield 0
    elif number := _NUMBER_START.match(text):
        yield number.start("dot")


def _name_places(text: str) -> Iterable[int]:
    """Yield the sign of each word that would be read as a name or an address; hiding one may show another."""
    while found := names_in(text):
        for start, _, name in found:
            place = text.index(":", start) if isinstance(name, Link) else start
            text = f"{text[:place]}\x00{text[place + 1 :]}"
            yield place

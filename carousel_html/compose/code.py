"""
Mark the parts of a listing, so that a layout can colour them: keywords, words in quotes, comments, numbers.

Knows the languages people show on slides, and asks Pygments only for those. Does not know colours, and
never changes a letter of the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from pygments.token import _TokenType

_NAMES = """
bash c cpp c++ csharp c# cs css dart diff docker dockerfile elixir go golang graphql haskell hcl html ini
java javascript js json jsx kotlin lua make makefile nginx php powershell python py r ruby rb rust rs
scala sh shell sql swift terraform toml ts tsx typescript xml yaml yml zig
"""
LANGUAGES = frozenset(_NAMES.split())
"""A lexer is a set of regular expressions, and a post is a stranger's text: only lexers that many use."""

LONGEST = 4000  # letters; no slide shows more, and a lexer is never asked for them
KINDS: Mapping[str, str] = {
    "Comment": "comment",
    "Keyword": "keyword",
    "Literal.String": "string",
    "Literal.Number": "number",
    "Name.Tag": "keyword",
    "Name.Function": "name",
    "Name.Class": "name",
    "Name.Attribute": "name",
    "Operator.Word": "keyword",
    "Generic.Deleted": "comment",
    "Generic.Inserted": "string",
}
"""Pygments' kind of token → the class its words carry: `code-keyword`. A kind inside another goes with it."""


@lru_cache(maxsize=256)
def code_lines(text: str, language: str | None) -> tuple[Markup, ...]:
    """Return the lines of code as safe HTML with `<span class="code-…">` around their parts.

    A part that runs over several lines is one on each of them. Plain where the language is not known.
    """
    lines: list[list[Markup]] = [[]]
    for kind, words in _parts(text, (language or "").lower()):
        for number, piece in enumerate(words.split("\n")):
            if number:
                lines.append([])
            is_marked = kind is not None and piece.strip() != ""
            html = (
                Markup('<span class="code-{}">{}</span>').format(kind, piece) if is_marked else escape(piece)
            )
            lines[-1].append(html)
    return tuple(Markup("").join(line) for line in lines)


def _parts(text: str, language: str) -> list[tuple[str | None, str]]:
    """Return the kinds of the parts of a code, and their words; one part of no kind where it cannot tell."""
    whole: list[tuple[str | None, str]] = [(None, text)]
    if language not in LANGUAGES or len(text) > LONGEST:
        return whole
    from pygments.lexers import get_lexer_by_name  # late: few carousels show code
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return whole
    parts: list[tuple[str | None, str]] = []
    for token, words in lexer.get_tokens(text):
        kind = _kind(token) if words.strip() else parts[-1][0] if parts else None
        if parts and parts[-1][0] == kind:
            parts[-1] = (kind, parts[-1][1] + words)
        else:
            parts.append((kind, words))
    return parts if "".join(words for _, words in parts) == text else whole


def _kind(token: _TokenType) -> str | None:
    """Return the class of a token: its own, else that of the kind it belongs to."""
    names = str(token).split(".")[1:]
    return next((KINDS[key] for n in range(len(names), 0, -1) if (key := ".".join(names[:n])) in KINDS), None)

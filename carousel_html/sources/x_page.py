"""
Read what is copied from a thread's page on X: name, @handle, "·", date, words, counts, post after post.

Knows how the page is copied as text, and what on it is no word of a post: what is dropped is on the record.
Posts by others are left out. Does not fetch, and knows no address of a post.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from carousel_html.markup import Block, Mention, Paragraph, Quotation, Text
from carousel_html.model import Author
from carousel_html.sources.found import FoundPost, FoundThread, Lost, first_words
from carousel_html.sources.lists import blocks_of

BY_OTHERS = "an answer by somebody else"
TO_OTHERS = "an answer to somebody else"
CUT = "X showed only the beginning of this post; open it and copy it whole"
PICTURE = "a picture is not copied with the words; save it and name it in the post's `images`"

_HANDLE = re.compile(r"(@\w{1,15})(?:\s*·\s*(?P<date>\S.{0,30}))?")
_DOT = "·"
_DATE = re.compile(r"(?=.*\d).{1,30}")
_LONGEST_NAME = 60
_COUNT = re.compile(r"\d[\d.,\u00a0\u202f ]*(?:[KMBkmb]|Mio\.?|Tsd\.?|mil|mln|тыс\.|млн|万|億|만)?")
_MOST_COUNTS = 5
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:\s?[APap]\.?\s?[Mm]\.?)?\s*·\s*\S.*\d.*|.*\d{4}\s*·\s*\d{1,2}[:.]\d{2}.*"
)
"""The time below the post that the page is about; counts follow it."""

_ANSWERS = re.compile(
    r"(?:replying to|antwort an|en réponse à|en respuesta a|em resposta a|in risposta a|返信先:?)\s*",
    re.IGNORECASE,
)
_QUOTES = frozenset(
    ("quote", "quote tweet", "zitat", "zitieren", "citation", "cita", "citação", "citazione", "引用")
)
_PICTURES = frozenset(("image", "gif", "embedded video", "bild", "imagen", "imagem", "immagine", "画像"))
_CUT_SHORT = frozenset(
    ("show more", "mehr anzeigen", "mostrar más", "voir plus", "mostrar mais", "mostra altro")
)
_FURNITURE = frozenset(
    ("alt", "show this thread", "show replies", "translate post", "views", "follow", "following", "subscribe")
) | frozenset(
    ("pinned", "read replies", "post your reply", "reply", "last edited", "relevant", "ad", "promoted")
)
_ENDS = frozenset(
    (
        "who to follow",
        "relevant people",
        "discover more",
        "you might like",
        "trending now",
        "what’s happening",
    )
) | frozenset(("what's happening", "more posts", "trends for you", "sourced from across x", "wem folgen?"))


@dataclass
class _Copied:
    """One post as it was copied: its words, what stood around them, whom it answers."""

    author: Author
    words: list[str]
    is_quoted: bool = False
    answers: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    pictures: int = 0
    is_cut: bool = False

    @property
    def blocks(self) -> list[Block]:
        """The words as paragraphs and lists."""
        return blocks_of([Text("\n".join(self.words))])


def recognises(text: str) -> bool:
    """Tell whether a name and its @handle stand over a dot and a date, or over a post with its clock."""
    lines = text.splitlines()
    heads = _heads(lines)
    has_date = any(_has_date(lines, n) for n in heads)
    return bool(heads) and (has_date or any(_CLOCK.fullmatch(line.strip()) for line in lines))


def threads(text: str, where: str) -> list[FoundThread]:
    """Return the posts of whoever wrote the first one, in their order; `where` names no message here."""
    copied = list(_copied(text.splitlines()))
    if not copied:
        return []
    thread = FoundThread("page", [], copied[0].author)
    for each in copied:
        reason = _why_not(each, thread.author)
        if each.is_quoted and thread.posts:
            _add_quoted(thread.posts[-1], each)
        elif reason:
            words = first_words(" ".join(each.words))
            thread.lost.append(Lost("post", f"{each.author.handle}: {words}", reason))
        else:
            thread.posts.append(_post(each))
    return [thread]


def _why_not(copied: _Copied, author: Author) -> str | None:
    if copied.author.handle != author.handle:
        return BY_OTHERS
    others = [handle for handle in copied.answers if handle.lower() != author.handle.lower()]
    return TO_OTHERS if others else None


def _post(copied: _Copied) -> FoundPost:
    post = FoundPost("", copied.blocks)
    post.lost += [Lost("image", "Image", PICTURE)] * copied.pictures
    post.lost += [Lost("paragraph", "Show more", CUT)] * copied.is_cut
    post.removed += [" ".join(copied.dropped)] * bool(copied.dropped)
    return post


def _add_quoted(post: FoundPost, copied: _Copied) -> None:
    who = Paragraph((Text(f"— {copied.author.name} "), Mention(copied.author.handle)))
    quoted = _post(copied)
    post.blocks = (*post.blocks, Quotation((*quoted.blocks, who)))
    post.lost += quoted.lost
    post.removed += quoted.removed


# --- heads -----------------------------------------------------------------------------------


def _heads(lines: Sequence[str]) -> list[int]:
    """Return the lines with a handle under a name: over a date, or as one that is, or the first of all."""
    found = [n for n in range(1, len(lines)) if _is_pair(lines, n)]
    sure = {(lines[n - 1].strip(), _handle(lines[n])) for n in found if _has_date(lines, n)}
    is_first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    return [n for n in found if (lines[n - 1].strip(), _handle(lines[n])) in sure or n == is_first + 1]


def _is_pair(lines: Sequence[str], n: int) -> bool:
    name = lines[n - 1].strip()
    return bool(_HANDLE.fullmatch(lines[n].strip())) and 0 < len(name) <= _LONGEST_NAME and name != _DOT


def _handle(line: str) -> str:
    found = _HANDLE.fullmatch(line.strip())
    return found[1] if found else ""


def _date_after(lines: Sequence[str], n: int) -> int:
    """Return how many lines below the handle say when it was, as the dot and the date do."""
    below = [line.strip() for line in lines[n + 1 : n + 3]]
    if below and below[0].startswith(_DOT) and _DATE.fullmatch(below[0].removeprefix(_DOT).strip()):
        return 1
    return 2 if len(below) > 1 and below[0] == _DOT and _DATE.fullmatch(below[1]) else 0


def _has_date(lines: Sequence[str], n: int) -> bool:
    found = _HANDLE.fullmatch(lines[n].strip())
    return bool(found and found["date"]) or _date_after(lines, n) > 0


def _copied(lines: Sequence[str]) -> Iterator[_Copied]:
    heads = _heads(lines)
    above = lines[: heads[0] - 1] if heads else []
    for n, after in zip(heads, [*heads[1:], len(lines) + 1], strict=True):
        below = lines[n + 1 + _date_after(lines, n) : after - 1]
        is_quoted = next((line for line in reversed(above) if line), "").lower() in _QUOTES
        copied = _Copied(Author(name=lines[n - 1].strip(), handle=_handle(lines[n])), [], is_quoted)
        if n == heads[0]:
            copied.dropped += filter(None, above)
        _fill(copied, [line.strip() for line in below])
        above = [line.strip() for line in below]
        yield copied


# --- words and what stands around them -------------------------------------------------------


def _fill(copied: _Copied, lines: list[str]) -> None:
    """Sort the lines below a head into words, and what the page puts above and below them."""
    end = next((n for n, line in enumerate(lines) if line.lower() in _ENDS), len(lines))
    clock = next((n for n, line in enumerate(lines[:end]) if _CLOCK.fullmatch(line)), None)
    words, below = lines[: end if clock is None else clock], lines[end if clock is None else clock :]
    while words and (not words[0] or _is_answer(words[0], copied)):
        copied.dropped += filter(None, [words.pop(0)])
    if clock is None:
        below = _popped(words, _is_count) + below
    signs = _popped(words, _is_sign)
    copied.pictures = sum(line.lower() in _PICTURES for line in signs)
    copied.is_cut = any(line.lower() in _CUT_SHORT for line in signs)
    copied.words = words
    copied.dropped += filter(None, signs + below)


def _is_answer(line: str, copied: _Copied) -> bool:
    """Tell whether a line says whom a post answers, and remember whom."""
    found = _ANSWERS.match(line)
    goes_on = bool(copied.dropped) and bool(re.fullmatch(r"@\w{1,15}|\w{1,3}|,", line))
    if not found and not (goes_on and _ANSWERS.match(copied.dropped[0])):
        return False
    copied.answers += re.findall(r"@\w{1,15}", line)
    return True


def _popped(lines: list[str], belongs: Callable[[list[str], str], bool]) -> list[str]:
    """Take the last lines off as long as they belong to what was taken, and return them."""
    taken: list[str] = []
    while lines and belongs(taken, lines[-1]):
        taken.insert(0, lines.pop())
    return taken


def _is_count(taken: list[str], line: str) -> bool:
    counts = sum(bool(_COUNT.fullmatch(each)) for each in taken)
    return not line or line == _DOT or (bool(_COUNT.fullmatch(line)) and counts < _MOST_COUNTS)


def _is_sign(taken: list[str], line: str) -> bool:
    return not line or line == _DOT or line.lower() in _QUOTES | _PICTURES | _CUT_SHORT | _FURNITURE

"""
Read the first post as a person would: what is the title, what stands under it, what follows.

Knows thread markers ("(thread)", "Hilo:", 🧵) and how long a title may be. Works on blocks; every word but
the markers is kept, in order. Does not know slides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from carousel_html.arranging.lead_in import ANSWER, begins_with_term, leaves_quotation_open, title_line
from carousel_html.arranging.pieces import open_places, sliced
from carousel_html.arranging.sentences import COLONS, Cut, cuts
from carousel_html.letters import count_letters
from carousel_html.markup import (
    Block,
    Break,
    Bullets,
    Heading,
    Link,
    Paragraph,
    Span,
    Text,
    hrefs,
    plain,
    signed,
    tidy,
    tidy_spans,
)

LONGEST_TITLE = 120
GOOD_TITLE = 90
SHORTEST_TITLE = 15
SHORTEST_CLAUSE = 25
LONGEST_SENTENCE = 200
LONGEST_LEAD = 160
GOOD_LEAD = 50
SHORT_REST = 40

_HANDS = r"[\s👇⬇🔽⤵️]*"
_WORD = r"(?:thread|hilo|fil|fio|filo|faden|tråd|тред|스레드|타래|スレッド|ツリー)"
"""What a thread is called where there is another word than "thread"."""
_A = r"(?:(?:an?|une?|um|ein|abro|va|segue(?:\s+o)?)\s+)?"
_MARKERS = re.compile(
    rf"\s*[(\[【（]\s*{_A}(?:\w+[ -])?{_WORD}(?:\s+à\s+\w+)?\s*🧵?{_HANDS}[)\]】）]\s*:?"
    rf"|(?:^|(?<=[\s.!?:;,])){_A}{_WORD}\s*[:.]?\s*🧵{_HANDS}:?"
    rf"|🧵\s*(?:{_A}{_WORD}\b)?{_HANDS}[:.]?"
    rf"|^{_A}{_WORD}\s*:(?=\s)"
    rf"|(?:(?<=[.!?:]\s)|(?<=\n)){_A}{_WORD}\s*[:.]?{_HANDS}$"
    # A hand that points down to the next post points at nothing on a slide.
    r"|\s*[👇⬇🔽⤵][👇⬇🔽⤵️\s]*$",
    re.IGNORECASE,
)


_ONLY_MARKER = re.compile(rf"{_A}{_WORD}\s*🧵?{_HANDS}[:.]?{_HANDS}|[\s🧵👇👉⬇🔽⤵️➡→↓]+", re.IGNORECASE)


def is_marker(blocks: Sequence[Block]) -> bool:
    """Tell whether a post says no more than that a thread begins."""
    words = plain(blocks).strip()
    return bool(words) and (bool(_ONLY_MARKER.fullmatch(words)) or not _MARKERS.sub("", words).strip())


@dataclass(frozen=True)
class Opening:
    """The first post: title (Markdown, one line), what stands under it, what is left, markers taken off."""

    title: str
    lead: tuple[Block, ...]
    rest: tuple[Block, ...]
    markers: tuple[str, ...]


def opening(blocks: Sequence[Block], title: str | None) -> Opening:
    """Find title and subtitle of a thread in the blocks of its first post.

    Args:
        blocks: the first post.
        title: the title when somebody gave one (Markdown); a first line that repeats it is not
            shown again.
    """
    left, markers, boundary = _without_markers(tuple(blocks))
    if not left:
        left, markers, boundary = tuple(blocks), (), None
    if title:
        left = left[1:] if left and _same_words(plain(left[:1]), title) else left
        links: tuple[Block, ...] = ()
    else:
        title, left, links = _take_title(_unlisted(left), boundary)
        begins_late = bool(markers) and plain(blocks[:1]).lstrip().startswith(markers[0])
        title = _capitalised(title) if begins_late else title
    lead, rest = _take_lead(left) if title else ((), left)
    return Opening(title, (*lead, *links), rest, markers)


def _same_words(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


# --- markers ---------------------------------------------------------------------------------


def _without_markers(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...], int | None]:
    """Take thread markers off the first block, and off the end of the last.

    Returns the blocks, the markers, and where in the first block's words one stood between others.
    """
    if not blocks:
        return (), (), None
    first, markers, boundary = _unmarked(blocks[0], at_end=False)
    if len(blocks) == 1:
        return tidy([first]), markers, boundary
    last, more, _ = _unmarked(blocks[-1], at_end=True)
    return tidy([first, *blocks[1:-1], last]), (*markers, *more), boundary


def _unmarked(block: Block, *, at_end: bool) -> tuple[Block, tuple[str, ...], int | None]:
    if not isinstance(block, Paragraph | Heading):
        return block, (), None
    spans = block.spans
    markers: list[str] = []
    boundary: int | None = None
    while found := _marker(spans, at_end=at_end):
        text = plain(spans)
        before, after = sliced(spans, 0, found.start()), sliced(spans, found.end(), len(text))
        kept = tidy_spans(before)
        spans = tidy_spans((*kept, Text(" "), *after))
        if after and kept and not text[found.end() :].isspace():
            boundary = boundary or len(plain(kept)) + 1
        markers.append(found[0].strip())
    return replace(block, spans=spans), tuple(markers), boundary


def _marker(spans: Sequence[Span], *, at_end: bool) -> re.Match[str] | None:
    text = plain(spans)
    places = open_places(spans)
    for found in _MARKERS.finditer(text):
        is_last = not text[found.end() :].strip()
        if {found.start(), found.end()} <= places and (is_last or not at_end) and found[0].strip():
            return found
    return None


# --- the title -------------------------------------------------------------------------------


def _capitalised(title: str) -> str:
    """Let a title begin with a capital, but for a name like iPhone: a marker stood where it begins now."""
    first = title.split(maxsplit=1)[:1]
    return title[:1].upper() + title[1:] if first and first[0].islower() else title


def _unlisted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Make a list with another emoji before each point lines again: the first may be a title."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Bullets) or first.ordered:
        return blocks
    lines = [item[0].spans for item in first.items if len(item) == 1 and isinstance(item[0], Paragraph)]
    signs = {found[0] for line in lines if (found := signed(line))}
    if not len(signs) == len(lines) == len(first.items):
        return blocks
    spans = [span for line in lines for span in (Break(), *line)]
    return (Paragraph(tuple(spans[1:])), *blocks[1:])


def _take_title(
    blocks: tuple[Block, ...], boundary: int | None
) -> tuple[str, tuple[Block, ...], tuple[Block, ...]]:
    """Return the title, the blocks without it, and the links that stood in it.

    The name of an account or a hashtag stays in the title only: nobody wants to read it twice.
    """
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph | Heading):
        return "", blocks, ()
    text = plain(first.spans)
    end = len(text) if isinstance(first, Heading) else _title_end(text, boundary)
    end = min(place for place in open_places(first.spans) if place >= end)
    taken = sliced(first.spans, 0, end)
    links = tuple(Link(href, (Text(plain([part])),)) for part in taken for href in hrefs([part]))
    kept = [link for link in links if not plain([link]).startswith(("@", "#"))]
    rest = tidy([Paragraph(sliced(first.spans, end, len(text))), *blocks[1:]])
    return title_line(taken), rest, tuple(Paragraph((link,)) for link in kept)


def _title_end(text: str, boundary: int | None) -> int:
    """Return where the title ends: at the marker, else after a sentence that is short enough."""
    ends = [*_outside_quotations(text, Cut.SENTENCE), len(text)]
    if boundary is not None and boundary <= LONGEST_TITLE and boundary <= ends[0]:
        return boundary
    line = next((place for place, cut in cuts(text) if cut == Cut.LINE), len(text))
    end = ends[0]
    # "I quit. Here is why." is one title, and so is "Stop. Reading. Books."
    for more in ends[1:]:
        is_short = count_letters(text[:end].rstrip()) < SHORTEST_TITLE and more <= line
        end = more if is_short and count_letters(text[:more]) <= GOOD_TITLE else end
    if count_letters(text[:end]) <= LONGEST_TITLE:
        return end
    return _end_inside_sentence(text, end)


def _outside_quotations(text: str, level: Cut) -> list[int]:
    """Return where a text may be cut, this deep and not inside a quotation."""
    places = (place for place, cut in cuts(text) if cut <= level)
    return [place for place in places if place > LONGEST_SENTENCE or not leaves_quotation_open(text[:place])]


def _end_inside_sentence(text: str, end: int) -> int:
    """Return where to end a title whose sentence is long: at a colon or dash, else a comma, else whole."""
    clauses = [place for place in _outside_quotations(text, Cut.CLAUSE) if place < end]
    good = [place for place in clauses if SHORTEST_CLAUSE <= count_letters(text[:place]) <= GOOD_TITLE]
    strong = [place for place in good if text[:place].rstrip()[-1] in ":：-–—"]
    middling = [place for place in good if text[:place].rstrip()[-1] in ";；"]
    if good:
        return strong[0] if strong else (middling or good)[-1]
    if count_letters(text[:end]) <= LONGEST_SENTENCE:
        return end
    words = [
        place for place, cut in cuts(text) if cut == Cut.WORD and count_letters(text[:place]) <= GOOD_TITLE
    ]
    return max(words, default=end)


# --- what stands under it --------------------------------------------------------------------


def _take_lead(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return what goes under the title and what is left: a sentence or two, or all when it is short.

    Half an answer to the question above is none.
    """
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph):
        return (), blocks
    text = plain(first.spans)
    end, before_term = _lead_end(first.spans)
    is_short = count_letters(plain(blocks)) <= LONGEST_LEAD
    if is_short and not before_term and all(isinstance(block, Paragraph) for block in blocks):
        return blocks, ()
    rest = text[end:].strip()
    announces = not rest and text.endswith(COLONS) and len(blocks) > 1 and isinstance(blocks[1], Bullets)
    if (
        end == 0
        or announces
        or ANSWER.match(text)
        or (len(blocks) == 1 and rest and count_letters(rest) < SHORT_REST)
    ):
        return (), blocks
    lead = tidy([Paragraph(sliced(first.spans, 0, end))])
    return lead, tidy([Paragraph(sliced(first.spans, end, len(text))), *blocks[1:]])


def _lead_end(spans: Sequence[Span]) -> tuple[int, bool]:
    """Return where the subtitle ends, and whether that is right before a term that is explained."""
    text = plain(spans)
    ends = [place for place, cut in cuts(text) if cut <= Cut.SENTENCE] + [len(text)]
    free = open_places(spans)
    short = takewhile(lambda end: count_letters(text[:end]) <= LONGEST_LEAD, ends)
    fitting = [end for end in short if end in free]
    for end in fitting:
        if begins_with_term(tidy_spans(sliced(spans, end, len(text)))):
            return end, True
    if len(text) in fitting:
        return len(text), False
    return next((end for end in fitting if end >= GOOD_LEAD), max(fitting, default=0)), False

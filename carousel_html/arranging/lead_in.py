"""
Find the small title a post begins with: a heading, a short first line, or a term being explained.

Knows "Ops - this is about…", "**Cache**: …", "Lesson 2: …". Works on blocks; every word is kept, in
order. Does not know slides, or the carousel's own title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carousel_html.arranging.pieces import lines_of, sliced
from carousel_html.arranging.sentences import COLONS, count_words, sentences
from carousel_html.letters import count_letters
from carousel_html.markup import (
    Block,
    Bullets,
    Heading,
    Link,
    Paragraph,
    Span,
    Strong,
    Text,
    hrefs,
    plain,
    tidy,
    tidy_spans,
    write,
)

LONGEST_LINE = 60
LONGEST_TERM = 36
MOST_TERM_WORDS = 4
FEWEST_WORDS_LEFT = 5
LONGEST_HEAD = 48
FEWEST_HEADS, HEADED_SHARE = 3, 0.7

# A dash with spaces around it, after a term; a colon only after a numbered one ("Lesson 2: …").
_TERM = re.compile(r"(?P<term>[^\s.!?:;,()–—-][^.!?:;,()\n]*?)\s+[-–—]\s+(?=\S)")
_NUMBERED = re.compile(
    r"(?P<term>(?:\w+\s+)?#?\d{1,3}(?=:|\s+[-–—])|\w+\s+#?\d{1,3}(?=\)))(?:[:)]|\s+[-–—])\s+(?=\S)"
)
ANSWER = re.compile(r"(?:a|answer|antwort|r|respuesta|réponse|risposta)\s*:\s", re.IGNORECASE)
_POINT = re.compile(r"\d{1,2}[.)]\s+")
_LABELLED = re.compile(r"[^:\n]{1,24}:\s|\d")
_AFTER_STRONG = re.compile(r"\s*(?:(?::|\s[-–—])\s+|：\s*)(?=\S)")
_QUOTES = re.compile(r"(?<!\d)[\"“”„‟«»「」『』]")
_SMALL_WORDS = frozenset("a an and as at by for from in of on or the to vs vs. with & + /".split())  # noqa: SIM905
_ORPHANS = frozenset("ex note update edit ps p.s tl;dr tldr fyi btw psa source via".split())  # noqa: SIM905


@dataclass(frozen=True)
class LeadIn:
    """A post's small title (Markdown) and the blocks under it.

    `written` is how the post begins ("Ops - this") where the word after the term got a capital.
    """

    title: str
    rest: tuple[Block, ...]
    written: str | None = None


def are_headed(posts: Iterable[Sequence[Block]]) -> bool:
    """Tell whether posts begin with a sentence of a few words each, as points do ("Write it down.")."""
    longer = [blocks for blocks in posts if len(blocks) > 1]
    heads = sum(_is_head(blocks[0]) for blocks in longer)
    return heads >= max(FEWEST_HEADS, HEADED_SHARE * len(longer))


def lead_in(
    blocks: Sequence[Block], *, is_headed: bool = False, is_one_of_many: bool = False
) -> LeadIn | None:
    """Return the title a post begins with and the rest; None when it has none, or no rest.

    With `is_headed` a paragraph of one short sentence is a title, too. One of many is a title over any rest,
    as it is over the longer ones.
    """
    if not blocks:
        return None
    first = blocks[0]
    if list(hrefs([first])) and not isinstance(first, Paragraph):
        return None
    if isinstance(first, Heading):
        return LeadIn(title_line(first.spans), tuple(blocks[1:])) if len(blocks) > 1 else None
    if isinstance(first, Paragraph):
        is_head = is_headed and _is_head(first)
        fewest = 1 if is_one_of_many else FEWEST_WORDS_LEFT
        return (
            _numbered_line(first, blocks[1:])
            or _term(first, blocks[1:], fewest)
            or _short_line(first, blocks[1:], fewest, is_head=is_head)
        )
    return None


def title_line(spans: Sequence[Span]) -> str:
    """Return a title of these spans: their words on one line, as Markdown, without a last full stop."""
    words = " ".join(plain(spans).split())
    bare = re.sub(r"(?<![.…])\.$|\s*[:,;–—-]+$|[：；，、。]$", "", words)
    return write([Paragraph((Text(bare or words),))])


def begins_with_term(spans: Sequence[Span]) -> bool:
    """Tell whether a paragraph begins with a term that it then explains."""
    return term_of(spans) is not None


def term_of(spans: Sequence[Span]) -> str | None:
    """Return the term that words begin with and then explain."""
    found = _term_end(spans)
    return found[0] if found else None


# --- a term ----------------------------------------------------------------------------------


def _term(first: Paragraph, others: Sequence[Block], fewest: int) -> LeadIn | None:
    found = _term_end(first.spans)
    if found is None or _goes_on_alike(first, others):
        return None
    term, end = found
    explained = tidy_spans(sliced(first.spans, end, len(plain(first.spans))))
    if count_words(plain(explained)) < fewest:
        return None
    spans, raised = _with_capital(explained)
    written = plain(first.spans)[: end + len(raised)] if raised else None
    return LeadIn(title_line((Text(term),)), (*tidy([Paragraph(spans)]), *others), written)


def _goes_on_alike(first: Paragraph, others: Sequence[Block]) -> bool:
    """Tell whether the line after the first explains a term as well: the first is one of several."""
    lines = list(lines_of(first))
    after = lines[1] if len(lines) > 1 else others[0] if others else None
    return isinstance(after, Paragraph) and begins_with_term(after.spans)


def _numbered_line(first: Paragraph, others: Sequence[Block]) -> LeadIn | None:
    """Take a short line with a numbered label ("Lesson 2: Ship it.") whole, where more stands below it."""
    text = plain(first.spans)
    line, _, below = text.partition("\n")
    found = _NUMBERED.match(line) if isinstance(first.spans[0], Text) else None
    if not found or not _is_term(found["term"]) or not below or count_letters(line) > LONGEST_LINE:
        return None
    head = sliced(first.spans, 0, len(line))
    is_cut = len(sentences(line)) > 1 or leaves_quotation_open(line)
    if list(hrefs(head)) or _NUMBERED.match(below) or is_cut:
        return None
    return LeadIn(title_line(head), (*tidy([Paragraph(sliced(first.spans, len(line), len(text)))]), *others))


def _term_end(spans: Sequence[Span]) -> tuple[str, int] | None:
    """Return the term and the offset where its explanation begins."""
    if not spans:
        return None
    text = plain(spans)
    if isinstance(spans[0], Strong):
        return _strong_term(spans[0], text)
    if not isinstance(spans[0], Text):
        return None
    found = _NUMBERED.match(spans[0].text) or _TERM.match(spans[0].text)
    return (found["term"], found.end()) if found and _is_term(found["term"]) else None


def _strong_term(strong: Strong, text: str) -> tuple[str, int] | None:
    words = plain([strong])
    if list(hrefs([strong])) or "\n" in words or count_letters(words) > LONGEST_LINE:
        return None
    if words.rstrip().endswith(COLONS):
        space = re.compile(r"\s*").match(text, len(words))
        return words.rstrip()[:-1], space.end() if space else len(words)
    after = _AFTER_STRONG.match(text, len(words))
    return (words, after.end()) if after else None


def _is_term(words: str) -> bool:
    """Tell a term ("Platform Engineering", "Lesson 2") from a piece of a sentence ("I tried it")."""
    parts = words.split()
    is_long = count_letters(words) > LONGEST_TERM or len(parts) > MOST_TERM_WORDS
    if is_long or words.lower() in _ORPHANS or leaves_quotation_open(words):
        return False
    return all(not part[0].islower() or part.lower() in _SMALL_WORDS for part in parts)


def leaves_quotation_open(words: str) -> bool:
    """Tell whether words end inside a quotation that they began."""
    is_single = words.lstrip()[:1] in ("'", "‘") and not re.search(r"['’](?!\w)", words.lstrip()[1:])
    return len(_QUOTES.findall(words)) % 2 == 1 or is_single


def _with_capital(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], str | None]:
    """Let the explanation begin with a capital, as a sentence does; name the word it changed."""
    first = spans[0]
    word = first.text.split(maxsplit=1)[0] if isinstance(first, Text) else ""
    if not isinstance(first, Text) or not word.isalpha() or not word.islower():
        return spans, None
    return (Text(first.text[0].upper() + first.text[1:]), *spans[1:]), word


# --- a short first line ----------------------------------------------------------------------


def _is_head(block: Block) -> bool:
    """Tell whether a block is one short sentence, or a line with a number, which may be two."""
    words = plain([block]).strip()
    point = _POINT.match(words)
    longest, most = (LONGEST_LINE, 2) if point else (LONGEST_HEAD, 1)
    bare = words[point.end() :] if point else words
    is_short = isinstance(block, Paragraph) and "\n" not in words and count_letters(bare) <= longest
    return is_short and not list(hrefs([block])) and len(sentences(bare)) <= most


def _short_line(first: Paragraph, others: Sequence[Block], fewest: int, *, is_head: bool) -> LeadIn | None:
    """Take a short first line, without a full stop and with more below it, for a title."""
    text = plain(first.spans)
    line, _, below = text.partition("\n")
    head = sliced(first.spans, 0, len(line))
    rest = tidy([Paragraph(sliced(first.spans, len(line), len(text))), *others])
    announces = line.rstrip().endswith(COLONS) and bool(rest) and isinstance(rest[0], Bullets)
    is_sentence = is_head and line.rstrip()[-1:] in ".。" and not line.rstrip().endswith("..")
    ends_open = line.rstrip()[-1:] not in ".,;:…。、，；：" or announces or is_sentence
    words_left = count_words(_without_links(rest))
    # "1903: physics" over "1911: chemistry" is the first of two.
    is_question = line.rstrip()[-1:] in "?？" and bool(ANSWER.match(below))
    are_labelled = bool(_LABELLED.match(line)) and bool(_LABELLED.match(below))
    is_labelled = are_labelled and not is_head and not is_question
    is_one_of_many = is_labelled or (begins_with_term(head) and _goes_on_alike(first, others))
    is_short = count_letters(line) <= LONGEST_LINE and not is_one_of_many
    is_title = is_short and ends_open and not list(hrefs(head)) and not leaves_quotation_open(line)
    if not is_title or not (below or others):
        return None
    return LeadIn(title_line(head), rest) if announces or words_left >= fewest else None


def _without_links(blocks: Sequence[Block]) -> str:
    return plain([b for b in blocks if not (isinstance(b, Paragraph) and _is_link(b))])


def _is_link(block: Paragraph) -> bool:
    return len(block.spans) == 1 and isinstance(block.spans[0], Link)

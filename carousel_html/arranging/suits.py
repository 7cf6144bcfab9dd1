"""
Choose the layout that suits what a post holds, and say why.

    content, quotes, sides, numbers   what a rule looks for, where that takes more than a line

A rule looks at the words and pictures of one post and gives the keys of its slide, or nothing; the first rule
that gives something wins, so the same post always gets the same layout. Knows the built-in layouts by name.
Does not know what stands on other slides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from carousel_html.arranging.alike import with_points
from carousel_html.arranging.content import (
    Content,
    Suited,
    announcement,
    are_short,
    has_code,
    is_line,
    is_tall,
    only,
    titled,
)
from carousel_html.arranging.lead_in import title_line
from carousel_html.arranging.numbers import stat_of, stat_of_lines
from carousel_html.arranging.quotes import quotation
from carousel_html.arranging.sentences import COLONS, sentences
from carousel_html.arranging.sides import two_sides
from carousel_html.arranging.tables import table_rows
from carousel_html.letters import count_letters
from carousel_html.markup import (
    Block,
    Bullets,
    CodeBlock,
    Heading,
    Link,
    Paragraph,
    Span,
    Text,
    hrefs,
    plain,
    write,
)

AUTO = "auto"
STATEMENT = "statement"
PLAIN = "post-card"
"""What a post with nothing special about it gets."""
PLAIN_REASON = "plain words"
MOST_PICTURES = 4  # What a post card or a gallery shows.
STEPS = range(2, 7)
LONGEST_STATEMENT = 90
MOST_SENTENCES = 2
LONGEST_CAPTION = 180
LONGEST_BESIDE = 300
LONGEST_BEFORE_LINK = 110
LONGEST_BESIDE_CODE = 240
MOST_CODE_LINES = 22
FEW_LETTERS = 160


Rule = Callable[[Content], Suited | None]


def suit(content: Content, rules: Sequence[Rule]) -> Suited | None:
    """Return the layout that suits by the first of these rules that applies; None for plain words."""
    return next((found for rule in rules if (found := rule(content))), None)


# --- the rules -------------------------------------------------------------------------------


def _quote(content: Content) -> Suited | None:
    found = None if content.images else quotation(content.whole)
    if found is None:
        return None
    said, speaker = found
    reason = "a quotation and who said it" if speaker else "a quotation"
    return Suited("quote", reason, {"quote": said, "title": speaker, "text": ""})


def _pictures(content: Content) -> Suited | None:
    """One picture stands over a caption or beside a paragraph, several together; long words keep the card."""
    count, letters = len(content.images), count_letters(plain(content.rest))
    if count > 1 and letters <= LONGEST_CAPTION:
        return titled("gallery", f"{count} pictures and few words")
    if count != 1 or letters > LONGEST_BESIDE:
        return Suited("post-card", "pictures and many words", is_titled=True) if count else None
    if is_tall(content) and letters:
        return titled("split", "a tall picture and words beside it")
    if letters <= LONGEST_CAPTION:
        return titled("figure", "a picture and its caption" if letters else "a picture")
    return Suited("post-card", "a picture and a paragraph", is_titled=True)


def _code(content: Content) -> Suited | None:
    listings = [block for block in content.rest if isinstance(block, CodeBlock)]
    others = [block for block in content.rest if not isinstance(block, CodeBlock)]
    if len(listings) != 1 or count_letters(plain(others)) > LONGEST_BESIDE_CODE:
        return None
    lines = listings[0].text.count("\n") + 1
    if lines > MOST_CODE_LINES:
        return None
    return titled("code", f"{lines} line{'s' * (lines > 1)} of code")


def _table(content: Content) -> Suited | None:
    """A table, alone or under one line."""
    *above, last = content.whole or content.rest or (None,)
    rows = table_rows(last) if last is not None and len(above) < 2 else None
    head = above[0] if above else None
    if rows is None or not (head is None or isinstance(head, Paragraph | Heading)):
        return None
    title = title_line(head.spans) if head is not None else content.title if not content.whole else None
    keys = {"title": title, "items": [write([row]) for row in rows], "text": ""}
    return Suited("table", f"{len(rows)} rows of a table", keys, is_titled=True)


def _compare(content: Content) -> Suited | None:
    found = two_sides(content.title, content.rest) or two_sides(None, content.whole)
    if found is None:
        return None
    title = content.title if found.is_under_title else None
    keys: dict[str, Any] = {"title": title, "items": list(found.items), "text": ""}
    if found.is_first_better:
        keys["variant"] = {"winner": "first"}
    return Suited("compare", f"{found.first} against {found.second}", keys, is_titled=title is not None)


def _points(content: Content) -> Suited | None:
    """Short points, alone or under a title or the line that announces them."""
    title, blocks = content.title, with_points(content.rest)
    if title is None and len(blocks) == 2 and (announced := announcement(blocks[0])):
        title, blocks = announced, blocks[1:]
    points = blocks[0] if len(blocks) == 1 else None
    if not isinstance(points, Bullets) or not are_short(points):
        return None
    if points.ordered and (points.start != 1 or len(points.items) not in STEPS):
        return None
    keys = {"title": title, "items": [write(item) for item in points.items], "text": ""}
    if points.ordered:
        return Suited("steps", f"{len(points.items)} steps in order", keys, is_titled=True)
    return Suited("list", f"{len(points.items)} points", keys, is_titled=True)


def _link(content: Content) -> Suited | None:
    """A link with no more than a sentence before it."""
    before, link = _ending_link(content.rest)
    if link is None or len(list(hrefs(content.rest))) > 1:
        return None
    text = write([Paragraph((link,))])
    if content.title:
        return None if before else Suited("link", "a link under a title", is_titled=True)
    if not re.search(r"\w", plain(before)):
        title = title_line([link]) if " " in plain([link]).strip() else None
        sign = plain(before).strip()
        line = (Text(f"{sign} "), link) if sign else (link,)
        return Suited("link", "a link alone", {"title": title, "text": write([Paragraph(line)])})
    words = plain(before)
    if "\n" in words or has_code(before) or count_letters(words) > LONGEST_BEFORE_LINK:
        return None
    return Suited("link", "a link and a line of words", {"title": title_line(before), "text": text})


def _ending_link(blocks: Sequence[Block]) -> tuple[tuple[Span, ...], Link | None]:
    """Return a line of words and the address it ends in, on the same line or the next."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph) or not isinstance(last.spans[-1], Link) or len(blocks) > 2:
        return (), None
    link, before = last.spans[-1], last.spans[:-1]
    if len(blocks) == 1:
        is_address = not before or " " not in plain([link]).strip()
        return before, link if is_address else None
    first = blocks[0]
    return (first.spans, link) if isinstance(first, Paragraph) and not before else ((), None)


def _stat(content: Content) -> Suited | None:
    line = only(content)
    if line is not None and is_line(line):
        found = stat_of(plain([line]))
    else:
        found = stat_of_lines(_lines(content.whole))
    if found is None:
        return None
    keys = {"number": found.number, "title": found.claim, "text": found.note}
    return Suited("stat", f"{found.number} and what it counts", keys)


def _lines(blocks: Sequence[Block]) -> list[str]:
    """Return the lines of plain words; none where there is anything else, or no words."""
    is_plain = all(isinstance(block, Paragraph) and not has_code(block.spans) for block in blocks)
    lines = plain(blocks).split("\n") if is_plain and not list(hrefs(blocks)) else []
    return [line for line in lines if line.strip()]


def _statement(content: Content) -> Suited | None:
    line = only(content)
    if line is None or not is_line(line):
        return None
    words = plain([line])
    if count_letters(words) > LONGEST_STATEMENT or words.rstrip().endswith((*COLONS, "…")):
        return None
    count = len(sentences(words))
    if count > MOST_SENTENCES:
        return None
    return Suited(STATEMENT, "one short sentence" if count == 1 else "two short sentences")


def _words(content: Content) -> Suited | None:
    """A title and its words, or a few words alone, are larger on the ground than on a card."""
    if content.images or content.is_answer:
        return None
    if content.title:
        return Suited("text", "a title and its words", is_titled=True) if content.rest else None
    few = count_letters(plain(content.whole)) <= FEW_LETTERS
    return Suited("text", "few words") if few else None


def _plain_points(content: Content) -> Suited | None:
    """Points without an order; what is numbered keeps its numbers among the words."""
    found = None if content.images else _points(content)
    return found if found and found.layout == "list" else None


def _plain_picture(content: Content) -> Suited | None:
    """One picture with few words fills the slide."""
    if len(content.images) != 1 or count_letters(plain(content.rest)) > LONGEST_CAPTION:
        return None
    return titled("image", "a picture and few words")


def _card(content: Content) -> Suited | None:
    """Pictures stand on a post card: the text layout shows none."""
    return Suited("post-card", "pictures", is_titled=True) if content.images else None


AUTO_RULES: tuple[Rule, ...] = (
    _quote, _pictures, _code, _table, _compare, _points, _link, _stat, _statement, _words,
)  # fmt: skip
"""In the order they are asked."""
PLAIN_RULES: dict[str, tuple[Rule, ...]] = {
    "post-card": (_quote, _table, _plain_points, _plain_picture),
    "text": (_quote, _table, _plain_points, _plain_picture, _card),
}
"""What a plain layout makes room for when it is chosen for the whole carousel."""

"""
Make a thread of the posts a source has found.

Knows what every source does alike: ids, names and addresses in the words, short labels, the record of
what was taken off or refused. Does not know where the posts come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carousel_html.errors import ThreadError
from carousel_html.markup import (
    Block,
    Break,
    Bullets,
    Hashtag,
    Link,
    Paragraph,
    Span,
    Text,
    plain,
    recognise,
    tidy,
    tidy_spans,
    write,
)
from carousel_html.model import Cleaned, LeftOut, Post, Thread
from carousel_html.sources.labels import is_address_label, shorten
from carousel_html.sources.posts import Draft

MAX_POSTS = 1000
MAX_LETTERS = 50_000  # Of one post: a hundred slides and more.
NOT_A_WEB_LINK = "only http, https and mailto links are kept"
NOT_FETCHED = "a picture on the web is not fetched"


def thread_of(found: Sequence[Draft], where: str, ids: Sequence[str] = ()) -> Thread:
    """Make the thread: names recognised, links with short labels, markers recorded.

    Args:
        found: the posts in order.
        where: names the source in messages.
        ids: one for each post; p1, p2 … when the source has none.

    Raises:
        ThreadError: no post, or more than MAX_POSTS.
    """
    thread = Thread()
    if not found:
        raise ThreadError("there is no text in it.", where=where, hint="Paste the thread into it.")
    if len(found) > MAX_POSTS:
        raise ThreadError(
            f"it has {len(found)} posts; {MAX_POSTS} is the most.", where=where, hint="Cut it into files."
        )
    for number, draft in enumerate(found, 1):
        if len(plain(draft.blocks)) > MAX_LETTERS:
            raise ThreadError(
                f"post {number} has more than {MAX_LETTERS} letters.",
                where=where,
                hint="Put a line of `---` where the next post begins.",
            )
        post, labels = _post(draft, ids[number - 1] if ids else f"p{number}")
        thread.posts.append(post)
        if draft.counter:
            thread.cleaned.append(Cleaned(post=post.id, kind="counter", text=draft.counter))
        thread.cleaned += [Cleaned(post=post.id, kind="link-label", text=label) for label in labels]
    return thread


def _post(draft: Draft, post_id: str) -> tuple[Post, list[str]]:
    named = [_recognised(block) for block in tidy(draft.blocks)]
    blocks, labels = shorten(part for block in named for part in _with_tail_below(block))
    return Post(id=post_id, text=write(blocks)), labels


def refused_link(post: str, href: str) -> LeftOut:
    """Record an address that is no web link; its label stays as words."""
    return LeftOut(post=post, kind="link", text=href, reason=NOT_A_WEB_LINK)


def refused_image(post: str, src: str) -> LeftOut:
    """Record a picture that would have to be fetched."""
    return LeftOut(post=post, kind="image", text=src, reason=NOT_FETCHED)


def _recognised(block: Block) -> Block:
    match block:
        case Paragraph(spans):
            return Paragraph(recognise(spans))
        case Bullets(items, ordered, start):
            named = tuple(tuple(_recognised(inner) for inner in item) for item in items)
            return Bullets(named, ordered, start)
        case _:
            return block


def _with_tail_below(block: Block) -> list[Block]:
    """Put bare addresses and a row of hashtags at the end of a paragraph on lines below it."""
    if not isinstance(block, Paragraph):
        return [block]
    words = list(block.spans)
    tail: list[Span] = []
    while words and _may_end(words[-1]):
        tail.insert(0, words.pop())
    while tail and not isinstance(tail[0], Link | Hashtag):
        words.append(tail.pop(0))
    kept = tidy_spans(words)
    if not kept or not tail or _is_in_sentence(kept, tail):
        return [block]
    return [Paragraph(kept), Paragraph(tuple(_lines_of(tail)))]


def _may_end(span: Span) -> bool:
    if isinstance(span, Link):
        return is_address_label(span)
    return isinstance(span, Break | Hashtag) or (isinstance(span, Text) and not span.text.strip())


def _is_in_sentence(words: Sequence[Span], tail: Sequence[Span]) -> bool:
    """Tell whether a lone hashtag belongs to the words before it: "I love #python"."""
    names = [span for span in tail if isinstance(span, Link | Hashtag)]
    ended = plain(words)[-1:] in ".!?…:)" or not plain(words)[-1:].isalnum()
    return isinstance(names[0], Hashtag) and len(names) == 1 and not ended


def _lines_of(tail: Sequence[Span]) -> Iterator[Span]:
    """Yield each address on a line of its own, hashtags beside each other."""
    last: Span | None = None
    for span in tail:
        if isinstance(span, Link | Hashtag):
            if last is not None:
                yield Text(" ") if isinstance(last, Hashtag) and isinstance(span, Hashtag) else Break()
            yield span
            last = span

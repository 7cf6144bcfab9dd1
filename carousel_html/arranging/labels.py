"""
Tell posts that are no more than a label of the next one: "Pricing:", "Loop over files:".

Knows how short a label is, and what it may stand over. Does not know slides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from carousel_html.arranging.content import announcement
from carousel_html.arranging.sentences import count_words
from carousel_html.arranging.series import Series
from carousel_html.markup import Block, Heading, Paragraph, parse, plain
from carousel_html.model import Post

MOST_WORDS = 3
"""Words of a label over a single line; over a list, a listing or several lines it may be any announcement."""


def labelled(posts: Sequence[Post], series: Series) -> Iterator[tuple[Post | None, Post]]:
    """Yield posts in order, each with the post before it that is its label."""
    label: Post | None = None
    for post, after in zip_longest(posts, posts[1:]):
        if label is None and after is not None and _is_label_of(post, after, series):
            label = post
        else:
            yield label, post
            label = None


def under(label: Post, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks under the words of a label."""
    return (*(Heading(2, each.spans) for each in parse(label.text) if isinstance(each, Paragraph)), *blocks)


def _is_label_of(post: Post, after: Post, series: Series) -> bool:
    blocks, labelled = parse(post.text), parse(after.text)
    is_apart = bool(post.images) or post.author != after.author or series.of(labelled) is not None
    if is_apart or len(blocks) != 1 or not announcement(blocks[0]) or not labelled:
        return False
    is_line = len(labelled) == 1 and isinstance(labelled[0], Paragraph) and "\n" not in plain(labelled)
    return not is_line or count_words(plain(blocks)) <= MOST_WORDS

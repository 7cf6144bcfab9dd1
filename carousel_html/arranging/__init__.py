"""
Decide which post stands on which slide, and cut a slide that is too long.

    sentences   where a line of words may be cut, and how much that hurts
    pieces      blocks → pieces that may be parted, and back
    opening     the first post → cover title, subtitle and the rest
    lead_in     any other post → its own small title and the rest
    alike       lines that begin alike → points
    leftovers   what is taken off the end of a post
    asks        the last post that asks readers for something
    labels      a post that is no more than a label of the next
    language    which language a carousel is in
    suits       which layout suits a post (content, quotes, sides, numbers: what its rules look for)
    series      posts that are alike look alike
    shares      short neighbours together, long posts apart
    slides      `arrange`, `complete` and `slides_of`
    splitting   `split`
    missing     `left_out`
    updating    `updated`: a thread that was read again (post_changes: what became of its posts)

Knows words. Does not know how large they are: what fits is measured elsewhere.
"""

from __future__ import annotations

from carousel_html.arranging.missing import left_out
from carousel_html.arranging.slides import arrange, complete, slides_of
from carousel_html.arranging.splitting import split
from carousel_html.arranging.suits import AUTO
from carousel_html.arranging.updating import updated

__all__ = ["AUTO", "arrange", "complete", "left_out", "slides_of", "split", "updated"]

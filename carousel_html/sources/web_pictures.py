"""
Fetch the pictures a thread shows, clean them, and keep them by their content.

What cannot be fetched stays named as left out, with the reason. Knows how many and how large; does not know
any platform.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from carousel_html.errors import AddressError, ImageError
from carousel_html.images import read_picture
from carousel_html.model import Image
from carousel_html.sources.archive import MAX_PICTURE, kept_picture, picture_ending
from carousel_html.sources.found import VIDEO, FoundPost, FoundThread, Lost
from carousel_html.sources.web import Web

MOST_PICTURES = 300
LONGEST = 4320
"""Px of the longer side a picture is kept at: twice the tallest canvas needs no more."""
SECONDS = 180.0
AT_ONCE = 4
FILM = f"{VIDEO}; its poster is shown"
TOO_MANY = f"only the first {MOST_PICTURES} pictures are fetched"
Kept = dict[str, tuple[str, str]]
"""By address: the path of the file a picture was kept in, or "" and why there is none."""
TOO_LATE = f"not fetched: the other pictures took {SECONDS:g} seconds"


def fetch_pictures(thread: FoundThread, web: Web, *, clock: Callable[[], float] = time.monotonic) -> None:
    """Fetch every picture of a thread and its author's; put them in their place or name them as lost."""
    late = clock() + SECONDS
    lost = [*thread.lost, *(each for post in thread.posts for each in post.lost)]
    addresses = list(dict.fromkeys(each.picture.src for each in lost if each.picture))

    def fetch(address: str) -> tuple[str, str]:
        return _fetched(address, web) if clock() < late else ("", TOO_LATE)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        kept = dict(zip(addresses, pool.map(fetch, addresses[:MOST_PICTURES]), strict=False))
    thread.lost = [left for each in thread.lost for left in _placed(each, thread, kept)]
    for post in thread.posts:
        post.lost = [left for each in post.lost for left in _placed(each, post, kept)]


def _placed(lost: Lost, holder: FoundThread | FoundPost, kept: Kept) -> Iterator[Lost]:
    """Put a fetched picture where it belongs; yield what is still left out."""
    picture = lost.picture
    if picture is None:
        yield lost
        return
    path, reason = kept.get(picture.src, ("", TOO_MANY))
    if not path:
        yield Lost("image", lost.text, reason)
    elif isinstance(holder, FoundThread):
        holder.author.avatar = path
    else:
        holder.images.append(Image(src=path, alt=picture.alt))
        if picture.is_poster:
            yield Lost("image", lost.text, FILM)


def _fetched(address: str, web: Web) -> tuple[str, str]:
    """Return the path of a picture's file and "", or "" and why there is none."""
    try:
        body = web.get(address, max_bytes=MAX_PICTURE, accept="image/*").body
        if picture_ending(body) is None:
            return "", "what stands at its address is not a PNG, JPEG, WebP or GIF"
        # Kept as it came to be decoded, then kept clean: a phone's pictures say where they were taken.
        picture = read_picture(kept_picture(body), longest=LONGEST)
        return str(kept_picture(picture.body)), ""
    except (AddressError, ImageError) as exc:
        return "", f"could not be fetched: {exc.what}".removesuffix(".")

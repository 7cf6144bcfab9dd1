"""
Read a Markdown file: front matter with choices, `---` between posts, headings, lists, pictures.

Knows front matter, and where pictures may lie: in the file's own folder. Does not fetch anything,
and does not know whether a layout or a theme of that name exists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from carousel_html.errors import ImageError, ThreadError
from carousel_html.markup import Paragraph, Piece, defined_addresses, hrefs, parse_pages
from carousel_html.model import Carousel, Cleaned, Image, LeftOut, Post, Thread
from carousel_html.sources.markdown_extras import MARKED, Extras, extras_of
from carousel_html.sources.posts import Draft, drafts
from carousel_html.sources.thread import refused_image, refused_link, thread_of

NOT_IN_FRONT = frozenset(("thread", "slides"))
UNUSED = "no text uses this link definition"
UNUSED_NOTE = "no text refers to this footnote"

_OF_BLOGS = frozenset(
    (
        "date",
        "tags",
        "categories",
        "category",
        "draft",
        "slug",
        "permalink",
        "description",
        "excerpt",
        "summary",
    )
) | frozenset(
    ("published", "lastmod", "updated", "comments", "toc", "weight", "aliases", "keywords", "series")
)
"""Keys of Jekyll, Hugo and their like, which say nothing of slides."""
_LAYOUTS_OF_BLOGS = frozenset(("post", "posts", "page", "single", "default"))

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# Signs of Markdown that hardly ever stand in a plain post.
_SIGNS = re.compile(
    r"^#{1,6} \S|^(?:```|~~~)|^> \S|!\[[^\]\n]*\]\([^)\n]+\)|\[[^\]\n]+\]\((?:https?:|mailto:)[^)\n]+\)"
    r"|(?<![\w*])\*\*[^\s*][^*\n]*\*\*(?![\w*])|^\[[^\]\n]+\]:[ \t]+https?:|^\[\^[^\]\s]+\]:[ \t]+\S",
    re.MULTILINE,
)
_WEB = re.compile(r"(?:[a-z][a-z0-9+.-]+:)?//|data:", re.IGNORECASE)


def recognises(text: str) -> bool:
    """Tell whether the text has front matter, or signs that hardly ever stand in a plain post."""
    return bool(_FRONT.match(text) or _SIGNS.search(text))


def read(text: str, where: str, folder: Path) -> Carousel:
    """Read Markdown. The carousel has the choices of the front matter and a thread, but no slides.

    Posts end at `---`, else at counters, else at headings, else at blank lines.

    Raises:
        ThreadError: front matter that is broken or has an unknown key; no text; too many posts.
        ImageError: a picture that is missing, or outside the file's folder.
    """
    front = _FRONT.match(text)
    carousel, of_blog = _choices(front["yaml"] if front else "", where)
    extras = extras_of(text[front.end() :] if front else text)
    pages = parse_pages(extras.text)
    pieces = [piece for page in pages for piece in page]
    found = [
        draft
        for draft in drafts([[piece.blocks for piece in page] for page in pages])
        if draft.blocks or draft.counter or any(pieces[n].images for n in draft.units)
    ]
    thread = thread_of(found, where)
    for post, draft in zip(thread.posts, found, strict=True):
        for n in draft.units:
            _add_rest(thread, post.id, pieces[n], folder, where)
    _note_unused(thread, extras.text, pieces)
    _add_footnotes(thread, extras, folder, where)
    thread.cleaned += [Cleaned(post=thread.posts[0].id, kind="other", text=words) for words in of_blog]
    return _signed(carousel, thread).beside(folder)


# --- front matter ----------------------------------------------------------------------------


def _choices(yaml: str, where: str) -> tuple[Carousel, list[str]]:
    """Return what front matter chooses, and the lines of it that are a blog's."""
    from carousel_html import carousel_file, strict_yaml  # late: pasted text needs no YAML

    loaded = strict_yaml.load(yaml, where, ThreadError, first_line=2)
    of_blog = [key for key in loaded.values if key in _OF_BLOGS]
    if of_blog and loaded.values.get("layout") in _LAYOUTS_OF_BLOGS:
        of_blog.append("layout")
    said = [f"{key}: {_plain(loaded.values.pop(key))}" for key in of_blog]
    return carousel_file.carousel_of(loaded, without=NOT_IN_FRONT), said


def _plain(value: object) -> str:
    return " ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def _signed(carousel: Carousel, thread: Thread) -> Carousel:
    """Give the thread the title, author and language the front matter names."""
    thread.author = carousel.thread.author
    thread.title = carousel.title or None
    thread.language = carousel.language if "language" in carousel.model_fields_set else None
    carousel.thread = thread
    return carousel


# --- pictures and what is not shown ----------------------------------------------------------


def _add_rest(thread: Thread, post_id: str, piece: Piece, folder: Path, where: str) -> None:
    """Add a piece's pictures to its post, and record what cannot be shown."""
    post = next(post for post in thread.posts if post.id == post_id)
    for src, alt in piece.images:
        if _WEB.match(src):
            thread.left_out.append(refused_image(post_id, src))
        else:
            post.images.append(Image(src=_inside(src, folder, where), alt=alt))
    thread.left_out += [refused_link(post_id, href) for href in piece.refused]
    thread.cleaned += [Cleaned(post=post_id, kind="other", text=note) for note in piece.notes]


def _add_footnotes(thread: Thread, extras: Extras, folder: Path, where: str) -> None:
    """Put each footnote below the post that refers to it first, after the raised number that stands there."""
    left = dict(extras.notes)
    for post in thread.posts:
        numbers = MARKED.findall(post.text)
        post.text = MARKED.sub(r"\1", post.text)
        for number in dict.fromkeys(numbers):
            if note := left.pop(number, "").strip():
                _add_footnote(thread, post, number, note, folder, where)
    last = thread.posts[-1].id
    thread.left_out += [
        LeftOut(post=last, kind="paragraph", text=note.strip(), reason=UNUSED_NOTE) for note in extras.unused
    ]


def _add_footnote(thread: Thread, post: Post, number: str, note: str, folder: Path, where: str) -> None:
    pieces = [piece for page in parse_pages(note) for piece in page]
    blocks = tuple(block for piece in pieces for block in piece.blocks)
    read = thread_of([Draft(blocks, ())], where, [post.id])
    gap = " " if blocks and isinstance(blocks[0], Paragraph) else "\n\n"
    post.text += f"\n\n{number}{gap}{read.posts[0].text}"
    thread.cleaned += read.cleaned
    for piece in pieces:
        _add_rest(thread, post.id, piece, folder, where)


def _inside(src: str, folder: Path, where: str) -> str:
    """Return the path of a picture from the file's folder, checked to be a file inside it."""
    for name in dict.fromkeys((src, unquote(src))):
        try:
            path = (folder / name).resolve()
            is_file = path.is_file()
        except (OSError, ValueError):
            continue
        if not path.is_relative_to(folder.resolve()):
            raise ImageError(
                f'the picture "{src}" lies outside the folder of the file.',
                where=where,
                hint="Put it beside the file, or into a folder beside it.",
            )
        if is_file:
            return Path(name).as_posix()
    raise ImageError(f'there is no picture "{src}".', where=where, hint=f"Looked in {folder.resolve()}.")


def _note_unused(thread: Thread, body: str, pieces: Sequence[Piece]) -> None:
    """Record the addresses that stand in a link definition and nowhere else."""
    used = {href for piece in pieces for href in hrefs(piece.blocks)}
    used |= {address for piece in pieces for address in (*piece.refused, *(src for src, _ in piece.images))}
    last = thread.posts[-1].id
    for href in defined_addresses(body):
        if href not in used:
            thread.left_out.append(LeftOut(post=last, kind="link", text=href, reason=UNUSED))

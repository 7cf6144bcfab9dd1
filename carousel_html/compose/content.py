"""
Fill the names a template sees from the carousel: whose words, which pictures, what the outro says.

Knows where a value comes from when a slide leaves it out (its post, the carousel, the brand kit, the
author, the language). Does not know Jinja, style sheets or how anything looks.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from carousel_html import markup
from carousel_html.brand import AVATAR_LONGEST
from carousel_html.canvases import Canvas
from carousel_html.compose.assets import Assets
from carousel_html.compose.html import are_signed, body_html, fragment_html, items_html
from carousel_html.compose.joined import joined
from carousel_html.compose.kit import brand_names, settle_kit
from carousel_html.compose.labels import at_handle, day
from carousel_html.compose.leading import OUTRO, asking, leading
from carousel_html.compose.links import is_link, link_label
from carousel_html.compose.look import OUTRO_PLACE, Look
from carousel_html.compose.names import (
    CanvasNames,
    CarouselNames,
    ImageNames,
    PostNames,
    SlideNames,
)
from carousel_html.compose.qr import qr_svg
from carousel_html.compose.slide_words import Words, blocks_of, plain_line
from carousel_html.compose.words import replaced, words_for
from carousel_html.errors import CarouselFileError, ImageError, UnknownName
from carousel_html.images import read_picture
from carousel_html.markup.rows import table_rows
from carousel_html.model import Author, Carousel, Image, Outro, Post, Slide

COVER = "cover"
MARKER = "marker"  # The variant of a list that says what stands before a point.
WEB = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class Content:
    """Fill names for the slides of one carousel on one canvas, adding pictures to the assets.

    Args:
        carousel: completed: every slide placed, the outro among them.
        canvas: what it is drawn on.
        assets: receives the pictures.
        longest: the longest side, in px, a picture is kept at.
    """

    def __init__(self, carousel: Carousel, canvas: Canvas, assets: Assets, *, longest: int) -> None:
        self.carousel = carousel
        self.canvas = canvas
        self.assets = assets
        self.longest = longest
        self.kit, self.kit_prefix = settle_kit(carousel)
        words = replaced(words_for(carousel.language), self.kit.words, f"{self.kit_prefix}words")
        self.words = replaced(words, carousel.words, "carousel.yaml: words")
        self.brand = brand_names(self.kit, self.kit_prefix, assets)

    # --- what all slides share ---------------------------------------------------------------

    def carousel_names(self) -> CarouselNames:
        """Return the names of `carousel`."""
        author = self.carousel.thread.author
        return CarouselNames(
            title=plain_line(self.carousel.title or self.carousel.thread.title or ""),
            author_name=self.carousel.author or author.name or None,
            author_handle=at_handle(author.handle),
            author_avatar=self._avatar(author, "thread.author"),
            language=self.carousel.language,
            words=self.words,
        )

    def canvas_names(self) -> CanvasNames:
        """Return the names of `canvas`."""
        canvas = self.canvas
        return CanvasNames(canvas.name, canvas.width, canvas.height, canvas.ratio)

    # --- one slide ---------------------------------------------------------------------------

    def post(self, slide: Slide, place: str) -> Post | None:
        """Return the post a slide shows; raise UnknownName for an id the thread does not have."""
        if slide.post is None:
            return None
        post = self.carousel.post(slide.post)
        if post is None:
            known = [post.id for post in self.carousel.thread.posts]
            raise UnknownName("post", slide.post, known, where=f"{place}.post")
        return post

    def words_of(self, slide: Slide, look: Look) -> Words:
        """Return the words of a slide, from the slide, else its post, else the outro or the cover."""
        post = self.post(slide, look.place)
        text = slide.text if slide.text is not None else post.text if post else ""
        title = slide.title
        if title is None and look.layout.name == COVER and slide.part is None:
            title = self.carousel.title or self.carousel.thread.title
        words = Words(
            title=plain_line(title) if title else None,
            body=blocks_of(text),
            items=tuple(blocks_of(item) for item in slide.items or ()),
            quote=blocks_of(slide.quote) if slide.quote else (),
        )
        if look.layout.name == OUTRO and isinstance(self.carousel.outro, Outro):
            return asking(words, slide, self.carousel, self.kit, self.kit_prefix, self.words)
        return leading(words, slide, look, self.kit, self.kit_prefix)

    def slide_names(self, slide: Slide, look: Look, words: Words, *, index: int, style: str) -> SlideNames:
        """Return the names of `slide`. `index` counts from 1."""
        total = len(self.carousel.slides)
        return SlideNames(
            index=index,
            total=total,
            is_first=index == 1,
            is_last=index == total,
            layout=look.layout.name,
            theme=look.theme,
            typography=look.pair,
            pattern=look.pattern_name,
            align=look.align,
            variant=_variant(slide, look, words),
            style=style,
            title=joined(words.title) if words.title else None,
            body=body_html(words.body) or None,
            text=markup.plain(words.body) or None,
            items=items_html(words.items),
            rows=self._rows(slide, look),
            images=[self._image_names(image, where) for image, where in self._images(slide, look.place)],
            quote=fragment_html(words.quote) or None,
            number=slide.number,
            post=self._post_names(self.post(slide, look.place)),
            part=slide.part,
            part_label=self._part_label(slide.part),
            button=words.button,
            handle=words.handle,
            link=words.link,
            link_label=link_label(words.link) if words.link else None,
            qr=self._qr(words.link, look.place) if words.is_coded and words.link else None,
            socials=list(words.socials),
            prompts=list(words.prompts),
        )

    def _rows(self, slide: Slide, look: Look) -> list[list[Markup]]:
        """The items as rows of a table; the later parts of a split repeat the row that heads the columns."""
        items = slide.items or []
        if items and slide.part and slide.part[0] > 1 and look.variant.get("head") != "none":
            same = (one for one in self.carousel.slides if one.entry == slide.entry)
            items = [*(next(same).items or [])[:1], *items]
        return [[fragment_html(blocks_of(cell)) for cell in row] for row in table_rows(items)]

    def images_of(self, slide: Slide, place: str) -> list[Image]:
        """Return the images of a slide: its own, else its post's; later parts of a split have none."""
        return [image for image, _ in self._images(slide, place)]

    def _images(self, slide: Slide, place: str) -> list[tuple[Image, str]]:
        if slide.images is not None:
            return [(image, f"{place}.images[{n}].src") for n, image in enumerate(slide.images)]
        post = self.post(slide, place)
        if post is None or (slide.part and slide.part[0] > 1):
            return []
        number = self.carousel.thread.posts.index(post)
        key = f"carousel.yaml: thread.posts[{number}]"
        return [(image, f"{key}.images[{n}].src") for n, image in enumerate(post.images)]

    def _image_names(self, image: Image, where: str) -> ImageNames:
        picture = read_picture(self._path(image.src, where), longest=self.longest, where=where)
        x, y = image.focus or (0.5, 0.5)
        is_whole = picture.is_drawing and image.focus is None
        src = self.assets.picture(picture)
        return ImageNames(src, image.alt, picture.width, picture.height, x, y, is_whole)

    def _post_names(self, post: Post | None) -> PostNames:
        thread = self.carousel.thread
        author = (post.author if post else None) or thread.author
        key = (
            "thread.author"
            if author is thread.author
            else f"thread.posts[{_place_in(thread.posts, post)}].author"
        )
        return PostNames(
            author_name=author.name or None,
            author_handle=at_handle(author.handle),
            avatar=self._avatar(author, key),
            url=post.url if post and post.url and is_link(post.url) else None,
            time=day(post.time, self.carousel.language) if post and post.time else None,
        )

    def _avatar(self, author: Author, key: str) -> str | None:
        if not author.avatar:
            return None
        where = f"carousel.yaml: {key}.avatar"
        picture = read_picture(self._path(author.avatar, where), longest=AVATAR_LONGEST, where=where)
        return self.assets.picture(picture)

    def _path(self, src: str, where: str) -> Path:
        if WEB.match(src):
            raise ImageError(
                f'"{src}" is a web address; rendering never fetches.',
                where=where,
                hint="Save the picture beside carousel.yaml and name the file.",
            )
        return self.carousel.folder / src

    def _part_label(self, part: tuple[int, int] | None) -> str | None:
        return self.words["part"].format(number=part[0], total=part[1]) if part else None

    def _qr(self, link: str, place: str) -> str:
        address = f"images/qr-{hashlib.sha256(link.encode()).hexdigest()[:12]}.svg"
        try:
            return self.assets.text(address, "image/svg+xml", qr_svg(link))
        except ValueError as error:
            where, off = (
                ("carousel.yaml: outro.link", "outro.qr to false")
                if place == OUTRO_PLACE
                else (place, "variant.qr to none")
            )
            raise CarouselFileError(
                "this address is too long for a QR code.",
                where=where,
                hint=f"Use a shorter one, or set {off}.",
            ) from error


def _variant(slide: Slide, look: Look, words: Words) -> dict[str, str]:
    """Return the variants of a slide. An emoji before each point is its mark: a theme's stands back."""
    worn = dict(look.variant)
    if MARKER not in slide.variant and are_signed(words.items):
        worn.pop(MARKER, None)
    return worn


def _place_in(posts: Sequence[Post], post: Post | None) -> int:
    return posts.index(post) if post in posts else 0

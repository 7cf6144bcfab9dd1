"""
Read and write carousel.yaml, the one file a carousel lives in.

Knows the order of its keys, keeps the comments of a file it writes again, and puts images beside it
in `<name>.assets/`, named by their content. Does not know layouts, themes or canvases: whether such
a name exists is the catalogue's to say.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from carousel_html import strict_yaml
from carousel_html.errors import CarouselFileError, ImageError, OutputError, did_you_mean
from carousel_html.model import Carousel, Image
from carousel_html.source_text import read_text

MAX_BYTES = 5_000_000
MAX_IMAGE_BYTES = 30_000_000

# The first bytes of the kinds of image we take, and the ending each one gets.
_IMAGE_KINDS = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"))

# Signs YAML takes for a new line, or cannot hold at all.
_LINE_BREAKERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# Spaces a literal block would lose or trip over: at the text's start, at a line's end, and tabs.
_ODD_SPACES = re.compile(r"\A\s|[^\S\n]+$|\t", re.MULTILINE)

# Choices that are always written, so that a person sees what can be chosen.
_ALWAYS = ("title", "canvas", "layout", "theme")
# Keys that have a short form: `pattern: dots` for `pattern: {name: dots}`.
_SHORT = {"typography": "pair", "pattern": "name"}
# What tells one entry of a list from another when a file is written again.
_IDENTITY = ("id", "post", "src", "layout", "title")


# --- reading ---------------------------------------------------------------------------------


def read(path: Path) -> Carousel:
    """Read a carousel.yaml. Paths in it start from its folder.

    Raises:
        CarouselFileError: broken YAML (line and column), an unknown key (key path, "did you mean"),
            a wrong value, a post that does not exist.
        ThreadError: no such file, a folder, too large, not UTF-8.
    """
    return parse(read_text(path, max_bytes=MAX_BYTES), path.name, path.parent)


def parse(text: str, where: str, folder: Path) -> Carousel:
    """Read the text of a carousel.yaml; `where` names it in messages. Raises as `read` does."""
    loaded = strict_yaml.load(text, where, CarouselFileError)
    carousel = loaded.check(Carousel)
    _check_posts(carousel, loaded)
    return carousel.beside(folder)


def _check_posts(carousel: Carousel, loaded: strict_yaml.YamlFile) -> None:
    """Refuse two posts with one id, and a slide whose post is not in the thread."""
    ids: set[str] = set()
    for number, post in enumerate(carousel.thread.posts):
        if post.id in ids:
            raise CarouselFileError(
                f'two posts have the id "{post.id}".',
                where=loaded.place(("thread", "posts", number, "id")),
                hint="Give each post an id of its own.",
            )
        ids.add(post.id)
    for number, slide in enumerate(carousel.slides):
        if slide.post is not None and slide.post not in ids:
            raise CarouselFileError(
                f'slide {number + 1} shows the post "{slide.post}", which is not in the thread.',
                where=loaded.place(("slides", number, "post")),
                hint=" ".join(filter(None, [did_you_mean(slide.post, ids), _known_posts(ids)])),
            )


def _known_posts(ids: set[str]) -> str:
    return f"The thread's posts are: {', '.join(sorted(ids))}." if ids else "The thread has no posts."


# --- writing ---------------------------------------------------------------------------------


def write(carousel: Carousel, path: Path) -> Carousel:
    """Write a carousel to a file, and return it as it now stands: its images beside the file.

    A file that is there already keeps its comments. Each file appears whole or not at all.

    Raises:
        ImageError: an image that is missing, too large, or none of PNG, JPEG, GIF and WebP.
        OutputError: the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        moved = _beside_file(carousel, path)
        fresh = _commented(_chosen(moved))
        old = _standing(path)
        _replace_file(path, _dumped(_merged(old, fresh) if old is not None else fresh))
    except OSError as exc:
        raise OutputError(
            f"{path.name} cannot be written: {exc.strerror or exc}.",
            where=str(path),
            hint="Choose a folder you may write to, with room on the disk.",
        ) from exc
    return moved


def _chosen(carousel: Carousel) -> dict[str, Any]:
    """Return what the file says: every choice, and of the rest only what is not a default."""
    full = carousel.model_dump(mode="json")
    set_values = carousel.model_dump(mode="json", exclude_defaults=True)
    values = {key: full[key] if key in _ALWAYS else set_values.get(key) for key in Carousel.model_fields}
    for key, short in _SHORT.items():
        given = set_values.get(key, {})
        values[key] = given[short] if set(given) == {short} else given
    if carousel.outro is not False and values["outro"] is None:
        del values["outro"]
    return {key: value for key, value in values.items() if value not in (None, "", [], {}) or key == "title"}


def _commented(value: Any) -> Any:
    """Turn plain values into what ruamel writes: texts of several lines as blocks."""
    if isinstance(value, dict):
        return CommentedMap((key, _commented(inner)) for key, inner in value.items())
    if isinstance(value, list):
        out = CommentedSeq(_commented(inner) for inner in value)
        if all(isinstance(inner, str | int | float) for inner in value):
            out.fa.set_flow_style()
        return out
    return _styled(value) if isinstance(value, str) else value


def _styled(text: str) -> str:
    """Choose how YAML writes a text, so that it comes back as it was: signs that break lines are escaped."""
    if _LINE_BREAKERS.search(text):
        return DoubleQuotedScalarString(text)
    is_block = "\n" in text and not _ODD_SPACES.search(text)
    return LiteralScalarString(text) if is_block else text


def _dumped(values: CommentedMap) -> bytes:
    yaml = YAML()
    yaml.width = 4096  # Never fold a line: a folded text is hard to edit.
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.BytesIO()
    yaml.dump(values, out)
    return out.getvalue()


# --- keeping comments ------------------------------------------------------------------------


def _standing(path: Path) -> CommentedMap | None:
    """Return the file as it stands, with its comments; None when there is none to keep."""
    if not path.is_file():
        return None
    try:
        loaded = YAML().load(path.read_text(encoding="utf-8-sig"))
    except (YAMLError, ValueError):
        return None
    return loaded if isinstance(loaded, CommentedMap) else None


def _merged(old: Any, new: Any) -> Any:
    """Return the new values in the old ones' place, so that comments stay where they were."""
    if isinstance(old, CommentedMap) and isinstance(new, CommentedMap):
        for key in [key for key in old if key not in new]:
            del old[key]
        for place, (key, value) in enumerate(new.items()):
            if key in old:
                old[key] = _merged(old[key], value)
            else:
                old.insert(place, key, value)
        return old
    if isinstance(old, CommentedSeq) and isinstance(new, CommentedSeq) and len(old) and len(new):
        return _merged_list(old, new)
    return old if old == new else new


def _merged_list(old: CommentedSeq, new: CommentedSeq) -> CommentedSeq:
    """Match entries by what tells them apart, and let each keep its own comments."""
    pairs = SequenceMatcher(None, [*map(_identity, old)], [*map(_identity, new)], autojunk=False)
    partner = {b + n: a + n for a, b, size in pairs.get_matching_blocks() for n in range(size)}
    entries = [_merged(old[partner[n]], item) if n in partner else item for n, item in enumerate(new)]
    if len(partner) == len(old) == len(new):
        for number, entry in enumerate(entries):
            old[number] = entry
        return old
    out = CommentedSeq(entries)
    if old.fa.flow_style():
        out.fa.set_flow_style()
    return out


def _identity(entry: Any) -> object:
    if not isinstance(entry, dict):
        return str(entry)
    return next(((key, str(entry[key])) for key in _IDENTITY if key in entry), "")


# --- images ----------------------------------------------------------------------------------


def _beside_file(carousel: Carousel, path: Path) -> Carousel:
    """Return a copy whose images lie in `<name>.assets/` and whose paths start from the file."""
    copy = carousel.model_copy(deep=True).beside(path.parent)
    assets = path.with_name(f"{path.stem}.assets")
    for image, where in _images(copy):
        image.src = _stored(carousel.folder, image.src, where, assets)
    author = copy.thread.author
    if author.avatar:
        author.avatar = _stored(carousel.folder, author.avatar, "thread.author.avatar", assets)
    if isinstance(copy.brand, str):
        copy.brand = _rebased(carousel.folder, copy.brand, path.parent)
    return copy


def _images(carousel: Carousel) -> Iterator[tuple[Image, str]]:
    for number, post in enumerate(carousel.thread.posts):
        yield from _numbered(post.images, f"thread.posts[{number}]")
    for number, slide in enumerate(carousel.slides):
        yield from _numbered(slide.images or [], f"slides[{number}]")


def _numbered(images: Iterable[Image], where: str) -> Iterator[tuple[Image, str]]:
    return ((image, f"{where}.images[{number}].src") for number, image in enumerate(images))


def _stored(folder: Path, src: str, where: str, assets: Path) -> str:
    """Copy an image under the name of its content; return its path from the file."""
    body = image_bytes(folder / src, src, where)
    name = hashlib.sha256(body).hexdigest()[:16] + _image_ending(body, src, where)
    target = assets / name
    if not target.is_file() or target.read_bytes() != body:
        assets.mkdir(parents=True, exist_ok=True)
        _replace_file(target, body)
    return f"{assets.name}/{name}"


def image_bytes(path: Path, src: str, where: str) -> bytes:
    """Read an image file, no more than it may weigh (bytes). Raises ImageError."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_IMAGE_BYTES + 1)
    except (OSError, ValueError) as exc:
        raise ImageError(
            f'the image "{src}" cannot be read.', where=where, hint=f"Looked for {path}."
        ) from exc
    if len(body) > MAX_IMAGE_BYTES:
        raise ImageError(
            f'the image "{src}" is larger than {MAX_IMAGE_BYTES // 1_000_000} MB.',
            where=where,
            hint="Save it smaller; a slide needs 2160 px at most.",
        )
    return body


def _image_ending(body: bytes, src: str, where: str) -> str:
    for start, ending in _IMAGE_KINDS:
        if body.startswith(start):
            return ending
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return ".webp"
    raise ImageError(
        f'"{src}" is no image we can use.', where=where, hint="Save it as PNG, JPEG, WebP or GIF."
    )


def _rebased(folder: Path, name: str, new_folder: Path) -> str:
    if Path(name).is_absolute() or folder.resolve() == new_folder.resolve():
        return name
    try:
        return Path(os.path.relpath(folder / name, new_folder)).as_posix()
    except ValueError:  # Another drive on Windows.
        return str((folder / name).resolve())


def _replace_file(path: Path, body: bytes) -> None:
    """Write a file so that it appears whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

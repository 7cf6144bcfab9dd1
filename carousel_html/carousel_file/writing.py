"""
Write a carousel.yaml that a person likes to edit: keys in order, long texts as blocks, comments kept.

Knows ruamel.yaml. Does not know where images go.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, SingleQuotedScalarString

from carousel_html.carousel_file.assets import beside_file, replace_file
from carousel_html.errors import OutputError
from carousel_html.model import Carousel

# Signs YAML takes for a new line, or cannot hold at all.
_LINE_BREAKERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# Spaces a literal block would lose or trip over: at the text's start, at a line's end, and tabs.
_ODD_SPACES = re.compile(r"\A\s|[^\S\n]+$|\t", re.MULTILINE)

# What YAML 1.1, which many programs read, takes for a switch, a number of seconds, or a key: `Yes`, `12:30`.
_OLD_YAML = re.compile(
    r"y|n|yes|no|on|off|=|<<|~|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?|[-+]?0[\d_]+|[-+]?\d+_[\d_]*|0b[01_]+",
    re.IGNORECASE,
)

LINE = 80

# Choices that are always written, so that a person sees what can be chosen.
_ALWAYS = ("title", "canvas", "layout", "theme")
# Keys that have a short form: `pattern: dots` for `pattern: {name: dots}`.
_SHORT = {"typography": "pair", "pattern": "name"}
# What tells one entry of a list from another when a file is written again.
_IDENTITY = ("id", "post", "src", "layout", "title")


def write(carousel: Carousel, path: Path) -> Carousel:
    """Write a carousel to a file, and return it as it now stands: its images beside the file.

    A file that is there already keeps its comments. Each file appears whole or not at all.

    Raises:
        ImageError: an image that is missing, too large, or none of PNG, JPEG, GIF and WebP.
        OutputError: the folder cannot be written.
    """
    with _refusals_told(path):
        moved = beside_file(carousel, path)
    write_values(_chosen(moved), path)
    return moved


def write_values(values: dict[str, Any], path: Path) -> None:
    """Write plain values to a YAML file, whole or not at all; one that is there keeps its comments.

    Raises OutputError when the folder cannot be written.
    """
    with _refusals_told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        old, fresh = _standing(path), _commented(values)
        replace_file(path, _dumped(_merged(old, fresh) if old is not None else fresh))


@contextmanager
def _refusals_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise OutputError(
            f"{path.name} cannot be written: {exc.strerror or exc}.",
            where=str(path),
            hint="Choose a folder you may write to, with room on the disk.",
        ) from exc


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
        for inner in out:
            if isinstance(inner, CommentedMap) and _fits_a_line(inner):
                _set_on_a_line(inner)
        return out
    return _styled(value) if isinstance(value, str) else value


def _set_on_a_line(values: CommentedMap) -> None:
    """Write an entry as `{post: p1}`; inside braces YAML 1.1 takes a question mark for the sign of a key."""
    values.fa.set_flow_style()
    for key, value in values.items():
        if type(value) is str and "?" in value:
            values[key] = SingleQuotedScalarString(value)


def _fits_a_line(values: CommentedMap) -> bool:
    """Tell whether an entry of a list reads well as `- {post: p1}`."""
    short = all(isinstance(value, str | int | float) and "\n" not in str(value) for value in values.values())
    return short and sum(len(key) + len(str(value)) + 4 for key, value in values.items()) <= LINE


def _styled(text: str) -> Any:
    """Choose how YAML writes a text, so that it comes back as it was: signs that break lines are escaped."""
    # In a list on one line a leading question mark or colon is written bare, and read back as a key.
    if _LINE_BREAKERS.search(text) or text.startswith(("?", ":")):
        return DoubleQuotedScalarString(text)
    if "\n" in text and not _ODD_SPACES.search(text):
        return LiteralScalarString(text)
    return SingleQuotedScalarString(text) if _OLD_YAML.fullmatch(text) else text


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
    """Match entries by what tells them apart, wherever they stand now, and let each keep its own comments."""
    partner = _partners([*map(_identity, old)], [*map(_identity, new)])
    entries = [_merged(old[partner[n]], item) if n in partner else item for n, item in enumerate(new)]
    if len(partner) == len(old) == len(new):
        for number, entry in enumerate(entries):
            old[number] = entry
        return old
    out = CommentedSeq(entries)
    out.ca.comment, out.ca.end = old.ca.comment, old.ca.end
    if old.fa.flow_style():
        out.fa.set_flow_style()
    return out


def _partners(old: list[object], new: list[object]) -> dict[int, int]:
    """Return for each new entry the old one it was: first what is in the same order, then what was moved."""
    pairs = SequenceMatcher(None, old, new, autojunk=False)
    partner = {b + n: a + n for a, b, size in pairs.get_matching_blocks() for n in range(size)}
    left = [place for place in range(len(old)) if place not in set(partner.values())]
    for number, identity in enumerate(new):
        moved = next((place for place in left if old[place] == identity), None)
        if number not in partner and moved is not None:
            partner[number] = moved
            left.remove(moved)
    return partner


def _identity(entry: Any) -> object:
    if not isinstance(entry, dict):
        return str(entry)
    return next(((key, str(entry[key])) for key in _IDENTITY if key in entry), "")

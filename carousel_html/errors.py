"""
Name everything that can go wrong for a user, and how the message reads.

    CarouselError                 exit code 1
    ├── InputError           3    something the user gave: a file, a name, a value
    │   ├── ThreadError           a thread file that cannot be read as one
    │   ├── AddressError          a web address that cannot, or may not, be fetched
    │   ├── CarouselFileError     carousel.yaml: syntax, unknown key, wrong value
    │   ├── UnknownName           a layout, theme, canvas … that does not exist
    │   ├── BrandError            a brand kit value that is not what its key wants
    │   ├── TemplateError         a layout that does not compile or asks for what is not there
    │   ├── ImageError            an image that is missing, broken or too large
    │   ├── FontError             a font file that is missing or broken
    │   ├── TextOverflow          words that fit no slide, however they are split
    │   └── MissingGlyph          a character that no font on this machine has
    ├── OutputError          1    the output folder: not writable, disk full
    ├── RenderError          1    the browser or the PDF printer failed twice
    ├── FidelityError        1    the PDF does not look like the pictures
    ├── SystemPartMissing    4    no browser, no Pango
    └── FindingsError        5    preflight findings under --strict

Knows the words of a message and its exit code. Does not print, and knows no other module.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePath


class CarouselError(Exception):
    """Say what is wrong, where, and what to do about it.

    Args:
        what: one sentence, with the user's own word in it.
        where: the place, as `file: key` or `file:line`.
        hint: what to do next.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        lines = [self.what, self.where, self.hint]
        return "\n  ".join(line.replace("\n", "\n  ") for line in lines if line)

    def __reduce__(self) -> tuple[object, ...]:
        """Cross a process border whole: the keyword arguments are not in `args`."""
        return _revive, (type(self), self.__dict__ | {"what": self.what})


@contextmanager
def naming_file(source: str) -> Iterator[None]:
    """Name the file that was read, where an error inside names a place in "carousel.yaml".

    `source` is what the user named: a path, perhaps with `#` and a pick behind, or - for standard input.
    """
    try:
        yield
    except CarouselError as error:
        kind, colon, place = (error.where or "").partition(": ")
        if kind == "carousel.yaml" and colon:
            name = "standard input" if source == "-" else PurePath(source.partition("#")[0]).name
            error.where = f"{name}: {place}"
        raise


def _revive(kind: type[CarouselError], state: dict[str, object]) -> CarouselError:
    error = kind.__new__(kind)
    Exception.__init__(error, state["what"])
    error.__dict__.update(state)
    return error


class InputError(CarouselError):
    """Something the user gave cannot be used."""

    exit_code = 3


class ThreadError(InputError):
    """A source that cannot be read as a thread."""


class AddressError(InputError):
    """A web address that cannot be fetched, or may not be."""


class CarouselFileError(InputError):
    """A carousel.yaml with a mistake in it."""


class BrandError(InputError):
    """A brand kit with a mistake in it."""


class TemplateError(InputError):
    """A layout that does not compile, or asks for a name that is not there."""


class ImageError(InputError):
    """An image that is missing, broken, or beyond the limits."""


class FontError(InputError):
    """A font file that is missing or broken."""


class TextOverflow(InputError):
    """Words that do not fit, after shrinking and splitting."""


class MissingGlyph(InputError):
    """A character that no font at hand can draw."""


class UnknownName(InputError):
    """A name that is not in the catalogue.

    Args:
        kind: the word for the thing, in the singular: "layout", "theme" …
        name: what the user wrote.
        known: every name there is.
        where: the place the name was written.
        listing: the command that shows them all.
        meant: the name this one is known by here, where it is called otherwise elsewhere.
    """

    def __init__(
        self,
        kind: str,
        name: str,
        known: Iterable[str],
        *,
        where: str | None = None,
        listing: str | None = None,
        meant: str | None = None,
    ) -> None:
        names = sorted(known)
        guess = f'Did you mean "{meant}"?' if meant else _one_by_one(name, names) or did_you_mean(name, names)
        super().__init__(
            f'the {kind} "{name}" does not exist.',
            where=where,
            hint=" ".join(filter(None, [guess, _all_of(kind, names, listing)])),
        )
        self.name = name


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `Did you mean "x"?` for the nearest known name, or the first with this part; else nothing."""
    names = list(known)
    near = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    near += [each for each in names if name.lower() in each.split("-")]
    return f'Did you mean "{near[0]}"?' if near else ""


def _one_by_one(name: str, known: Iterable[str]) -> str:
    """Return what to do about several names in one, as `a,b`."""
    parts = [part.strip() for part in name.split(",")]
    return "Repeat the option for each of them." if len(parts) > 1 and set(parts) <= set(known) else ""


def _all_of(kind: str, names: list[str], listing: str | None) -> str:
    if listing:
        return f"`{listing}` shows all {len(names)}."
    return f"There are: {', '.join(names)}." if names else f"There is no {kind} at all."


class OutputError(CarouselError):
    """The output cannot be written."""


class RenderError(CarouselError):
    """The browser or the PDF printer failed, twice."""


class Unprintable(RenderError):
    """The PDF printer finds no glyph for some `characters`, of which pictures can be made."""

    def __init__(self, what: str, *, characters: str, where: str | None = None) -> None:
        super().__init__(what, where=where)
        self.characters = characters


class FidelityError(CarouselError):
    """The PDF does not look like the pictures, even as pictures of whole slides."""


class SystemPartMissing(CarouselError):
    """A part of the system is missing: the browser, or Pango."""

    exit_code = 4


class FindingsError(CarouselError):
    """Preflight found something, and --strict was given."""

    exit_code = 5

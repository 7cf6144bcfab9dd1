"""
The table of actions: a name, its arguments, what it does, and how the step is called.

Knows which arguments name an image or a look, so that they are checked before anything is done.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from carousel_html.arranging import AUTO
from carousel_html.canvases import find_canvas
from carousel_html.catalogue import Catalogue
from carousel_html.errors import InputError, UnknownName
from carousel_html.model import Carousel, Slide, Strict
from carousel_html.strict_yaml import YamlFile
from carousel_html.studio.actions.cards import Put, put
from carousel_html.studio.actions.choices import Set, said, set_key
from carousel_html.studio.actions.layouts import arranged_anew
from carousel_html.studio.actions.pictures import RemoveImage, SetImage, remove_image, set_image
from carousel_html.studio.actions.slides import (
    InsertSlide,
    MoveSlide,
    OneSlide,
    SetSlide,
    delete_slide,
    duplicate_slide,
    insert_slide,
    move_slide,
    set_slide,
)
from carousel_html.studio.actions.sound import require_sound
from carousel_html.studio.actions.words import number_of
from carousel_html.studio.ids import with_ids


class Nothing(Strict):
    """`arrange`: no arguments."""


@dataclass(frozen=True)
class Known:
    """What an action may name: the looks there are, and the images the project holds."""

    catalogue: Catalogue
    images: Collection[str]


@dataclass(frozen=True)
class Action:
    """One named edit. `said` names the step; `about` what a step must share to be joined to the last."""

    arguments: type[Strict]
    make: Callable[[Carousel, Any], Carousel]
    said: Callable[[Carousel, Any], str]
    about: Callable[[Any], str] = lambda given: ""


def _arrange_anew(carousel: Carousel, given: Nothing) -> Carousel:
    return with_ids(arranged_anew(carousel), carousel)


def _of_slide(verb: str) -> Callable[[Carousel, Any], str]:
    return lambda carousel, given: f"{verb} {number_of(carousel, given.slide)}"


def _insert_said(carousel: Carousel, given: InsertSlide) -> str:
    return f"insert slide {max(0, min(given.at, len(carousel.slides))) + 1}"


def _set_slide_said(carousel: Carousel, given: SetSlide) -> str:
    return f"change {given.key.rpartition('.')[2]} of {number_of(carousel, given.slide)}"


def _put_said(carousel: Carousel, given: Put) -> str:
    thing = "an image" if given.content == "image" else "a post"
    return f"put {thing} on {number_of(carousel, given.slide)}"


def _set_image_said(carousel: Carousel, given: SetImage) -> str:
    changed = given.model_fields_set & set(_OF_IMAGE)
    what = _OF_IMAGE[changed.pop()] if len(changed) == 1 and given.src is None else "image"
    return f"change {what} of {number_of(carousel, given.slide)}"


_OF_IMAGE = {"alt": "alt text of an image", "focus": "focal point of an image"}


ACTIONS: Mapping[str, Action] = {
    "set": Action(Set, set_key, lambda _, given: said(given), lambda given: given.key),
    "insert_slide": Action(InsertSlide, insert_slide, _insert_said),
    "put": Action(Put, put, _put_said),
    "move_slide": Action(MoveSlide, move_slide, _of_slide("move"), lambda given: given.slide),
    "duplicate_slide": Action(OneSlide, duplicate_slide, _of_slide("duplicate")),
    "delete_slide": Action(OneSlide, delete_slide, _of_slide("delete")),
    "set_slide": Action(SetSlide, set_slide, _set_slide_said, lambda given: f"{given.slide} {given.key}"),
    "set_image": Action(
        SetImage,
        set_image,
        _set_image_said,
        lambda given: f"{given.slide} {given.place}",
    ),
    "remove_image": Action(RemoveImage, remove_image, _of_slide("remove image of")),
    "arrange": Action(Nothing, _arrange_anew, lambda *_: "arrange the thread again"),
}
"""Every edit by name. `undo` and `redo` are the history's."""


@dataclass(frozen=True)
class Done:
    """What came of an action: the carousel, the step's name, and what a step joined to it must share."""

    carousel: Carousel
    name: str
    join: str


def done(carousel: Carousel, name: str, arguments: Mapping[str, Any], known: Known) -> Done:
    """Do a named action.

    Raises:
        UnknownName: no such action, look or canvas.
        InputError: arguments it does not take, a slide, post or image that is not there, a value that no
            slide could be laid out with.
    """
    if name not in ACTIONS:
        raise UnknownName("action", name, [*ACTIONS, "undo", "redo"])
    action = ACTIONS[name]
    given = YamlFile(f"the action {name}", InputError, values=dict(arguments)).check(action.arguments)
    _require_image(given, known)
    step = action.said(carousel, given)
    changed = action.make(carousel, given)
    _require_looks(carousel, changed, known.catalogue)
    require_sound(carousel, changed)
    return Done(changed, step, f"{name} {action.about(given)}")


def _require_image(given: Strict, known: Known) -> None:
    for key in ("image", "src"):
        src = getattr(given, key, None)
        if src is not None and src not in known.images:
            raise InputError("this image is not one of the project's.", where=key, hint="Upload it first.")


def _require_looks(before: Carousel, after: Carousel, catalogue: Catalogue) -> None:
    """Refuse a name that is not there, where it was not there before: an old mistake blocks no new edit."""
    old = set(_looks(before))
    for kind, name in dict.fromkeys(_looks(after)):
        if (kind, name) in old:
            continue
        if kind == "canvas":
            find_canvas(name)
        else:
            catalogue.entry(kind, name)


def _looks(carousel: Carousel) -> list[tuple[str, str]]:
    found = [("canvas", name) for name in carousel.canvas]
    wearers: list[Carousel | Slide] = [carousel, *carousel.slides]
    for wearer in wearers:
        names = {
            "layout": wearer.layout,
            "theme": wearer.theme,
            "typography": wearer.typography and wearer.typography.pair,
            "pattern": wearer.pattern and wearer.pattern.name,
        }
        found += [(kind, name) for kind, name in names.items() if name and name != AUTO]
    return found

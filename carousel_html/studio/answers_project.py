"""
Answer what concerns the project: its state, actions, images, a conflict with the file.

Knows the keys of requests and answers. What is done stands in `project`, `actions` and `images`.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from carousel_html.errors import InputError
from carousel_html.studio.actions import Known
from carousel_html.studio.answers_preview import LookedAt, shown_now
from carousel_html.studio.calls import NO_SCRIPT, Call
from carousel_html.studio.images import keep, shown, url_of
from carousel_html.studio.project import Stale


def state(call: Call) -> dict[str, Any]:
    """Return the whole state."""
    return call.studio.state(call.query.get("have"))


def act(call: Call) -> dict[str, Any]:
    """Do one named action and return the state after it, and how what is looked at looks then."""
    arguments = dict(call.body)
    revision, name = arguments.pop("revision", None), arguments.pop("name", None)
    joins, have = arguments.pop("joins", False), arguments.pop("have", None)
    run = arguments.pop("run", call.studio.run)
    looked_at = LookedAt.read(arguments.pop("looked_at")) if arguments.get("looked_at") is not None else None
    if not isinstance(revision, int) or not isinstance(name, str):
        raise InputError(
            "an action needs a name, and the revision it is for.", where="name, revision",
            hint="Take the revision from /api/state.",
        )  # fmt: skip
    if run != call.studio.run:
        raise Stale  # Slides had other names in another run, whatever its revisions were.
    known: Known = call.studio.known()
    call.studio.project.act(revision, name, arguments, known, joins=joins is True)
    # What is shown is made first: whether that is possible belongs to the state.
    seen = {"shown": shown_now(call.studio, looked_at)} if looked_at is not None else {}
    return call.studio.state(have if isinstance(have, str) else None) | seen


def settle(call: Call) -> dict[str, Any]:
    """End a conflict with the file: keep "mine" or "disk"."""
    if call.body.get("keep") not in ("mine", "disk"):
        raise InputError('keep "mine" or "disk".', where="keep")
    call.studio.disk.settle(keeps_mine=call.body["keep"] == "mine")
    return call.studio.state()


def image(call: Call) -> Response:
    """Return an image of the project, decoded and encoded anew."""
    picture = shown(call.studio.project, call.path["token"])
    return Response(picture.body, media_type=picture.mime, headers=NO_SCRIPT)


def upload_image(call: Call) -> dict[str, Any]:
    """Keep an uploaded image beside the carousel; it is on no slide yet."""
    if call.file is None:
        raise InputError("there is no file in the request.", where="file")
    src = keep(call.studio.project, call.file.body)
    return {"src": src, "url": url_of(src)}


def view(call: Call) -> dict[str, Any]:
    """Note what the page looks at, so that its pictures are taken first."""
    canvas, others = call.body.get("canvas"), call.body.get("canvases") or []
    slide = call.body.get("slide")
    if not isinstance(others, list) or not all(isinstance(each, str) for each in [canvas or "", *others]):
        raise InputError("name canvases.", where="canvas, canvases")
    known = [each for each in [canvas, *others] if isinstance(each, str)]
    call.studio.view(known, slide if isinstance(slide, str) else None)
    return {}


def require_revision(call: Call) -> None:
    """Raise Stale when a request says which revision it is for, and that is not the latest."""
    given = call.body.get("revision")
    if given is not None and str(given) != str(call.studio.project.now.revision):
        raise Stale

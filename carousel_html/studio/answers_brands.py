"""
Answer what concerns brand kits: those that are saved, their use, the pictures of the present one.

Knows the keys of requests and answers. What is done stands in `kits`.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from carousel_html.brand import brand_picture
from carousel_html.errors import InputError
from carousel_html.studio.actions.choices import with_brand
from carousel_html.studio.answers_project import require_revision
from carousel_html.studio.calls import NO_SCRIPT, Call
from carousel_html.studio.guard import Refusal
from carousel_html.studio.kits import find_kit, kit_named, kits, picture_of, save_kit, with_picture
from carousel_html.studio.own_fonts import add_font

FONT = "font"


def brands(call: Call) -> dict[str, Any]:
    """Return the saved kits."""
    carousel = call.studio.project.now.carousel
    found = [
        {
            "name": kit.name,
            "label": kit.brand.name if kit.brand else kit.name,
            "file": kit.file,
            "current": kit.file == carousel.brand,
            "colors": kit.brand.colors.model_dump(exclude_none=True) if kit.brand else {},
            "logo_url": f"/api/brands/{kit.name}/logo" if kit.brand and kit.brand.logo else None,
            "readable": kit.brand is not None,
        }
        for kit in kits(call.studio.project.path.parent)
    ]
    return {"kits": found, "current": next((each["name"] for each in found if each["current"]), None)}


def save(call: Call) -> dict[str, Any]:
    """Save the present kit under a name, and use that. One that is there is replaced when that is wanted."""
    require_revision(call)
    name = call.body.get("name")
    if not isinstance(name, str) or not name.strip():
        raise InputError("a brand kit needs a name.", where="name")
    project = call.studio.project
    there = kit_named(project.path.parent, name.strip())
    if there is not None and call.body.get("replace") is not True:
        raise Refusal(
            409, f'there is a brand kit "{there}" already.', "Replace it, or save it by another name."
        )
    project.take(f"save brand kit {name.strip()}", save_kit(project.now.carousel, name.strip()))
    return call.studio.state()


def use(call: Call) -> dict[str, Any]:
    """Use a saved kit."""
    require_revision(call)
    project = call.studio.project
    kit = find_kit(project.path.parent, call.path["name"])
    project.take(f"use brand kit {kit.name}", with_brand(project.now.carousel, kit.file))
    return call.studio.state()


def upload(call: Call) -> dict[str, Any]:
    """Put an uploaded picture into the present kit; a font becomes a typography of the project."""
    require_revision(call)
    if call.file is None:
        raise InputError("there is no file in the request.", where="file")
    project, key = call.studio.project, call.path["key"]
    if key == FONT:
        carousel = add_font(project.now.carousel, call.studio.previews.catalogue, call.file.body)
        call.studio.previews.templates_changed()
        project.take("use a font of the brand's", carousel)
        return call.studio.state()
    project.take(f"change {key.replace('_', ' ')}", with_picture(project.now.carousel, key, call.file.body))
    return call.studio.state()


def logo(call: Call) -> Response:
    """Return the logo of a saved kit."""
    kit = find_kit(call.studio.project.path.parent, call.path["name"])
    found = brand_picture(kit.brand, "logo") if kit.brand else None
    if found is None:
        raise InputError("the brand kit has no logo.", where=kit.file)
    return Response(found.body, media_type=found.mime, headers=NO_SCRIPT)


def picture(call: Call) -> Response:
    """Return a picture of the present kit."""
    found = picture_of(call.studio.project.now.carousel, call.path["key"])
    return Response(found.body, media_type=found.mime, headers=NO_SCRIPT)

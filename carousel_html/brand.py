"""
Read a brand kit: who publishes, with which colours, logo and avatar.

Knows brand.yaml, and which custom properties a kit may set. Every value is parsed and printed anew,
none is pasted. Does not know themes or templates.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from carousel_html.colors import Color, ink_on, parse_color
from carousel_html.errors import BrandError, ImageError, did_you_mean
from carousel_html.images import Picture, read_picture
from carousel_html.model import Brand, BrandBar, BrandColors, Strict

LOGO_LONGEST = 1200  # px; a logo is at most half a slide wide, at double density
AVATAR_LONGEST = 512
KEYS: dict[str, type[Strict]] = {"": Brand, "colors": BrandColors, "header": BrandBar, "footer": BrandBar}


def read_brand(path: Path) -> Brand:
    """Read a brand.yaml.

    Raises:
        BrandError: not there, not YAML, an unknown key, or a value that is not what its key wants.
    """
    brand = _validated(_loaded(path), path).beside(path.parent)
    brand_colors(brand, prefix=f"{path.name}: ")
    return brand


def _loaded(path: Path) -> dict[str, Any]:
    from ruamel.yaml import YAML  # late: most runs have no kit
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BrandError(
            f'the brand kit "{path}" does not exist.', hint="`carousel new brand NAME` makes one."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BrandError(f'the brand kit "{path}" cannot be read ({error}).') from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BrandError(f"{error.problem or 'this is not YAML'}.", where=f"{path}:{line}") from error
    except YAMLError as error:
        raise BrandError(f'the brand kit "{path}" is not YAML.') from error
    if not isinstance(data, dict):
        raise BrandError(f'the brand kit "{path}" is not a list of keys and values.')
    return data


def _validated(data: dict[str, Any], path: Path) -> Brand:
    from pydantic import ValidationError

    try:
        return Brand.model_validate(data)
    except ValidationError as error:
        raise _translated(error.errors()[0], path) from error


def _translated(mistake: Any, path: Path) -> BrandError:
    place = [str(part) for part in mistake["loc"]]
    where = f"{path.name}: {'.'.join(place)}"
    if mistake["type"] == "extra_forbidden":
        known = KEYS[".".join(place[:-1])].model_fields
        hint = did_you_mean(place[-1], known) or f"The keys are: {', '.join(known)}."
        return BrandError(f'a brand kit has no key "{".".join(place)}".', where=where, hint=hint)
    value = f' ("{mistake["input"]}")' if isinstance(mistake["input"], str | int | float) else ""
    return BrandError(f"{mistake['msg']}{value}.", where=where)


# --- colours ---------------------------------------------------------------------------------


def brand_colors(brand: Brand, *, prefix: str = "brand.yaml: ") -> dict[str, str]:
    """Return the colours a kit sets as `#rrggbb`, by role, with the ink that reads on each ground.

    A surface without a text colour gets black or white, so that the theme's ink never drowns in it.

    Raises:
        BrandError: a value that is not an opaque CSS colour.
    """
    given = {
        role: _color(text, f"{prefix}colors.{role}")
        for role, text in (brand.colors.model_dump(exclude_none=True)).items()
    }
    roles = {role: color.css for role, color in given.items()}
    if "accent" in given:
        roles["on-accent"] = ink_on(given["accent"])
    if "surface" in given and "text" not in given:
        roles["text"] = ink_on(given["surface"])
    return roles


def brand_css(brand: Brand, *, prefix: str = "brand.yaml: ") -> str:
    """Return the kit as custom properties, for a style attribute: `--brand-accent: #0055ff; …`."""
    return "; ".join(f"--brand-{role}: {color}" for role, color in brand_colors(brand, prefix=prefix).items())


def _color(text: str, where: str) -> Color:
    color = parse_color(text)
    if color is None or color.alpha < 1:
        raise BrandError(
            f'"{text}" is not an opaque colour.',
            where=where,
            hint="Write it as #rrggbb, rgb(), hsl() or a CSS colour name.",
        )
    return color


# --- pictures --------------------------------------------------------------------------------


def brand_picture(brand: Brand, key: str, *, prefix: str = "brand.yaml: ") -> Picture | None:
    """Return the checked picture under `logo`, `logo_dark` or `avatar`; None when the kit has none.

    Raises:
        ImageError: missing, broken, beyond the limits, or an SVG with more in it than a drawing.
    """
    given: str | None = getattr(brand, key)
    if not given:
        return None
    where = f"{prefix}{key}"
    if re.match(r"[a-z][a-z0-9+.-]+://", given, re.IGNORECASE):
        raise ImageError(
            f'"{given}" is a web address.',
            where=where,
            hint="Save the picture beside the kit and name the file.",
        )
    path = brand.folder / given
    if path.suffix.lower() == ".svg":
        from carousel_html.vector_logo import read_vector_logo

        return read_vector_logo(path, where=where)
    return read_picture(path, longest=AVATAR_LONGEST if key == "avatar" else LOGO_LONGEST, where=where)

"""
Read a brand kit: who publishes, with which colours, logo and avatar.

Knows brand.yaml, and which custom properties a kit may set. Every value is parsed and printed anew,
none is pasted. Does not know themes or templates.
"""

from __future__ import annotations

import re
from pathlib import Path

from carousel_html.colors import Color, ink_on, parse_color
from carousel_html.errors import BrandError, ImageError
from carousel_html.images import Picture, read_picture
from carousel_html.model import Brand

LOGO_LONGEST = 1200  # px; a logo is at most half a slide wide, at double density
AVATAR_LONGEST = 512
MAX_BYTES = 200_000


def read_brand(path: Path) -> Brand:
    """Read a brand.yaml.

    Raises:
        BrandError: not there, not YAML, an unknown key, or a value that is not what its key wants.
    """
    from carousel_html import strict_yaml  # late: most runs have no kit

    brand = strict_yaml.load(_text(path), path.name, BrandError).check(Brand).beside(path.parent)
    brand_colors(brand, prefix=f"{path.name}: ")
    return brand


def is_brand_kit(path: Path) -> bool:
    """Tell whether a file is named as a brand kit is, or is YAML with keys of a kit and of nothing else."""
    if path.name == "brand.yaml":
        return True
    if path.suffix.lower() not in (".yaml", ".yml"):
        return False
    try:
        text = _text(path)
    except BrandError:
        return False
    keys = {found[1] for found in re.finditer(r"^([A-Za-z_]+)[ \t]*:", text, re.MULTILINE)}
    return bool(keys) and keys <= set(Brand.model_fields)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BrandError(f'the brand kit "{path}" is larger than {MAX_BYTES // 1000} kB.')
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        hint = "`carousel new brand NAME` makes one."
        raise BrandError(f'the brand kit "{path}" does not exist.', hint=hint) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BrandError(f'the brand kit "{path}" cannot be read ({error}).') from error


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

"""
Write a folder of layouts as a designer might bring it: CSS that no engine but a browser paints.

Thirteen layouts, one kind of CSS each, and a packed web font of the folder's own. Knows the shape of
`--templates`; renders nothing.
"""

from __future__ import annotations

from pathlib import Path

from own_fonts import own_fonts

TEMPLATE = """{{% extends "_partials/slide.html" %}}
{{% block body %}}
<div class="{name}"><div class="{name}__in">{inside}</div></div>
{{% endblock %}}
"""

WORDS = "<h2>{{ slide.title }}</h2><p>{{ slide.body }}</p>"
DROPS = '<p class="drop">{{ slide.body }}</p>' * 2
TABLE = (
    "<table><thead><tr><th>Week</th><th>Pages</th></tr></thead><tbody><tr><td>One</td><td>12</td></tr>"
    "<tr><td>Two</td><td>7</td></tr><tr><td>Three</td><td>31</td></tr></tbody></table>"
)

# Name: (what the layout adds to its box, what it does to the element inside, markup).
LAYOUTS = {
    "filtered": (
        "filter: contrast(1.1) drop-shadow(0 12px 16px #0006)",
        "background: #fff; padding: 40px",
        WORDS,
    ),
    "frosted": (
        "background: repeating-linear-gradient(45deg, #f80 0 20px, #08f 20px 40px); padding: 60px",
        "backdrop-filter: blur(12px); background: rgb(255 255 255 / 55%); padding: 40px; border-radius: 24px",
        WORDS,
    ),
    "conic": ("background: conic-gradient(from 40deg, #fc6, #c36, #36c, #fc6); padding: 60px", "", WORDS),
    "blended": (
        "background: #f80; padding: 60px",
        "mix-blend-mode: multiply; background: #6cf; padding: 40px",
        WORDS,
    ),
    "clipped": (
        "",
        "clip-path: polygon(0 0, 100% 0, 92% 100%, 0 88%); background: #cde; padding: 60px",
        WORDS,
    ),
    "masked": (
        "",
        "mask-image: linear-gradient(#000 70%, transparent); background: #fde; padding: 60px",
        WORDS,
    ),
    "shadowed": ("", "text-shadow: 0 2px 0 #fff, 4px 8px 12px #0008", WORDS),
    "gradient-text": (
        "",
        "background: linear-gradient(90deg, #c36, #36c); background-clip: text; color: transparent",
        WORDS,
    ),
    "turned": ("padding: 120px 60px", "rotate: -7deg", WORDS),
    "columned": ("columns: 2; column-gap: 40px; column-rule: 3px dotted #c36", "", DROPS),
    "upright": ("writing-mode: vertical-rl; height: 620px", "", WORDS),
    "tabled": ("", "", TABLE),
    "typed": ("", "font-family: Brought, serif; font-size: 1.2em", WORDS),
}  # fmt: skip

EXTRA = {
    "columned": ".drop::first-letter { float: left; font-size: 3.1em; line-height: 0.9; margin-right: 8px }",
    "tabled": (
        "table { border-collapse: collapse; width: 100% }"
        "td, th { border: 2px solid #567; padding: 14px 20px; text-align: start }"
        "tbody tr:nth-child(odd) { background: #eef } td:last-child { text-align: end }"
    ),
    "typed": '@font-face { font-family: Brought; src: url("brought.woff2") format("woff2") }',
}


def write_layouts(folder: Path) -> Path:
    """Write `layouts/` into a folder, and return the folder."""
    for name, (outer, inner, inside) in LAYOUTS.items():
        place = folder / "layouts" / name
        place.mkdir(parents=True)
        template = TEMPLATE.format(name=name, inside=inside.replace("<p", '<p data-block="0"', 1))
        (place / f"{name}.html").write_text(template, "utf-8")
        sheet = f".{name} {{ color: #1c1b1a; {outer} }}\n.{name}__in {{ {inner} }}\n{EXTRA.get(name, '')}\n"
        (place / f"{name}.css").write_text(sheet, "utf-8")
    (folder / "layouts/typed/brought.woff2").write_bytes(own_fonts()["own/packed.woff2"])
    return folder


def carousel_text() -> str:
    """Return a carousel.yaml with one slide in each of the layouts."""
    body = "Words that a designer sets: one line, then a second one, and – where there is room – a third."
    slides = "".join(
        f"  - {{layout: {name}, title: A slide in its own CSS, text: '{body}'}}\n" for name in LAYOUTS
    )
    return f"title: CSS of one's own\ntheme: paper\noutro: false\nslides:\n{slides}"

"""
Hold layouts, themes and fonts to the house rules.

Reads files only: no browser, no rendering. How the looks look is another matter, and a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import tinycss2
from fontTools.ttLib import TTFont

from carousel_html.compose.borrowed import FAMILIES

ROOT = Path(__file__).parent.parent
LAYOUTS = ROOT / "layouts"
STYLES = ROOT / "themes_css"
FONTS = ROOT / "fonts"
EMOJI = "Noto Color Emoji"

LAYOUT_NAMES = sorted(path.name for path in LAYOUTS.iterdir() if path.is_dir() and path.name[0] != "_")
LOOKS = {kind: sorted((STYLES / kind).glob("*.css")) for kind in ("themes", "typography", "patterns")}

# What compose and the stage set on every slide, and what a browser resolves.
GIVEN = {
    f"--{name}"
    for name in re.findall(
        r"\S+",
        "slide-width slide-height safe-top safe-right safe-bottom safe-left short "
        "floor-body floor-small fit type-scale leading-scale progress "
        "brand-accent brand-on-accent brand-surface brand-text "
        "pattern-opacity pattern-scale pattern-color longest count columns indent focus-x focus-y",
    )
}
COLOR_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"}
NAMED_COLORS = {"black", "white", "red", "green", "blue", "yellow", "orange", "grey", "gray", "pink", "gold"}
# Data attributes of the skeleton, which any file may select by.
SKELETON = set(
    re.findall(
        r"\w+",
        "layout theme typography pattern ratio tone index total first last align bleed block voice "
        "header footer",
    )
)


def name_of(path: Path) -> str:
    """Name a parameter after its file."""
    return path.stem


@cache
def css(path: Path) -> str:
    """Return a style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def rules(text: str) -> Iterator[tuple[str, list[tinycss2.ast.Declaration]]]:
    """Yield selector and declarations of every rule, nested at-rules included."""
    for rule in tinycss2.parse_rule_list(text, skip_comments=True, skip_whitespace=True):
        assert rule.type != "error", f"{rule.source_line}: {rule.message}"
        if rule.type == "at-rule":
            yield from rules(tinycss2.serialize(rule.content or []))
            continue
        body = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        broken = [f"{part.source_line}: {part.message}" for part in body if part.type == "error"]
        assert not broken
        yield (
            tinycss2.serialize(rule.prelude).strip(),
            [part for part in body if part.type == "declaration"],
        )


def walk(values: list[tinycss2.ast.Node]) -> Iterator[tinycss2.ast.Node]:
    """Yield every component of a value, those inside functions and brackets too."""
    for value in values:
        yield value
        yield from walk(getattr(value, "arguments", None) or getattr(value, "content", None) or [])


def tokens_after(heading: str) -> set[str]:
    """Return the names declared in tokens.css between this comment and the next such comment."""
    text = (STYLES / "base/tokens.css").read_text(encoding="utf-8")
    start = text.index(heading)
    ends = [text.find(other, start + 1) for other in (*HEADINGS, "\n}\n")]
    section = text[start : min(end for end in ends if end > 0)]
    return set(re.findall(r"^  (--[a-z][\w-]*):", section, re.MULTILINE))


HEADINGS = ("/* What a typography file sets", "/* What a theme sets")
TYPE_TOKENS = tokens_after(HEADINGS[0])
ROLES = tokens_after(HEADINGS[1])
TOKENS = set(re.findall(r"(--[\w-]+):", css(STYLES / "base/tokens.css") + css(STYLES / "base/frame.css")))


@pytest.mark.parametrize("theme", LOOKS["themes"], ids=name_of)
def test_a_theme_sets_every_role_and_nothing_else(theme):
    """A theme's own rule declares the closed list of roles: no more, no fewer, each once."""
    own = dict(rules(css(theme)))[f'.slide[data-theme="{theme.stem}"]']
    names = [declaration.name for declaration in own]
    assert sorted(names) == sorted(ROLES)


@pytest.mark.parametrize("theme", LOOKS["themes"], ids=name_of)
def test_a_theme_adds_only_texture(theme):
    """Besides its roles a theme draws on the texture layer, on its own slides, and names no layout."""
    own = rf'\.slide\[data-theme="{theme.stem}"\](\[data-(tone|ratio|room|align|place)="\w+"\])*'
    for selector, _ in rules(css(theme)):
        for single in selector.split(","):
            assert re.fullmatch(rf"{own}( \.slide__texture::(before|after))?", single.strip()), selector


@pytest.mark.parametrize("theme", LOOKS["themes"], ids=name_of)
def test_a_theme_lets_a_brand_kit_repoint_it(theme):
    """The four brand colours reach every theme."""
    for name in ("accent", "on-accent", "surface", "text"):
        assert f"var(--brand-{name}," in css(theme)


@pytest.mark.parametrize("pair", LOOKS["typography"], ids=name_of)
def test_a_typography_sets_every_type_token_and_nothing_else(pair):
    """A pairing is one rule with the closed list of type tokens."""
    ((selector, declarations),) = rules(css(pair))
    assert selector == f'.slide[data-typography="{pair.stem}"]'
    assert sorted(declaration.name for declaration in declarations) == sorted(TYPE_TOKENS)


@pytest.mark.parametrize("pattern", LOOKS["patterns"], ids=name_of)
def test_a_pattern_draws_only_on_its_layer(pattern):
    """A pattern's rules stay on .slide__pattern of its own slides."""
    for selector, _ in rules(css(pattern)):
        assert re.fullmatch(
            rf'\.slide\[data-pattern="{pattern.stem}"\] \.slide__pattern(::before|::after)?', selector
        )


@pytest.mark.parametrize("path", [path for paths in LOOKS.values() for path in paths], ids=name_of)
def test_a_look_has_a_header_that_names_it(path):
    """The first comment says which look this is, its label, and one sentence about it."""
    kind = {"themes": "theme", "typography": "typography", "patterns": "pattern"}[path.parent.name]
    header = path.read_text(encoding="utf-8").partition("*/")[0]
    assert f"@{kind} {path.stem}\n" in header
    assert re.search(r"@label \S", header)
    assert re.search(r"^ \* [A-Z].*\.$", header, re.MULTILINE)


@pytest.mark.parametrize("theme", LOOKS["themes"], ids=name_of)
def test_a_theme_suggests_a_typography_and_a_pattern_that_exist(theme):
    """The header names the type and the pattern the theme was drawn with."""
    header = theme.read_text(encoding="utf-8").partition("*/")[0]
    for tag, kind in (("typography", "typography"), ("pattern", "patterns")):
        suggested = re.search(rf"@{tag} (\S+)", header)
        assert suggested
        assert suggested[1] in {path.stem for path in LOOKS[kind]}


@pytest.mark.parametrize("name", LAYOUT_NAMES)
def test_a_layout_is_whole(name):
    """A layout has its template, its style sheet and its sample, all named so that tabs can be told apart."""
    files = {path.name for path in (LAYOUTS / name).iterdir()}
    assert {f"{name}.html", f"{name}.css", "sample.yaml"} <= files


@pytest.mark.parametrize("name", LAYOUT_NAMES)
def test_a_layout_header_names_its_knobs_and_variants(name):
    """What a layout's header offers is what its CSS reads, and the other way round."""
    template = (LAYOUTS / name / f"{name}.html").read_text(encoding="utf-8")
    header, _, markup = template.partition("#}")
    assert header.startswith(f"{{#\n  @layout {name}\n  @label ")
    sheet = css(LAYOUTS / name / f"{name}.css")

    knobs = set(re.findall(r"^    (--[\w-]+) ", header, re.MULTILINE))
    assert knobs <= set(re.findall(r"var\((--[\w-]+),", sheet))
    assert all(knob.startswith(f"--{name}-") for knob in knobs)
    assert set(re.findall(rf"var\((--{name}-[\w-]+)", sheet)) - TOKENS <= knobs

    offered = set(re.findall(r'data-([a-z-]+)="', header))
    selected = set(re.findall(r"\[data-([a-z-]+)", sheet)) - SKELETON
    parts = re.findall(r'include "(\S+)"', markup)
    whole = markup + "".join((LAYOUTS / part).read_text(encoding="utf-8") for part in parts)
    written = set(re.findall(r"\bdata-([a-z-]+)", whole))
    asked = set(re.findall(r'slide\.variant\.get\("([a-z-]+)"\)', markup))
    assert offered <= selected | asked
    assert selected <= offered | written | {"length"}


@pytest.mark.parametrize("name", LAYOUT_NAMES)
def test_a_layout_holds_structure_and_no_skin(name):
    """A layout's CSS has no colour, no font name, no px but 0, no !important and no id."""
    for selector, declarations in rules(css(LAYOUTS / name / f"{name}.css")):
        assert "#" not in selector
        for declaration in declarations:
            assert not declaration.important, declaration
            for value in walk(declaration.value):
                assert value.type != "hash", f"{selector}: a colour"
                assert value.type != "string" or declaration.name in ("content", "grid-template"), selector
                assert not (value.type == "function" and value.lower_name in COLOR_FUNCTIONS), selector
                assert not (value.type == "ident" and value.lower_value in NAMED_COLORS), selector
                assert not (value.type == "dimension" and value.lower_unit == "px" and value.value), selector
            if declaration.name in ("font", "font-family"):
                assert tinycss2.serialize(declaration.value).strip().startswith("var(--font-")


@pytest.mark.parametrize("name", LAYOUT_NAMES)
def test_a_template_holds_no_style_but_values(name):
    """A template has no <style>, no script, and sets custom properties only."""
    template = (LAYOUTS / name / f"{name}.html").read_text(encoding="utf-8")
    assert not re.search(r"<(style|script)|\son\w+=|\sid=", template)
    for style in re.findall(r'style="([^"]*)"', template):
        assert all(part.strip().startswith("--") for part in style.split(";") if part.strip())


@pytest.mark.parametrize(
    "path",
    [*STYLES.rglob("*.css"), *(LAYOUTS / name / f"{name}.css" for name in LAYOUT_NAMES)],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_variable_is_known(path):
    """A var() names a token, a role, something given, something of the same file, or has a fallback."""
    sheet = css(path)
    known = TOKENS | GIVEN | set(re.findall(r"(--[\w-]+):", sheet))
    parts = css(STYLES / "base/parts.css")
    assert set(re.findall(r"var\(\s*(--[\w-]+)\s*\)", sheet)) - known == set()
    if path.is_relative_to(LAYOUTS):
        layout_knob = f"--{path.stem}-"
        read_elsewhere = set(re.findall(r"var\(\s*(--[\w-]+)\s*,", parts + sheet))
        set_here = {n for n in re.findall(r"(--[\w-]+):", sheet) if not n.startswith(("--_", layout_knob))}
        assert set_here <= read_elsewhere | set(re.findall(r"var\((--[\w-]+)", sheet)) | TOKENS


# --- fonts -----------------------------------------------------------------------------------


def faces() -> dict[tuple[str, int, str], Path]:
    """Return family, weight and style of each @font-face with its file."""
    sheet = (FONTS / "fonts.css").read_text(encoding="utf-8")
    found = {}
    for body in re.findall(r"@font-face \{(.*?)\}", sheet, re.DOTALL):
        values = dict(re.findall(r"([\w-]+): (.+);", body))
        key = (values["font-family"].strip('"'), int(values["font-weight"]), values["font-style"])
        assert key not in found, f"{key} stands twice"
        found[key] = FONTS / re.findall(r'url\("(.+)"\)', values["src"])[0]
    return found


FACES = faces()
FACE_FILES = sorted(set(FACES.values()))
GENERIC = {"serif", "sans-serif", "monospace"}


def tokens_of(pair: Path) -> dict[str, str]:
    """Return the tokens a typography file sets, as text."""
    return {d.name: tinycss2.serialize(d.value).strip() for _, ds in rules(css(pair)) for d in ds}


def stack(pair: Path, use: str) -> list[str]:
    """Return the families of a typography's `--font-<use>`."""
    return [name.strip().strip('"') for name in tokens_of(pair)[f"--font-{use}"].split(",")]


@dataclass(frozen=True)
class FontFacts:
    """What a font file says of itself."""

    tables: frozenset[str]
    letters: frozenset[int]
    names: tuple[str | None, ...]
    embedding: int


@cache
def facts(path: Path) -> FontFacts:
    """Read what a font file says of itself."""
    with TTFont(path, lazy=True) as font:
        return FontFacts(
            frozenset(font.keys()),
            frozenset(font.getBestCmap()),
            tuple(font["name"].getDebugName(number) for number in (1, 16)),
            font["OS/2"].fsType,
        )


@pytest.mark.parametrize("pair", LOOKS["typography"], ids=name_of)
def test_every_face_a_typography_asks_for_is_there(pair):
    """No weight or slant is ever synthesised: each one that is asked for is a file."""
    tokens = tokens_of(pair)
    display, body, mono = (stack(pair, use)[0] for use in ("display", "body", "mono"))
    slants = ["normal"] if tokens["--emphasis-display"] == "normal" else ["normal", "italic"]
    wanted = {(display, int(tokens["--weight-display"]), slant) for slant in slants}
    for weight in (int(tokens["--weight-body"]), int(tokens["--weight-strong"])):
        wanted |= {(body, weight, "normal"), (body, weight, "italic")}
    wanted |= {(mono, 400, "normal")}
    assert wanted - set(FACES) == set()


@pytest.mark.parametrize("pair", LOOKS["typography"], ids=name_of)
def test_a_font_stack_ends_in_the_emoji_and_a_generic_family(pair):
    """Every stack: one or two families of ours, the other scripts, the emoji font, a generic one."""
    for use in ("display", "body", "mono"):
        *own, scripts, emoji, generic = stack(pair, use)
        assert own
        assert scripts == "var(--font-scripts)"
        assert set(own) - set(FAMILIES) <= {family for family, _, _ in FACES}
        assert emoji == EMOJI
        assert generic in GENERIC


@pytest.mark.parametrize("pair", LOOKS["typography"], ids=name_of)
def test_a_typography_has_latin_greek_and_cyrillic(pair):
    """What the first family of a stack lacks, the second one has: no machine needs fonts of its own."""
    for use in ("display", "body", "mono"):
        files = [path for (family, _, _), path in FACES.items() if family in stack(pair, use)]
        letters = set().union(*(facts(path).letters for path in files))
        assert not [letter for letter in "łódźŽižkovğşΩμέγамирё€…" if ord(letter) not in letters]


@pytest.mark.parametrize("path", FACE_FILES, ids=name_of)
def test_a_face_is_a_static_truetype_file_with_its_licence(path):
    """A face is a whole static TrueType font, embeddable, with the OFL beside it and Latin letters in it."""
    licence = (path.parent / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence.upper()
    font = facts(path)
    assert "glyf" in font.tables
    assert "fvar" not in font.tables
    assert font.embedding & 0x0002 == 0
    assert not [letter for letter in "łódźŽižkovğş€“”–…" if ord(letter) not in font.letters]


@pytest.mark.parametrize("path", FACE_FILES, ids=name_of)
def test_a_face_bears_its_own_name_whole(path):
    """A family is called what its maker calls it, and one with a reserved name is not a cut-down copy."""
    family = next(family for (family, _, _), file in FACES.items() if file == path)
    assert any(name and name.startswith(family) for name in facts(path).names)
    licence = (path.parent / "OFL.txt").read_text(encoding="utf-8")
    if re.search(r"with Reserved Font Name", licence, re.IGNORECASE):
        assert len(facts(path).letters) > 200


def test_the_emoji_font_stands_ready_but_is_no_face():
    """The emoji font is found by its name, so fonts.css does not list it."""
    folder = FONTS / "noto-color-emoji"
    assert EMOJI in facts(folder / "NotoColorEmoji.ttf").names
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert EMOJI not in {family for family, _, _ in FACES}


def test_no_font_file_is_left_over_or_too_heavy():
    """Every font file is a face (or the emoji font), and all together are under 40 MB."""
    files = set(FONTS.rglob("*.ttf"))
    assert files - set(FACE_FILES) == {FONTS / "noto-color-emoji/NotoColorEmoji.ttf"}
    assert sum(path.stat().st_size for path in files) < 40_000_000

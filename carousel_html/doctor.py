"""
Look at this machine and say what the program has, what it lacks, and the command that mends it.

Knows every system part and the folders of templates. How a slide is rendered as proof, and where the words
are printed, is the caller's business; what is installed, and how, is setup_machine's.
"""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

from carousel_html.catalogue import Catalogue, packs
from carousel_html.errors import CarouselError
from carousel_html.fontconfig import write_browser_config
from carousel_html.pdf.find_pango import find_pango
from carousel_html.setup_machine import install_fonts, set_up_browser, set_up_pango
from carousel_html.stage.find_browser import find_browser
from carousel_html.system_fonts import characters_with_fonts
from carousel_html.system_parts import Part, install_command

State = Literal["ok", "warning", "missing"]
MARKS: Mapping[State, str] = {"ok": "✓", "warning": "!", "missing": "✗"}

ENGINES = ("carousel_html", "weasyprint", "pillow", "pypdfium2", "pydantic", "jinja2")
"""The packages whose versions change what comes out, or are asked for first in a report of a mistake."""

EMOJI_FONT = "fonts/noto-color-emoji/NotoColorEmoji.ttf"

# A script, and characters any font for it has. Samples from the Unicode code charts.
SCRIPTS: Mapping[str, str] = {
    "Latin": "aéłş",
    "Greek": "αΩ",
    "Cyrillic": "жЯ",
    "Arabic": "عر",
    "Hebrew": "אש",
    "Devanagari": "कह",
    "Bengali": "কহ",
    "Tamil": "கம",
    "Thai": "กข",
    "Georgian": "აბ",
    "Armenian": "աբ",
}
CJK_SCRIPTS: Mapping[str, str] = {"Chinese": "汉漢", "Japanese": "あア", "Korean": "한글"}


@dataclass(frozen=True)
class Finding:
    """One part of the machine: what was found, what is wrong with it, and what mends it.

    A part that is `missing` keeps the program from its work; a `warning` only from some of it.
    """

    part: str
    state: State
    found: str
    wrong: str | None = None
    mend: str | None = None


@dataclass(frozen=True)
class Report:
    """Everything the doctor saw."""

    findings: tuple[Finding, ...]
    versions: Mapping[str, str]
    folders: tuple[str, ...]
    """Where layouts, themes and fonts are looked for, the first one wins."""
    warm: str | None = None
    """Whether `carousel warm` keeps a process for commands from here; None where nobody looked."""

    @property
    def can_render(self) -> bool:
        """Whether a thread can be made into slides and a PDF here."""
        return all(finding.state != "missing" for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return asdict(self) | {"can_render": self.can_render}

    def __str__(self) -> str:
        lines: list[str] = []
        for finding in self.findings:
            lines.append(f"{MARKS[finding.state]} {finding.part:<12} {finding.found}")
            for more in filter(None, [finding.wrong, finding.mend]):
                lines += [f"  {'':<12} {line}" for line in more.splitlines()]
        lines.append(f"  {'searched':<12} " + (", ".join(self.folders) or "no folder"))
        if self.warm is not None:
            lines.append(f"  {'warm':<12} {self.warm}")
        lines.append(f"  {'versions':<12} " + ", ".join(f"{name} {v}" for name, v in self.versions.items()))
        return "\n".join(lines)


Prove = Callable[[Path], str]
"""Make one slide and its PDF in a folder, and say what came of it; raises CarouselError."""


def examine(
    *,
    browser: str | None = None,
    templates: Sequence[Path] = (),
    prove: Prove | None = None,
    warm: str | None = None,
) -> Report:
    """Look at every part, and render one slide as proof if all parts are there.

    Args:
        browser: the browser named on the command line, if one was.
        templates: folders of templates besides the built-in one.
        prove: how to render; None leaves the proof out.
        warm: what is known of a process that is kept warm, for the report.
    """
    findings = [look_at_browser(browser), look_at_pango(), look_at_templates(templates)]
    findings += [look_at_emoji(), *look_at_scripts()]
    if prove and all(finding.state != "missing" for finding in findings):
        findings.append(look_at_proof(prove))
    return Report(tuple(findings), versions(), folders(templates), warm)


Say = Callable[[str], None]

MENDERS: Mapping[str, Callable[[Say], object]] = {
    "browser": set_up_browser,
    "pango": set_up_pango,
    "fonts": partial(install_fonts, "fonts"),
    "cjk-fonts": partial(install_fonts, "cjk-fonts"),
}


def mend(report: Report, say: Say) -> None:
    """Install what the report found missing, as far as this user may, telling `say` each step.

    What could not be installed is in the next report again, so nothing is raised.
    """
    for finding in report.findings:
        if finding.state != "ok" and finding.part in MENDERS:
            with suppress(CarouselError):
                MENDERS[finding.part](say)


def look_at_browser(named: str | None = None) -> Finding:
    """Find the browser, by the rules a render goes by."""
    try:
        browser = find_browser(named)
    except CarouselError as error:
        return _missing("browser", error)
    return Finding("browser", "ok", f"{browser.path} {browser.version} ({browser.source})")


def look_at_pango() -> Finding:
    """Find the libraries the PDF needs."""
    try:
        pango = find_pango()
    except CarouselError as error:
        return _missing("pango", error)
    return Finding("pango", "ok", f"Pango {pango.pango}, HarfBuzz {pango.harfbuzz}")


def look_at_templates(templates: Sequence[Path] = ()) -> Finding:
    """Read the catalogue: its folders, and every font file it names."""
    try:
        catalogue = Catalogue(templates)
        counts = {
            "layouts": len(catalogue.layouts),
            "themes": len(catalogue.themes),
            "font families": len(catalogue.fonts),
        }
    except CarouselError as error:
        return _missing("templates", error)
    found = ", ".join(f"{count} {name}" for name, count in counts.items())
    lacking = [name for name, count in counts.items() if count == 0]
    installed = packs()
    if installed:
        found += f", packs {', '.join(pack.name for pack in installed)}"
    if lacking:
        wrong = f"there are no {' and no '.join(lacking)}. Install the package again."
        return Finding("templates", "missing", found, wrong)
    if empty := [pack for pack in installed if pack.folder is None]:
        wrong = "; ".join(
            f'the pack "{pack.name}" has no layouts/, themes_css/ or fonts/ in "{pack.module}"'
            for pack in empty
        )
        return Finding("templates", "warning", found, f"{wrong}. Nothing of it is used.")
    return Finding("templates", "ok", found)


def look_at_emoji() -> Finding:
    """Find the emoji font that comes with us."""
    try:
        path = Catalogue().find(EMOJI_FONT)
    except CarouselError:
        path = None
    if path is None:
        return Finding(
            "emoji",
            "warning",
            "none of ours",
            "emoji look as this system draws them, or not at all. Install the package again.",
        )
    return Finding("emoji", "ok", path.name)


def look_at_scripts() -> Iterator[Finding]:
    """Yield which writing systems have a font, of ours or of the system.

    Only Linux is asked: there fontconfig serves the fonts. Other systems bring one for every script.
    """
    if not sys.platform.startswith("linux"):
        yield Finding("scripts", "ok", "the system's own fonts serve them")
        return
    try:
        drawn = _scripts_with_fonts({**SCRIPTS, **CJK_SCRIPTS})
    except CarouselError as error:
        yield Finding("scripts", "warning", "not known", error.what)
        return
    yield Finding("scripts", "ok", ", ".join(name for name, has_font in drawn.items() if has_font))
    groups: tuple[tuple[Part, Mapping[str, str]], ...] = (("fonts", SCRIPTS), ("cjk-fonts", CJK_SCRIPTS))
    for part, scripts in groups:
        if without := [name for name in scripts if not drawn[name]]:
            yield _without_font(part, without)


def _without_font(part: Part, scripts: list[str]) -> Finding:
    command = install_command(part)
    mend = command or "Install a font for them: https://fonts.google.com/noto has one for every script."
    return Finding(
        part,
        "warning",
        f"none for {', '.join(scripts)}",
        "A thread with such letters ends with an error.",
        mend,
    )


def look_at_proof(prove: Prove) -> Finding:
    """Render one slide and its PDF into a folder that is thrown away."""
    try:
        with tempfile.TemporaryDirectory(prefix="carousel-doctor-") as folder:
            return Finding("proof", "ok", prove(Path(folder)))
    except CarouselError as error:
        return _missing("proof", error)


def versions() -> dict[str, str]:
    """Return the versions of Python, the system, and the packages in ENGINES."""
    found = {"python": platform.python_version(), "system": platform.platform(terse=True)}
    for name in ENGINES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def folders(templates: Sequence[Path] = ()) -> tuple[str, ...]:
    """Return the folders searched for templates; none when they cannot be searched."""
    try:
        return tuple(str(folder) for folder in Catalogue(templates).folders)
    except CarouselError:
        return ()


def _scripts_with_fonts(wanted: Mapping[str, str]) -> dict[str, bool]:
    """Ask with the very file Chromium is started with, and our own fonts beside the system's."""
    try:
        ours = [folder / "fonts" for folder in Catalogue().folders]
    except CarouselError:
        ours = []
    with tempfile.TemporaryDirectory(prefix="carousel-doctor-") as folder:
        return characters_with_fonts(wanted, write_browser_config(Path(folder), ours))


def _missing(part: str, error: CarouselError) -> Finding:
    wrong = "\n".join(filter(None, [error.what, error.where]))
    return Finding(part, "missing", "failed" if part == "proof" else "not usable", wrong, error.hint)

"""
Write what was found as text for a person, JSON for a program, or SARIF 2.1.0 for CI.

Knows the three forms. Does not know how anything was found.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from carousel_html.check.looking import Checked
from carousel_html.findings import KINDS, Finding, Level

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def as_text(checked: Sequence[Checked]) -> str:
    """Return one line a finding, under a line for each target. Notes are only counted."""
    lines: list[str] = []
    for each in checked:
        size = f"{each.target.canvas.width}×{each.target.canvas.height}"
        lines.append(f"{each.target.name}: {each.slides} slides, {size}, {_counted(each.findings)}")
        lines += [f"  {finding}" for finding in each.findings if finding.level != "note"]
    return "\n".join(lines)


def as_json(checked: Sequence[Checked]) -> str:
    """Return one document: a list of checks, each with its canvas, its platform and its findings."""
    checks = [
        {
            "canvas": each.target.canvas.name,
            "platform": each.target.platform.name if each.target.platform else None,
            "slides": each.slides,
            "findings": [finding.as_json() for finding in each.findings],
        }
        for each in checked
    ]
    return json.dumps({"checks": checks}, ensure_ascii=False, indent=2)


def as_sarif(checked: Sequence[Checked], source: str, version: str, lines: Sequence[int] = ()) -> str:
    """Return a SARIF 2.1.0 log with one run: a rule for each kind, a result for each finding.

    Args:
        checked: what was found.
        source: the file that was checked, as it was named.
        version: the program's.
        lines: on which line of the file each entry of its slides begins; nothing for a thread.
    """
    ids = list(KINDS)
    results = [
        _result(finding, each, ids.index(finding.kind), source, lines)
        for each in checked
        for finding in each.findings
    ]
    driver = {"name": "carousel_html", "version": version, "rules": [_rule(name) for name in ids]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def severe(checked: Iterable[Checked]) -> int:
    """Return how many findings are more than notes."""
    return sum(finding.level != "note" for each in checked for finding in each.findings)


def _counted(findings: Iterable[Finding]) -> str:
    count = Counter(finding.level for finding in findings)
    levels: tuple[Level, ...] = ("error", "warning", "note")
    said = [f"{count[level]} {level}{'s' * (count[level] != 1)}" for level in levels if count[level]]
    return ", ".join(said) or "nothing found"


def _rule(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    return {
        "id": name,
        "shortDescription": {"text": name.replace("-", " ").capitalize()},
        "help": {"text": kind.remedy},
        "defaultConfiguration": {"level": kind.level},
    }


def _line(finding: Finding, each: Checked, lines: Sequence[int]) -> int:
    """Return the line of the slide's entry; the first one where there is none, as CI wants some line."""
    entry = each.entries[finding.slide - 1] if finding.slide else None
    return lines[entry] if entry is not None and entry < len(lines) else 1


def _result(finding: Finding, each: Checked, rule: int, source: str, lines: Sequence[int]) -> dict[str, Any]:
    place = f"{each.target.name}/slide-{finding.slide}" if finding.slide else each.target.name
    uri = "stdin" if source == "-" else PurePath(source).as_posix().replace(" ", "%20")
    return {
        "ruleId": finding.kind,
        "ruleIndex": rule,
        "level": finding.level,
        "message": {"text": str(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri},
                    "region": {"startLine": _line(finding, each, lines)},
                },
                "logicalLocations": [{"fullyQualifiedName": place, "kind": "element"}],
            }
        ],
        "properties": finding.as_json(),
    }

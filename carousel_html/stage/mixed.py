"""
Cut a measured run of text where the browser changes the font, so that each piece has one face.

A fallback in the font stack or a `unicode-range` does that in the middle of a word. A space is of the
first face that has one, so words in another face stand at other places than that face would put them:
there, and in right-to-left lines, each word is a piece. Asks the page for the places of the pieces; a run
that cannot be cut is left whole. Knows faces; decides nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from carousel_html.stage.context import contexts
from carousel_html.stage.face_rules import Face
from carousel_html.stage.faces import Faces, has_emoji
from carousel_html.stage.stage import Stage

Node = Mapping[str, Any]


def cut_mixed_runs(stage: Stage, slides: Sequence[list[dict[str, Any]]], faces: Faces) -> None:
    """Replace every run that needs several faces by its pieces, in place."""
    asked: list[tuple[int, dict[str, Any], dict[str, Any], list[int]]] = []
    for index, nodes in enumerate(slides):
        around = None
        for place, node in enumerate(nodes):
            for text in node.get("texts", ()):
                for run in text["lines"]:
                    cuts = _cuts(node["font"], run, faces) if text["id"] >= 0 else []
                    if not cuts:
                        continue
                    around = around or contexts(nodes)
                    if around[place].matrix is None:
                        asked.append((index, text, run, cuts))
    if not asked:
        return
    answers = stage.evaluate(
        "pieces", [[index, text["id"], run["start"], *cuts, run["end"]] for index, text, run, cuts in asked]
    )
    for (_, text, run, cuts), places in zip(asked, answers, strict=True):
        at = text["lines"].index(run)
        text["lines"][at : at + 1] = _pieces(run, cuts, places)


def _cuts(font: Mapping[str, Any], run: Mapping[str, Any], faces: Faces) -> list[int]:
    """Return where (in the text node's units) a run changes its face; empty when it does not."""
    text = run["text"]
    is_plain = text.isascii() and not faces.has_ranges and not run.get("rtl")
    if is_plain or has_emoji(text) or run["end"] - run["start"] != len(text):
        return []
    stack = faces.stack(font)
    cuts: list[int] = []
    last: Face | None = None
    for place, char in enumerate(text):
        follows_space = bool(place) and text[place - 1].isspace()
        stays = unicodedata.combining(char) or (char.isspace() and last and faces.covers(last, char))
        if place and stays:
            continue
        face = next((each for each in stack if faces.covers(each, char)), None)
        if place and (
            face != last or (follows_space and (run.get("rtl") or _is_foreign(" ", face, stack, faces)))
        ):
            cuts.append(run["start"] + place)
        last = face
    return cuts


def _is_foreign(char: str, face: Face | None, stack: Sequence[Face], faces: Faces) -> bool:
    """Say whether the browser takes a character from another face of the stack."""
    return next((each for each in stack if faces.covers(each, char)), None) != face


def _pieces(
    run: Mapping[str, Any], cuts: Sequence[int], places: Sequence[tuple[float, float]]
) -> list[dict[str, Any]]:
    edges = [run["start"], *cuts, run["end"]]
    shared = {key: value for key, value in run.items() if key != "last"}
    return [
        {
            **shared, "start": start, "end": end, "x": x, "w": width,
            "text": run["text"][start - run["start"] : end - run["start"]],
        }
        for start, end, (x, width) in zip(edges, edges[1:], places, strict=False)
    ]  # fmt: skip

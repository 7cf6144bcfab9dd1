"""
What can be done to a carousel in the studio: one table of named edits.

    words      what a slide shows now, wherever it comes from
    choices    `set`: a key of carousel.yaml, the panels' choices
    layouts    a layout for all slides
    slides     insert, move, duplicate, delete, change a slide
    cards      put a post card onto a slide
    pictures   the images of a slide
    pictured   a layout that shows them
    sound      no value that keeps slides from being laid out
    table      all of them, by name

Each is a function from a carousel and its arguments to a new carousel; none changes what it is given.
"""

from __future__ import annotations

from carousel_html.studio.actions.table import ACTIONS, Action, Known, done

__all__ = ["ACTIONS", "Action", "Known", "done"]

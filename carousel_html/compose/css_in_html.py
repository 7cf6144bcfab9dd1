"""
Find the CSS that stands in the HTML of slides: in `style` elements and attributes, and in attributes of SVG.

Knows where HTML holds CSS; reads no CSS.
"""

from __future__ import annotations

import re
from html import unescape

SHEETS = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
QUOTED = r"""\s*=\s*(?:"([^"]*)"|'([^']*)')"""
STYLES = re.compile(rf"\sstyle{QUOTED}", re.IGNORECASE)
FAMILIES = re.compile(rf"\sfont-family{QUOTED}", re.IGNORECASE)


def css_in_html(html: str) -> list[str]:
    """Return every piece of CSS in a text of HTML; an attribute of SVG as the declaration that it is."""
    styles = ["".join(found) for found in STYLES.findall(html)]
    families = [f"font-family: {''.join(found)}" for found in FAMILIES.findall(html)]
    return SHEETS.findall(html) + [unescape(each) for each in dict.fromkeys(styles + families)]

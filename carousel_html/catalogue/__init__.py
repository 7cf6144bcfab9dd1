"""
Find layouts, themes, typography, patterns and fonts, by name, in the folders that hold them.

    folders   the search folders, and a file in them that cannot lie outside
    header    what the header comment of a file says of it
    faces     the font faces a fonts.css declares
    packs     installed templates of third parties
    search    the Catalogue: all of that, by name
    variants  those of a slide: its own, its brand kit's, its theme's

Does not know Jinja, what the CSS says, or which look a carousel wants.
"""

from carousel_html.catalogue.faces import FontFace
from carousel_html.catalogue.folders import data_root, file_within
from carousel_html.catalogue.header import EVERY, Entry, Knob
from carousel_html.catalogue.packs import Pack, packs
from carousel_html.catalogue.search import Catalogue

__all__ = ["EVERY", "Catalogue", "Entry", "FontFace", "Knob", "Pack", "data_root", "file_within", "packs"]

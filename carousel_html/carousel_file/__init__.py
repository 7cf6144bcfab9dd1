"""
Read and write carousel.yaml, the one file a carousel lives in.

    reading    the file → a carousel, and where a mistake stands
    authors    `author` on top of a file, and the thread's own
    writing    a carousel → the file: order of keys, comments kept
    assets     the images beside it, in `<name>.assets/`

Does not know layouts, themes or canvases: whether such a name exists is the catalogue's to say.
"""

from __future__ import annotations

from carousel_html.carousel_file.authors import carousel_of
from carousel_html.carousel_file.reading import parse, read, slide_lines
from carousel_html.carousel_file.writing import write, write_values

__all__ = ["carousel_of", "parse", "read", "slide_lines", "write", "write_values"]

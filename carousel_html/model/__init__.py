"""
Hold a thread and the carousel made of it, as typed values.

    strict    what every value has in common
    thread    what somebody wrote
    brand     who publishes
    carousel  what the slides show, and how

Knows the keys of carousel.yaml and brand.yaml and what each may hold. Does not know files, templates,
browsers or how a slide looks.
"""

from carousel_html.model.brand import (
    Brand,
    BrandBar,
    BrandColors,
    BrandFooter,
    BrandHeader,
    FooterForm,
    HeaderForm,
)
from carousel_html.model.carousel import (
    Align,
    Carousel,
    Density,
    Outro,
    Pattern,
    Prompt,
    Slide,
    Typography,
)
from carousel_html.model.strict import Located, Strict
from carousel_html.model.thread import Author, Cleaned, Image, LeftOut, Post, Thread

__all__ = [
    "Align",
    "Author",
    "Brand",
    "BrandBar",
    "BrandColors",
    "BrandFooter",
    "BrandHeader",
    "Carousel",
    "Cleaned",
    "Density",
    "FooterForm",
    "HeaderForm",
    "Image",
    "LeftOut",
    "Located",
    "Outro",
    "Pattern",
    "Post",
    "Prompt",
    "Slide",
    "Strict",
    "Thread",
    "Typography",
]

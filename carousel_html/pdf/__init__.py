"""
Print a Frozen document as a PDF.

Only this package knows WeasyPrint, and WeasyPrint lays nothing out here: every line and box comes
with its place. Knows nothing of Chromium, templates or carousel.yaml.
"""

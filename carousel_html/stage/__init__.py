"""
Lay a document out in Chromium: fit it, take its pictures, freeze it.

Only this package knows Playwright. Knows nothing of Jinja, of carousel.yaml, or of WeasyPrint.
"""

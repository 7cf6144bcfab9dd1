"""Turn a carousel into a document: Jinja, layouts, CSS. Knows nothing of browsers or PDF."""

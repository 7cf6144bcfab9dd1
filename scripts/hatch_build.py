"""
Put layouts/, themes_css/ and fonts/ into the wheel, under carousel_html/_data/.

Knows the three folders and hatchling. An editable install gets no copy: there the catalogue finds the
folders of the checkout itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA_FOLDERS = ("layouts", "themes_css", "fonts")


class DataFolders(BuildHookInterface[Any]):
    """Add the data folders to a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name each folder's place in the wheel; raise FileNotFoundError for one that is not there."""
        if version == "editable":
            return
        for name in DATA_FOLDERS:
            folder = Path(self.root, name)
            if not folder.is_dir():
                raise FileNotFoundError(f"{folder}: a wheel without it cannot render")
            build_data["force_include"][str(folder)] = f"carousel_html/_data/{name}"

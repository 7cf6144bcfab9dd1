"""What every value has in common: a closed list of keys, and for some the folder they were read from."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, PrivateAttr


class Strict(BaseModel):
    """A value with a closed list of keys."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)


class Located(Strict):
    """Values with relative paths in them, and the folder those start from: that of the file they stood in."""

    _folder: Path | None = PrivateAttr(None)

    @property
    def folder(self) -> Path:
        """The folder that relative paths start from; the current one where nothing was read from a folder."""
        return self._folder or Path()

    @property
    def has_folder(self) -> bool:
        """Whether it was read from a folder, which may hold templates too."""
        return self._folder is not None

    def beside(self, folder: Path) -> Self:
        """Set the folder that relative paths start from, and return this."""
        self._folder = folder
        return self

"""Where a fact was read: the file and its row, and of which yearly return."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_FORM = re.compile(r"(?P<file>.*) row (?P<row>\d+)(?:, return to (?P<day>\d{4}-\d{2}-\d{2}))?", re.DOTALL)


class SourceRow(NamedTuple):
    """A row of a source. ``return_to``: the last day of the return that it is of; ``None`` where it is of none."""

    file: str
    row: int
    return_to: date | None

    def text(self) -> str:
        """``episodes.csv row 283, return to 2025-03-31``."""
        of_return = f", return to {self.return_to}" if self.return_to else ""
        return f"{self.file} row {self.row}{of_return}"

    @classmethod
    def of_text(cls, text: str) -> SourceRow:
        """The row that a text of this form names. ``ValueError`` for any other text."""
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError("it names no source row")
        day = found["day"]
        return cls(found["file"], int(found["row"]), date.fromisoformat(day) if day else None)

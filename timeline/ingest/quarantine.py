"""What could not be read: every row that was set aside, with its reason and what to do about it.

The value stands in the analyst's own list (``write_quarantine``) and nowhere else: no summary,
log or error has it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from timeline.ingest.cells import Refusal

_LONGEST_VALUE = 200
_EXAMPLES = 5
_FORMULA_LEADERS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One row set aside. ``column`` is ``None`` where the row as a whole cannot be read."""

    file: str
    row: int
    column: str | None
    value: str
    reason: str
    do: str

    @classmethod
    def of(cls, file: str, row: int, refusal: Refusal, column: str | None = None, value: str = "") -> Quarantined:
        """The row set aside for this reason. A very long value is cut."""
        cut = value if len(value) <= _LONGEST_VALUE else value[:_LONGEST_VALUE] + "…"
        return cls(file, row, column, cut, refusal.reason, refusal.do)


@dataclass(frozen=True, slots=True)
class QuarantineGroup:
    """All rows of one file set aside for one reason, with the numbers of the first few. Holds no value."""

    file: str
    column: str | None
    reason: str
    do: str
    count: int
    example_rows: tuple[int, ...]


def group_quarantine(quarantine: Iterable[Quarantined]) -> tuple[QuarantineGroup, ...]:
    """By file, column and reason, in the order they first occur."""
    rows: dict[tuple[str, str | None, str, str], list[int]] = {}
    for each in quarantine:
        rows.setdefault((each.file, each.column, each.reason, each.do), []).append(each.row)
    return tuple(QuarantineGroup(*key, len(found), tuple(found[:_EXAMPLES])) for key, found in rows.items())


def write_quarantine(quarantine: Iterable[Quarantined], path: Path) -> None:
    """The analyst's list as CSV, one row each, values included. It names children: keep it with the return."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["FILE", "ROW", "COLUMN", "VALUE", "REASON", "WHAT TO DO"])
        for each in quarantine:
            texts = [each.file, str(each.row), each.column or "", each.value, each.reason, each.do]
            writer.writerow([_harmless(text) for text in texts])


def _harmless(text: str) -> str:
    """A spreadsheet would run a cell that begins like a formula."""
    return f"'{text}" if text.startswith(_FORMULA_LEADERS) else text

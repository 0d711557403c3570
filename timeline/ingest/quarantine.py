"""Quarantine: the rows and cells that were set aside, each with the reason and what to do.

Rows and values are written to the analyst's own files (``write_quarantine``) and nowhere else: not to a report, a log
or an error.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from timeline.domain.rule_words import with_rules
from timeline.ingest.cell_texts import FORMULA_LEADERS
from timeline.ingest.cells import CellError, Refusal, Row
from timeline.ingest.text_files import REMARKS, WHOLE_ROW

_LONGEST_VALUE = 200
_LONGEST_ROW = 2_000
_EXAMPLES = 5
_NOT_WORDS = re.compile(r"\W+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Source:
    """A table that rows are read from. ``module``: the module, kind of table or list; ``columns``: its header row."""

    file: str
    module: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One row or cell that was set aside. ``column`` is ``None`` where the row as a whole cannot be read.

    ``cells``: the cells of the row, one for each column of ``source``; empty where the row cannot be split into cells,
    and ``whole`` is then its text. ``batch``: the import it comes from, where there are several. ``rules``: the numbers
    of the published rules that it breaks. ``detail``: more about this row alone; groups and the log do not have it.
    """

    source: Source
    row: int
    column: str | None
    value: str
    reason: str
    do: str
    cells: tuple[str, ...]
    whole: str
    batch: str = ""
    rules: tuple[str, ...] = ()
    detail: str = ""

    @property
    def file(self) -> str:
        """The file, with the sheet or the module in brackets where it has several."""
        return self.source.file

    @property
    def why(self) -> str:
        """The column and the reason."""
        return f"{self.column}: {self.reason}" if self.column else self.reason

    @classmethod
    def of_cell(cls, source: Source, row: int, error: CellError, cells: Sequence[str]) -> Quarantined:
        """A row with a cell that cannot be read. A very long value is cut."""
        value, (reason, do) = _cut(error.value, _LONGEST_VALUE), error.refusal
        return cls(source, row, error.column or None, value, reason, do, tuple(cells), "", detail=error.detail)

    @classmethod
    def of_row(cls, source: Source, row: int, refusal: Refusal, whole: str) -> Quarantined:
        """A row that cannot be split into cells. A very long text is cut."""
        return cls(source, row, None, "", refusal.reason, refusal.do, (), _cut(whole, _LONGEST_ROW))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


@dataclass(slots=True)
class CellTally:
    """What was changed or left out in rows that were recorded. ``set_aside``: cells that could not be read;
    ``read_as_blank``: cells with a word for a blank cell; ``point_nought``, ``apostrophes``: rows whose identifier was
    read without a spreadsheet's ``.0`` or ``'``."""

    set_aside: list[Quarantined] = field(default_factory=list)
    read_as_blank: int = 0
    point_nought: int = 0
    apostrophes: int = 0

    @classmethod
    def together(cls, tallies: Iterable[CellTally]) -> CellTally:
        """The sum of these tallies."""
        found = cls()
        for each in tallies:
            found.set_aside += each.set_aside
            found.read_as_blank += each.read_as_blank
            found.point_nought += each.point_nought
            found.apostrophes += each.apostrophes
        return found

    def add(self, source: Source, number: int, row: Row) -> None:
        """Add the cells of one row."""
        if row.not_taken:
            self.read_as_blank += row.read_as_blank
            self.set_aside += [Quarantined.of_cell(source, number, error, ()) for error in row.left_out]
        if row.altered is not None:
            self.point_nought += row.altered.point_nought
            self.apostrophes += row.altered.apostrophe


@dataclass(frozen=True, slots=True)
class SetAside:
    """The rows of one module that were set aside. ``read``: all rows of the module; ``by_reason``: how many were set
    aside, by column and reason, without values; ``children``: those that the rows name."""

    module: str
    read: int
    by_reason: Mapping[str, int]
    children: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuarantineGroup:
    """All rows of one file that were set aside for one reason, with the first few row numbers. Holds no value."""

    file: str
    column: str | None
    reason: str
    do: str
    count: int
    example_rows: tuple[int, ...]
    rules: tuple[str, ...] = ()


def group_quarantine(quarantine: Iterable[Quarantined]) -> tuple[QuarantineGroup, ...]:
    """By file, column and reason, in order of first occurrence. ``rules``: those that any of the rows break."""
    groups: dict[tuple[str, str | None, str, str], list[Quarantined]] = {}
    for each in quarantine:
        groups.setdefault((each.file, each.column, each.reason, each.do), []).append(each)
    return tuple(_group(key, found) for key, found in groups.items())


def _group(key: tuple[str, str | None, str, str], found: Sequence[Quarantined]) -> QuarantineGroup:
    rows = tuple(each.row for each in found[:_EXAMPLES])
    return QuarantineGroup(*key, len(found), rows, tuple(dict.fromkeys(rule for each in found for rule in each.rules)))


# -------------------------------------------------------------------------------------------------- the analyst's files


def write_quarantine(quarantine: Iterable[Quarantined], path: Path) -> list[Path]:
    """Write the rows set aside as CSV, whole, under their module's header row, with remarks in the columns ``REMARKS``.

    An import ignores the remarks, so a file can be corrected and imported. Rows of the first module go to ``path``,
    those of other modules to files beside it, named after the module. The files name children: keep them with the
    return. Returns the paths written. ``OSError`` where one cannot be written.
    """
    parts: dict[tuple[str, str, tuple[str, ...]], list[Quarantined]] = {}
    for each in quarantine:
        parts.setdefault((each.batch, each.source.module, each.source.columns), []).append(each)
    if not parts:
        _write_part((), [], path)
        return [path]
    written: list[Path] = []
    for (batch, module, columns), rows in parts.items():
        written.append(_beside(path, f"{batch}-{module}" if batch else module, written))
        _write_part(columns, rows, written[-1])
    return written


def write_cells(cells: Iterable[Quarantined], path: Path) -> None:
    """Write the cells set aside as CSV, one a line: file, row, column, value, reason, what to do. ``OSError``."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["FILE", "ROW", "COLUMN", "VALUE", "REASON", "WHAT TO DO"])
        for each in cells:
            reason = with_rules(each.reason, each.rules)
            texts = [each.file, str(each.row), each.column or "", each.value, reason, each.do]
            writer.writerow([protected(text) for text in texts])


def _beside(path: Path, part: str, written: Sequence[Path]) -> Path:
    """``path`` for the first part, then an unused path beside it."""
    if not written:
        return path
    name, number = _NOT_WORDS.sub("-", part), 1
    beside = path.with_name(f"{path.stem}-{name}{path.suffix}")
    while beside in written:
        number += 1
        beside = path.with_name(f"{path.stem}-{name}-{number}{path.suffix}")
    return beside


def _write_part(columns: tuple[str, ...], rows: Sequence[Quarantined], path: Path) -> None:
    wholes = any(each.whole for each in rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*columns, *REMARKS, *([WHOLE_ROW] if wholes else ())])
        for each in rows:
            cells = each.cells or ("",) * len(columns)
            reason = f"{each.reason} ({each.detail})" if each.detail else each.reason
            remarks = (each.file, str(each.row), each.column or "", with_rules(reason, each.rules), each.do)
            texts = (*cells, *remarks, *((each.whole,) if wholes else ()))
            writer.writerow([protected(text) for text in texts])


def protected(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it. An import removes the apostrophe."""
    return f"'{text}" if len(text) > 1 and text.startswith(FORMULA_LEADERS) else text

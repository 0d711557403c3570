"""The sheets of a workbook, with the values of formulas rather than the formulas.

A formula that a program wrote without its value is refused where the cell is read.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from timeline.ingest.annex_a.layouts import Layout, Sheet, folded
from timeline.ingest.annex_a.lists import LISTS
from timeline.ingest.annex_a.mapping import Answers
from timeline.ingest.errors import IngestError
from timeline.ingest.quarantine import Source
from timeline.ingest.report import NotRead
from timeline.ingest.ssda903.sources.workbook import Numbered, SheetRead, as_text, is_hidden
from timeline.ingest.text_files import without_remarks
from timeline.lazy import lazy

if TYPE_CHECKING:
    import openpyxl
else:
    openpyxl = lazy("openpyxl")

_HEADER_AMONG = 5
"""How many of the first rows may be the header row: a title, notes and blank lines may come before it."""

_ENOUGH_TO_BE_MEANT = 3
"""How many known headings make a row a list's header row with columns missing."""

_LONGEST_HEADING = 120
_LARGEST = 4 << 30
_NO_VALUE = "="
"""The text of a formula without a value."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: the sheets that are lists, each with its rows, and those that are not."""

    sheets: tuple[tuple[Sheet, list[Numbered]], ...]
    not_read: tuple[NotRead, ...]

    @property
    def unknown_headings(self) -> frozenset[str]:
        """Unknown headings in the sheets that are lists."""
        return frozenset(heading for sheet, _ in self.sheets for heading in sheet.unknown)


def open_workbook(path: Path, answers: Answers) -> Workbook:
    """The lists in the file. ``IngestError`` where it is not a workbook or no sheet is a list."""
    found: list[tuple[Sheet, list[Numbered]]] = []
    not_read: list[NotRead] = []
    for title, (rows, hidden) in _read(path).items():
        name = f"{path.name}[{title}]"
        recognised = _recognised(name, rows, answers, hidden=hidden)
        if isinstance(recognised, Sheet):
            found.append((recognised, [row for row in rows if row[0] > recognised.header]))
        else:
            not_read.append(recognised.hidden() if hidden else recognised)
    if not found:
        do = "Give the workbook with the lists; headings typed differently can be answered in the mapping file"
        raise IngestError(path.name, "no sheet has the headings of an Annex A list", do)
    return Workbook(tuple(found), tuple(not_read))


def _read(path: Path) -> dict[str, SheetRead]:
    try:
        _refuse_if_too_large(path)
        shown, typed = _cells(path, values=True), _cells(path, values=False)
    except IngestError:
        raise
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror or 'the file is damaged'})"
        raise IngestError(path.name, reason, "Check the path and its permissions") from None
    except Exception:  # openpyxl, zipfile, zlib and the XML parser raise different errors for a damaged file
        raise IngestError(path.name, "it cannot be opened as a workbook", "Save it as .xlsx") from None
    return {title: SheetRead(list(_filled(rows, typed[title][0])), hidden) for title, (rows, hidden) in shown.items()}


def _refuse_if_too_large(path: Path) -> None:
    with ZipFile(path) as package:
        if "xl/workbook.xml" not in package.namelist():
            raise BadZipFile("it is a package, but no workbook")
        if sum(part.file_size for part in package.infolist()) > _LARGEST:
            raise IngestError(path.name, "unzipped it is larger than 4 GB", "Remove the sheets that are not lists")


def _cells(path: Path, *, values: bool) -> dict[str, tuple[list[tuple[object, ...]], bool]]:
    """The rows of each sheet, and whether it is hidden."""
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns about styles and drop-down lists, which do not matter here
        book = openpyxl.load_workbook(file, read_only=True, data_only=values)
        try:
            return {sheet.title: (_all_rows(sheet), is_hidden(sheet)) for sheet in book.worksheets}
        finally:
            book.close()


def _all_rows(sheet: Any) -> list[tuple[object, ...]]:
    """Every row, including those beyond the size that the sheet declares: some programs write a wrong size."""
    sheet.reset_dimensions()
    return list(sheet.iter_rows(values_only=True))


def _filled(shown: Iterable[Sequence[object]], typed: Iterable[Sequence[object]]) -> Iterator[Numbered]:
    for number, (values, formulas) in enumerate(zip_longest(shown, typed, fillvalue=()), start=1):
        cells = [_text(value, formula) for value, formula in zip_longest(values, formulas)]
        if any(cell.strip() for cell in cells):
            yield number, cells


def _text(value: object, formula: object) -> str:
    if value is None:
        return "" if formula is None else _NO_VALUE
    # Columns of days often hold a time of day, too. The lists need the day.
    return value.date().isoformat() if isinstance(value, datetime) else as_text(value)


def _recognised(name: str, rows: list[Numbered], answers: Answers, *, hidden: bool) -> Sheet | NotRead:
    """The list with the most headings in one of the first rows."""
    first_rows = [(number, _headings(cells)) for number, cells in rows[:_HEADER_AMONG]]
    readings = [
        _Reading(layout, number, cells, layout.placed([answers.heading(folded(cell)) for cell in cells]))
        for number, cells in first_rows
        for layout in LISTS
    ]
    if not readings:
        return NotRead(name, "it is empty", "Leave it out")
    whole = [reading for reading in readings if not reading.layout.lacking(reading.placed)]
    nearest = max(whole or readings, key=lambda reading: len(reading.placed))
    return _sheet(name, nearest, answers, hidden=hidden) if whole else _not_recognised(name, nearest)


def _headings(cells: list[str]) -> list[str]:
    """The headings of a row, without the remark columns of a quarantine file."""
    named = [cell.strip() for cell in cells]
    while named and not named[-1]:
        named.pop()
    own, _ = without_remarks(tuple(cell.upper() for cell in named))
    return cells[: len(own)]


class _Reading(NamedTuple):
    """One of the first rows, read as the header row of one list."""

    layout: Layout
    number: int
    cells: list[str]
    placed: dict[str, int]


def _sheet(name: str, reading: _Reading, answers: Answers, *, hidden: bool) -> Sheet | NotRead:
    layout, number, cells, placed = reading
    known = {folded_name for column in layout.columns for folded_name in column.names()}
    headings = [(place, cell) for place, cell in enumerate(cells) if cell.strip() and place not in placed.values()]
    twice = [_shown(cell) for _, cell in headings if answers.heading(folded(cell)) in known]
    if twice:
        return NotRead(name, f"these columns appear twice: {', '.join(twice)}", "Keep one of each", layout.name)
    source = Source(name, layout.name, tuple(cells))
    return Sheet(name, layout, number, placed, tuple(_shown(cell) for _, cell in headings), source, hidden)


def _shown(heading: str) -> str:
    """A heading for a report, shortened. A heading is not data of a child."""
    return shorten(" ".join(heading.split()), _LONGEST_HEADING, placeholder=" ...")


def _not_recognised(name: str, nearest: _Reading) -> NotRead:
    if len(nearest.placed) < _ENOUGH_TO_BE_MEANT:
        return NotRead(name, "it has no header row of an Annex A list", "Nothing to do if it is not a list")
    lacking = ", ".join(nearest.layout.lacking(nearest.placed))
    do = "Add these columns, or answer for their headings in the mapping file"
    reason = f"its headings match no list; the nearest is {nearest.layout.name}, which needs {lacking}"
    return NotRead(name, reason, do, nearest.layout.name)

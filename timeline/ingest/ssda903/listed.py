"""Import many returns from a list: for each its files, its year and the day it became known.

The list is a CSV: see ``list_file``. The list and all its returns are read before anything is recorded. A mistake in
the last row therefore stops the import before the first return.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from timeline.domain.days import year_ending
from timeline.domain.written import Refusal, read_day
from timeline.ingest.errors import EvidenceError, IngestError, Objection
from timeline.ingest.log import Log
from timeline.ingest.pupil_numbers import Secret
from timeline.ingest.report import ImportReport
from timeline.ingest.ssda903.importer import evidence_against, import_return
from timeline.ingest.ssda903.list_file import COLUMNS, path_exists, paths_named
from timeline.ingest.text_files import (
    Cells,
    Header,
    encoding_or_error,
    fitted,
    is_blank,
    read_header,
    rows_after,
    split_line,
)


@dataclass(frozen=True, slots=True)
class ListedReturn:
    """One row of a list. ``row``: its number; the header row is row 1. ``paths``: a folder, or the files.
    ``year_ending``: the 31 March on which its year ends; ``known_on``: the day it became known."""

    row: int
    paths: tuple[Path, ...]
    year_ending: date
    known_on: date


class ImportedReturn(NamedTuple):
    """A return of a list, and the report of its import."""

    listed: ListedReturn
    report: ImportReport


class DayOfYear(NamedTuple):
    """A day of the calendar, without a year."""

    month: int
    day: int

    def of_year(self, year: int) -> date:
        """That day in a year. ``ValueError`` where it does not exist."""
        return date(year, self.month, self.day)


def read_list(path: Path, known_each: DayOfYear | None = None) -> list[ListedReturn]:
    """The returns in a list, in its order; paths are relative to the list's folder.

    ``known_each``: where KNOWN_ON is blank, the return became known on this day of the calendar year in which its year
    ends. Raises ``IngestError`` at the first row without a valid return, and where the list cannot be read;
    ``EvidenceError`` where KNOWN_ON is blank and ``known_each`` is not given.
    """
    header, lines = _opened(path)
    rows = [_listed(path, number, _cells(path, number, text, header), known_each) for number, text in lines]
    if not rows:
        raise IngestError(path.name, "it lists no return", "Write a row for each return under the header row")
    blank = [each for each in rows if isinstance(each, int)]
    if blank:
        what = f"KNOWN_ON is blank in {'row' if len(blank) == 1 else 'rows'} {', '.join(map(str, blank))}"
        do = "Fill in the day on which each return became known, or give one day for all with --known-each 06-30"
        raise EvidenceError(path.name, [Objection(what, do, decisive=True)])
    return [each for each in rows if isinstance(each, ListedReturn)]


def refuse_against(listed: Sequence[ListedReturn], *, even_so: bool = False, authority: str | None = None) -> None:
    """Raise ``EvidenceError`` where the files of any return contradict its row.

    A return that cannot be read is skipped here; its import reports it.
    """
    found: list[Objection] = []
    for each in listed:
        try:
            against = evidence_against(each.paths, each.year_ending, each.known_on, authority=authority)
        except IngestError:
            continue
        wrong = (objection for objection in against if objection.decisive or not even_so)
        found += [replace(objection, what=f"row {each.row}: {objection.what}") for objection in wrong]
    if found:
        raise EvidenceError("the list", found)


def import_listed(
    log: Log,
    listed: Sequence[ListedReturn],
    *,
    even_so: bool = False,
    authority: str | None = None,
    secret: Secret | None = None,
    dry_run: bool = False,
) -> Iterator[ImportedReturn]:
    """Record the returns one after another, each in its own transaction, after checking all of them.

    Where one cannot be read, those before it are recorded; importing the list again does not add them twice. Raises
    ``EvidenceError`` before the first return, and ``IngestError`` with the number of the row. A dry run compares each
    return with the log as it is, not with the returns before it in the list.
    """
    refuse_against(listed, even_so=even_so, authority=authority)
    for each in listed:
        try:
            report = import_return(
                log,
                each.paths,
                each.year_ending,
                each.known_on,
                even_so=even_so,
                authority=authority,
                secret=secret,
                dry_run=dry_run,
            )
        except EvidenceError:
            raise
        except IngestError as error:
            raise IngestError(f"row {each.row} of the list, {error.where}", error.what, error.do) from None
        yield ImportedReturn(each, report)


def _opened(path: Path) -> tuple[Header, Iterator[tuple[int, str]]]:
    """The header row and the rows after it."""
    encoding = encoding_or_error(path)
    header = read_header(path, encoding, lambda found: len(set(COLUMNS) & set(found)))
    missing = [column for column in COLUMNS if column not in header.names]
    if missing:
        raise IngestError(
            path.name, f"its header row lacks {', '.join(missing)}", f"Give it the columns {', '.join(COLUMNS)}"
        )
    return header, rows_after(path, encoding, header)


def _cells(path: Path, number: int, text: str, header: Header) -> dict[str, str]:
    split = split_line(text, header.delimiter)
    cells: Cells | Refusal = split if isinstance(split, Refusal) else fitted(split, len(header.names))
    if isinstance(cells, Refusal):
        raise IngestError(f"{path.name} row {number}", cells.reason, cells.do)
    if is_blank(cells):
        raise IngestError(f"{path.name} row {number}", "the row is blank", "Delete the row")
    return {name: cell.strip() for name, cell in zip(header.names, cells, strict=True)}


def _listed(path: Path, number: int, cells: dict[str, str], known_each: DayOfYear | None) -> ListedReturn | int:
    """The return of a row; its number where only the known-on day is missing."""
    where = f"{path.name} row {number}"
    if not cells["RETURN"]:
        raise IngestError(where, "RETURN is blank", "Name the return's folder or file")
    sources = paths_named(path.parent, cells["RETURN"])
    if not sources or not all(map(path_exists, sources)):
        raise IngestError(where, "there is no such folder or file", f"Give the path from the folder of {path.name}")
    ends = _day(where, "YEAR_ENDING", cells["YEAR_ENDING"])
    if ends != year_ending(ends):
        raise IngestError(where, "YEAR_ENDING is not a 31 March", "Give the 31 March on which its year ends")
    if not cells["KNOWN_ON"] and known_each is None:
        return number
    known = _day(where, "KNOWN_ON", cells["KNOWN_ON"]) if cells["KNOWN_ON"] else _each(where, known_each, ends.year)
    return ListedReturn(number, tuple(sources), ends, known)


def _each(where: str, known_each: DayOfYear | None, year: int) -> date:
    assert known_each is not None  # otherwise a row without a day is not a return
    try:
        return known_each.of_year(year)
    except ValueError:
        raise IngestError(
            where, f"the day of --known-each does not exist in {year}", "Give a day that every year has"
        ) from None


def _day(where: str, column: str, text: str) -> date:
    if not text:
        raise IngestError(where, f"{column} is blank", "Give the 31 March on which its year ends")
    found = read_day(text)
    if isinstance(found, Refusal):
        raise IngestError(where, f"{column}: {found.reason}", found.do)
    return found

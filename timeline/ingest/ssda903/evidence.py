"""Evidence in a return's own rows that contradicts the request, collected while they are read.

An import is refused where the known-on day is before the end of its year, where a YEAR column names another year, where
most rows are dated in another year, where files of one module look like different years, and where an LA column names
several authorities. ``--even-so`` overrides all of these but the last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from timeline.domain.days import Window
from timeline.ingest.authorities import Authorities, some
from timeline.ingest.cells import Refusal
from timeline.ingest.errors import Objection
from timeline.ingest.report import Discrepancy
from timeline.ingest.ssda903.layouts import CHILD, YEAR, Table
from timeline.ingest.ssda903.sources import Line
from timeline.ingest.ssda903.table_years import (
    TableYears,
    dated_in,
    lies_in,
    of_several_years,
    spans_of,
    year_of,
    years_dated,
)

_ENOUGH_ROWS = 10
"""As many rows of another year contradict a return, where they outnumber the days dated in its own year."""

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """The year to import, the known-on day and, for an extract of the year so far, its last day (``to``)."""

    year: Window
    known_on: date
    to: date | None = None


@dataclass(slots=True)
class Evidence:
    """The years of the rows, by table, and the authorities."""

    authorities: Authorities = field(default_factory=Authorities)
    tables: dict[Table, TableYears] = field(default_factory=dict)

    def watched(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The rows to import, each counted. A row without an authority is yielded with a refusal."""
        for line in lines:
            table, number, cells = line.table, line.number, line.cells
            about = self.tables.get(table)
            if about is None:
                about = self.tables[table] = TableYears(table)
            if isinstance(cells, Refusal):
                yield line
                continue
            wanted = self.authorities.wanted(table.file, table.columns, cells)
            if isinstance(wanted, Refusal):
                yield Line(table, number, wanted, about=cells[table.columns.index(CHILD)], whole=",".join(cells))
            elif wanted:
                about.note(number, cells)
                yield line

    def against(self, request: ImportRequest) -> list[Objection]:
        """Everything that contradicts the request."""
        return [
            *_known_too_early(request),
            *self._other_year_named(request.year.last.year),
            *self._other_year_dated(request.year.last.year),
            *self._several_years(),
            *self.authorities.against(),
        ]

    def years_not_read(self) -> Iterator[Discrepancy]:
        """Rows whose YEAR cannot be read as a year. They are not evidence."""
        places = [f"{each.table.file} row {number}" for each in self.tables.values() for number in each.not_named]
        if places:
            yield Discrepancy(f"{YEAR} is no year", "rows", len(places), tuple(places[:_SHOWN]))

    def _other_year_named(self, year: int) -> Iterator[Objection]:
        others: Counter[int] = Counter()
        for each in self.tables.values():
            others.update({named: rows for named, rows in each.named.items() if named != year})
        if others:
            tables = [each for each in self.tables.values() if others.keys() & each.named.keys()]
            row = min(number for named, number in tables[0].first_named.items() if named != year)
            years = some(str(each) for each in sorted(others))
            rows = others.total()
            yield Objection(
                f"the column {YEAR} names {years} in {rows} {'row' if rows == 1 else 'rows'} "
                f"({tables[0].table.file} row {row}), but the return is imported as {year}",
                "Import it as its own year; --even-so imports it as it is",
            )

    def _other_year_dated(self, year: int) -> Iterator[Objection]:
        tables = list(self.tables.values())
        outside: Counter[int] = Counter()
        candidates = years_dated(tables) - {year}
        for span, rows in spans_of(tables):
            if not lies_in(span, year):
                outside.update({other: rows for other in candidates if lies_in(span, other)})
        other = max(outside, key=lambda each: (outside[each], dated_in(tables, each), each), default=None)
        own = dated_in(tables, year)
        if other is not None and outside[other] >= max(_ENOUGH_ROWS, own + 1):
            yield Objection(
                f"{outside[other]} rows of Episodes, Reviews and Missing fall in the year to {other}-03-31 and not in "
                f"the year to {year}-03-31, in which only {own} starts, endings, reviews and incidents fall",
                f"Import it with --year-ending {other}-03-31; --even-so imports it as it is",
            )

    def _several_years(self) -> Iterator[Objection]:
        modules: dict[str, list[TableYears]] = {}
        for each in self.tables.values():
            modules.setdefault(each.table.module, []).append(each)
        several = [of_several_years(tables) for tables in modules.values()]
        files = [f"{each.table.file} of {year_of([each])}" for tables in several for each in tables]
        if files:
            yield Objection(
                f"files of one module look like different years: {some(files)}",
                "Import each year separately, or all of them with `timeline import returns`: give it the folder, or a "
                "list like this with the days filled in; --even-so imports them as one return",
            )


def _known_too_early(request: ImportRequest) -> Iterator[Objection]:
    known, to, year = request.known_on, request.to, request.year
    if to is not None and known < to:
        yield Objection(
            f"it became known on {known}, before the last day that it covers, {to}",
            "Give the day the authority knew it; --even-so imports it as it is",
        )
    elif to is None and known < year.last:
        yield Objection(
            f"it became known on {known}, before its year ends on {year.last}",
            "Give the day it was submitted; for an extract of the year so far, give its day with --to; "
            "--even-so imports it as it is",
        )

"""What a return's own rows say against importing it as asked, gathered while they are read.

It is refused, with what to do, where it became known before its year ended, where a YEAR column names another year,
where most rows lie in another year, where files of one module look like several years' ones, and where an LA column
names several authorities. The last is always refused; the others unless it is to be imported even so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from timeline.domain.days import Window
from timeline.ingest.cells import Refusal
from timeline.ingest.errors import Objection
from timeline.ingest.report import Discrepancy
from timeline.ingest.ssda903.layouts import AUTHORITY, CHILD, YEAR, Table
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
"""So many rows of another year speak against a return, if they are more than the days in its own."""

_SHOWN = 5
_CODE = re.compile(r"[A-Z]\d{8}|\d{3}|[A-Za-z][A-Za-z '&,.()-]{0,49}", re.ASCII)
"""What an authority is called: a code of the Office for National Statistics, of the department, or a name. Whatever
else stands in the column may be a child's, and is not shown."""

_WHOSE = Refusal(f"{AUTHORITY} is blank, and one authority was picked", f"Give the authority in {AUTHORITY}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an import was asked for: the year, the day it became known, and for the year so far its last day."""

    year: Window
    known_on: date
    to: date | None = None


@dataclass(slots=True)
class Evidence:
    """What the rows say, table by table. ``authority``: the one whose rows are wanted, as LA names it; ``None``: there
    is but one. ``passed_over``: how many rows of other authorities were not taken."""

    authority: str | None = None
    tables: dict[Table, TableYears] = field(default_factory=dict)
    authorities: dict[str, str] = field(default_factory=dict)  # as they are compared, and as the first row has it
    passed_over: int = 0
    whose: set[Table] = field(default_factory=set)  # tables with rows and without the column LA

    def watched(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The rows that are wanted, each counted. A row whose authority is not named is given with a refusal."""
        for line in lines:
            about = self.tables.get(line.table)
            if about is None:
                about = self.tables[line.table] = TableYears(line.table)
            if isinstance(line.cells, Refusal):
                yield line
                continue
            wanted = self._wanted(line, line.cells)
            if wanted is not None:
                if not isinstance(wanted.cells, Refusal):
                    about.note(line.number, wanted.cells)
                yield wanted

    def _wanted(self, line: Line, cells: list[str]) -> Line | None:
        table = line.table
        if AUTHORITY not in table.columns:
            self.whose.add(table)
            return line
        said = cells[table.columns.index(AUTHORITY)].strip()
        if said:
            self.authorities.setdefault(_compared(said), said)
        if self.authority is None or _compared(said) == _compared(self.authority):
            return line
        if said:
            self.passed_over += 1
            return None
        return Line(table, line.number, _WHOSE, about=cells[table.columns.index(CHILD)])

    def against(self, asked: Asked) -> list[Objection]:
        """All that speaks against importing it as asked."""
        return [
            *_known_too_early(asked),
            *self._named_otherwise(asked.year.last.year),
            *self._dated_otherwise(asked.year.last.year),
            *self._several_years(),
            *against_authorities(self),
        ]

    def years_not_read(self) -> Iterator[Discrepancy]:
        """Rows whose YEAR is no year: they say nothing of it."""
        places = [f"{each.table.file} row {number}" for each in self.tables.values() for number in each.not_named]
        if places:
            yield Discrepancy(f"{YEAR} is no year", "rows", len(places), tuple(places[:_SHOWN]))

    def _named_otherwise(self, year: int) -> Iterator[Objection]:
        others: Counter[int] = Counter()
        for each in self.tables.values():
            others.update({named: rows for named, rows in each.named.items() if named != year})
        if others:
            tables = [each for each in self.tables.values() if others.keys() & each.named.keys()]
            row = min(number for named, number in tables[0].first_named.items() if named != year)
            years = _some(str(each) for each in sorted(others))
            rows = others.total()
            yield Objection(
                f"the column {YEAR} names {years} in {rows} {'row' if rows == 1 else 'rows'} "
                f"({tables[0].table.file} row {row}), and the import {year}",
                "Import it as the year that it is about; --even-so imports it as asked",
            )

    def _dated_otherwise(self, year: int) -> Iterator[Objection]:
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
                f"{outside[other]} rows of Episodes, Reviews and Missing lie in the year to {other}-03-31 and not in "
                f"that to {year}-03-31, in which {own} starts, endings, reviews and incidents are dated",
                f"Import it with --year-ending {other}-03-31; --even-so imports it as asked",
            )

    def _several_years(self) -> Iterator[Objection]:
        modules: dict[str, list[TableYears]] = {}
        for each in self.tables.values():
            modules.setdefault(each.table.module, []).append(each)
        several = [of_several_years(tables) for tables in modules.values()]
        files = [f"{each.table.file} of {year_of([each])}" for tables in several for each in tables]
        if files:
            yield Objection(
                f"several files of one module look like several years' ones: {_some(files)}",
                "Import each year by itself, or all of them with `timeline import returns`: it is given the folder, or "
                "such a list with the days filled in; --even-so imports them as one return",
            )


def against_authorities(evidence: Evidence) -> Iterator[Objection]:
    """Several authorities where none was picked; and one that was picked, where whose a row is cannot be told."""
    authorities = evidence.authorities
    if evidence.authority is None:
        if len(authorities) > 1:
            shown = [said if _CODE.fullmatch(said) else "(not shown: it may be data)" for said in authorities.values()]
            yield Objection(
                f"the column {AUTHORITY} names {len(authorities)} authorities: {_some(shown)}",
                "Pick the rows of one with --authority CODE",
                decisive=True,
            )
    elif _compared(evidence.authority) not in authorities:
        what = f"no row names the authority of --authority in the column {AUTHORITY}"
        yield Objection(what, f"Give the authority as {AUTHORITY} has it", decisive=True)
    elif evidence.whose:
        files = _some(sorted(table.file for table in evidence.whose))
        what = f"whose rows these are is not told, for want of a column {AUTHORITY}: {files}"
        yield Objection(what, f"Add the column {AUTHORITY} to them, or leave them out", decisive=True)


def _known_too_early(asked: Asked) -> Iterator[Objection]:
    known, to, year = asked.known_on, asked.to, asked.year
    if to is not None and known < to:
        yield Objection(
            f"it became known on {known}, before the last day that it is said to cover, {to}",
            "Give the day the authority knew it; --even-so imports it as asked",
        )
    elif to is None and known < year.last:
        yield Objection(
            f"it became known on {known}, before its year ends on {year.last}",
            "Give the day it was submitted; of the year so far, give the day of the extract with --to; "
            "--even-so imports it as asked",
        )


def _compared(authority: str) -> str:
    return " ".join(authority.split()).casefold()


def _some(words: Iterable[str]) -> str:
    every = list(words)
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return ", ".join(every[:_SHOWN]) + more

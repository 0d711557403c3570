"""Rows become facts, and the facts of each child become one draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from uuid import UUID

from timeline.domain.days import Window
from timeline.domain.entries import Entry, fact_id
from timeline.domain.events import Event, SpellBegan, SpellEnded
from timeline.domain.statements import RETURN, Coverage
from timeline.domain.story import Draft
from timeline.ingest.cells import CellError, Refusal, Row
from timeline.ingest.pupil_numbers import Secret
from timeline.ingest.quarantine import CellTally, Quarantined, SetAside
from timeline.ingest.ssda903.layouts import CHILD, LAYOUTS, Table
from timeline.ingest.ssda903.rows import BUILDERS
from timeline.ingest.ssda903.rows.particulars import is_no_school_number, school_number
from timeline.ingest.ssda903.sources import Line

SOURCE = RETURN
Place = tuple[Table, int]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that was read: its table, its number and its facts."""

    table: Table
    number: int
    events: tuple[Event, ...]


@dataclass(slots=True)
class ChildRows:
    """All rows of one child in a return. ``modules``: those with a row of the child that was read. ``born``: the days
    of birth in rows of modules other than Header."""

    rows: list[ReadRow] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)  # modules with a row of the child that was set aside
    born: dict[date, list[Place]] = field(default_factory=dict)


@dataclass(slots=True)
class Gathered:
    """The rows read from a return so far, by child. ``known_on``: the day it became known. ``cells``: what was changed
    or left out in rows that were read. ``no_school_numbers``: the rows whose UPN is not a pupil number. ``secret``: the
    key for digests of pupil numbers; ``None``: no digests."""

    year: Window
    known_on: date
    children: dict[str, ChildRows] = field(default_factory=dict)
    read: Counter[str] = field(default_factory=Counter)
    quarantine: list[Quarantined] = field(default_factory=list)
    set_aside: Counter[str] = field(default_factory=Counter)
    cells: CellTally = field(default_factory=CellTally)
    no_school_numbers: list[Place] = field(default_factory=list)
    secret: Secret | None = None

    def take(self, line: Line) -> None:
        """Read one row, or set it aside."""
        table, number, cells, about, whole = line
        self.read[table.module] += 1
        if isinstance(cells, Refusal):
            row = Row({CHILD: about})
            self._set_aside(table, row, Quarantined.of_row(table.source, number, cells, whole))
            return
        row = Row(dict(zip(table.columns, cells, strict=True)), self.known_on)
        try:
            self._keep(table, number, row)
        except CellError as error:
            self._set_aside(table, row, Quarantined.of_cell(table.source, number, error, cells))
            return
        if row.not_taken or row.altered is not None:  # rare, and this is the loop over all rows
            self.cells.add(table.source, number, row)

    def without_rows(self, tables: Iterable[Table]) -> Iterator[Table]:
        """The tables without a row that was read or set aside."""
        filled = {row.table for of_child in self.children.values() for row in of_child.rows}
        set_aside = {id(each.source) for each in self.quarantine}
        return (table for table in tables if table not in filled and id(table.source) not in set_aside)

    def what_was_set_aside(self) -> tuple[SetAside, ...]:
        """For each module with rows: the number of rows, how many were set aside for each reason, and of which
        children."""
        reasons: dict[str, Counter[str]] = {}
        for each in self.quarantine:
            reasons.setdefault(each.source.module, Counter())[each.why] += 1
        children: dict[str, set[str]] = {}
        for child, of_child in self.children.items():
            for module in of_child.unreadable:
                children.setdefault(module, set()).add(child)
        return tuple(
            SetAside(module, read, dict(reasons.get(module, {})), frozenset(children.get(module, ())))
            for module, read in self.read.items()
        )

    def _of(self, child: str) -> ChildRows:
        found = self.children.get(child)
        if found is None:
            found = self.children[child] = ChildRows()
        return found

    def _keep(self, table: Table, number: int, row: Row) -> None:
        child, module = row.identifier(CHILD), table.module
        born_on = row.day("DOB")
        events = tuple(BUILDERS[module](row, self.year))
        if module == "Header":
            events = self._with_number(table, number, row, events)
        of_child = self._of(child)
        of_child.rows.append(ReadRow(table, number, events))
        of_child.modules.add(module)
        if born_on is not None and module != "Header":
            of_child.born.setdefault(born_on, []).append((table, number))

    def _with_number(self, table: Table, number: int, row: Row, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The facts of a Header row, preceded by the digest of its pupil number."""
        if is_no_school_number(row):
            self.no_school_numbers.append((table, number))
        given = school_number(row)
        if given is None or self.secret is None:
            return events
        return (self.secret.digested(given, events[0].occurred_on), *events)

    def _set_aside(self, table: Table, row: Row, quarantined: Quarantined) -> None:
        self.quarantine.append(quarantined)
        self.set_aside[table.module] += 1
        child = row.identifier_if_any(CHILD)
        if child:
            self._of(child).unreadable.add(table.module)


def drafts(gathered: Gathered, brought: set[str], covered: Window, known_on: date) -> Iterator[tuple[str, Draft]]:
    """One draft for each child with a readable row. ``brought``: the modules whose omissions count. ``covered``: the
    days that the return covers."""
    for child, of_child in gathered.children.items():
        if of_child.rows:
            yield child, _draft(child, of_child, _coverage(of_child, brought, covered), known_on)


def _coverage(of_child: ChildRows, brought: set[str], year: Window) -> Coverage:
    counts = brought - of_child.unreadable if "Episodes" in of_child.modules else set()
    silence = tuple(module for module in LAYOUTS if module in counts)
    return _covering(year.first, year.last, silence)


@lru_cache
def _covering(first: date, last: date, silence: tuple[str, ...]) -> Coverage:
    """A coverage, shared by all children with the same one."""
    return Coverage(first=first, last=last, silence_counts_in=silence)


def _draft(child: str, of_child: ChildRows, coverage: Coverage, known_on: date) -> Draft:
    tables = list(dict.fromkeys(row.table for row in of_child.rows))
    index = {table: place for place, table in enumerate(tables)}
    named = _several_begun_on_one_day(of_child.rows)
    stated: list[tuple[Entry, int, int]] = [
        (event, index[row.table], row.number) for row in of_child.rows for event in _named(child, row.events, named)
    ]
    return Draft(known_on, SOURCE, tuple(table.file for table in tables), coverage, tuple(stated))


def _several_begun_on_one_day(rows: list[ReadRow]) -> set[tuple[str, date]]:
    """The spells for which this return states several different beginnings on one day."""
    first: dict[tuple[str, date], Event] = {}
    several: set[tuple[str, date]] = set()
    for row in rows:
        began = row.events[0]
        if isinstance(began, SpellBegan) and first.setdefault(began.spell_key, began) != began:
            several.add(began.spell_key)
    return several


def _named(child: str, events: tuple[Event, ...], several: set[tuple[str, date]]) -> Iterator[Event]:
    """The facts of one row. Where several spells began on the day, the ending names its beginning by the fact's id."""
    began_as: UUID | None = None
    for event in events:
        if isinstance(event, SpellBegan) and event.spell_key in several:
            began_as = fact_id(child, event)
        if isinstance(event, SpellEnded) and began_as is not None:
            yield event.model_copy(update={"began_as": began_as})
        else:
            yield event

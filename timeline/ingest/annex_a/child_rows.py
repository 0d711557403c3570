"""Rows become facts, and the facts of each child become one draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from timeline.domain.events import Event, ParticularsObserved
from timeline.domain.imports import ANNEX_A
from timeline.domain.statements import Coverage
from timeline.domain.story import Draft
from timeline.ingest.annex_a.layouts import CHILD, Sheet
from timeline.ingest.annex_a.lists import ADOPTERS
from timeline.ingest.annex_a.mapping import Answers, Question
from timeline.ingest.annex_a.rows import Fields, adopter, facts, not_mapped, read_fields
from timeline.ingest.cells import LONGEST_CELL, CellError, Refusal, Row
from timeline.ingest.quarantine import CellTally, Quarantined
from timeline.ingest.text_files import TOO_LONG

SOURCE = ANNEX_A
_NO_FAMILY = Refusal(
    "no child in List 10 has this family identifier, and an adopter is recorded with the children of the family",
    "Nothing to do if the adopter is not linked to a child; otherwise correct the family identifier in List 10 or 11",
)

Place = tuple[Sheet, int]


@dataclass(slots=True)
class ChildRows:
    """All rows of one child in the workbook. ``unreadable``: modules in which a row of the child was set aside."""

    rows: list[tuple[Place, tuple[Event, ...]]] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Gathered:
    """The rows read from a workbook so far, by child. ``families``: the children of each family in List 10."""

    extract_on: date
    known_on: date
    answers: Answers
    children: dict[str, ChildRows] = field(default_factory=dict)
    families: dict[str, list[str]] = field(default_factory=dict)
    read: Counter[Sheet] = field(default_factory=Counter)
    set_aside: Counter[Sheet] = field(default_factory=Counter)
    quarantine: list[Quarantined] = field(default_factory=list)
    questions: Counter[Question] = field(default_factory=Counter)
    cells: CellTally = field(default_factory=CellTally)

    def take(self, sheet: Sheet, number: int, cells: list[str]) -> None:
        """Read one row, or set it aside."""
        self.read[sheet] += 1
        placed = {heading: cells[place] for heading, place in sheet.placed.items() if place < len(cells)}
        row = Row(placed, self.known_on)
        self.questions.update(not_mapped(sheet.layout, row, self.answers))
        try:
            if max(map(len, cells)) > LONGEST_CELL:
                raise CellError("", "", TOO_LONG)
            self._keep(sheet, number, read_fields(sheet.layout, row, self.answers))
        except CellError as error:
            self._set_aside(sheet, row, Quarantined.of_cell(sheet.source, number, error, _whole(sheet, cells)))
            return
        self.cells.add(sheet.source, number, row)

    def _keep(self, sheet: Sheet, number: int, fields: Fields) -> None:
        if sheet.layout is ADOPTERS:
            self._keep_adopter(sheet, number, fields)
            return
        child = fields.pop("child")
        family = fields.get("family")
        if family is not None and child not in self.families.setdefault(family, []):
            self.families[family].append(child)
        self._add(child, (sheet, number), facts(sheet.layout, fields, self.extract_on))

    def _keep_adopter(self, sheet: Sheet, number: int, fields: Fields) -> None:
        children = self.families.get(fields["family"], [])
        if not children:
            raise CellError("Family identifier", "", _NO_FAMILY)
        for child in children:
            self._add(child, (sheet, number), adopter(sheet.layout, fields, self.extract_on))

    def _add(self, child: str, place: Place, events: list[Event]) -> None:
        self.children.setdefault(child, ChildRows()).rows.append((place, tuple(events)))

    def _set_aside(self, sheet: Sheet, row: Row, quarantined: Quarantined) -> None:
        self.set_aside[sheet] += 1
        self.quarantine.append(quarantined)
        child = row.identifier_if_any(CHILD)
        if child:
            self.children.setdefault(child, ChildRows()).unreadable.add(sheet.layout.module)


def _whole(sheet: Sheet, cells: list[str]) -> list[str]:
    """The row, as many cells as the header row has."""
    width = len(sheet.source.columns)
    return [*cells, *[""] * (width - len(cells))][:width]


def drafts(gathered: Gathered, brought: list[str], known_on: date) -> Iterator[tuple[str, Draft]]:
    """One draft for each child with a readable row. ``brought``: the modules of the lists in the workbook."""
    for child, of_child in gathered.children.items():
        if of_child.rows:
            coverage = _coverage(of_child, brought, gathered.extract_on)
            yield child, _draft(of_child, coverage, known_on)


def _coverage(of_child: ChildRows, brought: list[str], extract_on: date) -> Coverage:
    """Covers the extract's day alone: what the lists in the workbook omit of that day was not observed."""
    silent = [module for module in brought if module not in of_child.unreadable]
    # Every list states who the child is, so a row that was set aside may be the one that does.
    particulars = [] if of_child.unreadable else [ParticularsObserved.module]
    return Coverage(first=extract_on, last=extract_on, silence_counts_in=(*particulars, *silent))


def _draft(of_child: ChildRows, coverage: Coverage, known_on: date) -> Draft:
    sheets = list(dict.fromkeys(sheet for (sheet, _), _ in of_child.rows))
    index = {sheet: place for place, sheet in enumerate(sheets)}
    stated = tuple((event, index[sheet], number) for (sheet, number), events in of_child.rows for event in events)
    return Draft(known_on, SOURCE, tuple(sheet.file for sheet in sheets), coverage, stated)

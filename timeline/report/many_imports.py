"""What importing many returns did: one row each, in counts that add up, and what to look at closer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from timeline.domain.counted import counted
from timeline.report import column
from timeline.report.imports import data, overlooked, totals
from timeline.report.value import GAP, Block, Line, Notes, Report, Row, Table, records
from timeline.report.words import day_words

if TYPE_CHECKING:
    from timeline.report.shapes import ImportedReturn, ImportReport

CSV_COLUMNS = ("year_ending", "known_on", "read", "recorded", "unchanged", "quarantined", "facts_added")


def report(imported: Sequence[ImportedReturn]) -> Report:
    """One row a return. JSON has the whole report of each."""
    rows: list[Row] = [(each.listed.year_ending, each.listed.known_on, *_numbers(each.report)) for each in imported]
    return Report(
        page=lambda: _page(imported),
        data=lambda: [
            {
                "year_ending": each.listed.year_ending.isoformat(),
                "known_on": each.listed.known_on.isoformat(),
                **data(each.report),
            }
            for each in imported
        ],
        records=lambda: records(CSV_COLUMNS, rows),
    )


def _page(imported: Sequence[ImportedReturn]) -> Iterator[Block]:
    """One row a return, and all together."""
    names = ("rows read", "recorded", "unchanged", "quarantined", "facts added")
    numbers = [_numbers(each.report) for each in imported]
    rows: list[Row] = [
        (each.listed.year_ending, each.listed.known_on, *(f"{number:,}" for number in of_one))
        for each, of_one in zip(imported, numbers, strict=True)
    ]
    together: Row = ("all", "", *(f"{sum(column):,}" for column in zip(*numbers, strict=True)))
    yield Table([*column.days("year to", "known on"), *column.counts(*names)], [*rows, together])
    if any(each.report.dry_run for each in imported):
        yield Line("Dry run: nothing was written; each is held against the log as it is.")
    look = [*_to_look_at(imported)]
    if look:
        yield from (GAP, Notes(look))


def _numbers(report: ImportReport) -> list[int]:
    return [*totals(report.modules).values(), report.facts_added]


def _to_look_at(imported: Sequence[ImportedReturn]) -> Iterator[str]:
    for each in imported:
        year = f"Year to {day_words(each.listed.year_ending)}"
        for line in overlooked(each.report):
            yield f"{year}: {line}"
        aside = totals(each.report.modules)["quarantined"]
        if aside:
            rows = f"{counted(aside, 'row')} {'was' if aside == 1 else 'were'}"
            yield f"{year}: {rows} set aside. Which and why: --quarantine FILE, or its own import with --dry-run."

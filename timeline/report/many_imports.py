"""What importing many returns did: one row each, in counts that add up, and what to look at closer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from rich.console import Group, RenderableType

from timeline.domain.counted import counted
from timeline.report import tables
from timeline.report.cells import csv_text
from timeline.report.imports import ImportReport, Totals, as_json, overlooked
from timeline.report.words import day_words, short_day

_NUMBERS = ("read", "recorded", "unchanged", "quarantined")
CSV_COLUMNS = ("year_ending", "known_on", *_NUMBERS, "facts_added")


class Listed(Protocol):
    """Which year's return it is, and since when it is known."""

    @property
    def year_ending(self) -> date: ...
    @property
    def known_on(self) -> date: ...


class Imported(Protocol):
    """A return, and what importing it did."""

    @property
    def listed(self) -> Listed: ...
    @property
    def report(self) -> ImportReport: ...


def returns_as_json(imported: Sequence[Imported]) -> list[dict[str, Any]]:
    """Each with all that its own import says."""
    return [
        {
            "year_ending": each.listed.year_ending.isoformat(),
            "known_on": each.listed.known_on.isoformat(),
            **as_json(each.report),
        }
        for each in imported
    ]


def returns_as_csv(imported: Sequence[Imported]) -> str:
    """One line a return."""
    return csv_text(
        CSV_COLUMNS,
        (
            [each.listed.year_ending.isoformat(), each.listed.known_on.isoformat(), *_numbers(each.report)]
            for each in imported
        ),
    )


def returns_as_table(imported: Sequence[Imported]) -> RenderableType:
    """One row a return, and all together."""
    columns = ("rows read", *_NUMBERS[1:], "facts added")
    table = tables.grid(["year to", "known on", *columns], right=columns, tight=("year to", "known on"))
    for each in imported:
        days = short_day(each.listed.year_ending), short_day(each.listed.known_on)
        tables.row(table, *days, *(f"{number:,}" for number in _numbers(each.report)))
    together = [sum(column) for column in zip(*(_numbers(each.report) for each in imported), strict=True)]
    tables.row(table, "all", "", *(f"{number:,}" for number in together))
    dry = [tables.plain("Dry run: nothing was written; each is held against the log as it is.")]
    look = [*_to_look_at(imported)]
    return Group(
        table,
        *(dry if any(each.report.dry_run for each in imported) else ()),
        *((tables.blank(), tables.notes(look)) if look else ()),
    )


def _numbers(report: ImportReport) -> list[int]:
    totals = Totals.of(report.modules)
    return [*(getattr(totals, name) for name in _NUMBERS), report.facts_added]


def _to_look_at(imported: Sequence[Imported]) -> Iterator[str]:
    for each in imported:
        year = f"Year to {day_words(each.listed.year_ending)}"
        for line in overlooked(each.report):
            yield f"{year}: {line}"
        aside = Totals.of(each.report.modules).quarantined
        if aside:
            rows = f"{counted(aside, 'row')} {'was' if aside == 1 else 'were'}"
            yield f"{year}: {rows} set aside. Which and why: --quarantine FILE, or its own import with --dry-run."

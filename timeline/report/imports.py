"""What an import did, in counts that add up. No child's identifier and no value of a cell is in it.

The protocols below describe ``ingest.report.ImportReport``: a report may not import ``ingest``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Protocol

from rich.console import Group, RenderableType

from timeline.domain.counted import counted
from timeline.domain.rule_words import with_rules
from timeline.report import tables
from timeline.report.cells import csv_text
from timeline.report.import_cells import CellTally, cells_json, how_many, read_otherwise
from timeline.report.import_outcomes import Outcome, brief_lines, outcome_json, outcome_lines

CSV_COLUMNS = ("module", "files", "read", "recorded", "unchanged", "quarantined")

_LONGEST_REASON = 120
"""Characters in the table: some list every code there is. JSON has them in full."""


class ModuleCount(Protocol):
    """The rows of one module: read = recorded + unchanged + quarantined."""

    @property
    def module(self) -> str: ...
    @property
    def files(self) -> tuple[str, ...]: ...
    @property
    def read(self) -> int: ...
    @property
    def recorded(self) -> int: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def quarantined(self) -> int: ...


class FileRead(Protocol):
    """A file, with the columns that are not known here and those that it lacks."""

    @property
    def file(self) -> str: ...
    @property
    def module(self) -> str: ...
    @property
    def columns_unknown(self) -> tuple[str, ...]: ...
    @property
    def columns_not_brought(self) -> tuple[str, ...]: ...
    @property
    def encoding(self) -> str | None: ...


class NotRead(Protocol):
    """A file that was not read, and why."""

    @property
    def file(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def do(self) -> str: ...


class Discrepancy(Protocol):
    """Something recorded that does not agree with what else is recorded."""

    @property
    def kind(self) -> str: ...
    @property
    def counted(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def examples(self) -> tuple[str, ...]: ...
    @property
    def rules(self) -> tuple[str, ...]: ...


class QuarantineGroup(Protocol):
    """Rows of one file set aside for one reason."""

    @property
    def file(self) -> str: ...
    @property
    def column(self) -> str | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def do(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def example_rows(self) -> tuple[int, ...]: ...
    @property
    def rules(self) -> tuple[str, ...]: ...


class ImportReport(Protocol):
    """What an import did, or in a dry run would do."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def number(self) -> int | None: ...
    @property
    def dry_run(self) -> bool: ...
    @property
    def modules(self) -> Sequence[ModuleCount]: ...
    @property
    def files(self) -> Sequence[FileRead]: ...
    @property
    def not_read(self) -> Sequence[NotRead]: ...
    @property
    def discrepancies(self) -> Sequence[Discrepancy]: ...
    @property
    def absent_children(self) -> int | None: ...
    @property
    def facts_added(self) -> int: ...
    @property
    def statements_added(self) -> int: ...
    @property
    def spoke_against(self) -> Sequence[str]: ...
    @property
    def passed_over(self) -> int: ...
    @property
    def header_row_alone(self) -> Sequence[str]: ...
    @property
    def cells(self) -> CellTally: ...
    def quarantine_groups(self) -> Sequence[QuarantineGroup]: ...
    def cell_groups(self) -> Sequence[QuarantineGroup]: ...


@dataclass(frozen=True, slots=True)
class Totals:
    """The rows of all modules together."""

    module: str
    files: tuple[str, ...]
    read: int
    recorded: int
    unchanged: int
    quarantined: int

    @classmethod
    def of(cls, modules: Sequence[ModuleCount]) -> Totals:
        """Added up."""
        return cls(
            "all",
            (),
            sum(each.read for each in modules),
            sum(each.recorded for each in modules),
            sum(each.unchanged for each in modules),
            sum(each.quarantined for each in modules),
        )


# -------------------------------------------------------------------------------------------------------- JSON and CSV


def as_json(report: ImportReport) -> dict[str, Any]:
    """All of it; the quarantine by file, column and reason, without values."""
    return {
        "dry_run": report.dry_run,
        "rows": _counts(Totals.of(report.modules)),
        "modules": [{"module": each.module, "files": list(each.files), **_counts(each)} for each in report.modules],
        "facts_added": report.facts_added,
        "statements_added": report.statements_added,
        "quarantine": [_group_json(group) for group in report.quarantine_groups()],
        **cells_json(report.cells),
        "cells_set_aside": [_group_json(group) for group in report.cell_groups()],
        "header_row_alone": list(report.header_row_alone),
        "not_read": [{"file": each.file, "reason": each.reason, "do": each.do} for each in report.not_read],
        "columns": [_columns_json(each) for each in report.files],
        "discrepancies": [_discrepancy_json(each) for each in report.discrepancies],
        "absent_children": report.absent_children,
        **outcome_json(report.outcome),
        "number": report.number,
        "spoke_against": list(report.spoke_against),
        "passed_over": report.passed_over,
    }


def _counts(each: ModuleCount | Totals) -> dict[str, int]:
    return {name: getattr(each, name) for name in ("read", "recorded", "unchanged", "quarantined")}


def _group_json(group: QuarantineGroup) -> dict[str, Any]:
    return {
        "file": group.file,
        "column": group.column,
        "reason": group.reason,
        "do": group.do,
        "count": group.count,
        "example_rows": list(group.example_rows),
        "rule_numbers": list(group.rules),
    }


def _columns_json(each: FileRead) -> dict[str, Any]:
    return {
        "file": each.file,
        "module": each.module,
        "unknown": list(each.columns_unknown),
        "not_brought": list(each.columns_not_brought),
        "encoding": each.encoding or "UTF-8",
    }


def _discrepancy_json(each: Discrepancy) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "counted": each.counted,
        "count": each.count,
        "examples": list(each.examples),
        "rule_numbers": list(each.rules),
    }


def as_csv(report: ImportReport) -> str:
    """One line a module."""
    return csv_text(
        CSV_COLUMNS, ([each.module, ", ".join(each.files), *_counts(each).values()] for each in report.modules)
    )


# --------------------------------------------------------------------------------------------------------------- table


def as_table(report: ImportReport) -> RenderableType:
    """A table of modules, then what was set aside and what to do about it, then what else should be looked at."""
    would = "would be added (dry run: nothing was written)" if report.dry_run else f"added by import {report.number}"
    added = f"{counted(report.facts_added, 'fact')} and {counted(report.statements_added, 'statement')} {would}"
    return Group(_modules(report), tables.blank(), tables.plain(added), *of_outcome(report), *_attention(report))


def of_outcome(report: ImportReport) -> Iterator[RenderableType]:
    """What it takes back and makes known earlier, where it does, and which figures can move."""
    lines = list(outcome_lines(report.outcome, new=report.facts_added, dry_run=report.dry_run))
    if lines:
        yield tables.blank()
        yield tables.notes(lines)


def as_line(report: ImportReport) -> RenderableType:
    """The counts of all modules together in one line, and what is taken back in a line of its own."""
    rows = Totals.of(report.modules)
    would = " (dry run: nothing was written)" if report.dry_run else ""
    counts = tables.plain(
        f"{counted(rows.read, 'row')} read = {rows.recorded} recorded + {rows.unchanged} unchanged + "
        f"{rows.quarantined} quarantined; {counted(report.facts_added, 'fact')} added{would}"
    )
    return Group(counts, *map(tables.plain, brief_lines(report.outcome, new=report.facts_added)))


def overlooked(report: ImportReport) -> Iterator[str]:
    """What one line of counts leaves out: what spoke against the import, rows that were passed over, files that were
    not read, columns that are not known here."""
    yield from (f"Imported even so, though {each}." for each in report.spoke_against)
    if report.passed_over:
        yield _passed_over(report) + "."
    yield from (f"{each.file} was not read: {each.reason}. {each.do}." for each in report.not_read)
    yield from (f"{line}." for line in read_otherwise(report.cells, report.files))
    if report.cells.set_aside:
        yield f"Cells set aside, their rows recorded without them: {len(report.cells.set_aside)}."
    if report.header_row_alone:
        yield f"A header row alone: {', '.join(report.header_row_alone)}."
    for each in report.files:
        if each.columns_unknown:
            yield f"{each.file}: columns not known and not used: {', '.join(each.columns_unknown)}."


def _modules(report: ImportReport) -> RenderableType:
    numbers = ("rows read", "recorded", "unchanged", "quarantined")
    table = tables.grid(["module", "file", *numbers], right=numbers, tight=("module",))
    everything = [*report.modules, Totals.of(report.modules)] if len(report.modules) > 1 else report.modules
    for each in everything:
        tables.row(table, each.module, ", ".join(each.files), *_counts(each).values())
    return table


def _attention(report: ImportReport) -> Iterator[RenderableType]:
    yield from _titled("Imported even so, though", iter(report.spoke_against))
    if report.passed_over:
        yield from _titled("Other authorities", iter([_passed_over(report)]))
    yield from _titled(
        "Quarantined: set aside, everything else was imported", _groups(report.quarantine_groups(), "rows")
    )
    yield from _titled("Cells set aside: their rows were recorded without them", _groups(report.cell_groups(), "cells"))
    yield from _titled("Read in another form than written", read_otherwise(report.cells, report.files))
    yield from _titled("A header row alone, which says that there was nothing", iter(report.header_row_alone))
    yield from _titled("Not read", (f"{each.file}: {each.reason}. {each.do}" for each in report.not_read))
    yield from _titled("Columns", _columns(report))
    yield from _titled("Recorded as written; look at these", _discrepancies(report))


def _passed_over(report: ImportReport) -> str:
    return f"{counted(report.passed_over, 'row')} of other authorities, passed over"


def _titled(title: str, lines: Iterator[str]) -> Iterator[RenderableType]:
    found = [line.rstrip(".") + "." for line in lines]
    if found:
        yield tables.blank()
        yield tables.plain(title, "bold")
        yield tables.notes(found)


def _groups(groups: Sequence[QuarantineGroup], noun: str) -> Iterator[str]:
    for group in groups:
        rows = ", ".join(map(str, group.example_rows)) + (", ..." if group.count > len(group.example_rows) else "")
        where = "" if noun == "rows" else "row "
        column = f" {group.column}:" if group.column else ""
        reason = with_rules(shorten(group.reason, _LONGEST_REASON, placeholder=" ..."), group.rules)
        yield f"{group.file}: {how_many(group.count, noun)} ({where}{rows}):{column} {reason}. {group.do}"


def _columns(report: ImportReport) -> Iterator[str]:
    for each in report.files:
        if each.columns_unknown:
            yield f"{each.file}: not known and not used: {', '.join(each.columns_unknown)}"
        if each.columns_not_brought:
            yield f"{each.file}: not in the file, which states nothing of them: {', '.join(each.columns_not_brought)}"


def _discrepancies(report: ImportReport) -> Iterator[str]:
    for each in report.discrepancies:
        where = f" ({', '.join(each.examples)})" if each.examples else ""
        yield f"{with_rules(each.kind, each.rules)}: {how_many(each.count, each.counted)}{where}"
    if report.absent_children:
        yield (
            f"open at the end of the year before, and not in this return: {counted(report.absent_children, 'child')}"
        )

"""What an import did, in counts that add up. No child's identifier and no value of a cell is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from timeline.domain.counted import counted
from timeline.domain.rule_words import with_rules
from timeline.report.import_outcomes import brief_lines, outcome_json, outcome_lines
from timeline.report.value import GAP, Block, Column, Heading, Kind, Line, Notes, Report, Row, Table

if TYPE_CHECKING:
    from timeline.report.shapes import Discrepancy, FileRead, ImportReport, ModuleCount, QuarantineGroup

_COUNTS = ("read", "recorded", "unchanged", "quarantined")

_LONGEST_REASON = 120
"""Characters of a reason on a page: some list every code there is. JSON has them in full."""


def report(found: ImportReport, *, brief: bool = False) -> Report:
    """An import, or in a dry run what it would do. ``brief``: the page has the counts in one line."""
    return Report(
        page=lambda: _brief_page(found) if brief else _page(found),
        data=lambda: data(found),
        records=lambda: _modules(found.modules),
    )


def totals(modules: Sequence[ModuleCount]) -> dict[str, int]:
    """The rows of all modules together: read = recorded + unchanged + quarantined."""
    return {name: sum(getattr(each, name) for each in modules) for name in _COUNTS}


def _counts(each: ModuleCount) -> dict[str, int]:
    return {name: getattr(each, name) for name in _COUNTS}


# ---------------------------------------------------------------------------------------------------------------- JSON


def data(found: ImportReport) -> dict[str, Any]:
    """All of it; the quarantine by file, column and reason, without values."""
    return {
        "dry_run": found.dry_run,
        "rows": totals(found.modules),
        "modules": [{"module": each.module, "files": list(each.files), **_counts(each)} for each in found.modules],
        "facts_added": found.facts_added,
        "statements_added": found.statements_added,
        "quarantine": [_group_json(group) for group in found.quarantine_groups()],
        "cells": {"set_aside": len(found.cells.set_aside), "read_as_blank": found.cells.read_as_blank},
        "identifiers": {"point_nought": found.cells.point_nought, "apostrophe": found.cells.apostrophes},
        "cells_set_aside": [_group_json(group) for group in found.cell_groups()],
        "header_row_alone": list(found.header_row_alone),
        "not_read": [{"file": each.file, "reason": each.reason, "do": each.do} for each in found.not_read],
        "columns": [_columns_json(each) for each in found.files],
        "discrepancies": [_discrepancy_json(each) for each in found.discrepancies],
        "absent_children": found.absent_children,
        **outcome_json(found.outcome),
        "number": found.number,
        "spoke_against": list(found.spoke_against),
        "passed_over": found.passed_over,
    }


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


# ---------------------------------------------------------------------------------------------------------------- page


def _page(found: ImportReport) -> Iterator[Block]:
    """A table of modules, then what was set aside and what to do about it, then what else should be looked at."""
    would = "would be added (dry run: nothing was written)" if found.dry_run else f"added by import {found.number}"
    added = f"{counted(found.facts_added, 'fact')} and {counted(found.statements_added, 'statement')} {would}"
    yield from (_modules(found.modules, with_total=len(found.modules) > 1), GAP, Line(added))
    outcome = list(outcome_lines(found.outcome, new=found.facts_added, dry_run=found.dry_run))
    if outcome:
        yield from (GAP, Notes(outcome))
    for title, lines in _attention(found):
        notes = [line.rstrip(".") + "." for line in lines]
        if notes:
            yield from (GAP, Heading(title, level=2), Notes(notes))


def _modules(modules: Sequence[ModuleCount], *, with_total: bool = False) -> Table:
    """One row a module, and for people all together."""
    columns = [
        *(
            Column("module", Kind.IDENTIFIER, "module"),
            Column("file", Kind.TEXT, "files"),
            Column("rows read", Kind.COUNT, "read"),
        ),
        *(Column(name, Kind.COUNT, name) for name in _COUNTS[1:]),
    ]
    rows: list[Row] = [(each.module, ", ".join(each.files), *_counts(each).values()) for each in modules]
    if with_total:
        rows.append(("all", "", *totals(modules).values()))
    return Table(columns, rows)


def _brief_page(found: ImportReport) -> Iterator[Line]:
    """The counts of all modules together in one line, and what is taken back in a line of its own."""
    rows = totals(found.modules)
    would = " (dry run: nothing was written)" if found.dry_run else ""
    yield Line(
        f"{counted(rows['read'], 'row')} read = {rows['recorded']} recorded + {rows['unchanged']} unchanged + "
        f"{rows['quarantined']} quarantined; {counted(found.facts_added, 'fact')} added{would}"
    )
    yield from map(Line, brief_lines(found.outcome, new=found.facts_added))


def overlooked(found: ImportReport) -> Iterator[str]:
    """What one line of counts leaves out: what spoke against the import, rows that were passed over, files that were
    not read, columns that are not known here."""
    yield from (f"Imported even so, though {each}." for each in found.spoke_against)
    if found.passed_over:
        yield _passed_over(found) + "."
    yield from (f"{each.file} was not read: {each.reason}. {each.do}." for each in found.not_read)
    yield from (f"{line}." for line in _read_otherwise(found))
    if found.cells.set_aside:
        yield f"Cells set aside, their rows recorded without them: {len(found.cells.set_aside)}."
    if found.header_row_alone:
        yield f"A header row alone: {', '.join(found.header_row_alone)}."
    for each in found.files:
        if each.columns_unknown:
            yield f"{each.file}: columns not known and not used: {', '.join(each.columns_unknown)}."


def _attention(found: ImportReport) -> Iterator[tuple[str, Iterable[str]]]:
    """Titles with their notes. One without notes is not printed."""
    yield "Imported even so, though", found.spoke_against
    yield "Other authorities", [_passed_over(found)] if found.passed_over else []
    yield "Quarantined: set aside, everything else was imported", _groups(found.quarantine_groups(), "rows")
    yield "Cells set aside: their rows were recorded without them", _groups(found.cell_groups(), "cells")
    yield "Read in another form than written", _read_otherwise(found)
    yield "A header row alone, which states that there was nothing", found.header_row_alone
    yield "Not read", (f"{each.file}: {each.reason}. {each.do}" for each in found.not_read)
    yield "Columns", _columns(found)
    yield "Recorded as written; look at these", _discrepancies(found)


def _passed_over(found: ImportReport) -> str:
    return f"{counted(found.passed_over, 'row')} of other authorities, passed over"


def _groups(groups: Sequence[QuarantineGroup], noun: str) -> Iterator[str]:
    for group in groups:
        rows = ", ".join(map(str, group.example_rows)) + (", ..." if group.count > len(group.example_rows) else "")
        where = "" if noun == "rows" else "row "
        column = f" {group.column}:" if group.column else ""
        reason = with_rules(shorten(group.reason, _LONGEST_REASON, placeholder=" ..."), group.rules)
        yield f"{group.file}: {_how_many(group.count, noun)} ({where}{rows}):{column} {reason}. {group.do}"


def _columns(found: ImportReport) -> Iterator[str]:
    for each in found.files:
        if each.columns_unknown:
            yield f"{each.file}: not known and not used: {', '.join(each.columns_unknown)}"
        if each.columns_not_brought:
            yield f"{each.file}: not in the file, which states nothing of them: {', '.join(each.columns_not_brought)}"


def _discrepancies(found: ImportReport) -> Iterator[str]:
    for each in found.discrepancies:
        where = f" ({', '.join(each.examples)})" if each.examples else ""
        yield f"{with_rules(each.kind, each.rules)}: {_how_many(each.count, each.counted)}{where}"
    if found.absent_children:
        yield (f"open at the end of the year before, and not in this return: {counted(found.absent_children, 'child')}")


def _read_otherwise(found: ImportReport) -> Iterator[str]:
    """A line for each kind of thing that was read in another form than written."""
    cells = found.cells
    if cells.read_as_blank:
        yield f"words for nothing (as NULL, N/A, 1900-01-01), read as blank: {counted(cells.read_as_blank, 'cell')}"
    if cells.point_nought:
        yield f"identifiers with .0 behind them, read without it: {counted(cells.point_nought, 'row')}"
    if cells.apostrophes:
        yield f"identifiers with an apostrophe before them, read without it: {counted(cells.apostrophes, 'row')}"
    for each in found.files:
        if each.encoding:
            yield f"{each.file}: it is not in UTF-8, and was read as {each.encoding}: look at names and accents"


def _how_many(count: int, nouns: str) -> str:
    """A number with its noun, given in the plural: ``1 row``, ``2 rows``, ``1 child``."""
    return counted(count, "child" if nouns == "children" else nouns.removesuffix("s"))

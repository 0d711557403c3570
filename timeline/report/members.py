"""Who is in a measure: the children of every row, by name of the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from timeline.late import late
from timeline.projections.algebra.answers import Answer, Row
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json
from timeline.report.cells import Cell, csv_text, key_values
from timeline.report.coverage import BEYOND_COVERAGE, NOT_COVERED, coverage_json, state_words
from timeline.report.words import basis_words, row_words

if TYPE_CHECKING:
    from rich import columns, console
    from rich.console import RenderableType
    from rich.text import Text

    from timeline.report import tables
else:
    console, columns, tables = late("rich.console"), late("rich.columns"), late("timeline.report.tables")

CSV_COLUMNS = ("measure", *BASIS_COLUMNS, "group", "child", "counted", "meets", "possible", "coverage")


def of_those_who_meet(answer: Answer) -> Answer:
    """The same answer with only the children who meet a row, or may."""
    rows = tuple(replace(row, counted=row.meets | (row.possible or frozenset())) for row in answer.rows)
    return replace(answer, rows=rows)


def as_json(answer: Answer) -> dict[str, Any]:
    """One entry for each row of the measure that a child is counted in, by row and then by child."""
    members = [_member(row, child) for row in answer.rows for child in sorted(row.counted)]
    reason = answer.rows[0].reason
    return {
        "measure": answer.indicator.id,
        "basis": basis_json(answer.basis),
        "reading": answer.basis.reading,
        **({"reason": reason} if reason is not None and answer.rows[0].value is None else {}),
        **coverage_json(answer),
        "members": members,
    }


def _member(row: Row, child: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "child": child,
        "counted": True,
        "meets": child in row.meets,
        "group": dict(row.group),
    }
    if row.possible is not None and child in row.possible:
        found["possible"] = True
    if row.beyond_coverage:
        found["beyond_coverage"] = True
    return found


def as_csv(answer: Answer) -> str:
    """One line for each row of the measure that a child is counted in."""
    return csv_text(CSV_COLUMNS, lines(answer))


def lines(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    """The same, in the order of ``CSV_COLUMNS``."""
    for row in answer.rows:
        for child in sorted(row.counted):
            yield (
                *(answer.indicator.id, *basis_cells(answer.basis), key_values(row.group), child, "true"),
                *(_truth(child in row.meets), None if row.possible is None else _truth(child in row.possible)),
                state_words(row, answer.coverage),
            )


def _truth(value: object) -> str:
    return "true" if value else "false"


def as_table(answer: Answer) -> RenderableType:
    """The children of each row: those who meet it, those who may, and of the first row the others."""
    head = tables.heading(answer.indicator.title, basis_words(answer.basis))
    rows = enumerate(answer.rows)
    return console.Group(head, *(part for number, row in rows for part in _row(row, answer, main=number == 0)))


def _row(row: Row, answer: Answer, *, main: bool) -> Iterator[RenderableType]:
    label = row_words(row.group, answer.indicator.title)
    if row.reason is not None:
        yield tables.blank()
        yield tables.plain(f"{label}: {NOT_COVERED if row.not_covered else 'no figure'}: {row.reason}")
        return
    total = len(row.counted) if row.denominator is None else row.denominator
    beyond = f", {BEYOND_COVERAGE}" if row.beyond_coverage else ""
    yield from _listed(f"{label}: {len(row.meets)} of {total} counted{beyond}", row.meets)
    if possible := (row.possible or frozenset()) - row.meets:
        yield from _listed(f"{label}: possible besides", possible)
    others = row.counted - row.meets - (row.possible or frozenset())
    if main and others:
        yield from _listed(f"{label}: counted and not meeting it", others)


def _listed(title: str, children: Iterable[str]) -> Iterator[RenderableType]:
    yield tables.blank()
    yield tables.plain(title, "bold")
    if children:
        yield tables.indented(columns.Columns([_folded(child) for child in sorted(children)], padding=(0, 2)))


def _folded(child: str) -> Text:
    """The identifier; on several lines where it is longer than the page is wide."""
    text = tables.plain(child)
    text.overflow = "fold"
    return text

"""Who is in a measure: the children of every row, by their identifier in the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from timeline.projections.algebra.answers import Answer, Row
from timeline.report import about
from timeline.report.bases import BASIS_COLUMNS, basis_cells, basis_json, key_values
from timeline.report.coverage import BEYOND_COVERAGE, NOT_COVERED, coverage_json, state_words
from timeline.report.value import GAP, Block, Cell, Heading, Line, Names, Report, Sheet, Table, records
from timeline.report.words import basis_words, row_words

CSV_COLUMNS = ("measure", *BASIS_COLUMNS, "group", "child", "counted", "meets", "possible", "coverage")


def of_those_who_meet(answer: Answer) -> Answer:
    """The same answer with only the children who meet a row, or may."""
    rows = tuple(replace(row, counted=row.meets | (row.possible or frozenset())) for row in answer.rows)
    return replace(answer, rows=rows)


def report(answer: Answer) -> Report:
    """The children who are counted in each row of a measure."""
    return Report(
        page=lambda: page(answer),
        data=lambda: data(answer),
        records=lambda: table(answer),
        sheets=lambda: [Sheet("children", table(answer)), about.sheet([answer])],
    )


def data(answer: Answer) -> dict[str, Any]:
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


def table(answer: Answer) -> Table:
    """One line for each row of the measure that a child is counted in."""
    return records(CSV_COLUMNS, _lines(answer))


def _lines(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for row in answer.rows:
        for child in sorted(row.counted):
            yield (
                *(answer.indicator.id, *basis_cells(answer.basis), key_values(row.group), child, "true"),
                *(_truth(child in row.meets), None if row.possible is None else _truth(child in row.possible)),
                state_words(row, answer.coverage),
            )


def _truth(value: object) -> str:
    return "true" if value else "false"


def page(answer: Answer) -> Iterator[Block]:
    """The children of each row: those who meet it, those who may, and of the first row the others."""
    yield Heading(answer.indicator.title, [basis_words(answer.basis)])
    for number, row in enumerate(answer.rows):
        yield from _row(row, answer, is_first=number == 0)


def _row(row: Row, answer: Answer, *, is_first: bool) -> Iterator[Block]:
    label = row_words(row.group, answer.indicator.title)
    if row.reason is not None:
        yield GAP
        yield Line(f"{label}: {NOT_COVERED if row.not_covered else 'no figure'}: {row.reason}")
        return
    total = len(row.counted) if row.denominator is None else row.denominator
    beyond = f", {BEYOND_COVERAGE}" if row.beyond_coverage else ""
    yield from _listed(f"{label}: {len(row.meets)} of {total} counted{beyond}", row.meets)
    if possible := (row.possible or frozenset()) - row.meets:
        yield from _listed(f"{label}: possible besides", possible)
    others = row.counted - row.meets - (row.possible or frozenset())
    if is_first and others:
        yield from _listed(f"{label}: counted and not meeting it", others)


def _listed(title: str, children: frozenset[str]) -> Iterator[Block]:
    yield from (GAP, Heading(title, level=2))
    if children:
        yield Names(sorted(children))

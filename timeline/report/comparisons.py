"""What has changed between two sides, for programs: as JSON, and as CSV of the facts that moved children."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from timeline.domain.attestations import AttestedMeasure
from timeline.domain.basis import Basis
from timeline.projections.attesting import row_data
from timeline.projections.rounding import json_number
from timeline.report import changes
from timeline.report.bases import basis_json, definition_json, key_values
from timeline.report.coverage import NOT_COVERED
from timeline.report.summaries import DEFINITION_CHANGED, OTHER_DAY, Compared, is_covered_once, paragraph
from timeline.report.value import Cell, Table, records

if TYPE_CHECKING:
    from timeline.report.shapes import Difference, Move

CSV_COLUMNS = ("measure", "group", "child", "numerator", "denominator", "each_alone", *changes.CSV_COLUMNS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything between two sides. ``then_name``, ``now_name``: of a side that is a baseline. ``lost``: measures that
    cannot be compared, because this program no longer has their definition."""

    then: Basis
    now: Basis
    then_name: str
    now_name: str | None
    differences: Sequence[Difference]
    lost: Sequence[AttestedMeasure]
    all_rows: bool

    def rows(self, difference: Difference) -> Sequence[Compared]:
        """The rows asked for: all, or the measure's first row."""
        return difference.rows() if self.all_rows else difference.rows()[:1]


# ---------------------------------------------------------------------------------------------------------------- JSON


def data(comparison: Comparison) -> dict[str, Any]:
    """Every measure, changed or not: each row then and now, the change, who came in and went out, and each move."""
    return {
        "before": {
            "baseline": comparison.then_name,
            "basis": basis_json(comparison.then),
            "reading": comparison.then.reading,
        },
        "after": {
            "baseline": comparison.now_name,
            "basis": basis_json(comparison.now),
            "reading": comparison.now.reading,
        },
        "summary": summary(comparison),
        "measures": [_difference_json(comparison, each) for each in comparison.differences],
        "cannot_be_run": [
            {"measure": each.measure, "definition": {"version": each.version, "hash": each.definition}}
            for each in comparison.lost
        ],
    }


def _difference_json(comparison: Comparison, difference: Difference) -> dict[str, Any]:
    then, now = difference.before.indicator, difference.after.indicator
    return {
        "measure": now.id,
        "title": now.title,
        "unit": now.unit.value,
        "definition": {
            "before": definition_json(then, difference.before.basis.as_at),
            "after": definition_json(now, difference.after.basis.as_at),
        },
        "rows": [_row_json(difference, row) for row in comparison.rows(difference)],
    }


def _row_json(difference: Difference, row: Compared) -> dict[str, Any]:
    before, after, moves = row
    then, now = difference.before.indicator.unit, difference.after.indicator.unit
    return {
        "group": dict(before.group),
        "before": _without_group(row_data(before, then)),
        "after": _without_group(row_data(after, now)),
        "change": {
            "numerator": _less(after.numerator, before.numerator),
            "denominator": _less(after.denominator, before.denominator),
            "value": json_number(_less_exactly(after.value, before.value)),
        },
        "numerator": _came_and_went({move.child: move.numerator for move in moves}),
        "denominator": _came_and_went({move.child: move.denominator for move in moves}),
        "moves": [_move_json(move) for move in moves],
        **({"why": NOT_COVERED} if is_covered_once(row) else {}),
    }


def _without_group(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "group"}


def _less(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before


def _less_exactly(after: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if after is None or before is None else after - before


def _came_and_went(moved: dict[str, int]) -> dict[str, list[str]]:
    return {
        "came_in": [child for child, number in moved.items() if number > 0],
        "went_out": [child for child, number in moved.items() if number < 0],
    }


def _move_json(move: Move) -> dict[str, Any]:
    why = [changes.data(change) for change in move.by_facts]
    day = [{"why": OTHER_DAY}] if move.by_day else []
    definition = [{"why": DEFINITION_CHANGED}] if move.by_definition else []
    return {
        "child": move.child,
        "numerator": move.numerator,
        "denominator": move.denominator,
        "each_alone": move.each_alone,
        "because": [*why, *day, *definition],
    }


# ----------------------------------------------------------------------------------------------------------------- CSV


def table(comparison: Comparison) -> Table:
    """One line for each source row of each fact that moved a child in a row of a measure. The child's numbers are in
    the first of its lines only, so that the columns add up to the change."""
    rows = (
        cells
        for difference in comparison.differences
        for row in comparison.rows(difference)
        for cells in _row_cells(difference.after.indicator.id, row)
    )
    return records(CSV_COLUMNS, rows)


def _row_cells(measure: str, row: Compared) -> Iterator[tuple[Cell, ...]]:
    before, _, moves = row
    group = key_values(before.group)
    if is_covered_once(row):
        yield (measure, group, None, None, None, None, NOT_COVERED, *(None,) * (len(changes.CSV_COLUMNS) - 1))
    for move in moves:
        yield from _move_cells(measure, group, move)


def _move_cells(measure: str, group: str, move: Move) -> Iterator[tuple[Cell, ...]]:
    numbers: tuple[Cell, ...] = (move.numerator, move.denominator)
    for because in _because_cells(move):
        yield (measure, group, move.child, *numbers, "true" if move.each_alone else "false", *because)
        numbers = (None, None)


def _because_cells(move: Move) -> Iterator[tuple[Cell, ...]]:
    blanks = (None,) * (len(changes.CSV_COLUMNS) - 1)
    for change in move.by_facts:
        yield from changes.as_cells(change)
    if move.by_day:
        yield (OTHER_DAY, *blanks)
    if move.by_definition:
        yield (DEFINITION_CHANGED, *blanks)


def summary(comparison: Comparison) -> str:
    """All of it in one paragraph."""
    return paragraph(comparison.differences, comparison.lost)

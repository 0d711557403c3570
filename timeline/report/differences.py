"""Why figures changed: row by row the sum, child by child the move, and the facts that did it.

What it is given is ``replay.differences.Difference``, by its shape. ``summaries`` has the paragraph on top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rich.console import Group, RenderableType

from timeline.domain.attestations import AttestedMeasure
from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Row
from timeline.report import changes, tables
from timeline.report.bases import basis_json, definition_json
from timeline.report.cells import Cell, csv_text, key_values
from timeline.report.changes import Line
from timeline.report.coverage import NOT_COVERED
from timeline.report.figures import row_json
from timeline.report.numbers import json_number
from timeline.report.shapes import Difference, Move
from timeline.report.summaries import (
    DEFINITION_CHANGED,
    OTHER_DAY,
    figure_words,
    has_changed,
    in_and_out,
    is_covered_once,
    paragraph,
)
from timeline.report.words import basis_words, code_words, group_words, short_day

CSV_COLUMNS = ("measure", "group", "child", "numerator", "denominator", "each_alone", *changes.CSV_COLUMNS)

Compared = tuple[Row, Row, Sequence[Move]]
"""A row then, the same row now, and the moves between."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything between two sides. ``then`` and ``now`` say in words which they are; a side that is a baseline has
    its ``name``. ``lost``: measures whose definition this program has no longer, so that they cannot be compared."""

    then: Basis
    now: Basis
    then_name: str
    now_name: str | None
    differences: Sequence[Difference]
    lost: Sequence[AttestedMeasure]
    all_rows: bool

    def rows(self, difference: Difference) -> Sequence[Compared]:
        """The rows asked for: all, or the main figure's."""
        return difference.rows() if self.all_rows else difference.rows()[:1]


# ---------------------------------------------------------------------------------------------------------------- JSON


def as_json(comparison: Comparison) -> dict[str, Any]:
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
        "definition": {"before": definition_json(then), "after": definition_json(now)},
        "rows": [_row_json(difference, row) for row in comparison.rows(difference)],
    }


def _row_json(difference: Difference, row: Compared) -> dict[str, Any]:
    before, after, moves = row
    then, now = difference.before.indicator.unit, difference.after.indicator.unit
    return {
        "group": dict(before.group),
        "before": _without_group(row_json(before, then)),
        "after": _without_group(row_json(after, now)),
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
    why = [changes.as_json(change) for change in move.by_facts]
    day = [{"why": OTHER_DAY}] if move.by_day else []
    definition = [{"why": DEFINITION_CHANGED}] if move.by_definition else []
    return {
        "child": move.child,
        "numerator": move.numerator,
        "denominator": move.denominator,
        "each_alone": move.each_alone,
        "because": [*day, *why, *definition],
    }


# ----------------------------------------------------------------------------------------------------------------- CSV


def as_csv(comparison: Comparison) -> str:
    """One line for each source row of each fact that moved a child in a row of a measure. The child's numbers stand in
    the first of its lines only, so that the columns add up to the change."""
    rows = (
        cells
        for difference in comparison.differences
        for row in comparison.rows(difference)
        for cells in _row_cells(difference.after.indicator.id, row)
    )
    return csv_text(CSV_COLUMNS, rows)


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
    if move.by_day:
        yield (OTHER_DAY, *blanks)
    for change in move.by_facts:
        yield from changes.as_cells(change)
    if move.by_definition:
        yield (DEFINITION_CHANGED, *blanks)


# --------------------------------------------------------------------------------------------------------------- table


def summary(comparison: Comparison) -> str:
    """All of it in one paragraph."""
    return paragraph(comparison.differences, comparison.lost)


def as_table(comparison: Comparison) -> RenderableType:
    """The paragraph, then each row that changed, with the children who moved it and the facts that moved them."""
    now = "what is known now" if comparison.now_name is None else f"baseline {comparison.now_name}"
    if comparison.now_name is None and comparison.now.known_at is not None:
        now = "another day of knowing"
    return Group(
        tables.heading(
            f"Baseline {comparison.then_name} and {now}",
            f"then  {basis_words(comparison.then)}",
            f"now   {basis_words(comparison.now)}",
        ),
        tables.blank(),
        tables.notes([summary(comparison)]),
        *(part for each in comparison.differences for part in _measure(comparison, each)),
        *_codes(comparison),
        *_lost(comparison.lost),
    )


def _codes(comparison: Comparison) -> Iterator[RenderableType]:
    """The codes that stand in the tables, each with its meaning."""
    told = code_words(
        fact.event
        for difference in comparison.differences
        for _, _, moves in comparison.rows(difference)
        for move in moves
        for change in move.by_facts
        for fact in (*change.before, *change.after)
    )
    if told:
        yield tables.blank()
        yield tables.notes([f"Codes: {'; '.join(told)}."])


def _measure(comparison: Comparison, difference: Difference) -> Iterator[RenderableType]:
    shown = [row for row in comparison.rows(difference) if has_changed(difference, row)]
    if not shown:
        return
    indicator = difference.after.indicator
    yield tables.blank()
    yield tables.plain(f"{indicator.title} ({indicator.id})", "bold")
    for row in shown:
        yield from _row(difference, row)


def _row(difference: Difference, row: Compared) -> Iterator[RenderableType]:
    before, after, moves = row
    told = f"{group_words(before.group)}: {figure_words(before)} -> {figure_words(after)}"
    yield tables.indented(tables.plain(told))
    for line in _sums(before, after, moves):
        yield tables.indented(tables.plain(line))
    if moves:
        yield tables.indented(_moves(difference, moves))


def _sums(before: Row, after: Row, moves: Sequence[Move]) -> Iterator[str]:
    """``number 999 - 6 = 993: 1 in, 7 out``: the moves, added up."""
    if before.numerator is None or after.numerator is None:
        return
    yield _sum("number", before.numerator, [move.numerator for move in moves])
    if before.denominator is not None:
        yield _sum("of", before.denominator, [move.denominator for move in moves])


def _sum(name: str, start: int, moved: Sequence[int]) -> str:
    change = sum(moved)
    sign = "-" if change < 0 else "+"
    return f"{name} {start} {sign} {abs(change)} = {start + change}: {in_and_out(moved)}"


def _moves(difference: Difference, moves: Sequence[Move]) -> RenderableType:
    shares = difference.before.rows[0].denominator is not None
    numbers = ("number", "of") if shares else ("number",)
    table = tables.grid(["child", *numbers, "why", "what happened", "said by"], right=numbers, tight=("child",))
    for move in moves:
        signed = [_signed(move.numerator), *([_signed(move.denominator)] if shares else [])]
        head: list[str | None] = [move.child, *signed]
        for line in _lines(difference, move):
            tables.row(table, *head, line.why, line.what, tables.lines(line.said_by))
            head = [None] * len(head)
    return table


def _signed(number: int) -> str:
    return f"{number:+}" if number else ""


def _lines(difference: Difference, move: Move) -> Iterator[Line]:
    if move.by_day:
        days = (difference.before.basis.as_at, difference.after.basis.as_at)
        yield Line(OTHER_DAY, " -> ".join(short_day(day).strip() for day in days))
    for number, change in enumerate(move.by_facts):
        alternative = "or: " if number and move.each_alone else ""
        for line in changes.in_lines(change):
            yield line._replace(why=f"{alternative}{line.why}" if line.why else "")
    if move.by_definition:
        versions = (difference.before.indicator.version, difference.after.indicator.version)
        yield Line(DEFINITION_CHANGED, " -> ".join(versions))
    told = "; ".join(_aside(move))
    if told:
        yield Line("", told)


def _aside(move: Move) -> Iterator[str]:
    """What changed of the child that is no number of the row."""
    then, now = move.before, move.after
    if then.days != now.days:
        yield f"days {_days(then.days)} -> {_days(now.days)}"
    if not move.numerator and then.possible != now.possible:
        yield "possible now" if now.possible else "no longer possible"
    if then.unknown != now.unknown:
        yield "not recorded now" if now.unknown else "recorded now"


def _days(days: Sequence[int]) -> str:
    return ", ".join(map(str, days)) or "none"


def _lost(lost: Sequence[AttestedMeasure]) -> Iterator[RenderableType]:
    if lost:
        yield tables.blank()
        told = ", ".join(f"{each.measure} (definition {each.version})" for each in lost)
        yield tables.notes([f"Not compared, for this program no longer has the definition: {told}."])

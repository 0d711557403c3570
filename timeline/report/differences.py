"""Why figures changed, for people: row by row the sum, child by child the move, and the facts that did it.

What it is given is ``replay.differences.Difference``, by its shape. ``summaries`` has the paragraph on top,
``comparisons`` the forms for programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType

from timeline.domain.attestations import AttestedMeasure
from timeline.projections.algebra.answers import Row
from timeline.report import changes, tables
from timeline.report.changes import Line
from timeline.report.comparisons import Compared, Comparison, summary
from timeline.report.shapes import Difference, Move
from timeline.report.summaries import (
    DEFINITION_CHANGED,
    OTHER_DAY,
    figure_words,
    has_changed,
    in_and_out,
)
from timeline.report.words import basis_words, code_words, row_words, short_day

# --------------------------------------------------------------------------------------------------------------- table


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
    name = row_words(before.group, difference.after.indicator.title)
    yield tables.indented(tables.plain(f"{name}: {figure_words(before)} -> {figure_words(after)}"))
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


_WHAT = "what happened, and which rows say so"


def _moves(difference: Difference, moves: Sequence[Move]) -> RenderableType:
    shares = difference.before.rows[0].denominator is not None
    numbers = ("number", "of") if shares else ("number",)
    table = tables.grid(["child", *numbers, "why", _WHAT], right=numbers, tight=("child",))
    for move in moves:
        signed = [_signed(move.numerator), *([_signed(move.denominator)] if shares else [])]
        head: list[str | None] = [move.child, *signed]
        for line in _lines(difference, move):
            tables.row(table, *head, line.why, tables.lines([line.what, *(f"- {said}" for said in line.said_by)]))
            head = [None] * len(head)
    return table


def _signed(number: int) -> str:
    return f"{number:+}" if number else ""


def _lines(difference: Difference, move: Move) -> Iterator[Line]:
    for number, change in enumerate(move.by_facts):
        alternative = "or: " if number and move.each_alone else ""
        for line in changes.in_lines(change):
            yield line._replace(why=f"{alternative}{line.why}" if line.why else "")
    if move.by_day:
        days = (difference.before.basis.as_at, difference.after.basis.as_at)
        yield Line(OTHER_DAY, " -> ".join(short_day(day).strip() for day in days))
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

"""Why figures changed, for people: row by row the sum, child by child the move, and the facts that did it.

``summaries`` has the paragraph on top, ``comparisons`` the data for programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from timeline.projections.algebra.answers import Row
from timeline.report import changes, column, comparisons
from timeline.report.changes import Line as ChangeLine
from timeline.report.comparisons import Comparison, summary
from timeline.report.summaries import (
    DEFINITION_CHANGED,
    OTHER_DAY,
    figure_words,
    has_changed,
    in_and_out,
)
from timeline.report.value import GAP, Block, Cell, Heading, Line, Notes, Report, Table
from timeline.report.words import basis_words, code_words, row_words, short_day

if TYPE_CHECKING:
    from timeline.report.shapes import Difference, Move


def report(comparison: Comparison) -> Report:
    """What has changed between two sides."""
    return Report(
        page=lambda: _page(comparison),
        data=lambda: comparisons.data(comparison),
        records=lambda: comparisons.table(comparison),
    )


def _page(comparison: Comparison) -> Iterator[Block]:
    """The paragraph, then each row that changed, with the children who moved it and the facts that moved them."""
    now = "what is known now" if comparison.now_name is None else f"baseline {comparison.now_name}"
    if comparison.now_name is None and comparison.now.known_at is not None:
        now = "another day of knowing"
    bases = [f"then  {basis_words(comparison.then)}", f"now   {basis_words(comparison.now)}"]
    yield Heading(f"Baseline {comparison.then_name} and {now}", bases)
    yield from (GAP, Notes([summary(comparison)]))
    for each in comparison.differences:
        yield from _measure(comparison, each)
    yield from _codes(comparison)
    if comparison.lost:
        lost = ", ".join(f"{each.measure} (definition {each.version})" for each in comparison.lost)
        yield from (GAP, Notes([f"Not compared, for this program no longer has the definition: {lost}."]))


def _codes(comparison: Comparison) -> Iterator[Block]:
    """The codes in the tables, each with its meaning."""
    codes = code_words(
        fact.event
        for difference in comparison.differences
        for _, _, moves in comparison.rows(difference)
        for move in moves
        for change in move.by_facts
        for fact in (*change.before, *change.after)
    )
    if codes:
        yield from (GAP, Notes([f"Codes: {'; '.join(codes)}."]))


def _measure(comparison: Comparison, difference: Difference) -> Iterator[Block]:
    shown = [row for row in comparison.rows(difference) if has_changed(difference, row)]
    if not shown:
        return
    indicator = difference.after.indicator
    yield from (GAP, Heading(f"{indicator.title} ({indicator.id})", level=2))
    for row in shown:
        before, after, moves = row
        name = row_words(before.group, indicator.title)
        yield Line(f"{name}: {figure_words(before)} -> {figure_words(after)}", indent=True)
        yield from (Line(line, indent=True) for line in _sums(before, after, moves))
        if moves:
            yield _moves(difference, moves)


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


def _moves(difference: Difference, moves: Sequence[Move]) -> Table:
    shares = difference.before.rows[0].denominator is not None
    numbers = [*column.counts("number"), *([*column.counts("of")] if shares else [])]
    columns = [
        *column.identifiers("child"),
        *numbers,
        *column.texts("why", "what happened, and its source rows"),
    ]
    rows: list[Sequence[Cell]] = []
    for move in moves:
        head: list[str | None] = [move.child, _signed(move.numerator), *([_signed(move.denominator)] if shares else [])]
        for line in _lines(difference, move):
            rows.append([*head, line.why, (line.what, *(f"- {source}" for source in line.sources))])
            head = [None] * len(head)
    return Table(columns, rows, indent=True)


def _signed(number: int) -> str:
    return f"{number:+}" if number else ""


def _lines(difference: Difference, move: Move) -> Iterator[ChangeLine]:
    for number, change in enumerate(move.by_facts):
        alternative = "or: " if number and move.each_alone else ""
        for line in changes.in_lines(change):
            yield line._replace(why=f"{alternative}{line.why}" if line.why else "")
    if move.by_day:
        days = (difference.before.basis.as_at, difference.after.basis.as_at)
        yield ChangeLine(OTHER_DAY, " -> ".join(short_day(day).strip() for day in days))
    if move.by_definition:
        versions = (difference.before.indicator.version, difference.after.indicator.version)
        yield ChangeLine(DEFINITION_CHANGED, " -> ".join(versions))
    besides = "; ".join(_aside(move))
    if besides:
        yield ChangeLine("", besides)


def _aside(move: Move) -> Iterator[str]:
    """What changed for the child beside the numbers of the row."""
    then, now = move.before, move.after
    if then.days != now.days:
        yield f"days {_days(then.days)} -> {_days(now.days)}"
    if not move.numerator and then.possible != now.possible:
        yield "possible now" if now.possible else "no longer possible"
    if then.unknown != now.unknown:
        yield "not recorded now" if now.unknown else "recorded now"


def _days(days: Sequence[int]) -> str:
    return ", ".join(map(str, days)) or "none"

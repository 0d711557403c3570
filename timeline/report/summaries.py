"""Why figures changed, in one paragraph that a manager reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from timeline.domain.attestations import AttestedMeasure
from timeline.domain.counted import counted
from timeline.projections.algebra.answers import Row
from timeline.projections.algebra.indicator import Unit
from timeline.projections.attesting import row_data
from timeline.report.coverage import NOT_COVERED
from timeline.report.values import value_words
from timeline.report.words import row_words

if TYPE_CHECKING:
    from timeline.report.shapes import Difference, Move

OTHER_DAY = "another day asked about"
DEFINITION_CHANGED = "definition changed"

Compared = tuple[Row, Row, Sequence["Move"]]
"""A row then, the same row now, and the moves between."""


def has_changed(difference: Difference, row: Compared) -> bool:
    """Whether anything of a row is not as it was: its numbers, or the children in it."""
    before, after, moves = row
    if before.numerator is None and after.numerator is None:
        return False
    then, now = difference.before.indicator.unit, difference.after.indicator.unit
    return bool(moves) or row_data(before, then) != row_data(after, now)


def paragraph(differences: Sequence[Difference], lost: Sequence[AttestedMeasure]) -> str:
    """How many of the measures changed in their first row, and of each that did: from what to what, who moved, why."""
    changed = [(each, row) for each in differences for row in each.rows()[:1] if has_changed(each, row)]
    main = {each.after.indicator.id for each, _ in changed}
    elsewhere = [each for each in differences if each.after.indicator.id not in main and _in_some_row(each)]
    whom = _by_whom([row for _, row in changed])
    return " ".join(
        [
            f"{len(changed)} of {counted(len(differences), 'measure')} changed{whom}.",
            *(_sentence(each, row) for each, row in changed),
            *_others(elsewhere),
            *([f"{counted(len(lost), 'measure')} cannot be run again."] if lost else []),
        ]
    )


def _by_whom(rows: Sequence[Compared]) -> str:
    children = {move.child for _, _, moves in rows for move in moves}
    return f", for {counted(len(children), 'child')}" if children else ""


def _in_some_row(difference: Difference) -> bool:
    return any(has_changed(difference, row) for row in difference.rows())


def _others(elsewhere: Sequence[Difference]) -> Iterator[str]:
    if elsewhere:
        yield f"Changed in other rows only: {', '.join(each.after.indicator.id for each in elsewhere)}."


def _sentence(difference: Difference, row: Compared) -> str:
    before, after, moves = row
    title = difference.after.indicator.title
    row_of = f", {row_words(before.group, title)}" if before.group else ""
    words = f"{title}{row_of}: {figure_words(before)}, now {figure_words(after)}"
    return f"{'; '.join([words, *_moved(before, moves), *_reasons(row)])}."


def _moved(before: Row, moves: Sequence[Move]) -> Iterator[str]:
    if any(move.numerator for move in moves):
        yield in_and_out([move.numerator for move in moves])
    elif before.denominator is None and moves:
        yield f"{counted(len(moves), 'child')} changed within it"
    if before.denominator is not None and any(move.denominator for move in moves):
        yield f"of those counted {in_and_out([move.denominator for move in moves])}"


def _reasons(row: Compared) -> Iterator[str]:
    why = NOT_COVERED if is_covered_once(row) else reason_words(row[2])
    if why:
        yield f"why: {why}"


def is_covered_once(row: Compared) -> bool:
    """Whether a row has a figure on one side only, because the days it needs are not covered on the other."""
    before, after, _ = row
    return before.not_covered != after.not_covered


def reason_words(moves: Iterable[Move]) -> str:
    """``recorded late 5, amended 2``: the number of children by what moved them, most first."""
    return ", ".join(f"{why} {number}" for why, number in reasons(moves).most_common())


def reasons(moves: Iterable[Move]) -> Counter[str]:
    """How many children each cause moved, or each set of causes that do it only together."""
    return Counter(" and ".join(_whys(move)) for move in moves)


def _whys(move: Move) -> list[str]:
    day = [OTHER_DAY] if move.by_day else []
    definition = [DEFINITION_CHANGED] if move.by_definition else []
    return list(dict.fromkeys([*(change.why.value for change in move.by_facts), *day, *definition]))


def in_and_out(moved: Sequence[int]) -> str:
    """``1 in, 7 out``."""
    return f"{sum(number for number in moved if number > 0)} in, {-sum(number for number in moved if number < 0)} out"


def figure_words(row: Row) -> str:
    """A figure in a sentence: ``993``, ``18.8% (6 of 32)``, ``no figure (not covered: ...)``."""
    if row.value is None:
        return f"no figure ({NOT_COVERED}: {row.reason})" if row.not_covered else f"no figure ({row.reason})"
    if row.unit is Unit.COUNT and row.denominator is None:
        return value_words(row)
    number = row.numerator if row.denominator is None else f"{row.numerator} of {row.denominator}"
    return f"{value_words(row)} ({number})"

"""Why a figure changed between two bases: which children moved, and which facts moved them.

Each child's move is a number in each row: what the child adds to the numerator and to the denominator afterwards, less
before. The moves add up to the change of the figure exactly. Where the definition changed too, a child's move has two
parts: what the facts did under the old definition, and what the new definition does with the facts as they are now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from replay.changes import Change, decisive
from timeline.domain.basis import Basis
from timeline.domain.spells import Case, case
from timeline.domain.story import tell
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.definition import definition_hash
from timeline.projections.algebra.figures import Standing, Tally, standing
from timeline.projections.algebra.indicator import Indicator
from timeline.store import CaseLog


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two figures: a definition at a basis, its position pinned."""

    indicator: Indicator
    basis: Basis


@dataclass(frozen=True, slots=True)
class Move:
    """One child in one row: how it stood, how it stands, and what did it.

    ``numerator`` and ``denominator`` are what the child adds afterwards less what it added before. ``by_facts`` moved
    it under the old definition; ``by_definition`` says whether the new definition moved it besides.
    """

    child: str
    row: int
    before: Standing
    after: Standing
    numerator: int
    denominator: int
    by_facts: tuple[Change, ...]
    by_definition: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Two answers, and every child's move between them, row by row and child by child."""

    before: Answer
    after: Answer
    moves: tuple[Move, ...]

    def rows(self) -> Iterator[tuple[int, Row, Row, list[Move]]]:
        """Each row of the older figure with the same row of the newer one and the moves in it."""
        later = {tuple(row.group.items()): row for row in self.after.rows}
        for index, row in enumerate(self.before.rows):
            moves = [move for move in self.moves if move.row == index]
            yield index, row, later[tuple(row.group.items())], moves


def difference(log: CaseLog, older: Side, newer: Side) -> Difference:
    """Every move between two figures, and the facts behind it. Both are asked in one pass over the log.

    ``ValueError`` where the two definitions have other rows: then they cannot be set side by side.
    """
    if _groups(older.indicator) != _groups(newer.indicator):
        raise ValueError("the two definitions have different rows")
    before, after = Tally.start(older.indicator, older.basis), Tally.start(newer.indicator, newer.basis)
    moves: list[Move] = []
    reach = max(older.basis.position or 0, newer.basis.position or 0)
    for child, records in log.histories(reach):
        old, new = tell(child, records, older.basis), tell(child, records, newer.basis)
        old_case, new_case = case(old), case(new)
        before.add(old_case)
        after.add(new_case)
        moves.extend(_moves(older, newer, old_case, new_case))
    moves.sort(key=lambda move: (move.row, move.child))
    return Difference(before.answer(), after.answer(), tuple(moves))


def _groups(indicator: Indicator) -> list[object]:
    return [reading.group for reading in indicator.readings]


def _moves(older: Side, newer: Side, old: Case, new: Case) -> Iterator[Move]:
    same_definition = definition_hash(older.indicator) == definition_hash(newer.indicator)
    if same_definition and old.story.facts == new.story.facts and older.basis.as_at == newer.basis.as_at:
        return
    was, stands = standing(older.indicator, old, older.basis), standing(newer.indicator, new, newer.basis)
    between = stands if same_definition else standing(older.indicator, new, newer.basis)
    for row, (before, after) in enumerate(zip(was, stands, strict=True)):
        if before == after:
            continue
        says = partial(_standing_in, older.indicator, newer.basis, row)
        yield Move(
            child=old.child,
            row=row,
            before=before,
            after=after,
            numerator=after.numerator - before.numerator,
            denominator=after.denominator - before.denominator,
            by_facts=decisive(old.story, new.story, says) if before != between[row] else (),
            by_definition=between[row] != after,
        )


def _standing_in(indicator: Indicator, basis: Basis, row: int, found: Case) -> Standing:
    return standing(indicator, found, basis)[row]

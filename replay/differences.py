"""Why figures changed between two bases: which children moved, and which facts moved them.

Each child's move is a number in each row: what the child adds to the numerator and to the denominator afterwards, less
before. The moves add up to the change of the figure exactly. A move is taken apart in the order in which its causes
can be told: what the day asked about did to the facts as they were, what the facts did under the old definition, and
what the new definition does with the facts as they are now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from replay.changes import Change, Decisive, Retelling, Why, as_undone, changes
from replay.happened import Course, RowOf
from replay.withdrawals import withdrawals
from timeline.domain.basis import Basis
from timeline.domain.spells import Case
from timeline.domain.story import tell
from timeline.projections.algebra.answers import Answer, Group, Row
from timeline.projections.algebra.figures import Standing, standing
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.sides import Compared, Pair, Side, rows_of_both
from timeline.projections.comparing import Told, comparison
from timeline.projections.engines import Engine, Note, discard
from timeline.projections.meaning import same_meaning
from timeline.store import CaseLog


@dataclass(frozen=True, slots=True)
class Move:
    """One child in one row: how it stood, how it stands, and what did it.

    ``row`` counts in the older answer. ``by_facts`` moved it under the old definition, each alone or only together:
    between two days what happened on the day on which it came to stand as it does, at one day what was learnt.
    ``by_day``: the other day asked about moved it, with the facts as they were. ``by_definition``: the new definition
    moved it besides.
    """

    child: str
    row: int
    before: Standing
    after: Standing
    by_day: bool
    by_facts: tuple[Change, ...]
    each_alone: bool
    by_definition: bool

    @property
    def numerator(self) -> int:
        """What the child adds to the numerator afterwards, less what it added before."""
        return self.after.numerator - self.before.numerator

    @property
    def denominator(self) -> int:
        """What the child adds to the denominator afterwards, less what it added before."""
        return self.after.denominator - self.before.denominator


ComparedRow = tuple[Row, Row, list[Move]]
"""A row of the older answer, the same row of the newer one, and the moves between them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two answers, and every child's move between them, row by row and child by child.

    No moves in a row that has no figure on one side, for nothing was known: there is nothing to add them to.
    """

    before: Answer
    after: Answer
    moves: tuple[Move, ...]

    @property
    def same_definition(self) -> bool:
        """Whether both figures mean the same."""
        last = max(self.before.basis.as_at, self.after.basis.as_at)
        return same_meaning(self.before.indicator, self.after.indicator, last)

    def rows(self) -> list[ComparedRow]:
        """Each row that both definitions have, the default figure first."""
        later = {_key(row.group): row for row in self.after.rows}
        moves: dict[int, list[Move]] = {}
        for move in self.moves:
            moves.setdefault(move.row, []).append(move)
        return [
            (row, later[_key(row.group)], moves.get(index, []))
            for index, row in enumerate(self.before.rows)
            if _key(row.group) in later
        ]


def _key(group: Group) -> tuple[tuple[str, str | int], ...]:
    return tuple(sorted(group.items()))


def differences(
    log: CaseLog,
    pairs: Sequence[Pair],
    *,
    engine: Engine = Engine.AUTO,
    note: Note = discard,
    beyond_coverage: bool = False,
) -> list[Difference]:
    """Every move between each two figures, and the facts behind it. ``beyond_coverage``: with numbers of days that are
    not covered. ``ValueError`` where a basis names no position.

    Who moved is asked of all children; the facts are read, from the log, of those who did.
    """
    found = comparison(log, pairs, engine=engine, note=note, beyond_coverage=beyond_coverage)
    moves: list[list[Move]] = [[] for _ in pairs]
    for told in _told(log, pairs, found.pairs):
        child = told.told.chronicle.child
        for (older, newer), compared, among in zip(pairs, found.pairs, moves, strict=True):
            if child in compared.moved:
                known_by = found.known_by.get(older.basis)
                moved = _moves(told, older, newer, _rows_told(compared))
                among.extend(_dated(move, known_by) for move in moved)
    return [_difference(compared, among) for compared, among in zip(found.pairs, moves, strict=True)]


def difference(log: CaseLog, older: Side, newer: Side) -> Difference:
    """Every move between two figures. See ``differences``."""
    (found,) = differences(log, [(older, newer)])
    return found


def _told(log: CaseLog, pairs: Sequence[Pair], found: Sequence[Compared]) -> Iterator[_Told]:
    """Those who moved in some pair, ready to be told at the bases of all of them."""
    moved = {child for compared in found for child in compared.moved}
    bases = {side.basis for pair in pairs for side in pair}
    for chronicle in log.chronicles(bases, moved) if moved else ():
        if chronicle.child in moved:
            yield _Told(Told(chronicle))


Rows = Sequence[tuple[int, int]]
"""The place of a row in the older answer, and in the newer one."""


def _rows_told(compared: Compared) -> Rows:
    """The rows of both answers that have a figure on both sides: there is nothing else to add moves to."""
    before, after = compared.before, compared.after
    return [
        (row, instead)
        for row, instead in rows_of_both(before.indicator, after.indicator)
        if before.rows[row].numerator is not None and after.rows[instead].numerator is not None
    ]


def _difference(compared: Compared, moves: Iterable[Move]) -> Difference:
    """The two figures and the moves between them. That these add up is not left to chance."""
    in_order = sorted(moves, key=lambda move: (move.row, move.child))
    found = Difference(compared.before, compared.after, tuple(in_order))
    assert all(_adds_up(*row) for row in found.rows())
    return found


# ------------------------------------------------------------------------------------------------------------ one child


@dataclass(slots=True)
class _Told:
    """One child at the bases asked about, with what changed between them."""

    told: Told
    retellings: dict[tuple[Basis, Basis], Retelling] = field(default_factory=dict)
    courses: dict[Basis, Course] = field(default_factory=dict)

    def retelling(self, older: Basis, newer: Basis) -> Retelling:
        """The changes between two bases, ready to be tried one by one."""
        if (older, newer) not in self.retellings:
            before, after = self.told.case(older).story, self.told.case(newer).story
            chronicle, setting = self.told.chronicle, self.told.chronicle.settings[newer]
            taken_back = withdrawals(chronicle.records(newer), before, after, setting)
            found = changes(before, after, taken_back)
            kept = setting.as_if_kept(older.position)
            if kept is not None:
                found = as_undone(found, after, tell(chronicle.child, chronicle.records(newer), newer, kept))
            self.retellings[older, newer] = Retelling(before, found)
        return self.retellings[older, newer]

    def course(self, basis: Basis) -> Course:
        """The child's case day by day up to a basis."""
        if basis not in self.courses:
            self.courses[basis] = Course(self.told.case(basis).story)
        return self.courses[basis]


def _moves(told: _Told, older: Side, newer: Side, rows: Rows) -> Iterator[Move]:
    """Each move of a child in one of these rows, with what did it."""
    old, new = told.told.case(older.basis), told.told.case(newer.basis)
    stood = standing(older.indicator, old, older.basis)
    stands = standing(newer.indicator, new, newer.basis)
    then = standing(older.indicator, old, newer.basis)
    between = standing(older.indicator, new, newer.basis)
    for row, instead in rows:
        if stood[row] == stands[instead]:
            continue
        facts = _happened(told, older, newer, row)
        if not facts.changes and then[row] != between[row]:
            says = partial(_stands, older.indicator, newer.basis, row)
            facts = told.retelling(older.basis, newer.basis).decisive(says)
        yield Move(
            child=told.told.chronicle.child,
            row=row,
            before=stood[row],
            after=stands[instead],
            by_day=stood[row] != then[row],
            by_facts=facts.changes,
            each_alone=facts.each_alone,
            by_definition=between[row] != stands[instead],
        )


def _happened(told: _Told, older: Side, newer: Side, row: int) -> Decisive:
    """What happened between the two days asked about that moved the child under the old definition, if that did."""
    if older.basis.as_at == newer.basis.as_at:
        return Decisive()
    earlier, later = sorted((older.basis, newer.basis), key=lambda basis: basis.as_at)
    course, asked = told.course(later), RowOf(older.indicator, row)
    day = course.turned_on(asked, earlier.as_at)
    if day is None:
        return Decisive()
    causes = course.causes(asked, day, told.retelling(older.basis, newer.basis).changes)
    return Decisive(causes, each_alone=len(causes) == 1)


def _stands(indicator: Indicator, basis: Basis, row: int, found: Case) -> Standing:
    return standing(indicator, found, basis)[row]


def _dated(move: Move, known_by: date | None) -> Move:
    """Where the older figure used all that was known, what became known after all of that is late, not history."""
    if known_by is None:
        return move
    return replace(move, by_facts=tuple(_late(change, known_by) for change in move.by_facts))


def _late(change: Change, known_by: date) -> Change:
    if change.why is Why.LOADED and all(fact.known_on > known_by for fact in change.after):
        return replace(change, why=Why.LATE)
    return change


def _adds_up(before: Row, after: Row, moves: Sequence[Move]) -> bool:
    if before.numerator is None or after.numerator is None:
        return not moves
    told = after.numerator - before.numerator == sum(move.numerator for move in moves)
    return told and _of(after) - _of(before) == sum(move.denominator for move in moves)


def _of(row: Row) -> int:
    """What a row is of: its spells, or the children it counts."""
    return len(row.counted) if row.denominator is None else row.denominator

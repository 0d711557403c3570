"""Why figures changed between two bases: which children moved, and which facts moved them.

Each child's move is a number in each row: what the child adds to the numerator and to the denominator afterwards, less
before. The moves add up to the change of the figure exactly. A move is taken apart in the order in which its causes
can be told: what the day asked about did to the facts as they were, what the facts did under the old definition, and
what the new definition does with the facts as they are now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from replay.changes import Change, Decisive, Retelling, Why, changes
from replay.withdrawals import withdrawals
from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.domain.spells import Case, case
from timeline.domain.statements import Statement
from timeline.projections.algebra.answers import Answer, Group, Row
from timeline.projections.algebra.definition import definition_hash
from timeline.projections.algebra.figures import NOT_COUNTED, Standing, Tally, standing
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

    ``row`` counts in the older answer. ``by_day``: the other day asked about moved it, with the facts as they were.
    ``by_facts`` moved it under the old definition, each alone or only together. ``by_definition``: the new definition
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


Compared = tuple[Row, Row, list[Move]]
"""A row of the older answer, the same row of the newer one, and the moves between them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two answers, and every child's move between them, row by row and child by child.

    No moves where there was no figure on one side, for nothing was known: there is nothing to add them to.
    """

    before: Answer
    after: Answer
    moves: tuple[Move, ...]

    @property
    def same_definition(self) -> bool:
        """Whether both figures mean the same."""
        return definition_hash(self.before.indicator) == definition_hash(self.after.indicator)

    def rows(self) -> list[Compared]:
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


def differences(log: CaseLog, pairs: Sequence[tuple[Side, Side]]) -> list[Difference]:
    """Every move between each two figures, and the facts behind it: all in one pass over the log, in which each child's
    story is told once a basis. ``ValueError`` where a basis names no position."""
    bases = {side.basis for pair in pairs for side in pair}
    for basis in bases:
        _position(basis)
    brought = {basis: log.setting(basis).brought for basis in bases}
    comparisons = [_Comparison.between(older, newer, brought) for older, newer in pairs]
    latest: dict[Basis, date] = {}
    for chronicle in log.chronicles(bases):
        told = _Told(chronicle)
        _note_latest(latest, chronicle, bases)
        for comparison in comparisons:
            comparison.add(told)
    return [comparison.done(latest) for comparison in comparisons]


def difference(log: CaseLog, older: Side, newer: Side) -> Difference:
    """Every move between two figures. See ``differences``."""
    (found,) = differences(log, [(older, newer)])
    return found


def _position(basis: Basis) -> int:
    if basis.position is None:
        raise ValueError("the basis of a difference names its position")
    return basis.position


def _note_latest(latest: dict[Basis, date], chronicle: Chronicle, bases: Iterable[Basis]) -> None:
    """The last day on which anything became known, of what a basis without a limit holds."""
    for basis in bases:
        if basis.known_at is None:
            known = [each.entry.known_on for each in chronicle.heard(basis) if isinstance(each.entry, Statement)]
            latest[basis] = max([*known, latest.get(basis, date.min)])


# ------------------------------------------------------------------------------------------------------------ one child


@dataclass(slots=True)
class _Told:
    """One child at the bases asked about: each case derived once, and once only where two bases hear the same."""

    chronicle: Chronicle
    cases: dict[Basis, Case] = field(default_factory=dict)
    retellings: dict[tuple[Basis, Basis], Retelling] = field(default_factory=dict)

    def case(self, basis: Basis) -> Case:
        """The child at a basis. The very same case at two bases at which the same is told."""
        if basis not in self.cases:
            alike = (found for other, found in self.cases.items() if self.chronicle.told_alike(other, basis))
            self.cases[basis] = next(alike, None) or case(self.chronicle.story(basis))
        return self.cases[basis]

    def retelling(self, older: Basis, newer: Basis) -> Retelling:
        """The changes between two bases, ready to be tried one by one."""
        if (older, newer) not in self.retellings:
            before, after = self.case(older).story, self.case(newer).story
            taken_back = withdrawals(self.chronicle.records(newer), before, after)
            found = changes(before, after, taken_back)
            self.retellings[older, newer] = Retelling(before, found)
        return self.retellings[older, newer]


# -------------------------------------------------------------------------------------------------------- one measure


@dataclass(slots=True)
class _Comparison:
    """Two figures of one measure while children go by."""

    older: Side
    newer: Side
    before: Tally
    after: Tally
    rows: tuple[tuple[int, int], ...]
    same_definition: bool
    moves: list[Move]

    @classmethod
    def between(cls, older: Side, newer: Side, brought: Mapping[Basis, Collection[str]]) -> _Comparison:
        """Nothing compared yet."""
        later = {reading.group: index for index, reading in enumerate(newer.indicator.readings)}
        rows = tuple(
            (index, later[reading.group])
            for index, reading in enumerate(older.indicator.readings)
            if reading.group in later
        )
        same = definition_hash(older.indicator) == definition_hash(newer.indicator)
        before, after = (
            Tally.start(side.indicator, side.basis, brought=brought[side.basis]) for side in (older, newer)
        )
        return cls(older, newer, before, after, rows, same, [])

    def add(self, told: _Told) -> None:
        """Ask one child on both sides."""
        old, new = told.case(self.older.basis), told.case(self.newer.basis)
        self.before.add(old)
        self.after.add(new)
        if old is new and self.same_definition:
            return
        child = told.chronicle.child
        stood = [(_stood(self.before, at, child), _stood(self.after, to, child)) for at, to in self.rows]
        moved = [(at, was, stands) for (at, _), (was, stands) in zip(self.rows, stood, strict=True) if was != stands]
        if moved:
            self.moves.extend(self._explained(told, moved))

    def _explained(self, told: _Told, moved: Sequence[tuple[int, Standing, Standing]]) -> Iterator[Move]:
        """Each move of a child with what did it."""
        old, new = told.case(self.older.basis), told.case(self.newer.basis)
        then = standing(self.older.indicator, old, self.newer.basis)
        between = standing(self.older.indicator, new, self.newer.basis)
        retelling = told.retelling(self.older.basis, self.newer.basis)
        for row, was, stands in moved:
            says = partial(_stands, self.older.indicator, self.newer.basis, row)
            facts = Decisive() if then[row] == between[row] else retelling.decisive(says)
            yield Move(
                child=told.chronicle.child,
                row=row,
                before=was,
                after=stands,
                by_day=was != then[row],
                by_facts=facts.changes,
                each_alone=facts.each_alone,
                by_definition=between[row] != stands,
            )

    def done(self, latest: dict[Basis, date]) -> Difference:
        """The two figures and the moves between them. That these add up is not left to chance."""
        before, after = self.before.answer(), self.after.answer()
        both = all(answer.rows[0].numerator is not None for answer in (before, after))
        known_by = latest.get(self.older.basis)
        moves = [_dated(move, known_by) for move in self.moves] if both else []
        found = Difference(before, after, tuple(sorted(moves, key=lambda move: (move.row, move.child))))
        assert all(_adds_up(*row) for row in found.rows())
        return found


def _stood(tally: Tally, row: int, child: str) -> Standing:
    """How the child that was asked last stands in a row."""
    entries = tally.entries[row]
    return entries[-1].stands if entries and entries[-1].child == child else NOT_COUNTED


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

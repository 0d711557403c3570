"""Why figures differ between two bases: which children moved, and which facts moved them.

A child's move in a row is what the child adds to the numerator and to the denominator at the newer basis, less what the
child added at the older one. The moves add up to the change of the figure exactly. A move has up to three causes, found
in this order: the other as-at day with the older facts, the newer facts under the older definition, and the newer
definition with the newer facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from replay.causes import DailyCases, Decisive, RowOf, StoryVariants
from replay.changes import Change, Why, as_undone, changes, withdrawals
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
    """One child in one row: its membership before and after, and what changed it.

    ``row``: index in the older answer. ``by_facts``: the changes that moved the child under the older definition, each
    alone or only together: between two as-at days what happened on the day the membership changed, at one as-at day
    what became known. ``by_day``: the other as-at day moved the child with the older facts. ``by_definition``: the
    newer definition moved the child as well.
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
        """What the child adds to the newer numerator, less what it added to the older one."""
        return self.after.numerator - self.before.numerator

    @property
    def denominator(self) -> int:
        """What the child adds to the newer denominator, less what it added to the older one."""
        return self.after.denominator - self.before.denominator


ComparedRow = tuple[Row, Row, list[Move]]
"""A row of the older answer, the same row of the newer one, and the moves between them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two answers, and every child's move between them, by row and child.

    A row without a figure on one side has no moves: there is nothing to add them to.
    """

    before: Answer
    after: Answer
    moves: tuple[Move, ...]

    @property
    def same_definition(self) -> bool:
        """Whether both definitions have the same meaning."""
        last = max(self.before.basis.as_at, self.after.basis.as_at)
        return same_meaning(self.before.indicator, self.after.indicator, last)

    def rows(self) -> list[ComparedRow]:
        """Each row that both definitions have, the default row first."""
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
    """Every move between the two figures of each pair, with the facts behind it. ``beyond_coverage``: also for days
    that are not covered. ``ValueError`` where a basis names no position.

    All children are evaluated to find who moved; the log is read for those children alone.
    """
    found = comparison(log, pairs, engine=engine, note=note, beyond_coverage=beyond_coverage)
    moves: list[list[Move]] = [[] for _ in pairs]
    for mover in _movers(log, pairs, found.pairs):
        child = mover.cases.chronicle.child
        for (older, newer), compared, among in zip(pairs, found.pairs, moves, strict=True):
            if child in compared.moved:
                known_by = found.known_by.get(older.basis)
                moved = _moves(mover, older, newer, _rows_with_figures(compared))
                among.extend(_dated(move, known_by) for move in moved)
    return [_difference(compared, among) for compared, among in zip(found.pairs, moves, strict=True)]


def difference(log: CaseLog, older: Side, newer: Side) -> Difference:
    """Every move between two figures. See ``differences``."""
    (found,) = differences(log, [(older, newer)])
    return found


def _movers(log: CaseLog, pairs: Sequence[Pair], found: Sequence[Compared]) -> Iterator[_Mover]:
    """The children who moved in some pair, with their chronicles at the bases of all pairs."""
    moved = {child for compared in found for child in compared.moved}
    bases = {side.basis for pair in pairs for side in pair}
    for chronicle in log.chronicles(bases, moved) if moved else ():
        if chronicle.child in moved:
            yield _Mover(Told(chronicle))


Rows = Sequence[tuple[int, int]]
"""The index of a row in the older answer, and in the newer one."""


def _rows_with_figures(compared: Compared) -> Rows:
    """The rows that have a figure in both answers."""
    before, after = compared.before, compared.after
    return [
        (row, instead)
        for row, instead in rows_of_both(before.indicator, after.indicator)
        if before.rows[row].numerator is not None and after.rows[instead].numerator is not None
    ]


def _difference(compared: Compared, moves: Iterable[Move]) -> Difference:
    """The two answers and the moves between them. Asserts that the moves add up."""
    in_order = sorted(moves, key=lambda move: (move.row, move.child))
    found = Difference(compared.before, compared.after, tuple(in_order))
    assert all(_adds_up(*row) for row in found.rows())
    return found


# ------------------------------------------------------------------------------------------------------------ one child


@dataclass(slots=True)
class _Mover:
    """One child who moved, at every basis, with the changes between bases. Both are cached."""

    cases: Told
    variants: dict[tuple[Basis, Basis], StoryVariants] = field(default_factory=dict)
    days: dict[Basis, DailyCases] = field(default_factory=dict)

    def variants_of(self, older: Basis, newer: Basis) -> StoryVariants:
        """The story at the older basis with the changes up to the newer one."""
        if (older, newer) not in self.variants:
            before, after = self.cases.case(older).story, self.cases.case(newer).story
            chronicle, setting = self.cases.chronicle, self.cases.chronicle.settings[newer]
            found = changes(before, after, withdrawals(chronicle.records(newer), before, after, setting))
            kept = setting.as_if_kept(older.position)
            if kept is not None:
                found = as_undone(found, after, tell(chronicle.child, chronicle.records(newer), newer, kept))
            self.variants[older, newer] = StoryVariants(before, found)
        return self.variants[older, newer]

    def daily_cases(self, basis: Basis) -> DailyCases:
        """The child's case as at each day up to a basis."""
        if basis not in self.days:
            self.days[basis] = DailyCases(self.cases.case(basis).story)
        return self.days[basis]


def _moves(mover: _Mover, older: Side, newer: Side, rows: Rows) -> Iterator[Move]:
    """Each move of a child in one of these rows, with its causes."""
    old, new = mover.cases.case(older.basis), mover.cases.case(newer.basis)
    before = standing(older.indicator, old, older.basis)
    after = standing(newer.indicator, new, newer.basis)
    with_newer_day = standing(older.indicator, old, newer.basis)
    with_newer_facts = standing(older.indicator, new, newer.basis)
    for row, instead in rows:
        if before[row] == after[instead]:
            continue
        facts = _happened(mover, older, newer, row)
        if not facts.changes and with_newer_day[row] != with_newer_facts[row]:
            membership = partial(_membership, older.indicator, newer.basis, row)
            facts = mover.variants_of(older.basis, newer.basis).decisive(membership)
        yield Move(
            child=mover.cases.chronicle.child,
            row=row,
            before=before[row],
            after=after[instead],
            by_day=before[row] != with_newer_day[row],
            by_facts=facts.changes,
            each_alone=facts.each_alone,
            by_definition=with_newer_facts[row] != after[instead],
        )


def _happened(mover: _Mover, older: Side, newer: Side, row: int) -> Decisive:
    """What happened between the two as-at days that moved the child under the older definition, if anything did."""
    if older.basis.as_at == newer.basis.as_at:
        return Decisive()
    earlier, later = sorted((older.basis, newer.basis), key=lambda basis: basis.as_at)
    days, of_row = mover.daily_cases(later), RowOf(older.indicator, row)
    day = days.changed_on(of_row, earlier.as_at)
    if day is None:
        return Decisive()
    causes = days.causes(of_row, day, mover.variants_of(older.basis, newer.basis).changes)
    return Decisive(causes, each_alone=len(causes) == 1)


def _membership(indicator: Indicator, basis: Basis, row: int, found: Case) -> Standing:
    return standing(indicator, found, basis)[row]


def _dated(move: Move, known_by: date | None) -> Move:
    """The move with late changes named as late. Where the older figure used all that was known by ``known_by``, facts
    that became known later were recorded late: they are not loaded history."""
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
    numerators = after.numerator - before.numerator == sum(move.numerator for move in moves)
    return numerators and _of(after) - _of(before) == sum(move.denominator for move in moves)


def _of(row: Row) -> int:
    """The denominator of a row; without one, how many children it counts."""
    return len(row.counted) if row.denominator is None else row.denominator

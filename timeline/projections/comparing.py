"""Two figures beside one another, asked of a log: the answers of both, and the children who moved between them.

Why they moved is in the log alone: ``replay.differences`` reads it, of those children and of nobody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.domain.spells import Case, case
from timeline.projections.algebra.figures import NOT_COUNTED, Standing, Tally
from timeline.projections.algebra.sides import Compared, Pair, Side, rows_of_both
from timeline.projections.algebra.stated import Stated
from timeline.projections.engines import Engine, Note, columns_answer
from timeline.projections.meaning import same_meaning
from timeline.projections.tables import compared_from_columns, last_known
from timeline.store import CaseLog


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures two by two. ``known_by``: of the bases at which all that is known is used, the last day on which anything
    became known of what each holds."""

    pairs: Sequence[Compared]
    known_by: Mapping[Basis, date]


def comparison(
    log: CaseLog, pairs: Sequence[Pair], *, engine: Engine, note: Note, beyond_coverage: bool = False
) -> Comparison:
    """The figures of both sides of each pair, and who moved. ``beyond_coverage``: with numbers of days that are not
    covered. ``ValueError`` where a basis names no position."""
    sides = [side for pair in pairs for side in pair]
    bases = list(dict.fromkeys(side.basis for side in sides))
    unlimited = [basis for basis in bases if basis.known_at is None]
    indicators = list(dict.fromkeys(side.indicator for side in sides))
    if not bases:
        return Comparison([], {})
    stated = Stated(log.attestations(), beyond_coverage=beyond_coverage)
    positions = {basis: _position(basis) for basis in bases}
    if columns_answer(log, indicators, bases, engine=engine, note=note):
        known_by = {basis: last_known(log.database, positions[basis]) for basis in unlimited}
        return Comparison(compared_from_columns(log, pairs, stated), known_by)
    return _by_reference(log, pairs, bases, stated)


def _position(basis: Basis) -> int:
    if basis.position is None:
        raise ValueError("the basis of a difference names its position")
    return basis.position


@dataclass(slots=True)
class Told:
    """One child at some bases: each case derived once, and once only where two bases hear the same."""

    chronicle: Chronicle
    cases: dict[Basis, Case] = field(default_factory=dict)

    def case(self, basis: Basis) -> Case:
        """The child at a basis. The very same case at two bases at which the same is told."""
        if basis not in self.cases:
            alike = (found for other, found in self.cases.items() if self.chronicle.told_alike(other, basis))
            self.cases[basis] = next(alike, None) or case(self.chronicle.story(basis))
        return self.cases[basis]


def _by_reference(log: CaseLog, pairs: Sequence[Pair], bases: Collection[Basis], stated: Stated) -> Comparison:
    """In one pass over the log, in which each child's story is told once a basis."""
    going_by = [_Pair.of(older, newer, stated) for older, newer in pairs]
    known_by: dict[Basis, date] = {basis: date.min for basis in bases if basis.known_at is None}
    for chronicle in log.chronicles(bases):
        told = Told(chronicle)
        for basis in known_by:
            known_by[basis] = max([known_by[basis], *_days_known(chronicle, basis)])
        for pair in going_by:
            pair.add(told)
    return Comparison([pair.found() for pair in going_by], known_by)


def _days_known(chronicle: Chronicle, basis: Basis) -> Iterable[date]:
    return (each.known_on for each in chronicle.heard(basis))


@dataclass(slots=True)
class _Pair:
    """Two figures while children go by."""

    older: Side
    newer: Side
    before: Tally
    after: Tally
    same_definition: bool
    moved: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, older: Side, newer: Side, stated: Stated) -> _Pair:
        """Nothing compared yet."""
        same = same_meaning(older.indicator, newer.indicator, max(older.basis.as_at, newer.basis.as_at))
        before, after = (Tally.start(side.indicator, side.basis, of_log=stated(side.basis)) for side in (older, newer))
        return cls(older, newer, before, after, same)

    def add(self, told: Told) -> None:
        """Ask one child on both sides."""
        old, new = told.case(self.older.basis), told.case(self.newer.basis)
        self.before.add(old)
        self.after.add(new)
        if old is new and self.same_definition:
            return
        child, both = told.chronicle.child, rows_of_both(self.older.indicator, self.newer.indicator)
        if any(_stood(self.before, row, child) != _stood(self.after, instead, child) for row, instead in both):
            self.moved.add(child)

    def found(self) -> Compared:
        """The two answers, and who moved between them."""
        return Compared(self.before.answer(), self.after.answer(), frozenset(self.moved))


def _stood(tally: Tally, row: int, child: str) -> Standing:
    """How the child that was asked last stands in a row."""
    entries = tally.entries[row]
    return entries[-1].stands if entries and entries[-1].child == child else NOT_COUNTED

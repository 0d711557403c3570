"""How figures were restated: each day's figure as known when it was first published, and as known later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from replay.differences import Difference, Move, differences
from timeline.domain.basis import Basis, NeverSentAgain
from timeline.projections.algebra.answers import Row
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.sides import Side
from timeline.projections.cases import pinned
from timeline.projections.engines import Engine, Note, discard
from timeline.projections.indicators import in_force
from timeline.store import CaseLog

Published = tuple[date, date, date | None]
"""The day a figure is about, the day of knowing it was first published at, and a later one (``None``: all that is
known)."""


@dataclass(frozen=True, slots=True)
class Restated:
    """The default figure of one day, twice, the children who came in and went out between, and the facts that did it.

    ``moves``: what each child who came in or went out adds to the number, and why; they add up to its change.
    """

    as_at: date
    first_known_at: date
    later_known_at: date | None
    position: int | None
    first: Row
    later: Row
    moves: tuple[Move, ...]

    @property
    def came_in(self) -> frozenset[str]:
        """Children in the numerator as known later, who were not as first known."""
        return self.later.meets - self.first.meets

    @property
    def went_out(self) -> frozenset[str]:
        """Children in the numerator as first known, who are not as known later."""
        return self.first.meets - self.later.meets


def restated(
    log: CaseLog,
    indicator: Indicator,
    published: Iterable[Published],
    never_sent_again: NeverSentAgain = NeverSentAgain.KEEP,
    *,
    beyond_coverage: bool = False,
    engine: Engine = Engine.AUTO,
    note: Note = discard,
) -> list[Restated]:
    """For each (as at, first known at, later known at): the figure then, the figure later, and what moved it."""
    position = pinned(log, Basis(date.max)).position

    def side(as_at: date, known_at: date | None) -> Side:
        return Side(in_force(indicator, as_at), Basis(as_at, known_at, position, never_sent_again))

    pairs = [(side(as_at, first), side(as_at, later)) for as_at, first, later in published]
    found = differences(log, pairs, engine=engine, note=note, beyond_coverage=beyond_coverage)
    return [_restated(difference) for difference in found]


def _restated(difference: Difference) -> Restated:
    then, now = difference.before, difference.after
    assert then.basis.known_at is not None
    return Restated(
        as_at=then.basis.as_at,
        first_known_at=then.basis.known_at,
        later_known_at=now.basis.known_at,
        position=then.basis.position,
        first=then.rows[0],
        later=now.rows[0],
        moves=tuple(move for move in difference.moves if move.row == 0 and move.numerator),
    )

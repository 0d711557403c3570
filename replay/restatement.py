"""How figures were restated: each day's figure as known when it was first published, and as known later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Row
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.questions import measure, pinned
from timeline.store import CaseLog


@dataclass(frozen=True, slots=True)
class Restated:
    """The default figure of one day, twice, and the children who came in and went out between."""

    as_at: date
    first_known_at: date
    later_known_at: date | None
    position: int | None
    first: Row
    later: Row

    @property
    def came_in(self) -> frozenset[str]:
        """Children in the numerator as known later, who were not as first known."""
        return self.later.meets - self.first.meets

    @property
    def went_out(self) -> frozenset[str]:
        """Children in the numerator as first known, who are not as known later."""
        return self.first.meets - self.later.meets


def restated(
    log: CaseLog, indicator: Indicator, published: Sequence[tuple[date, date]], later: date | None
) -> list[Restated]:
    """For each (as at, first known at): the figure then, and as known at ``later`` (``None``: all that is known)."""
    position = pinned(log, Basis(date.max)).position

    def default(as_at: date, known_at: date | None) -> Row:
        return measure(log, [indicator], Basis(as_at, known_at, position))[0].rows[0]

    return [
        Restated(as_at, known_at, later, position, default(as_at, known_at), default(as_at, later))
        for as_at, known_at in published
    ]

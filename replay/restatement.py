"""How figures were restated: each day's figure as known when it was first published, and as known later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timeline.domain.basis import Basis, NeverSentAgain
from timeline.domain.spells import case
from timeline.projections.algebra.answers import Row
from timeline.projections.algebra.figures import Tally
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.questions import pinned
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
    log: CaseLog,
    indicator: Indicator,
    published: Sequence[tuple[date, date]],
    later: date | None,
    never_sent_again: NeverSentAgain = NeverSentAgain.KEEP,
) -> list[Restated]:
    """For each (as at, first known at): the figure then, and as known at ``later`` (``None``: all that is known).

    Every child is read once, whatever the number of days.
    """
    position = pinned(log, Basis(date.max)).position
    bases = [
        Basis(as_at, known, position, never_sent_again) for as_at, known_at in published for known in (known_at, later)
    ]
    tallies = [Tally.start(indicator, basis, brought=log.setting(basis).brought) for basis in bases]
    for chronicle in log.chronicles(bases):
        for tally in tallies:
            tally.add(case(chronicle.story(tally.basis)))
    rows = [tally.answer().rows[0] for tally in tallies]
    return [
        Restated(as_at, known_at, later, position, first, last)
        for (as_at, known_at), first, last in zip(published, rows[::2], rows[1::2], strict=True)
    ]

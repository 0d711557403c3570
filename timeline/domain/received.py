"""Returns that were received, and children whom the one that should have had them does not have.

A period that is open at the end of a return's year must be in the next year's return. Where it is not, nobody knows
whether the child left, or was forgotten: the period was **never sent again**. Nothing is closed for it; a basis says
what it is to be taken for. Decided in ``docs/decisions/0012-never-sent-again.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.domain.attestations import ReturnReceived
from timeline.domain.basis import Basis
from timeline.domain.days import year_ending, year_window
from timeline.domain.entries import Recorded
from timeline.domain.statements import Coverage

EPISODES = "Episodes"


@dataclass(frozen=True, slots=True)
class Absence:
    """A child had an episode in the return of one year and none in that of a later one.

    ``last_sent``: the last day of the year of the last return with an episode of the child. ``missed``: the last day of
    the year of the first return after it that brought episodes, and none of the child.
    """

    last_sent: date
    missed: date

    @property
    def unheard_of_from(self) -> date:
        """The first day of the year of the return that should have had the child."""
        return year_window(self.missed).first

    @property
    def day_after(self) -> date:
        """The first day that no return has said anything about."""
        return self.last_sent + timedelta(days=1)

    def concerns(self, began_on: date, ended_on: date | None) -> bool:
        """Whether something with these days was open in the last return that named the child, and never sent again."""
        return ended_on is None and began_on <= self.last_sent


def returns_received(attested: Iterable[Recorded], basis: Basis) -> tuple[ReturnReceived, ...]:
    """The returns known and held at the basis whose year had begun, in the order of their years."""
    found = [
        each.entry
        for each in attested
        if isinstance(each.entry, ReturnReceived) and basis.holds(each.position) and basis.knows(each.entry.known_on)
    ]
    begun = [received for received in found if basis.reaches(year_window(received.year_ending).first)]
    return tuple(sorted(begun, key=lambda received: (received.year_ending, received.known_on)))


def absence(spoke: Iterable[Coverage], received: Iterable[ReturnReceived]) -> Absence | None:
    """Whether a child, of whom sources with these coverages spoke, is missing from a return. ``received``: in the order
    of their years."""
    years = [coverage.last for coverage in spoke if sends_episodes(coverage)]
    if not years:
        return None
    last_sent = max(years)
    for each in received:
        if each.year_ending > last_sent and EPISODES in each.modules:
            return Absence(last_sent, each.year_ending)
    return None


def sends_episodes(coverage: Coverage) -> bool:
    """Whether it is that of a yearly return with an episode row of the child: only then does its silence count."""
    if not coverage.silence_counts_in:
        return False
    return coverage.last == year_ending(coverage.last) and coverage.first == year_window(coverage.last).first

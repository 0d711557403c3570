"""Which yearly returns had a child, and which were received without it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timeline.domain.attestations import ReturnReceived
from timeline.domain.received import EPISODES, sends_episodes
from timeline.domain.statements import Coverage


@dataclass(frozen=True, slots=True)
class Returned:
    """Years by the 31 March on which they end. ``sent``: those whose return had an episode row of the child;
    ``received``: those of which a return that brought episodes is known, whichever day is asked about."""

    sent: frozenset[date] = frozenset()
    received: frozenset[date] = frozenset()

    @classmethod
    def of(cls, spoke: Iterable[Coverage], received: Iterable[ReturnReceived]) -> Returned:
        """From the coverages of the statements about the child, and the returns that were received."""
        return cls(
            frozenset(each.last for each in spoke if sends_episodes(each)),
            frozenset(each.year_ending for each in received if EPISODES in each.modules),
        )

    @property
    def passed_by(self) -> list[date]:
        """The years whose return did not have the child, though that of a later year had it, in order."""
        last = max(self.sent, default=date.min)
        return sorted(year for year in self.received - self.sent if year < last)


NOT_RETURNED = Returned()
"""Where no return is known."""

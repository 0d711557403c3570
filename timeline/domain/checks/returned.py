"""Which yearly returns had a child, and which were received without it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timeline.domain.assertions import Assertion
from timeline.domain.days import year_ending
from timeline.domain.received import EPISODES, Received, sends_episodes


@dataclass(frozen=True, slots=True)
class Returned:
    """Years by the 31 March on which they end. ``sent``: those of which some return had an episode row of the child, be
    it one that could not be read; ``received``: those of which a return of the whole year that brought episodes is
    known, whichever day is asked about; ``brought``: each such year, with a module that the return brought."""

    sent: frozenset[date] = frozenset()
    received: frozenset[date] = frozenset()
    brought: frozenset[tuple[date, str]] = frozenset()

    @classmethod
    def of(cls, applied: Iterable[Assertion], received: Iterable[Received]) -> Returned:
        """From what is asserted about the child and counts, and the returns that were received."""
        applied, received = list(applied), list(received)
        identifiers = {each.record.child for each in applied}
        coverages = [each.statement.coverage for each in applied if each.statement.coverage is not None]
        sent = {year_ending(each.last) for each in coverages if sends_episodes(each)}
        sent |= {each.year_ending for each in received if not each.unreadable.isdisjoint(identifiers)}
        whole = [each for each in received if EPISODES in each.modules and each.last == each.year_ending]
        brought = {(each.year_ending, module) for each in whole for module in each.modules}
        return cls(frozenset(sent), frozenset(each.year_ending for each in whole), frozenset(brought))

    def years_with(self, module: str) -> list[date]:
        """The years whose return had the child and brought this module, in order."""
        return sorted(year for year in self.sent if (year, module) in self.brought)

    @property
    def passed_by(self) -> list[date]:
        """The years whose return did not have the child, though that of a later year had it, in order."""
        last = max(self.sent, default=date.min)
        return sorted(year for year in self.received - self.sent if year < last)


NOT_RETURNED = Returned()
"""Where no return is known."""

"""Coverage, day by day: for each day and module, whether any import that counts speaks of the day.

Written from ``docs/decisions/0021-coverage-of-figures.md``. No runs, no pieces: every day is asked by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tests.oracle.almanac import ONE_DAY, months_earlier


@dataclass(frozen=True)
class Arrival:
    """One import, as a clerk would note it in a ledger. ``first=None``: it speaks of everything before ``last``."""

    modules: tuple[str, ...]
    first: date | None
    last: date
    known_on: date
    partial: bool = False
    undone: bool = False
    unreadable: tuple[str, ...] = ()

    def speaks_of(self, module: str, day: date) -> bool:
        """Whether it covers one day of a module."""
        if self.partial or module not in self.modules or module in self.unreadable:
            return False
        return day <= self.last and (self.first is None or day >= self.first)


@dataclass(frozen=True)
class Ledger:
    """Every import, as known at a day (``None``: all of them)."""

    arrivals: Sequence[Arrival]
    known_at: date | None = None

    def is_covered(self, module: str, day: date) -> bool:
        """Whether some import that counts and was known covers the day."""
        return any(each.speaks_of(module, day) for each in self._counting())

    def stock_is_covered(self, module: str, day: date) -> bool:
        """Whether who is open at the end of the day is known: the day is covered, or the next one is the first."""
        return self.is_covered(module, day) or self.is_covered(module, day + ONE_DAY)

    def window_is_covered(self, module: str, as_at: date, months: int) -> bool:
        """Whether every day of the so many months to a day is covered, one after the other."""
        day = months_earlier(as_at, months) + ONE_DAY
        while day <= as_at:
            if not self.is_covered(module, day):
                return False
            day += ONE_DAY
        return True

    def is_named(self, module: str) -> bool:
        """Whether any import names the module, even one that covers no day."""
        return any(module in each.modules for each in self._counting())

    def _counting(self) -> list[Arrival]:
        return [
            each
            for each in self.arrivals
            if not each.undone and (self.known_at is None or each.known_on <= self.known_at)
        ]


STOCK = 0
YEAR = 12

WINDOWS: dict[str, int] = {
    "looked-after": STOCK,
    "started": YEAR,
    "ceased": YEAR,
    "ceased-by-duration": YEAR,
    "ceased-destination": YEAR,
    "multiple-periods": STOCK,  # two years back: the history is remarked to be short
    "placements-3-plus": YEAR,
    "legal-status-s20": STOCK,
    "legal-status": STOCK,
    "placed-with-parents": STOCK,
    "placement-type": STOCK,
    "missing-over-24h": YEAR,
    "visitor-received": YEAR,
    "visitor-waiting": STOCK,
    "looked-after-in-year": YEAR,
    "continuously-12-months": YEAR,
    "duration-open": STOCK,
    "uasc": STOCK,
    "placement-provider": STOCK,
    "placement-stability-long": STOCK,  # two and a half years back
    "placements-2-years": STOCK,
    "reviews-on-time": YEAR,
    "reviews-overdue": STOCK,
    "review-participation": YEAR,
    "returned-home": YEAR,
    "re-entry": 2 * YEAR,  # who ceased in the year that ended 12 months ago, followed up since
    "special-guardianship": YEAR,
    "missing-incidents": YEAR,
    "court-timescale": YEAR,
    "re-referred": 2 * YEAR,
    "edge-of-care-accommodated": YEAR + 6,
}
"""How many months to the day asked about the main row of a measure needs covered: by its wording, by hand."""

"""What the log as a whole states at any basis: which modules returns brought, how far back they reach, what is
covered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from timeline.domain.basis import FIRST_READING, Basis
from timeline.domain.coverage import Coverage, CoverageHistory
from timeline.domain.entries import Recorded
from timeline.domain.imports import Imports
from timeline.domain.received import EPISODES, returns_received, whole_returns
from timeline.projections.algebra.arithmetic import OfLog
from timeline.projections.algebra.reach import history_from


class Stated:
    """The statements about the log as a whole, ready to be asked at many bases. Every basis names its position.

    ``attested``: the entries about the log as a whole. ``beyond_coverage``: whether figures are wanted of days that
    are not covered, too.
    """

    def __init__(self, attested: Iterable[Recorded], *, beyond_coverage: bool = False) -> None:
        self._attested = list(attested)
        self._beyond = beyond_coverage
        self._at: dict[int | None, _AtPosition] = {}
        self._found: dict[tuple[int, int, int | None, int], OfLog] = {}

    def __call__(self, basis: Basis) -> OfLog:
        """What is stated at a basis: the very same at all bases at which as many years have begun and the same imports
        are known."""
        at = self.at(basis.position)
        coverage = at.history.at(basis.known_at)
        alike = at.years_begun(basis.as_at), id(coverage), basis.position, basis.reading
        if alike not in self._found:
            self._found[alike] = self._of_log(at, basis, None if basis.reading == FIRST_READING else coverage)
        return self._found[alike]

    def at(self, position: int | None) -> _AtPosition:
        """What the log held at a position."""
        if position not in self._at:
            self._at[position] = _AtPosition(Imports.held(self._attested, position))
        return self._at[position]

    def _of_log(self, at: _AtPosition, basis: Basis, coverage: Coverage | None) -> OfLog:
        received = returns_received(at.imports, basis)
        years = [each.year_ending for each in received if EPISODES in each.modules]
        return OfLog(
            brought=frozenset(module for each in received for module in each.modules),
            history_from=history_from(years, basis.as_at),
            coverage=coverage,
            beyond_coverage=self._beyond,
        )


class _AtPosition:
    """The imports that the log held at one position, and the coverage that follows from them."""

    def __init__(self, imports: Imports) -> None:
        self.imports = imports
        self.history = CoverageHistory(imports)
        self._begun = sorted({each.first for each in whole_returns(imports)})

    def years_begun(self, as_at: date) -> int:
        """How many years with a return had begun by a day."""
        return bisect_right(self._begun, as_at)

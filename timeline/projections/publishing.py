"""``--known-at published``: of each measure and day, the figure as known when everything it needs was first covered.

Decided in ``docs/decisions/0021-coverage-of-figures.md``.

The day is that of the measure's own row, its first; where there is none, every row is
without a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from timeline.domain.basis import Basis
from timeline.lazy import lazy
from timeline.projections.algebra.answers import Answer, Point, Row, Series, point_of
from timeline.projections.algebra.arithmetic import Line, OfLog, lines_of, window_of
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.needs import all_needs, days_needed, reason
from timeline.projections.algebra.stated import Stated
from timeline.projections.indicators import in_force
from timeline.store import CaseLog

if TYPE_CHECKING:
    from timeline.projections.algebra import explanation
else:
    explanation = lazy("timeline.projections.algebra.explanation")

Ask = Callable[[Sequence[Indicator], Basis], list[Answer]]
AskSeries = Callable[[Sequence[Basis]], Series]

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Publishing:
    """The days of knowing on which figures could first be published, by what the log held at a position."""

    stated: Stated
    position: int

    @classmethod
    def of(cls, log: CaseLog, position: int) -> Publishing:
        """From the log, as it was at a position that it has."""
        return cls(Stated(log.attestations(position)), position)

    def day(self, indicator: Indicator, as_at: date) -> date | None:
        """The first day by which every module that the measure needs was covered; ``None`` where there is none."""
        history, (main, *_) = self.stated.at(self.position).history, lines_of(indicator)
        needed = days_needed(main.looks, as_at)
        for known in history.days:
            coverage = history.at(known)
            if all(needed.are_covered(need, coverage) for need in main.needs):
                return known
        return None

    def basis(self, indicator: Indicator, basis: Basis) -> Basis:
        """The basis with that day; not limited where there is none."""
        return replace(basis, known_at=self.day(indicator, basis.as_at), position=self.position)

    def without_day(self, indicator: Indicator, basis: Basis) -> Answer:
        """The answer at a basis without such a day: no row has a figure, and the reason says why."""
        of_log = self.stated(basis)
        rows = tuple(_without_figure(line, self._why(line, basis.as_at, of_log)) for line in lines_of(indicator))
        coverage = of_log.covered(all_needs(indicator), ())
        return Answer(indicator, basis, window_of(indicator, basis.as_at), rows, 0, coverage)

    def unexplained(self, indicator: Indicator, of: explanation.Explanation) -> explanation.Explanation:
        """In place of an explanation at a basis without such a day: why there is no figure to be in."""
        answer = self.without_day(indicator, of.basis)
        return explanation.not_covered(indicator, of.basis, of.child, answer.rows[0].reason or "", answer.coverage)

    def _why(self, line: Line, as_at: date, of_log: OfLog) -> str:
        needed, coverage = days_needed(line.looks, as_at), of_log.coverage
        assert coverage is not None  # as there is at every basis of today's reading
        lacking = [need for need in line.needs if not needed.are_covered(need, coverage)]
        return "; ".join(reason(need, needed, coverage) for need in lacking or line.needs)


def _without_figure(line: Line, why: str) -> Row:
    return Row(
        group=dict(line.reading.group),
        unit=line.unit,
        numerator=None,
        denominator=None,
        value=None,
        counted=NOBODY,
        meets=NOBODY,
        reason=why,
        not_covered=True,
    )


def measure_published(
    log: CaseLog,
    indicators: Sequence[Indicator],
    basis: Basis,
    *,
    ask: Ask,
) -> list[Answer]:
    """The figures of some measures as at a day, each as it was published. ``basis``: with its position. ``ask``: gives
    the answers of some measures at a basis."""
    publishing, found = Publishing.of(log, _position(basis)), dict[str, Answer]()
    by_day: dict[date | None, list[Indicator]] = {}
    for each in indicators:
        by_day.setdefault(publishing.day(each, basis.as_at), []).append(each)
    for day, together in by_day.items():
        at = replace(basis, known_at=day)
        answers = [publishing.without_day(each, at) for each in together] if day is None else ask(together, at)
        found |= {answer.indicator.id: answer for answer in answers}
    return [found[each.id] for each in indicators]


def series_published(log: CaseLog, indicator: Indicator, bases: Sequence[Basis], *, ask: AskSeries) -> Series:
    """One measure as at one day after another, each as it was published. ``bases``: with their position. ``ask``: gives
    the series of the measure at some bases."""
    publishing = Publishing.of(log, _position(bases[0]))
    published = [publishing.basis(in_force(indicator, basis.as_at), basis) for basis in bases]
    asked = [basis for basis in published if basis.known_at is not None]
    found = dict(zip(asked, ask(asked).points if asked else (), strict=True))
    points = tuple(
        found[basis] if basis in found else _without_day(publishing, indicator, basis) for basis in published
    )
    return Series(points[-1].indicator, points)


def _without_day(publishing: Publishing, indicator: Indicator, basis: Basis) -> Point:
    return point_of(publishing.without_day(in_force(indicator, basis.as_at), basis))


def _position(basis: Basis) -> int:
    if basis.position is None:
        raise ValueError("what was published is asked for at a position of the log")
    return basis.position

"""From sums to figures: the last step to an answer, whichever interpreter has added the children up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache

from timeline.domain.basis import Basis
from timeline.domain.coverage import Coverage, Covered
from timeline.domain.days import Window, add_months
from timeline.projections.algebra.answers import Figure, Group, Row
from timeline.projections.algebra.indicator import Indicator, Reading, Unit
from timeline.projections.algebra.needs import Look, days_needed, looks_of, reason
from timeline.projections.algebra.reach import first_day, months_asked

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Totals:
    """Of all children counted in a row: how many, who may meet it, of whom it is unknown; what they add to the
    numerator and to the denominator where that is of spells; what is told of the days or other numbers they bring,
    where there is any."""

    counted: int
    possible: int
    unknown: int
    numerator: int
    out_of: int
    told: Fraction | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an indicator, with what follows from its declaration alone. ``months``: how far back it asks;
    ``looks``: the days and windows of at most 12 months that have to be covered."""

    reading: Reading
    unit: Unit
    needs: tuple[str, ...]
    months: float
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a row has no figure. ``of_days``: days that it needs are not covered; otherwise nothing at all is known of a
    module, and ``can_be_counted`` is false: then ``--beyond-coverage`` gives no number either."""

    reason: str
    of_days: bool
    can_be_counted: bool


@dataclass(frozen=True)
class OfLog:
    """What the log as a whole states at a basis.

    ``brought``: the modules that some return brought, be it without a row. ``history_from``: the first day from which
    on the returns have every episode, where that is known. ``coverage``: what is covered; ``None`` at reading 1, which
    has no coverage. ``beyond_coverage``: whether numbers are wanted of days that are not covered, too.
    """

    brought: Collection[str] = ()
    history_from: date | None = None
    coverage: Coverage | None = None
    beyond_coverage: bool = False
    _not_covered: dict[tuple[tuple[str, ...], tuple[Look, ...], date], tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _covered: dict[tuple[str, ...], tuple[Covered, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def not_covered(self, line: Line, as_at: date) -> tuple[str, ...]:
        """Of each module that is not covered as a row needs it, the reason. Modules without stated coverage lack
        none."""
        if self.coverage is None:
            return ()
        key = line.needs, line.looks, as_at
        if key not in self._not_covered:
            needed, coverage = days_needed(line.looks, as_at), self.coverage
            stated = [need for need in line.needs if coverage.is_stated(need)]
            lacking = [need for need in stated if not needed.are_covered(need, coverage)]
            self._not_covered[key] = tuple(reason(need, needed, coverage) for need in lacking)
        return self._not_covered[key]

    def knows(self, module: str, heard_of: Collection[str]) -> bool:
        """Whether anything is known of a module: a fact, or that there was none."""
        return module in heard_of or (self.coverage is not None and bool(self.coverage.runs(module)))

    def covered(self, modules: Iterable[str], heard_of: Collection[str]) -> tuple[Covered, ...] | None:
        """The runs of covered days of each module, module by module; one run without days of a module that is known of
        though no coverage of it is stated. ``None`` at reading 1."""
        if self.coverage is None:
            return None
        coverage = self.coverage
        key = tuple([module for module in modules if coverage.runs(module) or module in heard_of])
        if key not in self._covered:
            found = [run for module in key for run in coverage.runs(module)]
            found += [Covered(each, None, None, stated=False) for each in key if not coverage.is_stated(each)]
            self._covered[key] = tuple(sorted(found, key=lambda run: key.index(run.module)))
        return self._covered[key]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a figure is worked out with, besides sums: its basis, the modules heard of, what the log as a whole
    states."""

    basis: Basis
    heard_of: Collection[str]
    of_log: OfLog

    def gap(self, line: Line) -> Gap | None:
        """Why a row has no figure that stands on covered days; ``None`` where it has one."""
        of_log, basis = self.of_log, self.basis
        uncovered = of_log.not_covered(line, basis.as_at)
        if uncovered:
            counted = all(of_log.knows(need, self.heard_of) for need in line.needs)
            return Gap("; ".join(uncovered), of_days=True, can_be_counted=counted)
        missing = tuple([need for need in line.needs if not of_log.knows(need, self.heard_of)])
        if missing:
            return Gap(_no_data(missing, basis.as_at, basis.known_at), of_days=False, can_be_counted=False)
        return None

    def without_number(self, line: Line, group: Group, gap: Gap | None) -> Figure | None:
        """The figure of a row with this gap, where it has no number: it is the same whatever is counted. ``None``
        where there is a number."""
        if gap is None or (self.of_log.beyond_coverage and gap.can_be_counted):
            return None
        return Figure(group, line.unit, None, None, None, reason=gap.reason, not_covered=gap.of_days)

    @property
    def history_from(self) -> date | None:
        """The first day from which on the returns have every episode, where that is known."""
        return self.of_log.history_from


@cache
def lines_of(indicator: Indicator) -> tuple[Line, ...]:
    """The rows of an indicator, the default figure first."""
    return tuple(
        Line(
            reading=reading,
            unit=indicator.unit_of(reading),
            needs=(*indicator.needs, *reading.needs),
            months=months_asked(indicator, reading),
            looks=looks_of(indicator, reading),
        )
        for reading in indicator.readings
    )


def window_of(indicator: Indicator, as_at: date) -> Window | None:
    """The window of the default figure; ``None`` of a snapshot."""
    if indicator.window_months is None:
        return None
    return Window.trailing(add_months(as_at, -indicator.window_ago), indicator.window_months)


def figure(line: Line, group: Group, totals: Totals, excluded: Mapping[str, int], knowledge: Knowledge) -> Figure:
    """One figure; without a number where days that it needs are not covered, or nothing is known of a module."""
    gap = knowledge.gap(line)
    without = knowledge.without_number(line, group, gap)
    return without or counted_figure(line, group, totals, excluded, knowledge, gap)


def counted_figure(
    line: Line, group: Group, totals: Totals, excluded: Mapping[str, int], knowledge: Knowledge, gap: Gap | None
) -> Figure:
    """One figure with its number. ``gap``: why it stands on days that are not covered, where it does."""
    unit, reading = line.unit, line.reading
    denominator = _denominator(unit, reading, totals)
    value = _value(unit, reading, totals, denominator)
    has_possible = reading.possible is not None
    return Figure(
        group=group,
        unit=unit,
        numerator=totals.numerator,
        denominator=denominator,
        value=value,
        possible=totals.possible if has_possible else None,
        possible_value=_share(100 * totals.possible, totals.counted) if has_possible else None,
        excluded={label: number for label, number in excluded.items() if number},
        unknown=totals.unknown if reading.unknown is not None else None,
        reason="nobody is counted" if value is None else None,
        history_from=_short_of(line, knowledge),
        beyond_coverage=gap is not None,
    )


def row_of(found: Figure, counted: Iterable[str], meets: Iterable[str], possible: Iterable[str]) -> Row:
    """A figure with the children in it."""
    return Row(
        group=found.group,
        unit=found.unit,
        numerator=found.numerator,
        denominator=found.denominator,
        value=found.value,
        counted=frozenset(counted),
        meets=frozenset(meets),
        possible=None if found.possible is None else frozenset(possible),
        possible_value=found.possible_value,
        excluded=found.excluded,
        unknown=found.unknown,
        reason=found.reason,
        history_from=found.history_from,
        not_covered=found.not_covered,
        beyond_coverage=found.beyond_coverage,
    )


def _denominator(unit: Unit, reading: Reading, totals: Totals) -> int | None:
    """Of how many: the children counted, or the spells; ``None`` where the row is a number and no share."""
    if reading.out_of is not None:
        return totals.out_of
    return None if reading.meets is None and unit is not Unit.PER_CHILD else totals.counted


def _value(unit: Unit, reading: Reading, totals: Totals, denominator: int | None) -> Fraction | None:
    if unit in (Unit.PERCENT, Unit.PER_CHILD):
        return _share(100 * totals.numerator if unit is Unit.PERCENT else totals.numerator, denominator or 0)
    if reading.days is None and reading.number is None:
        return Fraction(totals.numerator)
    return totals.told / DAYS_OF_A_WEEK if totals.told is not None and unit is Unit.WEEKS else totals.told


def _share(number: int, of: int) -> Fraction | None:
    return Fraction(number, of) if of else None


@lru_cache(maxsize=64)
def _no_data(missing: tuple[str, ...], as_at: date, known_at: date | None) -> str:
    known = "nothing is known" if known_at is None else f"nothing was known by {known_at}"
    return f"{known} of {', '.join(missing)} as at {as_at}"


def _short_of(line: Line, knowledge: Knowledge) -> date | None:
    """The day from which on all is told, where the row reaches back further than that."""
    if knowledge.history_from is None:
        return None
    asks_from = first_day(line.months, knowledge.basis.as_at)
    return knowledge.history_from if asks_from is None or asks_from < knowledge.history_from else None

"""From sums to figures: the last step to an answer, whichever interpreter has added the children up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache

from timeline.domain.basis import Basis
from timeline.domain.days import Window, add_months
from timeline.projections.algebra.answers import Figure, Group, Row
from timeline.projections.algebra.indicator import Indicator, Reading, Unit
from timeline.projections.algebra.reach import first_day, months_asked
from timeline.projections.algebra.statistics import tell

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Totals:
    """Of all children counted in a row: how many, who may meet it, of whom it is unknown; what they add to the
    numerator and to the denominator where that is of spells; the days or other numbers they bring."""

    counted: int
    possible: int
    unknown: int
    numerator: int
    out_of: int
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of the log as a whole at a basis: the modules heard of, and the first day from which on the returns
    tell of every episode, where that is known."""

    basis: Basis
    heard_of: Collection[str]
    history_from: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an indicator, with what follows from its declaration alone. ``months``: how far back it asks."""

    reading: Reading
    unit: Unit
    needs: tuple[str, ...]
    months: float


@cache
def lines_of(indicator: Indicator) -> tuple[Line, ...]:
    """The rows of an indicator, the default figure first."""
    return tuple(
        Line(
            reading=reading,
            unit=indicator.unit_of(reading),
            needs=(*indicator.needs, *reading.needs),
            months=months_asked(indicator, reading),
        )
        for reading in indicator.readings
    )


def window_of(indicator: Indicator, as_at: date) -> Window | None:
    """The window of the default figure; ``None`` of a snapshot."""
    if indicator.window_months is None:
        return None
    return Window.trailing(add_months(as_at, -indicator.window_ago), indicator.window_months)


def figure(line: Line, group: Group, totals: Totals, excluded: Mapping[str, int], knowledge: Knowledge) -> Figure:
    """One figure; without a number where nothing is known of a module that it needs."""
    unit, reading = line.unit, line.reading
    missing = tuple([need for need in line.needs if need not in knowledge.heard_of])
    if missing:
        basis = knowledge.basis
        return Figure(group, unit, None, None, None, reason=_no_data(missing, basis.as_at, basis.known_at))
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
    )


def _denominator(unit: Unit, reading: Reading, totals: Totals) -> int | None:
    """Of how many: the children counted, or the spells; ``None`` where the row is a number and no share."""
    if reading.out_of is not None:
        return totals.out_of
    return None if reading.meets is None and unit is not Unit.PER_CHILD else totals.counted


def _value(unit: Unit, reading: Reading, totals: Totals, denominator: int | None) -> Fraction | None:
    if unit in (Unit.PERCENT, Unit.PER_CHILD):
        return _share(100 * totals.numerator if unit is Unit.PERCENT else totals.numerator, denominator or 0)
    told_as = reading.days or reading.number
    if told_as is None:
        return Fraction(totals.numerator)
    told = tell(totals.numbers, told_as.told_as)
    return told / DAYS_OF_A_WEEK if told is not None and unit is Unit.WEEKS else told


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

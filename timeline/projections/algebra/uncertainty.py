"""How sure a figure is: the interval of a percentage, and the wait to be expected while some still wait.

A percentage of children is given with its 95 % Wilson interval: what a population like this one would show, were the
same to happen to it again. Waits that are not over yet say how long they have lasted at least; Kaplan and Meier's
estimate uses them for what they say. SciPy does the sums: the extra ``statistics``.

Source: Wilson (1927); Kaplan and Meier (1958), interval by the log-log transformation, of the median by Brookmeyer and
Crowley (1982).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import import_module
from types import ModuleType
from warnings import catch_warnings, simplefilter

from timeline.domain.spells import Case
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.expressions import SpellExpression
from timeline.projections.algebra.indicator import Indicator, Unit
from timeline.projections.algebra.reference import days_lasted, same, spells

CONFIDENCE = 0.95
PLACES = 9
"""Decimals kept of what is no fraction: more than are ever printed."""

Interval = tuple[Fraction | None, Fraction | None]


class StatisticsMissingError(RuntimeError):
    """The library that does the sums is not installed."""

    def __init__(self) -> None:
        super().__init__("intervals need SciPy: install timeline with its extra, timeline[statistics]")


@cache
def _stats() -> ModuleType:
    try:
        return import_module("scipy.stats")
    except ModuleNotFoundError:
        raise StatisticsMissingError from None


@dataclass(frozen=True, slots=True)
class Wait:
    """How many days one wait lasted, or has lasted at least: ``over`` where it came to what was waited for."""

    days: int
    over: bool


@dataclass(frozen=True)
class ExpectedWait:
    """Which waits an expected wait is estimated from: all of them, and those of them that came to what was waited for.

    Those that came to anything else, and those still open, count for as long as they lasted.
    """

    label: str
    waits: SpellExpression
    answered: SpellExpression


@dataclass(frozen=True, slots=True)
class Median:
    """A median of waits in days, with its interval; ``None`` where too many still wait for it to be told."""

    days: Fraction | None
    interval: Interval


# ------------------------------------------------------------------------------------------------------- percentages


def wilson(number: int, of: int) -> Interval:
    """The 95 % Wilson interval of a percentage. ``ValueError`` where it is of nobody."""
    if of == 0:
        raise ValueError("a percentage of nobody has no interval")
    found = _stats().binomtest(number, of).proportion_ci(confidence_level=CONFIDENCE, method="wilson")
    return (_exact(100 * found.low), _exact(100 * found.high))


def with_intervals(answer: Answer) -> Answer:
    """The answer with the interval of every percentage of children. Percentages of spells have none: several of one
    child are not told apart by chance alone."""
    of_spells = {reading.group for reading in answer.indicator.readings if reading.out_of is not None}
    return replace(answer, rows=tuple(_with_interval(row, of_spells) for row in answer.rows))


def _with_interval(row: Row, of_spells: set[tuple[tuple[str, str | int], ...]]) -> Row:
    if row.unit is not Unit.PERCENT or row.numerator is None or not row.denominator:
        return row
    if any(set(group) <= set(row.group.items()) for group in of_spells):
        return row
    return replace(row, interval=wilson(row.numerator, row.denominator))


# ------------------------------------------------------------------------------------------------------------- waits


def waits_of(expected: ExpectedWait, case: Case, as_at: date) -> list[Wait]:
    """The waits of one child, as at the end of the day."""
    answered = {same(spell) for spell in spells(expected.answered, case, as_at)}
    return [
        Wait(days_lasted(spell, as_at), same(spell) in answered and not spell.open_at(as_at))
        for spell in spells(expected.waits, case, as_at)
    ]


def kaplan_meier(waits: Sequence[Wait]) -> Median:
    """The median wait by Kaplan and Meier, with its 95 % interval: the first day by which half have what they wait for.

    ``None`` for what the waits so far do not tell.
    """
    if not any(wait.over for wait in waits):
        return Median(None, (None, None))
    stats = _stats()
    told = stats.CensoredData(
        uncensored=[wait.days for wait in waits if wait.over], right=[wait.days for wait in waits if not wait.over]
    )
    still = stats.ecdf(told).sf
    with catch_warnings():  # where nobody waits any more the interval is not defined: it is not a number there
        simplefilter("ignore", RuntimeWarning)
        low, high = still.confidence_interval(confidence_level=CONFIDENCE, method="log-log")
    return Median(_first_half(still), (_first_half(low), _first_half(high)))


def _first_half(still: object) -> Fraction | None:
    """The first day on which half or fewer still wait."""
    days, shares = still.quantiles, still.probabilities  # type: ignore[attr-defined]
    return next((Fraction(int(day)) for day, share in zip(days, shares, strict=True) if share <= 1 / 2), None)


def with_expected_wait(answer: Answer, expected: ExpectedWait, waits: Sequence[Wait]) -> Answer:
    """The answer with one row more, last: the median wait to be expected. The definition is the same."""
    if answer.rows[0].numerator is None:
        return answer
    median, nobody = kaplan_meier(waits), frozenset[str]()
    row = Row(
        group={"wait": expected.label},
        unit=Unit.DAYS,
        numerator=sum(wait.over for wait in waits),
        denominator=len(waits),
        value=median.days,
        counted=nobody,
        meets=nobody,
        reason=None if median.days is not None else "too few waits are over",
        interval=median.interval,
    )
    return replace(answer, rows=(*answer.rows, row))


@dataclass(slots=True)
class Uncertainty:
    """What intervals and expected waits are made of, while cases go by."""

    expected: Mapping[str, ExpectedWait]
    as_at: date
    waits: dict[str, list[Wait]]

    @classmethod
    def start(cls, expected: Mapping[str, ExpectedWait], asked: Iterable[Indicator], as_at: date) -> Uncertainty:
        """Nothing asked yet. ``expected``: the waits beside each indicator that has them, by its id."""
        beside = {each.id: expected[each.id] for each in asked if each.id in expected}
        return cls(beside, as_at, {name: [] for name in beside})

    def add(self, case: Case) -> None:
        """Ask one child."""
        for name, expected in self.expected.items():
            self.waits[name].extend(waits_of(expected, case, self.as_at))

    def beside(self, answer: Answer) -> Answer:
        """The answer with its intervals, and the wait to be expected if there is one."""
        name, found = answer.indicator.id, with_intervals(answer)
        if name not in self.expected:
            return found
        return with_expected_wait(found, self.expected[name], self.waits[name])


def _exact(number: float) -> Fraction:
    return Fraction(str(round(float(number), PLACES)))

"""Stocks and flows of periods of care (``docs/definitions/starting-and-ceasing.md``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from tests.oracle.almanac import months_later
from tests.oracle.asking import Child, OracleRow, Test, always, ask, looked_after
from tests.oracle.days import Period
from timeline.domain import codes
from timeline.domain import events as e


def stock(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Children looked after at the end of the day."""
    yield ask({}, children, looked_after, always)


def started(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Children with a period begun in the year, and how many such periods there were."""
    yield from _flow(children, Child.started)


def ceased(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Children with a period ended in the year, and how many such periods there were."""
    yield from _flow(children, Child.ceased)


def _flow(children: Sequence[Child], which: Callable[[Child], list[Period]]) -> Iterator[OracleRow]:
    row = ask({}, children, lambda each: bool(which(each)), always)
    yield row
    yield replace(row, group={"count": "periods"}, numerator=sum(len(which(each)) for each in children))


def has_ceased(each: Child) -> bool:
    """Ceased to be looked after in the year."""
    return bool(each.ceased())


DURATIONS: dict[str, Callable[[date, date], bool]] = {
    "within 1 month": lambda start, end: end <= months_later(start, 1),
    "over 1 month and within 1 year": lambda start, end: months_later(start, 1) < end <= months_later(start, 12),
    "over 1 year and under 2": lambda start, end: months_later(start, 12) < end < months_later(start, 24),
    "2 years or more": lambda start, end: end >= months_later(start, 24),
    "within 1 year (cumulative)": lambda start, end: end <= months_later(start, 12),
}


def ceased_by_duration(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of the children who ceased in the year, by the length of the period that ended last."""
    for label, fits in DURATIONS.items():
        yield ask({"duration": label}, children, has_ceased, _lasted(fits))


def _lasted(fits: Callable[[date, date], bool]) -> Test:
    def lasted(each: Child) -> bool:
        last = each.ceased()[-1]
        assert last.ended is not None
        return fits(last.started, last.ended)

    return lasted


def ceased_destination(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Where the same children went."""
    for label in (*dict.fromkeys(codes.DESTINATIONS.values()), codes.NOT_RECORDED):
        yield ask({"destination": label}, children, has_ceased, _went_to(label))


def _went_to(label: str) -> Test:
    def went(each: Child) -> bool:
        row = each.ceased()[-1].last_row
        assert row is not None
        # An end that says the child stays looked after, with nothing after it, says nothing of where the child went.
        reason = row.ended.reason_episode_ceased if isinstance(row.ended, e.CeasedToBeLookedAfter) else ""
        return codes.DESTINATIONS.get(reason, codes.NOT_RECORDED) == label

    return went


def multiple_periods(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, with several periods of care that touch the last years; then how many in two years."""
    yield ask({}, children, looked_after, _at_least_two_in(2))
    for years in (1, 3, 5):
        yield ask({"years": years}, children, looked_after, _at_least_two_in(years))
    yield ask({"years": "ever"}, children, looked_after, lambda each: len(each.life.periods) >= 2)
    for number in (1, 2, 3):
        yield ask({"count": str(number)}, children, looked_after, _exactly_in_two_years(number))
    yield ask({"count": "4+"}, children, looked_after, lambda each: _periods_in(each, 2) >= 4)


def _at_least_two_in(years: int) -> Test:
    return lambda each: _periods_in(each, years) >= 2


def _exactly_in_two_years(number: int) -> Test:
    return lambda each: _periods_in(each, 2) == number


def _periods_in(each: Child, years: int) -> int:
    return sum(each.touches_window(period.started, period.ended, 12 * years) for period in each.life.periods)

"""How long periods of care lasted, or have so far, and how many there were: the variants of SW-09 and SW-10, CLA-12."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from tests.oracle.almanac import ONE_DAY, months_earlier, months_later
from tests.oracle.asking import Child, OracleRow, Test, always, ask, looked_after
from tests.oracle.care import DURATIONS, has_ceased
from tests.oracle.days import Period
from tests.oracle.paper import episode

Fits = Callable[[date, date], bool]

NATIONAL_BANDS: dict[str, Fits] = {
    "under 2 weeks": lambda start, end: end < start + timedelta(weeks=2),
    "2 weeks to under 8 weeks": lambda start, end: start + timedelta(weeks=2) <= end < start + timedelta(weeks=8),
    "8 weeks to under 6 months": lambda start, end: start + timedelta(weeks=8) <= end < months_later(start, 6),
    "6 months to under 1 year": lambda start, end: months_later(start, 6) <= end < months_later(start, 12),
    "1 year to under 2 years": lambda start, end: months_later(start, 12) <= end < months_later(start, 24),
    "2 years to under 3 years": lambda start, end: months_later(start, 24) <= end < months_later(start, 36),
    "3 years to under 5 years": lambda start, end: months_later(start, 36) <= end < months_later(start, 60),
    "5 years to under 10 years": lambda start, end: months_later(start, 60) <= end < months_later(start, 120),
    "10 years and over": lambda start, end: end >= months_later(start, 120),
}
"""The lower bound is in the band."""


def duration_open(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, how long their period has lasted to the end of the day: the bands of those who ceased."""
    for label, fits in DURATIONS.items():
        yield ask({"duration": label}, children, looked_after, _lasts(fits))


def _lasts(fits: Fits) -> Test:
    return lambda each: fits(each.period_now().started, each.as_at)


def national_bands(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who ceased in the year, by the national bands."""
    for label, fits in NATIONAL_BANDS.items():
        yield ask({"duration": label}, children, has_ceased, _lasted(fits))


def _lasted(fits: Fits) -> Test:
    def lasted(each: Child) -> bool:
        last = each.last_ceasing()
        assert last.ended is not None
        return fits(last.started, last.ended)

    return lasted


def entrants(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who started so long ago that each could be followed: who ceased so soon, who stayed two years."""
    for label, months in (("within 1 month", 1), ("within 1 year (cumulative)", 12)):
        yield ask({"duration": label}, _then(children, months), _has_started, _ceased_within(months))
    yield ask({"duration": "2 years or more"}, _then(children, 24), _has_started, _stayed_two_years)


def _then(children: Sequence[Child], months: int) -> list[Child]:
    """The children with the year that ended so many months ago."""
    return [each.shifted(months) for each in children]


def _has_started(each: Child) -> bool:
    return bool(each.started())


def _ceased_within(months: int) -> Test:
    def ceased(each: Child) -> bool:
        first = each.first_start()
        return first.ended is not None and first.ended <= months_later(first.started, months)

    return ceased


def _stayed_two_years(each: Child) -> bool:
    first = each.first_start()
    return first.ended is None or first.ended >= months_later(first.started, 24)


def continuously(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Looked after the whole year without ceasing, under 18, and never in a series of short breaks in it."""
    yield ask({}, children, for_the_whole_year, always)


def for_the_whole_year(each: Child) -> bool:
    """Who ceases on the last day still meets it, as does who starts on the first; and who turns 18 ceases that day."""
    first_day = months_earlier(each.as_at, 12) + ONE_DAY
    whole = [
        period
        for period in each.life.periods
        if period.started <= first_day and (period.ended is None or period.ended >= each.as_at)
    ]
    breaks = [
        row
        for row in each.paper.short_breaks
        if (row.last_day is None or row.last_day > row.first_day) and each.touches_window(row.first_day, row.last_day)
    ]
    return bool(whole) and not breaks and not each.is_adult_on(each.as_at - ONE_DAY)


def begun(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, with two or more periods that began in the last years."""
    yield ask({}, children, looked_after, _twice_begun_in(2))
    for years in (1, 3, 5):
        yield ask({"years": years}, children, looked_after, _twice_begun_in(years))


def _twice_begun_in(years: int) -> Test:
    return lambda each: sum(each.in_window(period.started, 12 * years) for period in each.life.periods) >= 2


def leavers(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who ceased in the year, by how many periods they have ever had."""
    yield ask({}, children, has_ceased, lambda each: len(each.life.periods) >= 2)
    for number in (1, 2, 3):
        yield ask({"count": str(number)}, children, has_ceased, _with_periods(number))
    yield ask({"count": "4+"}, children, has_ceased, lambda each: len(each.life.periods) >= 4)


def _with_periods(number: int) -> Test:
    return lambda each: len(each.life.periods) == number


def started_again(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who started in the year, with an earlier period that ended in the years before that start."""
    yield ask({}, children, _has_started, _had_left_within(24))
    for years in (1, 3, 5):
        yield ask({"years": years}, children, _has_started, _had_left_within(12 * years))
    yield ask({"years": "ever"}, children, _has_started, lambda each: bool(_earlier(each)))


def _earlier(each: Child) -> list[Period]:
    start = each.first_start().started
    return [period for period in each.life.periods if period.ended is not None and period.ended < start]


def _had_left_within(months: int) -> Test:
    def had_left(each: Child) -> bool:
        start = each.first_start().started
        return any(period.ended and start <= months_later(period.ended, months) for period in _earlier(each))

    return had_left


def section_20_long(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those under section 20, who have been without a break for half a year, for a year."""
    yield ask({}, children, _under_section_20, _for_months(6))
    yield ask({"duration": "12 months or more"}, children, _under_section_20, _for_months(12))


def _under_section_20(each: Child) -> bool:
    return each.is_looked_after and each.now.legal_status == "V2"


def _for_months(months: int) -> Test:
    def so_long(each: Child) -> bool:
        since = each.as_at
        for day in reversed(each.life.days):
            if day.row is None or episode(day.row).legal_status != "V2":
                break
            since = day.day
        return each.as_at >= months_later(since, months)

    return so_long


def section_20_started(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who started in the year, whose first legal status was section 20."""
    yield ask({}, children, _has_started, _first_under_section_20)


def _first_under_section_20(each: Child) -> bool:
    start = each.first_start().started
    (row,) = [day.row for day in each.life.days if day.day == start]
    assert row is not None
    return episode(row).legal_status == "V2"

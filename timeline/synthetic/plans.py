"""When a child is looked after, and how each period ends: drawn before any detail of it.

Starts are spread evenly over the simulated years and the eighteen years before them, and a child is kept where a period
touches the simulated years. The first day therefore has a stock of the right size, with the right mixture of long and
short stays.
"""

from __future__ import annotations

from random import Random
from typing import Final, NamedTuple

from timeline.synthetic import distributions as published
from timeline.synthetic.draws import whole
from timeline.synthetic.people import birthday
from timeline.synthetic.years import year_end

_OLDEST_DAYS: Final = 18 * 365 + 5
_MOST_PERIODS: Final = 9
_SHORT_BREAK_AGES: Final = (3 * 365, 16 * 365)
SHORT_BREAK_ROUTES: Final = frozenset({"break", "agreement"})


class Span(NamedTuple):
    """The simulated days, both included."""

    first: int
    last: int


class Period(NamedTuple):
    """A period of care ``[start, end)``, or one short break or agreement; ``end`` may lie ahead."""

    start: int
    end: int
    route: str
    age_group: str

    @property
    def is_short_break(self) -> bool:
        return self.route in SHORT_BREAK_ROUTES


class Plan(NamedTuple):
    born_on: int
    uasc: bool
    periods: tuple[Period, ...]


def draw_plan(rng: Random, span: Span) -> Plan:
    """A plan with at least one period that touches the span. Periods that begin after the span are left out."""
    while True:
        start = whole(rng, span.first - _OLDEST_DAYS, span.last)
        if rng.random() < published.SHORT_BREAK_SHARE:
            plan = _short_breaks(rng, start)
        else:
            first = _first_start(rng, start)
            if first.born_on + _OLDEST_DAYS < span.first:
                continue  # grown up before the span: no need to draw the rest
            plan = Plan(first.born_on, first.uasc, tuple(_periods(rng, start, first)))
        begun = tuple(period for period in plan.periods if period.start <= span.last)
        if begun[-1].end >= span.first:
            return plan._replace(periods=begun)


class _FirstStart(NamedTuple):
    born_on: int
    group: str
    uasc: bool


def _first_start(rng: Random, start: int) -> _FirstStart:
    """How old, and whether alone in the country, a child is who starts on that day."""
    group = published.AGE_ON_STARTING.draw(rng)
    youngest, oldest = published.AGE_DAYS[group]
    uasc_share = published.UASC_SHARE[group]
    uasc = uasc_share > 0 and rng.random() < uasc_share
    if uasc:
        youngest = max(youngest, published.YOUNGEST_UASC_DAYS)
    age = whole(rng, youngest, oldest)
    if group == "0" and rng.random() < published.AT_BIRTH_SHARE:
        age = whole(rng, 1, 10)
    return _FirstStart(start - age, group, uasc)


def _periods(rng: Random, start: int, first: _FirstStart) -> list[Period]:
    """One period after another, until the child does not come back."""
    born_on, group, uasc = first
    eighteenth = birthday(born_on, 18)
    periods: list[Period] = []
    while len(periods) < _MOST_PERIODS:
        period = _period(rng, start, eighteenth, group, uasc=uasc)
        periods.append(period)
        if not _returns(rng, period, uasc=uasc):
            break
        start = period.end + published.GAP_BETWEEN_PERIODS.draw(rng)
        if start >= eighteenth - 7:
            break
        group = age_group(start - born_on)
    return periods


def _returns(rng: Random, period: Period, *, uasc: bool) -> bool:
    return period.route == "home" and not uasc and rng.random() < published.RETURNS_TO_CARE


def _period(rng: Random, start: int, eighteenth: int, group: str, *, uasc: bool) -> Period:
    route = (published.ROUTE_UASC if uasc else published.ROUTE[group]).draw(rng)
    if route == "of age":
        return Period(start, eighteenth, route, group)
    bands = "home 16-17" if route == "home" and group == "16-17" else route
    end = start + published.DURATION[bands].draw(rng)
    if end >= eighteenth:
        return Period(start, eighteenth, "of age", group)
    if route == "adopted" and end == year_end(end):
        end -= 1  # on the year's last day, rules 187 and 601 would ask for opposite things
    return Period(start, end, route, group)


def age_group(age_days: int) -> str:
    """The age group of section "age on starting" for an age in days."""
    for group, (_, oldest) in published.AGE_DAYS.items():
        if age_days <= oldest:
            return group
    return "16-17"


def _short_breaks(rng: Random, first: int) -> Plan:
    """A series of V3 breaks (2 to 4 days, 17 at most), or of V4 agreements, over up to two years."""
    born_on = first - whole(rng, *_SHORT_BREAK_AGES)
    route = published.SHORT_BREAK_KIND.draw(rng)
    stop = min(first + whole(rng, 60, 730), birthday(born_on, 18))
    periods: list[Period] = []
    start = first
    while True:
        days = whole(rng, 2, 4) if route == "break" else whole(rng, 120, 300)
        if periods and start + days > stop:
            break
        periods.append(Period(start, start + days, route, age_group(start - born_on)))
        start += days + (whole(rng, 18, 60) if route == "break" else whole(rng, 1, 30))
    return Plan(born_on, uasc=False, periods=tuple(periods))

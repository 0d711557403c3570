"""Events while looked after: missing incidents, reviews, social workers, visitors. Days are ordinals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Final, NamedTuple

from timeline.synthetic import rates
from timeline.synthetic.careers import Episode
from timeline.synthetic.draws import whole
from timeline.synthetic.people import Person
from timeline.synthetic.plans import Period
from timeline.synthetic.years import ReturnYear, year_end

_YEAR: Final = 365
# Statutory intervals (SI 2010/959, regulation 33): twenty working days, three months, six months;
# the shortest calendar lengths of each, so that "on time" here is on time however they are counted.
_FIRST_DUE: Final = 28
_SECOND_DUE: Final = 89
_LATER_DUE: Final = 181
_YOUNGEST_RUNAWAY: Final = 10 * _YEAR + 3
_TEENAGER: Final = 13 * _YEAR + 3
# The first return with social workers is 2023-24: who worked there a year before is not needed.
_WORKERS_FROM: Final = date(2022, 4, 1).toordinal()
# Longer than any return takes to correct that a child has left.
_KEPT_AFTER_CARE: Final = 5 * _YEAR
_LIBERTY_FROM: Final = date(2026, 4, 1).toordinal()


class Incident(NamedTuple):
    """Missing (M) or away (A). ``end``: ``None`` until the child is found or returns."""

    kind: str
    start: int
    end: int | None


class Review(NamedTuple):
    held_on: int
    code: str


class Worker(NamedTuple):
    """An allocation. ``reason``: why it began; ``end``: ``None`` until it ends."""

    sw_id: str
    start: int
    end: int | None
    reason: str


class Liberty(NamedTuple):
    start: int
    end: int | None


class VisitorRequest(NamedTuple):
    """A request for an independent visitor: a row of the authority's own table."""

    requested: int
    matched: int | None
    ended: int | None
    withdrawn: int | None
    reason: str


# --------------------------------------------------------------------------------------- incidents


def draw_incidents(rng: Random, person: Person, episodes: list[Episode], last_day: int) -> tuple[Incident, ...]:
    """Incidents in order. They do not overlap, and none lasts longer than the placement it began in."""
    runaway = rng.random()
    if runaway >= rates.RUNS_AWAY["13+"]:
        return ()
    from_age = _YOUNGEST_RUNAWAY if runaway < rates.RUNS_AWAY["10-12"] else _TEENAGER
    incidents: list[Incident] = []
    free_from = person.born_on + from_age
    for episode in episodes:
        end = last_day + 1 if episode.dec is None else episode.dec
        if end > free_from and episode.ls not in ("V3", "V4"):
            for start in _starts(rng, max(episode.decom, free_from), end):
                if start >= free_from:
                    incidents.append(_incident(rng, start, _back_by(person, episode), last_day))
                    free_from = (incidents[-1].end or end) + 1
    return tuple(incidents)


def _starts(rng: Random, since: int, until: int) -> list[int]:
    """The days between two days on which a child goes missing, concentrated in some of the years."""
    starts: list[int] = []
    for year in range(since, until, _YEAR):
        days = min(_YEAR, until - year)
        if rng.random() < rates.RUNS_IN_A_YEAR * (days / _YEAR) ** 0.5:
            times = max(1, int(rates.INCIDENTS_IN_A_YEAR.draw(rng) * days / _YEAR + 0.5))
            starts += (year + int(rng.random() * days) for _ in range(times))
    return sorted(starts)


def _back_by(person: Person, episode: Episode) -> int | None:
    """The last day on which an incident from there can end: not the 18th birthday, if care ends on it (rule 580)."""
    return episode.dec - 1 if episode.dec == person.eighteenth else episode.dec


def _incident(rng: Random, start: int, placement_ends: int | None, last_day: int) -> Incident:
    kind = rates.INCIDENT_KIND.draw(rng)
    end = start + rates.INCIDENT_DAYS.draw(rng)
    if placement_ends is not None:
        end = min(end, placement_ends)
    return Incident(kind, start, end if end <= last_day else None)


# ----------------------------------------------------------------------------------------- reviews


def draw_reviews(rng: Random, person: Person, periods: tuple[Period, ...], last_day: int) -> tuple[Review, ...]:
    """Reviews held, roughly when due; the next falls due from the day the last was held."""
    reviews = []
    for period in periods:
        if not period.is_short_break:
            for day in _review_days(rng, period.start, min(period.end, last_day + 1)):
                code = "PN0" if day < person.fourth else rates.PARTICIPATION.draw(rng)
                reviews.append(Review(day, code))
    return tuple(reviews)


def _review_days(rng: Random, start: int, stop: int) -> Iterator[int]:
    last_held, interval, following = start, _FIRST_DUE, _SECOND_DUE
    while True:
        if rng.random() < rates.REVIEW_LATE:
            held = last_held + interval + rates.DAYS_LATE.draw(rng)
        else:
            held = last_held + interval - rates.DAYS_EARLY.draw(rng)
        held = _weekday(held)
        if held >= stop:
            return
        yield held
        last_held, interval, following = held, following, _LATER_DUE


def _weekday(day: int) -> int:
    """The Friday before a Saturday or Sunday (ordinal 1 was a Monday)."""
    return day - max(0, (day - 1) % 7 - 4)


# ---------------------------------------------------------------- social workers, liberty, visitors


def draw_workers(
    rng: Random, periods: tuple[Period, ...], years: Sequence[ReturnYear], number: int
) -> tuple[Worker, ...]:
    """Social workers one after another, without a gap, from a year and more before the first period of care.

    The first worked with the family before the child was looked after and, for a small child, before its birth, because
    rule SW12STG2 requires the whole year before 31 March. ``reason``: why the allocation began.
    """
    cared_for = [period for period in periods if not period.is_short_break]
    last_day = years[-1].last
    if not cared_for or last_day < _WORKERS_FROM or cared_for[-1].end < _WORKERS_FROM:
        return ()
    workers: list[Worker] = []
    known_since = cared_for[0].start - whole(rng, *rates.KNOWN_BEFORE_CARE)
    start = max(known_since, _WORKERS_FROM - number % 200)
    reason = rates.FIRST_CONTACT if start == known_since else rates.WORKER_LEAVES.draw(rng)
    while start <= last_day:
        end = _handed_over(start + rates.WORKER_STAYS.draw(rng), cared_for)
        sw_id = f"SW{whole(rng, 0, rates.WORKERS - 1) + number // 300 * rates.WORKERS:07d}"
        workers.append(Worker(sw_id, start, end if end <= last_day else None, reason))
        start, reason = end, rates.WORKER_LEAVES.draw(rng)
    return tuple(workers)


def _handed_over(day: int, cared_for: list[Period]) -> int:
    """That day, or the same day of a later year in which the child is looked after.

    A return holds social workers only for children looked after in its year: a change in another year would be lost.
    """
    until = cared_for[-1].end
    while day < until:
        ending = year_end(day)
        if any(period.start <= ending and period.end > ending - _YEAR for period in cared_for):
            return day
        day += _YEAR
    return max(day, until + _KEPT_AFTER_CARE)


def draw_liberty(rng: Random, episodes: list[Episode], last_day: int) -> tuple[Liberty, ...]:
    """Deprivation-of-liberty orders in children's homes: collected from the return of 2026-27."""
    if last_day < _LIBERTY_FROM:
        return ()
    orders = []
    for episode in episodes:
        end = last_day + 1 if episode.dec is None else episode.dec
        since = max(episode.decom, _LIBERTY_FROM)
        if episode.place in rates.LIBERTY_PLACES and end - since > 14 and rng.random() < rates.LIBERTY_SHARE:
            start = whole(rng, since, end - 7)
            over = min(start + whole(rng, *rates.LIBERTY_DAYS), end)
            orders.append(Liberty(start, over if over <= last_day else None))
    return tuple(orders)


def draw_visitors(
    rng: Random, person: Person, periods: tuple[Period, ...], last_day: int
) -> tuple[VisitorRequest, ...]:
    """At most one request a period of half a year or more, for children of seven and over."""
    requests = []
    youngest, oldest = rates.VISITOR_AGES
    for period in periods:
        since = max(period.start + 30, person.born_on + youngest)
        until = min(period.end - 60, person.born_on + oldest, last_day)
        long_enough = period.end - period.start >= 182 and until > since
        if long_enough and not period.is_short_break and rng.random() < rates.VISITOR_ASKED:
            requests.append(_request(rng, whole(rng, since, until), period.end, last_day))
    return tuple(requests)


def _request(rng: Random, requested: int, care_ends: int, last_day: int) -> VisitorRequest:
    """A request with its outcome: withdrawn, matched before care ended, or still waiting."""
    if rng.random() < rates.VISITOR_WITHDRAWN:
        withdrawn = requested + rates.UNTIL_WITHDRAWN.draw(rng)
        if withdrawn > min(care_ends, last_day):
            return VisitorRequest(requested, None, None, None, "")
        return VisitorRequest(requested, None, None, withdrawn, rates.VISITOR_REASON.draw(rng))
    matched = requested + rates.VISITOR_WAIT.draw(rng)
    if matched > min(care_ends, last_day):
        return VisitorRequest(requested, None, None, None, "")
    ended = min(matched + rates.VISITS_LAST.draw(rng), care_ends)
    return VisitorRequest(requested, matched, ended if ended <= last_day else None, None, "")

"""Missing for more than 24 hours, and how often (``docs/definitions/missing.md``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from tests.oracle.almanac import ONE_DAY, last_day_of_month
from tests.oracle.asking import Child, Group, OracleRow, Test, always, ask, looked_after
from tests.oracle.paper import Row
from timeline.domain import events as e

Over = Callable[[Row, date], bool]
SUNDAY = 6
MISSING_CODES = {"M1", "M2", "M3"}


def looked_after_in_year(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Children looked after at any time in the year."""
    yield ask({}, children, _looked_after_in_year, always)


def missing_over_24h(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of children looked after at any time in the year, those missing in it for more than 24 hours in all."""
    yield ask({}, children, _looked_after_in_year, _was(_is_certain, missing), _was(_is_possible, missing))


def any_absence(children: Sequence[Child]) -> Iterator[OracleRow]:
    """The same of those missing or away without authorisation."""
    yield ask({}, children, _looked_after_in_year, _was(_is_certain, absent), _was(_is_possible, absent))


def still_missing(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, missing at the end of the day since the day before or earlier."""
    yield ask({}, children, looked_after, _is_still_missing)


def _is_still_missing(each: Child) -> bool:
    return any(row.last_day is None and row.first_day < each.as_at for row in each.paper.missing)


def missing_placement(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, whose placement of the day is one of those missing."""
    yield ask({}, children, looked_after, lambda each: each.now.placement.type in MISSING_CODES)


def missing(each: Child) -> list[Row]:
    """The child's missing incidents."""
    return list(each.paper.missing)


def absent(each: Child) -> list[Row]:
    """The child's missing incidents, and absences without authorisation."""
    return [*each.paper.missing, *each.paper.away]


def _looked_after_in_year(each: Child) -> bool:
    """Looked after, under 18, at the end of some day of the year; or ceased in it, on its first day included."""
    on_some_day = any(each.in_window(day.day) and day.row and not each.is_adult_on(day.day) for day in each.life.days)
    return on_some_day or bool(each.ceased())


def _in_year(each: Child, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if each.touches_window(row.first_day, row.last_day)]


def _was(over: Over, incidents: Callable[[Child], list[Row]]) -> Test:
    return lambda each: any(over(row, each.as_at) for row in _in_year(each, incidents(each)))


def _is_certain(row: Row, as_at: date) -> bool:
    if row.last_day is None:
        return (as_at - row.first_day).days >= 1
    hours = _hours(row)
    return hours > timedelta(hours=24) if hours is not None else (row.last_day - row.first_day).days >= 2


def _is_possible(row: Row, as_at: date) -> bool:
    if _is_certain(row, as_at):
        return True
    return row.last_day is not None and _hours(row) is None and (row.last_day - row.first_day).days == 1


def _hours(row: Row) -> timedelta | None:
    """How long it lasted, where the times of day are told."""
    began, ended = row.began, row.ended
    if not isinstance(began, e.MissingIncidentBegan) or not isinstance(ended, e.MissingIncidentEnded):
        return None
    if began.began_at is None or ended.ended_at is None:
        return None
    return _true_time(ended.occurred_on, ended.ended_at) - _true_time(began.occurred_on, began.began_at)


def _true_time(day: date, at: time) -> datetime:
    """What a clock that is never put forward would show: from the last Sunday of March to that of October, an hour
    less."""
    shown = datetime.combine(day, at)
    forward = datetime.combine(_last_sunday(day.year, 3), time(2))
    back = datetime.combine(_last_sunday(day.year, 10), time(2))
    return shown - timedelta(hours=1) if forward <= shown < back else shown


def _last_sunday(year: int, month: int) -> date:
    day = date(year, month, last_day_of_month(year, month))
    while day.weekday() != SUNDAY:
        day -= ONE_DAY
    return day


def incidents_per_child(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after in the year with an incident in it, how many each had; and who had one, or several."""
    has_one = ask({}, children, lambda each: _looked_after_in_year(each) and _was_missing(each), always)
    total = sum(len(_in_year(each, missing(each))) for each in children if each.name in has_one.counted)
    mean = Fraction(total, len(has_one.counted)) if has_one.counted else None
    yield replace(has_one, numerator=total, value=mean)
    yield ask({"count": "children missing"}, children, _looked_after_in_year, _was_missing)
    yield _number({"count": "missing incidents"}, children, missing)
    yield ask({"count": "children missing more than once"}, children, _looked_after_in_year, _began_twice)
    yield ask({"count": "children away without authorisation"}, children, _looked_after_in_year, _was_away)
    yield _number({"count": "absences without authorisation"}, children, lambda each: list(each.paper.away))


def _number(group: Group, children: Sequence[Child], incidents: Callable[[Child], list[Row]]) -> OracleRow:
    """A number of incidents, of all who were looked after in the year."""
    row = ask(group, children, _looked_after_in_year, always)
    total = sum(len(_in_year(each, incidents(each))) for each in children if each.name in row.counted)
    return replace(row, numerator=total)


def _was_missing(each: Child) -> bool:
    return bool(_in_year(each, missing(each)))


def _was_away(each: Child) -> bool:
    return bool(_in_year(each, each.paper.away))


def _began_twice(each: Child) -> bool:
    """Of the incidents of the year: one that is said to have ended long before it began is none of them."""
    return sum(each.in_window(row.first_day) for row in _in_year(each, missing(each))) > 1

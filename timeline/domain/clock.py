"""Hours between two times of day in England, with the clocks going forward and back.

Summer time begins at 01:00 on the last Sunday of March and ends at 02:00 on the last Sunday of October (Summer Time
Order 2002, and the same since 1996). The hour that comes twice in October is read as the first of the two; an hour
that is skipped in March as if the clocks had not yet gone forward.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

_SUNDAY = 6
_HOUR = timedelta(hours=1)


def elapsed(began_on: date, began_at: time, ended_on: date, ended_at: time) -> timedelta:
    """How long it lasted by a clock that is never put forward or back."""
    return _unshifted(ended_on, ended_at) - _unshifted(began_on, began_at)


def _unshifted(day: date, at: time) -> datetime:
    moment = datetime.combine(day, at)
    begins, ends = _summer(day.year)
    return moment - _HOUR if begins <= moment < ends else moment


@cache
def _summer(year: int) -> tuple[datetime, datetime]:
    """From when until when clocks are put forward."""
    return datetime.combine(_last_sunday(year, 3), time(2)), datetime.combine(_last_sunday(year, 10), time(2))


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() - _SUNDAY) % 7)

"""Requests for an independent visitor, followed day by day from the first until each is over.

On each day, in this order: what was open before ends by an appointment of the child, a withdrawal or the end of care;
the day's requests are made; those answered on the day they are made end, and those made on the day care ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.oracle.almanac import ONE_DAY
from tests.oracle.days import Period
from tests.oracle.paper import Paper, Row
from timeline.domain import events as e

REPEATED_WITHIN = timedelta(days=30)
APPOINTED, WITHDRAWN, CEASED = "appointed", "withdrawn", "ceased"
BEST_FIRST = (APPOINTED, WITHDRAWN, CEASED)


@dataclass
class Request:
    """One request, from the day it was first made: the rows of it that are open, and what ended it, if it is over."""

    made_on: date
    rows: list[Row] = field(default_factory=list)
    ended_on: date | None = None
    ended_by: str | None = None
    withdrawn_for: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing has ended it yet."""
        return self.ended_on is None

    @property
    def appointed_on(self) -> date | None:
        """The day a visitor was appointed."""
        return self.ended_on if self.ended_by == APPOINTED else None


def requests(paper: Paper, periods: Sequence[Period], as_at: date) -> list[Request]:
    """The child's requests in the order they were made."""
    if not paper.requests:
        return []
    walk = _Walk(paper, {each.ended for each in periods if each.ended})
    day = min(row.first_day for row in paper.requests)
    while day <= as_at:
        walk.live(day)
        day += ONE_DAY
    walk.leave_those_made_after_care(periods)
    return walk.found


class _Walk:
    """The request the child has at present, while the days go by."""

    def __init__(self, paper: Paper, care_ends: set[date]) -> None:
        self.paper = paper
        self.care_ends = care_ends
        self.found: list[Request] = []

    def live(self, day: date) -> None:
        """Take in what happens on a day."""
        if self.found:
            request = self.found[-1]
            self._end(request, list(request.rows), day, anyone_appointed=day in self.paper.visitors_appointed)
        made = sorted((row for row in self.paper.requests if row.first_day == day), key=_first_answered_first)
        for number, row in enumerate(made):
            request = self._request_of(day, same_day=number > 0)
            request.rows.append(row)
        if made:
            self._end(self.found[-1], made, day, anyone_appointed=False)

    def _request_of(self, day: date, *, same_day: bool) -> Request:
        """The one that a row made on this day belongs to: the open one, the one just withdrawn, or a new one."""
        last = self.found[-1] if self.found else None
        if last is None or not (last.is_open or same_day or self._is_made_again(last, day)):
            last = Request(day)
            self.found.append(last)
        last.ended_on = last.ended_by = last.withdrawn_for = None
        return last

    def _is_made_again(self, last: Request, day: date) -> bool:
        if last.ended_by != WITHDRAWN or last.ended_on is None or day > last.ended_on + REPEATED_WITHIN:
            return False
        return not any(last.ended_on <= ended < day for ended in self.care_ends)

    def _end(self, request: Request, rows: list[Row], day: date, *, anyone_appointed: bool) -> None:
        """Strike out the rows that end today; the request is over with the last of them."""
        ends = {}
        for row in rows:
            how = self._how_it_ends(row, day, anyone_appointed=anyone_appointed)
            if how is not None:
                ends[how] = row
                request.rows.remove(row)
        if ends and not request.rows:
            request.ended_on, request.ended_by = day, next(how for how in BEST_FIRST if how in ends)
            request.withdrawn_for = _reason(ends[WITHDRAWN]) if request.ended_by == WITHDRAWN else None

    def _how_it_ends(self, row: Row, day: date, *, anyone_appointed: bool) -> str | None:
        answered_today = row.ended is not None and row.ended.occurred_on == day
        if anyone_appointed or (answered_today and isinstance(row.ended, e.IndependentVisitorMatched)):
            return APPOINTED
        if answered_today:
            return WITHDRAWN
        return CEASED if day in self.care_ends else None

    def leave_those_made_after_care(self, periods: Sequence[Period]) -> None:
        """What was asked for when care was over for good, and is not answered, was over when it was made."""
        still_in_care = any(each.ended is None for each in periods)
        for request in self.found:
            if request.is_open and periods and not still_in_care:
                request.ended_on, request.ended_by = request.made_on, CEASED


def _first_answered_first(row: Row) -> tuple[bool, date]:
    return (row.ended is None, row.ended.occurred_on if row.ended else date.max)


def _reason(row: Row) -> str:
    """Why it was taken back, ``""`` where no reason is given."""
    assert isinstance(row.ended, e.IndependentVisitorRequestWithdrawn)
    return row.ended.reason or ""

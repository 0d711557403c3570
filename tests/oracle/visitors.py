"""Independent visitors (``docs/definitions/reviews-and-visitors.md``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.oracle.almanac import ONE_DAY, months_later
from tests.oracle.asking import Child, OracleRow, Test, always, ask, looked_after
from tests.oracle.requests import CEASED, Request

WAITS: dict[str, Callable[[date, date], bool]] = {
    "within 3 months": lambda made, day: day <= months_later(made, 3),
    "over 3 and within 6 months": lambda made, day: months_later(made, 3) < day <= months_later(made, 6),
    "over 6 and within 12 months": lambda made, day: months_later(made, 6) < day <= months_later(made, 12),
    "over 12 months": lambda made, day: day > months_later(made, 12),
}


def waiting(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, with an open request at the end of the day, and how long they have waited so far."""
    row = ask({}, children, looked_after, _is_waiting)
    yield row
    days = sorted(_days_waited(each) for each in children if each.name in row.meets)
    for label, value in (("median days", _median(days)), ("mean days", _mean(days)), ("longest days", _longest(days))):
        yield replace(row, group={"wait": label}, value=value)
    for label, fits in WAITS.items():
        yield ask({"wait": label}, children, looked_after, _waited(fits))
    yield from _completed(children)


def _completed(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Every wait that an appointment ended in the year, of whichever child, looked after or not."""
    group = {"outcome": "appointed in the window"}
    days = sorted(number for each in children for number in _completed_days(each))
    row = ask(group, children, lambda each: bool(_completed_days(each)), always)
    row = replace(row, numerator=len(days))
    yield row
    for label, value in (("median days", _median(days)), ("mean days", _mean(days)), ("longest days", _longest(days))):
        yield replace(row, group={**group, "wait": label}, value=value)


def _completed_days(each: Child) -> list[int]:
    return [
        (request.appointed_on - request.made_on).days
        for request in each.requests
        if request.appointed_on is not None and each.in_window(request.appointed_on)
    ]


def _waiting_since(each: Child) -> date | None:
    return min((request.made_on for request in each.requests if request.is_open), default=None)


def _is_waiting(each: Child) -> bool:
    return _waiting_since(each) is not None


def _days_waited(each: Child) -> int:
    since = _waiting_since(each)
    assert since is not None
    return (each.as_at - since).days


def _waited(fits: Callable[[date, date], bool]) -> Test:
    def waited(each: Child) -> bool:
        since = _waiting_since(each)
        return since is not None and fits(since, each.as_at)

    return waited


def _median(days: list[int]) -> Fraction | None:
    middle, odd = divmod(len(days), 2)
    if not days:
        return None
    return Fraction(days[middle]) if odd else Fraction(days[middle - 1] + days[middle], 2)


def _mean(days: list[int]) -> Fraction | None:
    return Fraction(sum(days), len(days)) if days else None


def _longest(days: list[int]) -> Fraction | None:
    return Fraction(days[-1]) if days else None


def received(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of children whose first open request fell in the year, what became of it by the end of the day."""
    yield ask({}, children, _asked, _came_to("appointed within 6 months"))
    for label in OUTCOMES:
        yield ask({"outcome": label}, children, _asked, _came_to(label))


UNANSWERABLE = {
    *("declined by child", "not in interests", "withdrawn for another reason"),
    *("ceased to be looked after first", "reached 18 first"),
}
"""What came of requests that nobody could answer any more."""


def answerable(children: Sequence[Child]) -> Iterator[OracleRow]:
    """The same of requests that were not taken back, of children who did not leave before an answer."""
    yield ask({}, children, _could_be_answered, _came_to("appointed within 6 months"))


def _could_be_answered(each: Child) -> bool:
    request = _first_request(each)
    return request is not None and _outcome(each, request) not in UNANSWERABLE


OUTCOMES = (
    "appointed within 6 months",
    "appointed later",
    "waiting",
    "declined by child",
    "not in interests",
    "withdrawn for another reason",
    "ceased to be looked after first",
    "reached 18 first",
    "not known",
)


def _asked(each: Child) -> bool:
    return _first_request(each) is not None


def _first_request(each: Child) -> Request | None:
    return next((request for request in each.requests if each.in_window(request.made_on)), None)


def _came_to(label: str) -> Test:
    def came(each: Child) -> bool:
        request = _first_request(each)
        assert request is not None
        return _outcome(each, request) == label

    return came


def _outcome(each: Child, request: Request) -> str:
    """What came first: of two on one day an appointment or a withdrawal before the 18th birthday, that before care's
    end. Without any care known, an unanswered request came to nothing known."""
    if request.is_open and not each.life.periods:
        return "not known"
    if _was_18_first(each, request):
        return "reached 18 first"
    if request.appointed_on is not None:
        in_time = request.appointed_on <= months_later(request.made_on, 6)
        return "appointed within 6 months" if in_time else "appointed later"
    if request.withdrawn_for is not None:
        named = request.withdrawn_for in ("declined by child", "not in interests")
        return request.withdrawn_for if named else "withdrawn for another reason"
    return "waiting" if request.is_open else "ceased to be looked after first"


def _was_18_first(each: Child, request: Request) -> bool:
    if each.is_adult_on(request.made_on):
        return True
    if request.ended_on is None:
        return each.is_adult_on(each.as_at)
    with_care = request.ended_by == CEASED
    return each.is_adult_on(request.ended_on if with_care else request.ended_on - ONE_DAY)

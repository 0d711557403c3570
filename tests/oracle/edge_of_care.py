"""At the edge of care (``docs/definitions/edge-of-care.md``). Each row is of a year whose follow-up is complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from tests.oracle.almanac import ONE_DAY, months_later
from tests.oracle.asking import Child, Group, OracleRow, ask
from tests.oracle.days import Period
from tests.oracle.paper import episode
from tests.oracle.tables import in_care, rows
from timeline.domain import events as e

Followed = Callable[[Child, date, date], bool]


def accommodated(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those whose intervention ended in the year, who started to be looked after within so many months."""
    yield _followed({}, children, 6, _started)
    yield _followed({"duration": "within 3 months"}, children, 3, _started)
    yield _followed({"duration": "within 12 months"}, children, 12, _started)
    yield _followed({"outcome": "under section 20"}, children, 6, _started_under_section_20)


def re_referred(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of the same children, who were referred again."""
    yield _followed({}, children, 12, _referred)
    yield _followed({"duration": "within 3 months"}, children, 3, _referred)
    yield _followed({"duration": "within 6 months"}, children, 6, _referred)


def from_start(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those whose intervention began in the year, who started within six months of its beginning."""
    then = [each.shifted(6) for each in children]

    def has_followed(each: Child) -> bool:
        began = _began(each)
        assert began is not None
        return _started(each, began, months_later(began, 6))

    yield ask({}, then, lambda each: _began(each) is not None, has_followed)


def _began(each: Child) -> date | None:
    """The first in the year that began while the child was not looked after."""
    began = [row.first_day for row in rows(each, "edge-of-care") if each.in_window(row.first_day)]
    return min((day for day in began if not _was_in_care_before(each, day)), default=None)


def _ended(each: Child) -> date | None:
    """The last in the year, of those that began while the child was not looked after."""
    return max(
        (
            row.last_day
            for row in rows(each, "edge-of-care")
            if row.last_day and each.in_window(row.last_day) and not _was_in_care_before(each, row.first_day)
        ),
        default=None,
    )


def _was_in_care_before(each: Child, day: date) -> bool:
    """Looked after the day before: there was nothing to prevent."""
    return in_care(each, day - ONE_DAY)


def _followed(group: Group, children: Sequence[Child], months: int, what: Followed) -> OracleRow:
    """Of the year that ended so many months ago: everybody in it can be followed up so long."""

    def has_followed(each: Child) -> bool:
        ended = _ended(each)
        assert ended is not None
        return what(each, ended, months_later(ended, months))

    then = [each.shifted(months) for each in children]
    return ask(group, then, lambda each: _ended(each) is not None, has_followed)


def _started(each: Child, since: date, until: date) -> bool:
    """On the very day, or on the last one, is within."""
    return any(since <= period.started <= until for period in each.life.periods)


def _started_under_section_20(each: Child, since: date, until: date) -> bool:
    return any(since <= one.started <= until and _first_status(each, one) == "V2" for one in each.life.periods)


def _first_status(each: Child, period: Period) -> str | None:
    (row,) = [lived.row for lived in each.life.days if lived.day == period.started]
    assert row is not None
    return episode(row).legal_status


def _referred(each: Child, since: date, until: date) -> bool:
    return any(since <= one.occurred_on <= until for one in each.paper.facts(e.ReferralReceived))

"""Care leavers' outcomes of who was never looked after for long enough: asked of the whole of care.

The log may begin later than care did. So nothing is named unless a return of every year since the 14th birthday was
received: what is not known is no error.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.days import Span, birthday, intersect, union, year_ending
from timeline.domain.events import CareLeaverOutcomesRecorded
from timeline.domain.spells.episodes import Episode

QUALIFYING_DAYS = 91
"""Days looked after from the 14th birthday on. Source: SSDA903 validation rule 1001."""

COUNTED_FROM, AT_LEAST_A_DAY_FROM = 14, 16
ADOPTED = frozenset({"E11", "E12"})
_ONE_DAY = timedelta(days=1)


def leaver_without_the_days(history: History) -> Iterator[Defect]:
    """Outcomes of who was looked after, and not for the days that make a care leaver."""
    for identity, end in _leavers(history):
        rows = _begun_by(history, end)
        if rows and rows[-1].reason_episode_ceased not in ADOPTED and not _has_the_days(history, rows, end):
            yield Defect((identity, *rows[-1].facts), (rows[-1].began_on, end))


def leaver_without_an_episode(history: History) -> Iterator[Defect]:
    """Outcomes of a child of whom no episode is known."""
    return (Defect((identity,), (end,)) for identity, end in _leavers(history) if not _begun_by(history, end))


def _leavers(history: History) -> Iterator[tuple[UUID, date]]:
    """The outcomes of years by which all of care from the 14th birthday on is known, each with the end of its year."""
    for fact, event in history.story.of(CareLeaverOutcomesRecorded):
        if _is_all_known(history, event.occurred_on):
            yield fact.id, event.occurred_on


def _is_all_known(history: History, end: date) -> bool:
    if history.born_on is None:
        return False
    first, last = year_ending(birthday(history.born_on, COUNTED_FROM)).year, year_ending(end).year
    received = {year.year for year in history.returned.received}
    return first <= last and received.issuperset(range(first, last + 1))


def _begun_by(history: History, end: date) -> list[Episode]:
    return [row for row in history.rows if row.began_on <= end]


def _has_the_days(history: History, rows: list[Episode], end: date) -> bool:
    """An open episode counts to the end of the year; days in short breaks do not count."""
    assert history.born_on is not None  # as of all that ``_leavers`` gives
    care = union(row.span for row in rows if not row.is_short_break)

    def days(age: int) -> int:
        counted = intersect(care, [Span(birthday(history.born_on or end, age), end + _ONE_DAY)])
        return sum((span.end - span.start).days for span in counted if span.end is not None)

    return days(COUNTED_FROM) >= QUALIFYING_DAYS and days(AT_LEAST_A_DAY_FROM) >= 1


RULES = (
    published(
        "1001",
        "leaver-not-looked-after-long-enough",
        leaver_without_the_days,
        title="Care leaver's outcomes of who was not looked after for 91 days",
        means="OC3 has the young person, who was looked after for fewer than 91 days from the 14th birthday on, or on "
        "no day from the 16th on. Short breaks do not count; an open episode counts to the end of the year; who was "
        "adopted last is not named. Asked only where the return of every year since the 14th birthday is in the log. "
        "The days are the beginning of the last episode and the end of the year.",
        do="Leave the young person out of OC3, or correct the episodes.",
    ),
    published(
        "1002",
        "leaver-never-looked-after",
        leaver_without_an_episode,
        title="Care leaver's outcomes of a child who was never looked after",
        means="OC3 has the young person, of whom no episode is known. Asked only where the return of every year since "
        "the 14th birthday is in the log. The day is the end of the year.",
        do="Look for the young person under another identifier, or leave the row out.",
    ),
)

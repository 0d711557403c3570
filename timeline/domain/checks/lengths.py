"""Limits: how long a legal status or a temporary placement may last, and what short breaks may be.

What lasts is the run of episodes of one code that lead up to one another, or to the day asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from timeline.domain.checks.history import START, History, lasts
from timeline.domain.checks.rule import Defect, published
from timeline.domain.checks.runs import Code, runs
from timeline.domain.codes import TEMPORARY_PLACEMENTS
from timeline.domain.days import Span, add_months, union, year_ending
from timeline.domain.spells.episodes import Episode

POLICE_PROTECTION, EMERGENCY_PROTECTION, CHILD_ASSESSMENT, REMAND = ("L1", 3), ("L2", 21), ("L3", 7), ("J2", 21)
"""Legal statuses and the most days that the validation allows them: 72 hours are three days."""

HOSPITAL, CARER_ON_HOLIDAY, SHORT_ABSENCE = ("T1", 42), ("T3", 21), ("T4", 7)
"""Temporary placements and the most days they may last."""

HOLIDAYS_IN_12_MONTHS = 2
BREAK_DAYS, BREAK_DAYS_IN_12_MONTHS = 17, 75
"""Of a series of short breaks: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 48."""

A_BREAK, AN_AGREEMENT = "V3", "V4"
WITH_RELATIVES = frozenset({"U1", "U4"})


def police_protection_too_long(history: History) -> Iterable[Defect]:
    """Police protection for more than three days."""
    return _status_over(history, POLICE_PROTECTION)


def emergency_protection_too_long(history: History) -> Iterable[Defect]:
    """Emergency protection orders for more than 21 days."""
    return _status_over(history, EMERGENCY_PROTECTION)


def child_assessment_too_long(history: History) -> Iterable[Defect]:
    """Child assessment orders for more than 7 days."""
    return _status_over(history, CHILD_ASSESSMENT)


def remand_too_long(history: History) -> Iterable[Defect]:
    """J2 for more than 21 days."""
    return _status_over(history, REMAND)


def hospital_too_long(history: History) -> Iterable[Defect]:
    """In hospital, as a temporary placement, for more than six weeks."""
    return _placement_over(history, HOSPITAL)


def holiday_too_long(history: History) -> Iterable[Defect]:
    """Elsewhere while the carer is on holiday, for more than three weeks."""
    return _placement_over(history, CARER_ON_HOLIDAY)


def short_absence_too_long(history: History) -> Iterable[Defect]:
    """Other temporary placements, for more than a week."""
    return _placement_over(history, SHORT_ABSENCE)


def holidays_too_many(history: History) -> Iterator[Defect]:
    """A third time elsewhere for a carer's holiday within 12 months of the first."""
    found = list(runs(history.rows, _type_of, CARER_ON_HOLIDAY[0]))
    for first, third in zip(found, found[HOLIDAYS_IN_12_MONTHS:], strict=False):
        if third.start < add_months(first.start, 12):
            yield Defect.of(*third.rows, days=(first.start, third.start))


def break_too_long(history: History) -> Iterator[Defect]:
    """Short breaks of more than 17 days."""
    for row in _with_status(history, A_BREAK):
        if _lasts_over(history, row.span, BREAK_DAYS):
            yield Defect.of(row, days=(row.began_on, row.ended_on))


def breaks_too_many_days(history: History) -> Iterator[Defect]:
    """Short breaks of more than 75 days in the 12 months to the end of one."""
    breaks = _with_status(history, A_BREAK)
    for row in breaks:
        end = _end(history, row)
        year = Span(add_months(end, -12), end)
        spent = union(each.span.clipped(year) for each in breaks)
        if sum(span.days() or 0 for span in spent) > BREAK_DAYS_IN_12_MONTHS:
            yield Defect.of(row, days=(row.began_on, row.ended_on))


def break_not_started(history: History) -> Iterator[Defect]:
    """Short breaks that are no start."""
    for row in history.rows:
        if row.is_short_break and row.reason_for_new_episode != START:
            yield Defect.of(row, days=(row.began_on,))


def breaks_and_agreement(history: History) -> Iterator[Defect]:
    """Single breaks and an agreement for breaks in one reporting year."""
    agreements = _with_status(history, AN_AGREEMENT)
    for row in _with_status(history, A_BREAK):
        for other in agreements:
            if _in_one_year(row, other):
                yield Defect.of(row, other, days=(row.began_on, other.began_on))


def break_with_relatives(history: History) -> Iterator[Defect]:
    """Short breaks with foster carers who are relatives or friends."""
    for row in history.rows:
        if row.is_short_break and row.placement.type in WITH_RELATIVES:
            yield Defect(row.facts[:1], (row.began_on,))


def break_in_temporary_placement(history: History) -> Iterator[Defect]:
    """Short breaks in a temporary placement."""
    for row in history.rows:
        if row.is_short_break and row.placement.type in TEMPORARY_PLACEMENTS:
            yield Defect(row.facts[:1], (row.began_on,))


def _status_of(row: Episode) -> str | None:
    return row.legal_status


def _type_of(row: Episode) -> str | None:
    return row.placement.type


def _status_over(history: History, limit: tuple[str, int]) -> Iterator[Defect]:
    return _over(history, _status_of, limit)


def _placement_over(history: History, limit: tuple[str, int]) -> Iterator[Defect]:
    return _over(history, _type_of, limit)


def _over(history: History, code: Code, limit: tuple[str, int]) -> Iterator[Defect]:
    name, days = limit
    for run in runs(history.rows, code, name):
        if _lasts_over(history, run.span, days):
            yield Defect.of(*run.rows, days=(run.start, run.rows[-1].ended_on))


def _with_status(history: History, status: str) -> list[Episode]:
    return [row for row in history.rows if row.legal_status == status and lasts(row)]


def _lasts_over(history: History, span: Span, days: int) -> bool:
    """Whether it lasted more than so many days, be it that it goes on and has by the day asked about."""
    if span.end is None:
        return history.has_lasted(span.start, days=days + 1)
    return (span.end - span.start).days > days


def _end(history: History, row: Episode) -> date:
    return history.as_at if row.ended_on is None else row.ended_on


def _in_one_year(row: Episode, other: Episode) -> bool:
    """Whether there is a reporting year that both episodes touch."""
    return _begun_by_the_end(row, other) and _begun_by_the_end(other, row)


def _begun_by_the_end(row: Episode, other: Episode) -> bool:
    """Whether one begins no later than in the year in which the other ends, if that has ended."""
    return other.ended_on is None or year_ending(row.began_on) <= year_ending(other.ended_on)


END_IT_IN_TIME = "Correct DECOM, DEC or LS, or give the status that followed."
CORRECT_THE_BREAK = "Correct LS or the dates: what lasts longer is no short break."

RULES = (
    published(
        "361",
        "limit-police-protection",
        police_protection_too_long,
        title="Police protection for too long",
        means="LS is L1 for more than three days: 72 hours are the limit.",
        do=END_IT_IN_TIME,
    ),
    published(
        "362",
        "limit-emergency-protection",
        emergency_protection_too_long,
        title="An emergency protection order for too long",
        means="LS is L2 for more than 21 days.",
        do=END_IT_IN_TIME,
    ),
    published(
        "363",
        "limit-child-assessment",
        child_assessment_too_long,
        title="A child assessment order for too long",
        means="LS is L3 for more than 7 days.",
        do=END_IT_IN_TIME,
    ),
    published(
        "364",
        "limit-remand",
        remand_too_long,
        title="J2 for too long",
        means="LS is J2 for more than 21 days.",
        do=END_IT_IN_TIME,
    ),
    published(
        "375",
        "temporary-hospital-too-long",
        hospital_too_long,
        title="In hospital for too long to be temporary",
        means="PLACE is T1 for more than 42 days.",
        do="Correct the dates, or give the placement in which the child lived.",
    ),
    published(
        "376",
        "temporary-holiday-too-long",
        holiday_too_long,
        title="A carer's holiday too long to be temporary",
        means="PLACE is T3 for more than 21 days.",
        do="Correct the dates, or give the placement in which the child lived.",
    ),
    published(
        "377",
        "temporary-holidays-too-many",
        holidays_too_many,
        title="More than two carer's holidays in 12 months",
        means="PLACE is T3 for the third time within 12 months.",
        do="Correct PLACE or the dates.",
    ),
    published(
        "379",
        "temporary-absence-too-long",
        short_absence_too_long,
        title="A short absence too long to be temporary",
        means="PLACE is T4 for more than 7 days.",
        do="Correct the dates, or give the placement in which the child lived.",
    ),
    published(
        "365",
        "break-too-long",
        break_too_long,
        title="A short break of more than 17 days",
        means="LS is V3 and the episode lasts more than 17 days. In 2020 the limit was lifted for a time.",
        do=CORRECT_THE_BREAK,
        severity="query",
    ),
    published(
        "367",
        "break-too-many-days",
        breaks_too_many_days,
        title="Short breaks of more than 75 days in 12 months",
        means="In the 12 months to the end of the episode, LS was V3 on more than 75 days.",
        do=CORRECT_THE_BREAK,
    ),
    published(
        "366",
        "break-not-a-start",
        break_not_started,
        title="A short break that is no start",
        means="LS is V3 or V4 and RNE is not S.",
        do="Correct RNE to S, or LS.",
    ),
    published(
        "426",
        "break-and-agreement",
        breaks_and_agreement,
        title="Single short breaks and an agreement in one year",
        means="LS is V3 in one episode and V4 in another of the same reporting year.",
        do="Record the breaks one by one, or the agreement, not both.",
    ),
    published(
        "384",
        "break-with-relatives",
        break_with_relatives,
        title="A short break with a relative or friend",
        means="LS is V3 or V4 and PLACE is U1 or U4.",
        do="Correct PLACE or LS.",
    ),
    published(
        "382",
        "break-in-temporary-placement",
        break_in_temporary_placement,
        title="A short break in a temporary placement",
        means="LS is V3 or V4 and PLACE is T0 to T4.",
        do="Correct PLACE or LS.",
    ),
)

"""Days that cannot be: before birth, past 18, before there was a collection, a review in a short break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from timeline.domain.checks.history import START, History
from timeline.domain.checks.rule import Defect, Rule
from timeline.domain.days import birthday
from timeline.domain.events import ReviewHeld
from timeline.domain.spells.episodes import Episode

COLLECTED_SINCE = date(1991, 10, 14)
"""The day the Children Act 1989 came into force: no episode is older."""

ADULT = 18


def before_collection(history: History) -> Iterable[Defect]:
    """Episodes that began before the Children Act 1989 was in force."""
    return (_beginning(row) for row in history.rows if row.began_on < COLLECTED_SINCE)


def before_birth(history: History) -> Iterable[Defect]:
    """Episodes that began before the child was born."""
    born_on = history.born_on
    if born_on is None:
        return ()
    return (_beginning(row, born_on) for row in history.rows if row.began_on < born_on)


def start_at_18(history: History) -> Iterable[Defect]:
    """Starts on or after the 18th birthday."""
    if history.born_on is None:
        return ()
    adult_on = birthday(history.born_on, ADULT)
    starts = (row for row in history.rows if row.reason_for_new_episode == START)
    return (_beginning(row, adult_on) for row in starts if row.began_on >= adult_on)


def overdue_closure(history: History) -> Iterable[Defect]:
    """Episodes still open on or after the 18th birthday, those under section 20(5) apart."""
    return (defect for row, defect in _open_past_18(history) if not _in_community_home(row))


def open_past_18_in_community_home(history: History) -> Iterable[Defect]:
    """Episodes still open on or after the 18th birthday, under section 20(5)."""
    return (defect for row, defect in _open_past_18(history) if _in_community_home(row))


def review_in_short_break(history: History) -> Iterator[Defect]:
    """Reviews held on a day on which the child had short breaks and nothing else."""
    for fact, review in history.story.of(ReviewHeld):
        rows = [row for row in history.rows if _touches(row, review.occurred_on)]
        if rows and all(row.is_short_break for row in rows):
            yield Defect((fact.id, *(row.facts[0] for row in rows)), (review.occurred_on,))


def _beginning(row: Episode, *days: date) -> Defect:
    return Defect(row.facts[:1], (row.began_on, *days))


def _open_past_18(history: History) -> Iterator[tuple[Episode, Defect]]:
    if history.born_on is None:
        return
    adult_on = birthday(history.born_on, ADULT)
    for row in history.rows:
        if row.ended_on is None and history.has_come(adult_on):
            yield row, _beginning(row, adult_on)


def _in_community_home(row: Episode) -> bool:
    """Section 20(5) of the Children Act 1989: accommodated in a community home from 16 until 21."""
    return row.legal_status == "V2" and row.placement.type == "K2"


def _touches(row: Episode, day: date) -> bool:
    """Whether the child was in this episode on some part of the day."""
    return row.began_on <= day and (row.ended_on is None or day <= row.ended_on)


RULES = (
    Rule(
        id="episode-before-collection",
        rule_number="353",
        severity="error",
        title="An episode begins before 14 October 1991",
        means="DECOM is earlier than the day the Children Act 1989 came into force.",
        do="Correct DECOM.",
        source="SSDA903 validation rule 353",
        find=before_collection,
    ),
    Rule(
        id="episode-before-birth",
        rule_number="302",
        severity="error",
        title="An episode begins before the child was born",
        means="DECOM is earlier than DOB.",
        do="Correct DECOM or DOB.",
        source="SSDA903 validation rule 302",
        find=before_birth,
    ),
    Rule(
        id="episode-start-at-18",
        rule_number="352",
        severity="error",
        title="A child of 18 or over starts to be looked after",
        means="RNE is S and DECOM is on or after the 18th birthday. No figure counts the child.",
        do="Correct DECOM or DOB, or delete the episode.",
        source="SSDA903 validation rule 352",
        find=start_at_18,
    ),
    Rule(
        id="overdue-closure",
        rule_number="359",
        severity="error",
        title="18 or over, still open",
        means="The child has reached 18 and the episode has no DEC. No figure counts the child as looked after; "
        "nothing is closed for it.",
        do="Record the day and the reason the child ceased to be looked after.",
        source="SSDA903 validation rule 359; docs/definitions/README.md#looked-after",
        find=overdue_closure,
    ),
    Rule(
        id="open-past-18-in-community-home",
        rule_number=None,
        severity="query",
        title="18 or over, still open, in a community home",
        means="The child has reached 18 and the episode has no DEC. Under V2 in K2 that can be lawful (section 20(5) "
        "of the Children Act 1989). No figure counts the child as looked after all the same.",
        do="Confirm that the young person is still accommodated there, or record the day and the reason of the end.",
        source="docs/definitions/README.md#looked-after; the exception in SSDA903 validation rule 359",
        find=open_past_18_in_community_home,
    ),
    Rule(
        id="review-in-short-break",
        rule_number="399",
        severity="error",
        title="A review in a short break",
        means="A review was held on a day on which the legal status was V3 or V4 and no other. These reviews are not "
        "collected.",
        do="Correct the day of the review or the legal status, or leave the review out.",
        source="SSDA903 validation rule 399, asked by the day and not of the whole year",
        find=review_in_short_break,
    ),
)

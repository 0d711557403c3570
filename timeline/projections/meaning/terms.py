"""What each kind of spell means: its name, and the sentences that derive it from what was recorded.

Here are the kinds that the return tells; ``local_terms`` has those of local tables. ``TERMS`` is all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from timeline.domain.codes import (
    ADOPTION_OF_ANY_YEAR,
    ADOPTION_WITH_CURRENT_CARER,
    EPISODE_CONTINUES,
    NEW_PLACEMENT_REASONS,
    SHORT_BREAK,
)
from timeline.domain.spells.placements import AWAY_FROM_HOME, CARERS_WHO_MAY_ADOPT
from timeline.domain.spells.visitors import REPEATED_WITHIN
from timeline.projections.meaning.clauses import Clause, Part, coded
from timeline.projections.meaning.local_terms import LOCAL_TERMS, Term
from timeline.projections.rulebook import leavers, reviews
from timeline.projections.rulebook.bank_holidays import LAST_YEAR, bank_holidays

_EPISODES = (
    Clause(
        "an episode is a row of the return: a beginning, and the ending told of the beginning of that day; of several "
        "endings of one beginning each makes an episode"
    ),
    Clause(
        "an ending whose beginning is no longer told ends the episode open on its day, of two the one begun last, and "
        "else ends nothing"
    ),
    Clause("an episode that ends on or before the day it began has no day"),
    Clause(
        "where episodes overlap, the one begun last is in force; of those begun on one day the one whose reason says "
        "that more has changed, and then the one that goes on longer"
    ),
)
_SHORT_BREAKS = coded(
    "days under these legal statuses are short breaks and no part of a period of care", "LS", SHORT_BREAK
)
_PERIODS = (
    Clause("a period of care is a maximal run of days on which an episode is in force that is no short break"),
    Clause("an end and a beginning on one day join; a day between them parts"),
)
_REASON_CEASED = coded(
    "a period of care ended for the reason of its last episode; for none, where that is one of these",
    "REC",
    EPISODE_CONTINUES,
)
_PLACEMENTS = (
    Clause("a placement is a run of episodes of one period of care with the same carer or home"),
    coded(
        "a new placement begins with a period of care, and with an episode of one of these reasons",
        "RNE",
        NEW_PLACEMENT_REASONS,
    ),
    coded(
        "an episode of one of these placement types is none: the home before is kept while the child is away",
        "PLACE",
        AWAY_FROM_HOME,
    ),
    Clause(
        "who returns from there, or starts again on the day of an ending, to the same placement type, postcode, "
        "provider and URN has not moved"
    ),
    coded(
        "one of these placement types, being the carer who becomes the adopter", "PLACE", ADOPTION_WITH_CURRENT_CARER
    ),
    coded("is no new placement after one of these", "PLACE", CARERS_WHO_MAY_ADOPT),
    Clause("a placement whose overlying episode has ended is gone back to and not begun anew"),
    Clause("a placement has the placement type that was told last of it while the child lived there"),
)


def _bank_holidays(last: int) -> Iterator[Clause]:
    """The days that are no working days, year by year, since working days are counted."""
    for year in range(reviews.WORKING_DAYS_FROM.year, min(last, LAST_YEAR) + 1):
        days = sorted(day for day in bank_holidays(year) if day >= reviews.WORKING_DAYS_FROM)
        yield Clause(f"bank holidays of {year}", tuple(_holiday(day) for day in days), days[0])


class _Holiday(Part):
    """A bank holiday: its day is the day from which it matters, and is said once."""

    __slots__ = ()

    def text(self) -> str:
        return self.says


def _holiday(day: date) -> Part:
    return _Holiday(f"{day:%m-%d}", day)


def reviews_due_clauses(day: date) -> tuple[Clause, ...]:
    """By when reviews are due, with the bank holidays to the end of the day's year."""
    since = reviews.WORKING_DAYS_FROM
    return (
        Clause("a review due is the time from the day a review of a period of care was due to the day it was held"),
        Clause("one held on the day it was due or before begins and ends on the day it was due"),
        Clause(f"the first was due {reviews.FIRST_WITHIN_DAYS_BEFORE} days after a start before {since}"),
        Clause(
            f"the first is due {reviews.FIRST_WITHIN_WORKING_DAYS} working days after a start on {since} or later; "
            "Saturdays, Sundays and bank holidays of England and Wales are no working days",
            first=since,
        ),
        Clause(
            f"the second is due {reviews.SECOND_WITHIN_MONTHS} months after the first was held, each later one "
            f"{reviews.LATER_WITHIN_MONTHS} months after the one before; several on one day are one"
        ),
        Clause("none is due on or after the day on which the child ceased to be looked after"),
        *_bank_holidays(day.year),
    )


_ELIGIBLE = Clause(
    f"an eligible child is looked after, has turned {leavers.ELIGIBLE_FROM} and is under {leavers.UNTIL}, and has been "
    f"looked after for {leavers.DAYS_IN_ALL} days in all since turning {leavers.COUNTED_FROM}; short breaks are not "
    "counted"
)
_DECISIONS = (
    Clause("a decision that the child should be placed for adoption lasts from its day to the day it was reversed"),
    Clause("where no decision was told of by itself, the day of the decision told with an adoption is taken"),
)
_WAITS = (
    Clause(
        "a wait to be placed for adoption lasts from the decision to the child's placement for adoption, the reversal "
        "or the day the child ceased to be looked after, whichever came first; it is placed where the placement came "
        "first or on the same day"
    ),
    coded(
        "placed for adoption: an episode of one of these placement types, from the decision on or open on its day",
        "PLACE",
        ADOPTION_OF_ANY_YEAR,
    ),
)
_REQUESTS = (
    Clause(
        "a request for an independent visitor lasts until a visitor was appointed or it was withdrawn, whichever came "
        "first"
    ),
    Clause(
        f"one made on the day another was withdrawn or within {REPEATED_WITHIN.days} days after is the same request, "
        "begun with the first"
    ),
    Clause("its outcome is matched, withdrawn, or waiting"),
)

_VISITOR_WAITS = (
    Clause(
        "a wait lasts from a request for an independent visitor to what came first: its own appointment or "
        "withdrawal, an appointment of a later day, or the end of the period of care it was made in; its outcome is "
        "matched, withdrawn or ceased, and waiting while it goes on"
    ),
    Clause("of several on one day an appointment comes before a withdrawal, and both before the end of care"),
    Clause(
        "one made on the last day of a period was made in it; one made outside care belongs to the next period, and "
        "where none follows ends on its day as ceased, unless it was answered"
    ),
    Clause(
        "requests of one period that overlap are one, begun with the first and ended with the one that goes on "
        f"longer; one made again within {REPEATED_WITHIN.days} days after a withdrawal, that day included, is the "
        "same request"
    ),
    Clause("one made on the day on which another ends does not overlap with it; several made on one day are one"),
)

TERMS: Mapping[str, Term] = {
    "period_of_care": Term("periods of care", (*_EPISODES, _SHORT_BREAKS, *_PERIODS, _REASON_CEASED)),
    "episode": Term("episodes", (*_EPISODES, _SHORT_BREAKS, Clause("episodes are the days on which one is in force"))),
    "placement": Term("placements", (*_EPISODES, _SHORT_BREAKS, *_PERIODS, *_PLACEMENTS)),
    "short_break": Term("short breaks", (*_EPISODES, _SHORT_BREAKS, Clause("a short break is a run of such days"))),
    "missing_incident": Term(
        "missing incidents",
        (
            Clause(
                "an incident of category M (missing) or A (away without authorisation), from its first day to its last"
            ),
            Clause("of several endings of one beginning each makes an incident"),
            Clause(
                "where a local table tells an incident of one category and first day with its times of day, that one "
                "is taken; it lasted over 24 hours, or 24 hours or less, by its times; an end that only the return "
                "has is its end"
            ),
        ),
    ),
    "visitor_request": Term("requests for a visitor", _REQUESTS),
    "visitor_wait": Term("waits for a visitor", _VISITOR_WAITS),
    "review": Term("reviews held", (Clause("a review held, on its day, with its code of participation"),)),
    "numbered_review": Term(
        "numbered reviews",
        (
            Clause(
                "a review held in a period of care, its first and last day included, by its number in it; several on "
                "one day are one"
            ),
        ),
    ),
    "review_due": Term("reviews due", reviews_due_clauses),
    "life": Term("lives", (Clause("from the day of birth on; none where it is not known"),)),
    "eligible": Term("times as an eligible child", (_ELIGIBLE,)),
    "health_outcomes": Term(
        "health outcomes of a year", (Clause("what the return says of a year's health, on the day that year ends"),)
    ),
    "care_leaver_outcomes": Term(
        "outcomes of care leavers", (Clause("what the return says of a care leaver, on the day that year ends"),)
    ),
    "social_worker": Term(
        "allocations of a social worker", (Clause("from the first day of each allocation to its last"),)
    ),
    "unaccompanied": Term(
        "statuses of unaccompanied asylum-seeking child",
        (Clause("the status told last, from birth to the day it ceases"),),
    ),
    "legal_status": Term(
        "legal statuses",
        (*_EPISODES, _SHORT_BREAKS, Clause("a run of days under one legal status, whatever the placement")),
    ),
    "adoption_decision": Term("adoption decisions", _DECISIONS),
    "adoption_match": Term("matches with adopters", (Clause("the match told with an adoption, on its day"),)),
    "adoption_wait": Term("waits to be placed for adoption", (*_DECISIONS, *_WAITS)),
    "placement_location": Term(
        "locations of placements",
        (
            Clause(
                "where a placement lies, from the day of an extract of the case system that says so until the "
                "placement ends or the next extract says it"
            ),
        ),
    ),
    **LOCAL_TERMS,
}
"""The meaning of every kind of spell."""

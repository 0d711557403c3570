"""Social workers' allocations: one after another, without a gap, with who and why.

An allocation is a row of the SWEpisodes module; the one before is the child's before it by SW_DECOM.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.days import Span, subtract, union, year_ending, year_window
from timeline.domain.events import SocialWorkerAllocated, SocialWorkerLeft

COLLECTED_SINCE = date(2023, 4, 1)
"""The first day of the first year whose return had the module."""

MODULE = SocialWorkerAllocated.module
FIRST_CONTACT = "FCONTA"
FIRST_CONTACT_LET_PASS_FROM = 2025
DAYS_BETWEEN = 7
DAYS_BEFORE_THE_END = 5


@dataclass(frozen=True, slots=True)
class _Allocation:
    """An allocation, and the day on which it ended, if it has."""

    began: SocialWorkerAllocated
    ended_on: date | None
    facts: tuple[UUID, ...]

    @property
    def began_on(self) -> date:
        """Its first day."""
        return self.began.occurred_on

    def defect(self, *days: date) -> Defect:
        """A defect of it."""
        return Defect(self.facts, (self.began_on, *days))


def no_worker_before_collection(history: History) -> Iterator[Defect]:
    """No social worker in an allocation from before the collection began."""
    for each in _returned(history):
        if each.began_on < COLLECTED_SINCE and each.began.worker is None:
            yield each.defect()


def no_worker_or_reason(history: History) -> Iterator[Defect]:
    """No social worker or no reason in an allocation since the collection began."""
    for each in _returned(history):
        if each.began_on >= COLLECTED_SINCE and None in (each.began.worker, each.began.reason):
            yield each.defect()


def no_reason(history: History) -> Iterator[Defect]:
    """No reason in an allocation. From the return of 2024-25 only since the collection began."""
    for each in _returned(history):
        is_asked = each.began_on >= COLLECTED_SINCE or min(history.return_years(each.facts[0])) < 2025
        if is_asked and each.began.reason is None:
            yield each.defect()


def still_open(history: History) -> Iterator[Defect]:
    """Allocations still open though another has begun."""
    for each, after in pairwise(history.derived(_allocations)):
        if each.ended_on is None and after.began_on > each.began_on:
            yield Defect((*each.facts, *after.facts), (each.began_on, after.began_on))


def without_a_day(history: History) -> Iterator[Defect]:
    """Allocations that ended on the day they began."""
    return (each.defect() for each in history.derived(_allocations) if each.ended_on == each.began_on)


def gap_or_overlap(history: History) -> Iterator[Defect]:
    """Allocations that do not begin within a week of the end of the one before."""
    for before, each in pairwise(history.derived(_allocations)):
        if before.ended_on is None or abs((each.began_on - before.ended_on).days) <= DAYS_BETWEEN:
            continue
        is_first_contact = each.began.reason == FIRST_CONTACT
        if not (is_first_contact and max(history.years(each.facts[0])) >= FIRST_CONTACT_LET_PASS_FROM):
            yield Defect((*before.facts, *each.facts), (before.ended_on, each.began_on))


def ended_at_the_year_s_end(history: History) -> Iterator[Defect]:
    """A last allocation that ended in the last days of a year."""
    for each in history.derived(_allocations)[-1:]:
        if each.ended_on is not None and (year_ending(each.ended_on) - each.ended_on).days <= DAYS_BEFORE_THE_END:
            yield each.defect(each.ended_on)


def year_not_covered(history: History) -> Iterator[Defect]:
    """Looked after on 31 March, and more than a week of the year before it without an allocation."""
    for ending in history.returned.years_with(MODULE):
        if ending < COLLECTED_SINCE or not history.has_come(ending):
            continue
        year = year_window(ending).span()
        allocated = union(Span(each.began_on, each.ended_on) for each in history.derived(_allocations))
        gaps = subtract([year], allocated)
        rows = [row for row in history.rows if row.is_open_at(ending) and not row.is_short_break]
        if rows and any((gap.days() or 0) > DAYS_BETWEEN for gap in gaps):
            yield Defect.of(rows[-1], days=(ending,))


def no_allocation_at_the_year_s_end(history: History) -> Iterator[Defect]:
    """Looked after on 31 March, and the last allocation has ended."""
    for each in history.derived(_allocations)[-1:]:
        for year in sorted(history.return_years(each.facts[-1])):
            ending = date(year, 3, 31)
            is_over = each.ended_on is not None and each.ended_on <= ending
            if is_over and history.has_come(ending) and _is_looked_after(history, ending):
                yield each.defect(ending)


def _allocations(history: History) -> list[_Allocation]:
    ended = {over.began_on: (fact.id, over.occurred_on) for fact, over in history.story.of(SocialWorkerLeft)}
    found = []
    for fact, began in history.story.of(SocialWorkerAllocated):
        over, day = ended.get(began.occurred_on, (None, None))
        found.append(_Allocation(began, day, (fact.id, *([over] if over else []))))
    return found


def _returned(history: History) -> Iterator[_Allocation]:
    return (each for each in history.derived(_allocations) if history.return_years(each.facts[0]))


def _is_looked_after(history: History, day: date) -> bool:
    return any(row.is_open_at(day) and not row.is_short_break for row in history.rows)


GIVE_THE_WORKER = "Give SW_ID and SW_REASON."
CORRECT_THE_DAYS = "Correct SW_DECOM or SW_DEC, or add the allocation left out."

RULES = (
    published(
        "SW01aSTG1",
        "worker-blank-before-collection",
        no_worker_before_collection,
        title="An allocation from before 1 April 2023 without a social worker",
        means="SW_DECOM is before 1 April 2023 and SW_ID is blank.",
        do="Give SW_ID.",
    ),
    published(
        "SW01bSTG1",
        "worker-or-reason-blank",
        no_worker_or_reason,
        title="An allocation without a social worker or a reason",
        means="SW_DECOM is on or after 1 April 2023 and SW_ID or SW_REASON is blank.",
        do=GIVE_THE_WORKER,
        columns=("SW_REASON",),
    ),
    published(
        "SW13STG1",
        "worker-without-reason",
        no_reason,
        title="An allocation without a reason",
        means="SW_REASON is blank; from the return of 2024-25 where SW_DECOM is on or after 1 April 2023.",
        do="Give SW_REASON.",
        columns=("SW_REASON",),
    ),
    published(
        "SW08STG2",
        "worker-still-open",
        still_open,
        title="An allocation is open though another has begun",
        means="SW_DEC is blank and a later allocation has begun.",
        do="Give SW_DEC.",
    ),
    published(
        "SW09STG2",
        "worker-without-a-day",
        without_a_day,
        title="An allocation ends on the day it began",
        means="SW_DEC is SW_DECOM.",
        do="Correct SW_DEC or SW_DECOM, or delete the row.",
    ),
    published(
        "SW10STG2",
        "worker-gap-or-overlap",
        gap_or_overlap,
        title="An allocation does not follow on the one before",
        means="SW_DECOM is more than 7 days before or after the SW_DEC of the allocation before; from the return of "
        "2024-25 SW_REASON FCONTA is let pass.",
        do=CORRECT_THE_DAYS,
    ),
    published(
        "SW11bSTG2",
        "worker-ends-with-the-year",
        ended_at_the_year_s_end,
        title="The last allocation ends in the last days of the year",
        means="The child's last allocation ended on one of the last days of a year, from 26 to 31 March.",
        do="Add the allocation that follows, or leave SW_DEC blank.",
    ),
    published(
        "SW12STG2",
        "worker-year-not-covered",
        year_not_covered,
        title="Looked after, and without a social worker for more than a week of the year",
        means="The child was looked after on 31 March, short breaks apart, and more than 7 days in a row of the year "
        "to it have no allocation.",
        do=CORRECT_THE_DAYS,
    ),
    published(
        "SW17STG2",
        "worker-none-at-the-year-s-end",
        no_allocation_at_the_year_s_end,
        title="Looked after on 31 March, and the last allocation has ended",
        means="The child's last allocation has SW_DEC, and the child was looked after on 31 March, short breaks apart.",
        do="Add the allocation that follows, or delete SW_DEC.",
    ),
)

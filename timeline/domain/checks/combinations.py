"""Codes that do not go together: a placement and its legal status, its reason, or where it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.codes import (
    ADOPTION_OF_ANY_YEAR,
    ADOPTION_WITH_CURRENT_CARER,
    FOSTER_OF_ANY_YEAR,
    PLACED_WITH_PARENTS,
    SECTION_20,
    TEMPORARY_PLACEMENTS,
)
from timeline.domain.spells.episodes import Episode

PLACEMENT_ORDERS_SINCE = date(2005, 12, 30)
"""The day on which the Adoption and Children Act 2002 put placement orders in the place of freeing orders."""

REGISTERED_SINCE = date(2023, 10, 28)
"""The day from which supported accommodation is registered and has codes of its own."""

WITH_PLACEMENT_ORDER = frozenset({"A5", "A6"})
PLACEMENT_ORDER, FREEING_ORDER = "E1", "D1"
SAME_CARER = frozenset({"S", "T", "U"})
SAME_CARER_SINCE = date(2015, 4, 1)
"""The day from which a placement for adoption with the current carer must say so. Source: validation rule 217."""

GUARDIANSHIP_TO_FORMER_CARER = frozenset({"E45", "E46"})


def with_carer_by_another_reason(history: History) -> Iterator[Defect]:
    """Placed for adoption with the current carer, by a reason that says the carer is another."""
    for row in history.rows:
        if row.placement.type not in ADOPTION_WITH_CURRENT_CARER or row.began_on < SAME_CARER_SINCE:
            continue
        if row.reason_for_new_episode not in SAME_CARER and not _was_away(history, row):
            yield Defect(row.facts[:1], (row.began_on,))


def with_carer_never_fostered(history: History) -> Iterator[Defect]:
    """Placed for adoption with the current carer, after a placement that was neither fostering nor adoption."""
    for row in history.rows:
        before = history.follows(row)
        if row.placement.type not in ADOPTION_WITH_CURRENT_CARER or before is None:
            continue
        if before.placement.type not in {None, *FOSTER_OF_ANY_YEAR, *ADOPTION_OF_ANY_YEAR, *TEMPORARY_PLACEMENTS}:
            yield Defect.of(before, row, days=(row.began_on,))


def independent_after_registration(history: History) -> Iterator[Defect]:
    """P2 begun since supported accommodation has codes of its own."""
    for row in history.rows:
        if row.placement.type == "P2" and row.began_on >= REGISTERED_SINCE:
            yield Defect(row.facts[:1], (row.began_on,))


def with_parents_under_section_20(history: History) -> Iterator[Defect]:
    """Placed with parents while accommodated under section 20."""
    for row in history.rows:
        if row.placement.type in PLACED_WITH_PARENTS and row.legal_status in SECTION_20:
            yield Defect(row.facts[:1], (row.began_on,))


def with_order_without_order(history: History) -> Iterator[Defect]:
    """Placed for adoption with a placement order under another legal status. A freeing order stood for it once."""
    for row in history.rows:
        ordered = row.legal_status in (None, PLACEMENT_ORDER, FREEING_ORDER)
        if row.placement.type in WITH_PLACEMENT_ORDER and not ordered:
            yield Defect(row.facts[:1], (row.began_on,))


def guardianship_to_no_former_carer(history: History) -> Iterator[Defect]:
    """A special guardianship order to the former foster carer, from a placement that is not fostering."""
    for row in history.rows:
        if row.reason_episode_ceased in GUARDIANSHIP_TO_FORMER_CARER and row.placement.type not in FOSTER_OF_ANY_YEAR:
            yield Defect.of(row, days=(row.ended_on,))


def freed_after_placement_orders(history: History) -> Iterator[Defect]:
    """A freeing order begun when there were placement orders."""
    for row in history.rows:
        if row.legal_status == FREEING_ORDER and row.began_on >= PLACEMENT_ORDERS_SINCE:
            yield Defect(row.facts[:1], (row.began_on,))


def placement_order_too_early(history: History) -> Iterator[Defect]:
    """A placement order begun before there were any."""
    for row in history.rows:
        if row.legal_status == PLACEMENT_ORDER and row.began_on < PLACEMENT_ORDERS_SINCE:
            yield Defect(row.facts[:1], (row.began_on,))


def _was_away(history: History, row: Episode) -> bool:
    """Whether the episode is a return from a temporary placement, which has a reason of its own."""
    before = history.follows(row)
    return before is not None and before.placement.type in TEMPORARY_PLACEMENTS


RULES = (
    published(
        "217",
        "adoption-with-carer-by-another-reason",
        with_carer_by_another_reason,
        title="Placed for adoption with the current carer, recorded as another change",
        means="PLACE is A3 or A5, DECOM is on or after 1 April 2015, and RNE is P, B or L, though what changes is the "
        "record of a placement with the same carer. A return from a temporary placement is let pass.",
        do="Correct RNE to T or U, or PLACE to A4 or A6.",
    ),
    published(
        "336",
        "adoption-with-carer-never-fostered",
        with_carer_never_fostered,
        title="Placed for adoption with the current carer, who did not foster",
        means="PLACE is A3 or A5 and the placement before was neither fostering nor adoption.",
        do="Correct PLACE in one of the two episodes.",
    ),
    published(
        "217t",
        "placement-independent-since-registration",
        independent_after_registration,
        title="Independent living begun since supported accommodation is registered",
        means="PLACE is P2 and DECOM is on or after 28 October 2023.",
        do="Give the code of the supported accommodation, or confirm that nobody provides it.",
        severity="query",
    ),
    published(
        "378",
        "placement-with-parents-under-section-20",
        with_parents_under_section_20,
        title="Placed with parents under section 20",
        means="PLACE is P1 and LS is V2. Who lives with its parents is not accommodated.",
        do="Correct LS or PLACE, or end the episode.",
    ),
    published(
        "408",
        "adoption-without-placement-order",
        with_order_without_order,
        title="Placed for adoption with a placement order that there is not",
        means="PLACE is A5 or A6 and LS is not E1.",
        do="Correct LS, or PLACE to A3 or A4.",
    ),
    published(
        "516",
        "guardianship-to-no-former-carer",
        guardianship_to_no_former_carer,
        title="Special guardianship to a former foster carer, not from fostering",
        means="REC is E45 or E46 and PLACE is no foster placement.",
        do="Correct REC or PLACE.",
    ),
    published(
        "445",
        "status-freed-too-late",
        freed_after_placement_orders,
        title="A freeing order after 29 December 2005",
        means="LS is D1 and DECOM is on or after 30 December 2005, when placement orders took its place.",
        do="Correct LS or DECOM.",
        severity="query",
    ),
    published(
        "446",
        "status-placement-order-too-early",
        placement_order_too_early,
        title="A placement order before 30 December 2005",
        means="LS is E1 and DECOM is before the day on which there first were placement orders.",
        do="Correct LS or DECOM.",
    ),
)

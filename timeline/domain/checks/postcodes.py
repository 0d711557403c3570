"""Where a child lives and lived, by the list of postcodes: authority, location and distance, which are derived.

A postcode is looked up as the list had it on the day asked about. A blank is asked only of what a return states.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from timeline.domain.checks.history import History
from timeline.domain.checks.provider import OTHER, OTHER_SINCE_2026, UNREGISTERED
from timeline.domain.checks.rule import Defect, published
from timeline.domain.codes import FOSTER, PLACED_FOR_ADOPTION
from timeline.domain.reference import NOT_IN_UNITED_KINGDOM, OUTSIDE_ENGLAND, tenths_of_a_mile
from timeline.domain.spells.episodes import Episode

FARTHEST = 3_500
"""Tenths of a mile. Source: SSDA903 validation rule 454."""

URN_SINCE = date(2015, 4, 1)
"""Episodes that ended before this day need no URN. Source: SSDA903 validation rule 218."""

INDEPENDENT = {"H5": 2024, "P2": 2024}
"""Placement types that needed no URN, with the last return in which they did not, by the year in which it ends."""

OTHER_UNTIL, OTHER_AGAIN_FROM = 2025, 2026
"""The last return in which Z1 needs no URN, and the first in which Z11 to Z14 need none."""

OWN_PROVISION = "PR1"
ELSEWHERE = frozenset({*OUTSIDE_ENGLAND.values(), NOT_IN_UNITED_KINGDOM})


def authority_not_derived(history: History) -> Iterator[Defect]:
    """No authority of the placement can be derived."""
    for row in history.rows:
        if (
            not row.is_short_break
            and _is_asked(history, row, row.placement.postcode)
            and _placed_in(history, row) is None
        ):
            yield Defect.of(row, days=(row.began_on,))


def location_not_derived(history: History) -> Iterator[Defect]:
    """It cannot be derived whether the placement is inside the authority."""
    return authority_not_derived(history)


def distance_not_derived(history: History) -> Iterator[Defect]:
    """No distance from home can be derived, of a child who never was an unaccompanied asylum seeker."""
    if history.is_ever_unaccompanied:
        return
    for row in history.rows:
        both = row.placement.postcode if history.began_as(row).home_postcode else None
        if not row.is_short_break and _is_asked(history, row, both) and _distance(history, row) is None:
            yield Defect.of(row, days=(row.began_on,))


def postcode_unknown(history: History) -> Iterator[Defect]:
    """A postcode that the list does not have."""
    for row in history.rows:
        given = (row.placement.postcode, history.began_as(row).home_postcode)
        if any(postcode and history.place(postcode) is None for postcode in given):
            yield Defect.of(row, days=(row.began_on,))


def distance_of_unaccompanied(history: History) -> Iterator[Defect]:
    """A distance from home can be derived of a child who was an unaccompanied asylum seeker."""
    if not history.is_ever_unaccompanied:
        return
    for row in history.rows:
        if _distance(history, row) is not None:
            yield Defect.of(row, days=(row.began_on,))


def authority_of_a_short_break(history: History) -> Iterator[Defect]:
    """An authority of the placement can be derived of a short break."""
    for row in history.rows:
        if row.is_short_break and _placed_in(history, row) is not None:
            yield Defect.of(row, days=(row.began_on,))


def very_far(history: History) -> Iterator[Defect]:
    """The placement is more than 350 miles from home."""
    if history.is_ever_unaccompanied:
        return
    for row in history.rows:
        if (_distance(history, row) or 0) > FARTHEST:
            yield Defect.of(row, days=(row.began_on,))


def own_provision_elsewhere(history: History) -> Iterator[Defect]:
    """Own provision, and the placement is not in the own authority."""
    for row in history.rows:
        if row.is_short_break or row.placement.provider != OWN_PROVISION or row.placement.type is None:
            continue
        if row.placement.type in PLACED_FOR_ADOPTION | FOSTER or not _is_asked(history, row, row.placement.postcode):
            continue
        if _placed_in(history, row) not in history.reference.own:
            yield Defect.of(row, days=(row.began_on,))


def no_urn_in_england(history: History) -> Iterator[Defect]:
    """No URN of a placement in England that needs one. A postcode that is nowhere is not outside England."""
    for row in history.rows:
        if row.is_short_break or row.placement.urn is not None or not history.return_years(row.facts[0]):
            continue
        if row.ended_on is not None and row.ended_on < URN_SINCE:
            continue
        if row.placement.type not in _exempt(history, row) and _placed_in(history, row) not in ELSEWHERE:
            yield Defect.of(row, days=(row.began_on,))


# ------------------------------------------------------------------------------------------------------------- derived


def _placed_in(history: History, row: Episode) -> str | None:
    place = history.place(row.placement.postcode)
    return None if place is None else place.placed_in


def _distance(history: History, row: Episode) -> int | None:
    return tenths_of_a_mile(history.place(history.began_as(row).home_postcode), history.place(row.placement.postcode))


def _is_asked(history: History, row: Episode, given: str | None) -> bool:
    """Whether what is blank is asked: of what a return states."""
    return given is not None or bool(history.return_years(row.facts[0]))


def _exempt(history: History, row: Episode) -> frozenset[str]:
    """The types that need no URN in some return that states the episode."""
    years = history.return_years(row.facts[0])
    independent = {code for code, last in INDEPENDENT.items() if min(years) <= last}
    return UNREGISTERED.union(
        independent,
        OTHER if min(years) <= OTHER_UNTIL else (),
        OTHER_SINCE_2026 if max(years) >= OTHER_AGAIN_FROM else (),
    )


RULES = (
    published(
        "169",
        "placement-authority-not-derived",
        authority_not_derived,
        title="No authority of the placement can be derived",
        means="PL_POST is blank, or the list of postcodes does not have it, or has no authority for it.",
        do="Correct the postcode. For a new one bring a later list.",
        needs=("postcodes",),
        columns=("PL_POST",),
    ),
    published(
        "179",
        "placement-location-not-derived",
        location_not_derived,
        title="It cannot be derived whether the placement is inside the authority",
        means="PL_LOCATION is derived from the authority of the placement, and none can be derived.",
        do="Correct the postcode. For a new one bring a later list.",
        needs=("postcodes",),
        columns=("PL_POST",),
    ),
    published(
        "392a",
        "placement-distance-not-derived",
        distance_not_derived,
        title="No distance from home can be derived",
        means="HOME_POST or PL_POST is blank, or the list of postcodes does not have it, or has no grid reference for "
        "it, or one is in Northern Ireland and the other is not. The child never was an unaccompanied asylum seeker.",
        do="Correct the postcodes.",
        needs=("postcodes",),
        columns=("HOME_POST", "PL_POST"),
    ),
    published(
        "392c",
        "postcode-unknown",
        postcode_unknown,
        title="A postcode that is in no list",
        means="HOME_POST or PL_POST is given, and the list of postcodes did not have it on the day asked about.",
        do="Correct the postcode. For a new one bring a later list.",
        needs=("postcodes",),
    ),
    published(
        "406",
        "placement-distance-of-unaccompanied",
        distance_of_unaccompanied,
        title="A distance from home of an unaccompanied asylum-seeking child",
        means="HOME_POST and PL_POST are both given and in the list, and the child was an unaccompanied asylum seeker.",
        do="Delete HOME_POST, or correct the status.",
        needs=("postcodes",),
    ),
    published(
        "420",
        "short-break-authority-derived",
        authority_of_a_short_break,
        title="An authority of the placement of a short break",
        means="LS is V3 or V4, and PL_POST is given and in the list of postcodes.",
        do="Delete the postcode, or correct LS.",
        needs=("postcodes",),
    ),
    published(
        "454",
        "placement-very-far",
        very_far,
        severity="query",
        title="A placement more than 350 miles from home",
        means="The distance between HOME_POST and PL_POST is more than 350 miles.",
        do="Make sure that both postcodes are right.",
        needs=("postcodes",),
    ),
    published(
        "1015",
        "own-provision-elsewhere",
        own_provision_elsewhere,
        title="Own provision in another authority",
        means="PLACE_PROVIDER is PR1, PLACE is no foster or adoption placement, and PL_POST is not in the own "
        "authority.",
        do="Correct the provider or the postcode.",
        needs=("postcodes", "own authority"),
        columns=("PL_POST",),
    ),
    published(
        "218",
        "placement-without-urn",
        no_urn_in_england,
        title="A placement in England without a provider's number",
        means="URN is blank, the placement is not outside England, and PLACE is of a type that the lists of providers "
        "have.",
        do="Give the URN, or XXXXXXX where the provider has none.",
        needs=("postcodes",),
        columns=("PL_POST", "URN"),
    ),
)

"""Every derived kind by its name, and the one way to the spells of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from timeline.domain.spells import Case, Spell
from timeline.projections.algebra.derived.adoption import adoption_decisions, adoption_matches, adoption_waits
from timeline.projections.algebra.derived.leavers import eligible
from timeline.projections.algebra.derived.legal import final_orders, legal_statuses
from timeline.projections.algebra.derived.observed import placement_locations
from timeline.projections.algebra.derived.outcomes import care_leaver_outcomes, health_outcomes
from timeline.projections.algebra.derived.people import lives, social_workers, unaccompanied
from timeline.projections.algebra.derived.reviews import numbered_reviews, reviews_due
from timeline.projections.algebra.derived.visitors import visitor_waits

Found = tuple[Spell, ...]


@dataclass(frozen=True)
class DerivedKind:
    """A kind of spell: what it is, what several are called, and how those of a child are found."""

    sentence: str
    plural: str
    of: Callable[[Case], Found]


DERIVED: Mapping[str, DerivedKind] = {
    "review_due": DerivedKind(
        "a review that was due, from the day it was due to the day it was held: on one day where it was held in time",
        "reviews due",
        reviews_due,
    ),
    "numbered_review": DerivedKind(
        "a review held, on one day, with its number among those of the period of care", "reviews", numbered_reviews
    ),
    "life": DerivedKind("the child's life, from birth on", "lives", lives),
    "eligible": DerivedKind(
        "the days on which a young person of 16 or 17 is an eligible child, looked after for 13 weeks in all since 14",
        "times as an eligible child",
        eligible,
    ),
    "health_outcomes": DerivedKind(
        "the year's health outcomes, on the day the year ends", "the year's health outcomes", health_outcomes
    ),
    "care_leaver_outcomes": DerivedKind(
        "a care leaver's situation around the birthday in the year, on the day the year ends",
        "outcomes of care leavers",
        care_leaver_outcomes,
    ),
    "social_worker": DerivedKind(
        "the days on which one social worker was allocated", "allocations of a social worker", social_workers
    ),
    "unaccompanied": DerivedKind(
        "the status of an unaccompanied asylum-seeking child, from birth, since no source says when it began",
        "statuses of unaccompanied asylum-seeking child",
        unaccompanied,
    ),
    "legal_status": DerivedKind(
        "a run of days under one legal status, whatever the placement", "legal statuses", legal_statuses
    ),
    "final_order": DerivedKind(
        "a final order on an application that was disposed of, on the day it was disposed of",
        "final orders on applications",
        final_orders,
    ),
    "adoption_decision": DerivedKind(
        "a decision that the child should be placed for adoption, until it was reversed",
        "adoption decisions",
        adoption_decisions,
    ),
    "adoption_wait": DerivedKind(
        "from an adoption decision until the child is placed, the decision is reversed or the child ceases to be "
        "looked after",
        "waits to be placed for adoption",
        adoption_waits,
    ),
    "visitor_wait": DerivedKind(
        "from a request for an independent visitor, with those that overlap, until an appointment, a withdrawal or the "
        "end of the period of care",
        "requests for a visitor until what ended them",
        visitor_waits,
    ),
    "placement_location": DerivedKind(
        "where a placement lies, since an extract of the case system found it there until the placement ends",
        "locations of placements",
        placement_locations,
    ),
    "adoption_match": DerivedKind("a match with the adopters, on one day", "matches with adopters", adoption_matches),
}
"""The kinds of spell that are derived when asked for."""


def spells_of(case: Case, kind: str) -> Found:
    """The spells of one kind, each with its number in the case. ``KeyError`` where there is no such kind."""
    if isinstance(case.spells, _Remembered):
        return case.spells[kind]
    return _numbered(case.spells[kind] if kind in case.spells else DERIVED[kind].of(case))


def _numbered(found: Found) -> Found:
    return tuple(spell._replace(number=number) if number else spell for number, spell in enumerate(found))


def remembering(case: Case) -> Case:
    """The same case, in which what is derived is derived once however often it is asked for."""
    return case if isinstance(case.spells, _Remembered) else replace(case, spells=_Remembered(case))


class _Remembered(Mapping[str, Found]):
    """The spells of a case by their kind, those of derived kinds made when first asked for."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._found: dict[str, Found] = {}

    def __getitem__(self, kind: str) -> Found:
        found = self._found.get(kind)
        if found is None:
            found = self._found[kind] = spells_of(self._case, kind)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._case.spells), **self._found})

    def __len__(self) -> int:
        return len(self._case.spells.keys() | self._found.keys())

"""The items of a row that is given as a whole: which of them are given, and which are blank."""

from __future__ import annotations

from timeline.domain.events import CareLeaverOutcomesRecorded, HealthOutcomesRecorded, MatchedWithAdopters

Items = tuple[object | None, ...]


def health_items(stated: HealthOutcomesRecorded) -> Items:
    """The eight items of OC2 that are answered yes or no; score and reason are apart."""
    substance = (stated.substance_misuse, stated.intervention_received, stated.intervention_offered)
    return (stated.convicted, stated.health_check, *needed_health_items(stated)[:3], *substance)


def needed_health_items(stated: HealthOutcomesRecorded) -> Items:
    """The four of them that are needed of every child."""
    return (stated.immunisations, stated.teeth_check, stated.health_assessment, stated.substance_misuse)


def leaver_items(stated: CareLeaverOutcomesRecorded) -> Items:
    """The three items of OC3."""
    return (stated.in_touch, stated.activity, stated.accommodation)


def match_items(match: MatchedWithAdopters) -> Items:
    """The six items of AD1."""
    days = (match.decided_on, match.matched_on)
    adopters = (match.number_of_adopters, match.sex_of_adopters, match.legal_status_of_adopters)
    return (*days, match.by_former_foster_carer, *adopters)


def has_items(stated: HealthOutcomesRecorded | CareLeaverOutcomesRecorded | MatchedWithAdopters) -> bool:
    """Whether some of the items are given."""
    if isinstance(stated, HealthOutcomesRecorded):
        return some(health_items(stated))
    return some(leaver_items(stated) if isinstance(stated, CareLeaverOutcomesRecorded) else match_items(stated))


def some(items: Items) -> bool:
    """Whether one of them is given."""
    return any(item is not None for item in items)


def all_given(items: Items) -> bool:
    """Whether each of them is given."""
    return all(item is not None for item in items)

"""A column that a file lacks takes nothing back: what an earlier return stated in it holds.

A blank cell states blank. So the importer notes which columns were absent, and the fold completes each fact of the
return with the fields of the fact that it replaces. Decided in ``docs/decisions/0018-imports-and-readings.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any

from timeline.domain import events as e

_ENDING = (e.EpisodeEnded, e.CeasedToBeLookedAfter, e.EndingReportedWithoutDate)
_OC2 = e.HealthOutcomesRecorded

_FIELDS: Mapping[tuple[str, str], tuple[tuple[type[e.Event], ...], str]] = {
    ("Header", "UPN"): ((e.ChildRegistered,), "upn"),
    ("Header", "MOTHER"): ((e.ChildRegistered,), "mother"),
    ("Header", "MC_DOB"): ((e.ChildRegistered,), "child_born_on"),
    ("Episodes", "PLACE_PROVIDER"): ((e.EpisodeBegan,), "placement.provider"),
    ("Episodes", "PL_POST"): ((e.EpisodeBegan,), "placement.postcode"),
    ("Episodes", "URN"): ((e.EpisodeBegan,), "placement.urn"),
    ("Episodes", "HOME_POST"): ((e.EpisodeBegan,), "home_postcode"),
    ("Episodes", "REASON_PLACE_CHANGE"): (_ENDING, "reason_place_change"),
    ("Reviews", "REVIEW_CODE"): ((e.ReviewHeld,), "participation"),
    ("UASC", "SEX"): ((e.UnaccompaniedAsylumSeekerRecorded,), "sex"),
    ("OC2", "SDQ_SCORE"): ((_OC2,), "sdq_score"),
    ("OC2", "SDQ_REASON"): ((_OC2,), "sdq_reason"),
    ("OC2", "CONVICTED"): ((_OC2,), "convicted"),
    ("OC2", "HEALTH_CHECK"): ((_OC2,), "health_check"),
    ("OC2", "SUBSTANCE_MISUSE"): ((_OC2,), "substance_misuse"),
    ("OC2", "INTERVENTION_RECEIVED"): ((_OC2,), "intervention_received"),
    ("OC2", "INTERVENTION_OFFERED"): ((_OC2,), "intervention_offered"),
    ("AD1", "FOSTER_CARE"): ((e.MatchedWithAdopters,), "by_former_foster_carer"),
    ("AD1", "NB_ADOPTR"): ((e.MatchedWithAdopters,), "number_of_adopters"),
    ("AD1", "SEX_ADOPTR"): ((e.MatchedWithAdopters,), "sex_of_adopters"),
    ("AD1", "LS_ADOPTR"): ((e.MatchedWithAdopters,), "legal_status_of_adopters"),
    ("PlacedAdoption", "REASON_PLACED_CEASED"): ((e.AdoptionDecisionReversed,), "reason"),
    ("PrevPerm", "LA_PERM"): ((e.PreviousPermanenceRecorded,), "authority"),
    ("PrevPerm", "DATE_PERM"): ((e.PreviousPermanenceRecorded,), "order_date"),
    ("SWEpisodes", "SW_REASON"): ((e.SocialWorkerAllocated,), "reason"),
}
"""Of each module, the columns that a return may be without, with the events and the field that they fill."""

MAY_BE_ABSENT: Mapping[str, frozenset[str]] = {
    module: frozenset(column for of, column in _FIELDS if of == module) for module, _ in _FIELDS
}


def with_columns_of(event: e.Event, live: Iterable[e.Event], columns: Collection[str]) -> e.Event:
    """The event with the fields of these columns filled from the fact that it replaces.

    ``live``: the facts of its module that hold. Of several that it may replace, it replaces the one that is equal in
    every other field; where none is, the fields stay null.
    """
    fields = [
        field
        for (module, column), (kinds, field) in _FIELDS.items()
        if module == event.module and column in columns and isinstance(event, kinds)
    ]
    if not fields:
        return event
    alike = [each for each in live if _subject(each) == _subject(event) and _has(each, fields)]
    if len(alike) > 1:
        alike = [each for each in alike if _with(event, each, fields) == each]
    return _with(event, alike[0], fields) if alike else event


def _subject(event: e.Event) -> Hashable:
    """What an event is about. A return that states another event about the same replaces the earlier one."""
    if isinstance(event, e.SpellBegan):
        return ("began", event.spell_key)
    if isinstance(event, e.SpellEnded):
        return ("ended", event.spell_key, event.began_as)
    if isinstance(event, e.MatchedWithAdopters):
        return (event.name, event.year_ending)
    if isinstance(event, e.ReviewHeld | e.HealthOutcomesRecorded | e.CareLeaverOutcomesRecorded):
        return (event.name, event.occurred_on)
    return event.name


def _has(event: e.Event, fields: Iterable[str]) -> bool:
    return all(hasattr(event, field.split(".")[0]) for field in fields)


def _with(event: e.Event, other: e.Event, fields: Iterable[str]) -> e.Event:
    """The event with these fields of another."""
    update: dict[str, Any] = {}
    for field in fields:
        first, _, inner = field.partition(".")
        if inner:
            of = update.get(first, getattr(event, first))
            update[first] = of.model_copy(update={inner: getattr(getattr(other, first), inner)})
        else:
            update[first] = getattr(other, first)
    return event.model_copy(update=update)

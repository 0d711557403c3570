"""Placements by Ofsted's lists of providers: what a provider of this number provides, where it is, when it closed.

XXXXXXX stands for a provider without a number. A blank is asked only of what a return states.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from timeline.domain.checks.history import History
from timeline.domain.checks.provider import NO_LIST
from timeline.domain.checks.rule import Defect, published
from timeline.domain.reference import Provider, plain_postcode
from timeline.domain.spells.episodes import Episode

SETTINGS = frozenset({"K1", "K2", "R3", "S1"})
"""Placement types whose postcode is that of the provider, in every return. Source: SSDA903 validation rule 221."""

SEMI_INDEPENDENT_IN, SUPPORTED_FROM = 2024, 2025
"""H5 is one of them in the return of 2023-24, K3 from that of 2024-25."""

OWN_PROVISION, OTHER_AUTHORITY = "PR1", "PR2"


def not_in_the_list(history: History) -> Iterator[Defect]:
    """A provider's number that the lists do not have."""
    for row in _numbered(history):
        if _provider(history, row) is None:
            yield Defect.of(row, days=(row.began_on,))


def of_another_placement_type(history: History) -> Iterator[Defect]:
    """The provider does not provide placements of this type, or is in no list."""
    for row in _numbered(history):
        provider, given = _provider(history, row), row.placement.type
        if _is_asked(history, row, given) and (provider is None or given not in provider.placement_types):
            yield Defect.of(row, days=(row.began_on,))


def of_another_provider_type(history: History) -> Iterator[Defect]:
    """The provider is not of this sort, or is in no list."""
    for row in _numbered(history):
        provider, given = _provider(history, row), row.placement.provider
        if _is_asked(history, row, given) and (provider is None or given not in provider.provider_types):
            yield Defect.of(row, days=(row.began_on,))


def at_another_postcode(history: History) -> Iterator[Defect]:
    """The placement is not at the provider's postcode."""
    for row in _numbered(history):
        provider, postcode = _provider(history, row), row.placement.postcode
        if provider is None or postcode is None or row.is_short_break or not _is_setting(history, row):
            continue
        if plain_postcode(postcode) not in provider.postcodes:
            yield Defect.of(row, days=(row.began_on,))


def begun_after_closing(history: History) -> Iterator[Defect]:
    """An episode that began on the day on which the provider closed, or later."""
    for row, provider in _listed(history):
        closed_on = provider.closed_on
        if closed_on is not None and row.began_on >= closed_on:
            yield Defect.of(row, days=(row.began_on, closed_on))


def lasting_after_closing(history: History) -> Iterator[Defect]:
    """An episode that ended after the day on which the provider closed, or is open after it."""
    for row, provider in _listed(history):
        closed_on = provider.closed_on
        if closed_on is None or not history.has_come(closed_on + timedelta(days=1)):
            continue
        if row.ended_on is None or row.ended_on > closed_on:
            yield Defect.of(row, days=(row.began_on, closed_on, row.ended_on))


def of_another_authority(history: History) -> Iterator[Defect]:
    """Own provision by a provider of another authority, or another authority's by one of the own.

    The authority is that which the lists name, and that of the provider's postcode. Where the two differ, either will
    do.
    """
    for row, provider in _listed(history):
        places = _authorities(history, provider)
        if row.placement.provider == OWN_PROVISION and places and places.isdisjoint(history.reference.own):
            yield Defect.of(row, days=(row.began_on,))
        if row.placement.provider == OTHER_AUTHORITY and places and places <= history.reference.own:
            yield Defect.of(row, days=(row.began_on,))


# ------------------------------------------------------------------------------------------------------------- the list


def _numbered(history: History) -> Iterator[Episode]:
    """The episodes with a provider's number."""
    return (row for row in history.rows if row.placement.urn not in (None, NO_LIST))


def _listed(history: History) -> Iterator[tuple[Episode, Provider]]:
    for row in _numbered(history):
        provider = _provider(history, row)
        if provider is not None:
            yield row, provider


def _provider(history: History, row: Episode) -> Provider | None:
    return (history.reference.providers or {}).get(row.placement.urn or "")


def _is_asked(history: History, row: Episode, given: str | None) -> bool:
    """Whether what is blank is asked: of what a return states."""
    return given is not None or bool(history.return_years(row.facts[0]))


def _is_setting(history: History, row: Episode) -> bool:
    years = history.years(row.facts[0])
    if row.placement.type == "H5":
        return SEMI_INDEPENDENT_IN in years
    return row.placement.type in SETTINGS or (row.placement.type == "K3" and max(years) >= SUPPORTED_FROM)


def _authorities(history: History, provider: Provider) -> frozenset[str]:
    """The authorities that a provider may be of: as the lists name it, and by its postcodes."""
    named = {code for name in provider.authorities for code in history.reference.called(name)}
    places = [history.place(postcode) for postcode in provider.postcodes]
    return frozenset(named | {place.placed_in for place in places if place is not None and place.placed_in is not None})


RULES = (
    published(
        "1008",
        "provider-unknown",
        not_in_the_list,
        title="A provider's number that is in no list",
        means="URN is given, is not XXXXXXX, and is in no list of providers.",
        do="Correct the URN, or bring a later list.",
        needs=("providers",),
    ),
    published(
        "219",
        "provider-of-another-placement-type",
        of_another_placement_type,
        title="A placement of a type that the provider does not provide",
        means="The lists of providers do not have PLACE among the placement types of the URN, or do not have the URN.",
        do="Correct PLACE or the URN.",
        needs=("providers",),
    ),
    published(
        "224",
        "provider-of-another-sort",
        of_another_provider_type,
        title="PLACE_PROVIDER is not what the lists say of the provider",
        means="The lists of providers do not have PLACE_PROVIDER among the provider codes of the URN, or do not have "
        "the URN.",
        do="Correct PLACE_PROVIDER or the URN.",
        needs=("providers",),
    ),
    published(
        "221",
        "provider-at-another-postcode",
        at_another_postcode,
        title="A placement that is not where the provider is",
        means="PLACE is a home, a family centre, a school or, from 2024-25 on, supported accommodation, and PL_POST is "
        "not the postcode of the URN in the lists of providers.",
        do="Correct PL_POST or the URN.",
        needs=("providers",),
    ),
    published(
        "227",
        "provider-closed-before",
        begun_after_closing,
        title="A placement with a provider that was closed",
        means="The episode began on or after the day on which the provider closed.",
        do="Correct the URN or DECOM.",
        needs=("providers",),
    ),
    published(
        "228",
        "provider-closed-since",
        lasting_after_closing,
        title="A placement that goes on after the provider closed",
        means="The episode ended after the day on which the provider closed, or is open after it.",
        do="Correct the URN or DEC, or end the episode.",
        needs=("providers",),
    ),
    published(
        "229",
        "provider-of-another-authority",
        of_another_authority,
        title="PLACE_PROVIDER and the provider's authority do not agree",
        means="PLACE_PROVIDER is PR1 and the provider is of another authority, or it is PR2 and the provider is of the "
        "own. The provider's authority is that which the lists name and that of its postcode; where the two differ, "
        "either will do.",
        do="Correct PLACE_PROVIDER or the URN.",
        needs=("providers", "own authority", "authority of providers"),
    ),
)

"""Who provides a placement: which provider goes with which type, and where a school or a home is given at all.

One table says which provider goes with no such type; the rules read it. From the return of 2025-26 the types Z11 to
Z14 stand in the place of Z1, and T4 is asked by another rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, Finder, Rule, published
from timeline.domain.codes import ADOPTION_OF_ANY_YEAR, FOSTER_OF_ANY_YEAR, PLACED_WITH_PARENTS, TEMPORARY_PLACEMENTS
from timeline.domain.spells.episodes import Episode

OTHER, OTHER_SINCE_2026 = frozenset({"Z1"}), frozenset({"Z11", "Z12", "Z13", "Z14"})
"""Other placements, to the return of 2024-25 and from that of 2025-26."""

NEW_CODES_FROM = 2026
PARENTS = "PR0"
NO_LIST = "XXXXXXX"
"""What stands in the place of a URN where the provider has none."""

WITHOUT = {
    "PR1": PLACED_WITH_PARENTS | {"R2", "R5"},
    "PR2": PLACED_WITH_PARENTS | {"R2", "R5"},
    "PR3": PLACED_WITH_PARENTS | {"K1", "K2"} | ADOPTION_OF_ANY_YEAR | FOSTER_OF_ANY_YEAR,
    "PR4": PLACED_WITH_PARENTS,
    "PR5": PLACED_WITH_PARENTS,
}
"""By provider: the placement types that it does not provide. Source: SSDA903 validation rules 527 to 531."""

UNREGISTERED = frozenset({"P1", "P3", "R1", "R2", "R5"}) | TEMPORARY_PLACEMENTS
"""Placement types that no list of providers has. Source: SSDA903 validation rule 218."""

INDEPENDENT = {"H5": 2023, "P2": 2024}
"""Types that no list had, with the last return in which none did, by the year in which it ends: validation rule 222."""


def provider_of_temporary_placement(history: History) -> Iterator[Defect]:
    """A provider of a temporary placement, or from 2025-26 on of another placement."""
    for row in _returned(history):
        if row.placement.provider is not None:
            of_type = row.placement.type in TEMPORARY_PLACEMENTS
            if of_type or (row.placement.type in OTHER_SINCE_2026 and _is_returned_since(history, row)):
                yield _begun(row)


def provider_of_other_placement(history: History) -> Iterator[Defect]:
    """A provider of a placement that has none."""
    for row in _returned(history):
        if row.placement.provider is not None and row.placement.type in _without_provider(history, row):
            yield _begun(row)


def no_provider(history: History) -> Iterator[Defect]:
    """No provider of a placement that has one."""
    for row in _returned(history):
        exempt = TEMPORARY_PLACEMENTS | (OTHER_SINCE_2026 if _is_returned_since(history, row) else OTHER)
        if row.placement.provider is None and row.placement.type not in exempt:
            yield _begun(row)


def parents_provide_elsewhere(history: History) -> Iterator[Defect]:
    """Parents as providers of a placement that is not with them."""
    for row in history.rows:
        if row.placement.provider == PARENTS and row.placement.type not in PLACED_WITH_PARENTS:
            yield _begun(row)


def number_of_unregistered(history: History) -> Iterator[Defect]:
    """A provider's number at a placement of a type that is in no list of providers."""
    for row in history.rows:
        if row.placement.urn not in (None, NO_LIST) and row.placement.type in _unregistered(history, row):
            yield _begun(row)


def place_of_a_short_break(history: History) -> Iterable[Defect]:
    """A postcode or a provider's number of the placement in a short break."""
    return _breaks(history, lambda row: row.placement.postcode or row.placement.urn)


def home_of_a_short_break(history: History) -> Iterable[Defect]:
    """A postcode of the home or of the placement in a short break."""
    return _breaks(history, lambda row: row.placement.postcode or history.began_as(row).home_postcode)


def no_postcode(history: History) -> Iterator[Defect]:
    """No postcode of the home or of the placement, of a child who never was an unaccompanied asylum seeker."""
    if history.is_ever_unaccompanied:
        return
    for row in _returned(history):
        if not row.is_short_break and not (row.placement.postcode and history.began_as(row).home_postcode):
            yield _begun(row)


def placed_at_home(history: History) -> Iterator[Defect]:
    """The postcode of the home is that of the placement, which is not with the parents."""
    for row in history.rows:
        if row.placement.postcode is None or row.placement.type in PLACED_WITH_PARENTS:
            continue
        if _written_alike(row.placement.postcode, history.began_as(row).home_postcode or ""):
            yield _begun(row)


# ----------------------------------------------------------------------------------------------------------- the tables


def _of_provider(provider: str) -> Finder:
    def find(history: History) -> Iterable[Defect]:
        return history.derived(_unlike_type).get(provider, ())

    return find


def _unlike_type(history: History) -> dict[str, list[Defect]]:
    """By provider: the episodes whose placement is of a type that it does not provide."""
    found: dict[str, list[Defect]] = {}
    for row in history.rows:
        provider = row.placement.provider
        if provider is not None and row.placement.type in WITHOUT.get(provider, ()):
            found.setdefault(provider, []).append(_begun(row))
    return found


def _without_provider(history: History, row: Episode) -> frozenset[str]:
    if _is_returned_since(history, row):
        return (TEMPORARY_PLACEMENTS - {"T4"}) | OTHER_SINCE_2026
    return TEMPORARY_PLACEMENTS | OTHER


def _unregistered(history: History, row: Episode) -> frozenset[str]:
    """By the return that stated the episode last: H5 to 2022-23, P2 to 2023-24, and other placements."""
    year = max(history.years(row.facts[0]))
    independent = {code for code, last in INDEPENDENT.items() if year <= last}
    return UNREGISTERED | independent | (OTHER_SINCE_2026 if year >= NEW_CODES_FROM else OTHER)


def _is_returned_since(history: History, row: Episode) -> bool:
    """Whether the return that stated the episode last is one of 2025-26 or later."""
    return max(history.years(row.facts[0])) >= NEW_CODES_FROM


def _returned(history: History) -> Iterator[Episode]:
    return (row for row in history.rows if history.return_years(row.facts[0]))


def _breaks(history: History, given: Callable[[Episode], str | None]) -> Iterator[Defect]:
    return (_begun(row) for row in _returned(history) if row.is_short_break and given(row))


def _written_alike(one: str, other: str) -> bool:
    """Whether two postcodes are the same, case and spaces apart."""
    return "".join(one.split()).upper() == "".join(other.split()).upper()


def _begun(row: Episode) -> Defect:
    return Defect(row.facts[:1], (row.began_on,))


CORRECT_EITHER = "Correct PLACE_PROVIDER or PLACE."


def _unlike(number: str, provider: str, words: str, name: str) -> Rule:
    several = "P1, K1, K2, A1 to A6 or a foster placement"
    types = several if provider == "PR3" else " or ".join(sorted(WITHOUT[provider]))
    return published(
        number,
        f"provider-{name}-unlike-placement",
        _of_provider(provider),
        title=f"A placement that {words} does not provide",
        means=f"PLACE_PROVIDER is {provider} and PLACE is {types}.",
        do=CORRECT_EITHER,
    )


RULES = (
    published(
        "213",
        "provider-of-temporary-placement",
        provider_of_temporary_placement,
        title="A provider of a temporary placement",
        means="PLACE_PROVIDER is given and PLACE is T0 to T4; from 2025-26 also Z11 to Z14.",
        do="Leave PLACE_PROVIDER blank, or correct PLACE.",
    ),
    published(
        "178",
        "provider-of-other-placement",
        provider_of_other_placement,
        title="A provider of a placement that has none",
        means="PLACE_PROVIDER is given and PLACE is T0 to T4 or Z1; from 2025-26 T0 to T3 or Z11 to Z14.",
        do="Leave PLACE_PROVIDER blank, or correct PLACE.",
    ),
    published(
        "526",
        "provider-blank",
        no_provider,
        title="PLACE_PROVIDER is blank",
        means="PLACE_PROVIDER is blank and PLACE is neither T0 to T4 nor Z1; from 2025-26 nor Z11 to Z14.",
        do="Give PLACE_PROVIDER.",
        columns=("PLACE_PROVIDER",),
    ),
    _unlike("527", "PR1", "the authority", "own"),
    _unlike("528", "PR2", "another authority", "other-authority"),
    _unlike("529", "PR3", "other public provision", "public"),
    _unlike("530", "PR4", "private provision", "private"),
    _unlike("531", "PR5", "voluntary provision", "voluntary"),
    published(
        "550",
        "provider-parents-elsewhere",
        parents_provide_elsewhere,
        title="Parents as providers of a placement not with them",
        means="PLACE_PROVIDER is PR0 and PLACE is not P1.",
        do=CORRECT_EITHER,
    ),
    published(
        "222",
        "provider-number-of-unregistered",
        number_of_unregistered,
        title="A URN at a placement that no list of providers has",
        means="URN is given, not XXXXXXX, and PLACE is P1, P3, R1, R2, R5 or T0 to T4; Z1 to 2024-25, Z11 to Z14 from "
        "2025-26; H5 to 2022-23, P2 to 2023-24.",
        do="Leave URN blank, or correct PLACE.",
    ),
    published(
        "214",
        "place-of-short-break",
        place_of_a_short_break,
        title="A postcode or a URN of a short break",
        means="LS is V3 or V4 and PL_POST or URN is given.",
        do="Leave PL_POST and URN blank, or correct LS.",
    ),
    published(
        "398",
        "home-of-short-break",
        home_of_a_short_break,
        title="Postcodes of a short break",
        means="LS is V3 or V4 and HOME_POST or PL_POST is given.",
        do="Leave HOME_POST and PL_POST blank, or correct LS.",
    ),
    published(
        "392b",
        "postcode-blank",
        no_postcode,
        title="HOME_POST or PL_POST is blank",
        means="HOME_POST or PL_POST is blank, LS is neither V3 nor V4, and the child never was UASC.",
        do="Give both postcodes.",
        columns=("HOME_POST", "PL_POST"),
    ),
    published(
        "392d",
        "postcode-of-home-and-placement",
        placed_at_home,
        title="The placement is at home, by its postcode",
        means="HOME_POST is PL_POST and PLACE is not P1.",
        do="Correct one of the two postcodes, or PLACE.",
    ),
)

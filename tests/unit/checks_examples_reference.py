"""The nearest history that breaks each rule that needs a reference list, and one in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.checks_examples import Example
from tests.unit.checks_examples_changes import Changed, returns
from tests.unit.checks_histories import born, header, lived, permanence, short_break, unaccompanied
from timeline.domain import events as e
from timeline.domain.reference import Authority, Place, Provider, Reference

OWN, OTHER = "E09000007", "E09000030"


def _place(authority: str | None, east: int, north: int, *, country: str = "E", introduced: str | None = None) -> Place:
    return Place(authority, country, (east, north), date.fromisoformat(introduced) if introduced else None)


PLACES = {
    "ASH": _place(OWN, 0, 0),
    "ELM": _place(OWN, 1_000, 0),
    "ASP": _place(OWN, 0, 1_000),
    "YEW": _place(OTHER, 0, 1_000),
    "OAK": _place(OTHER, 1_000, 1_000),
    # 1,609.3 metres are a mile. From Ash: 0.1 miles to Bay (161 m); 0.3 to Box (483 m).
    "BAY": _place(OWN, 161, 0),
    "BOX": _place(OWN, 483, 0),
    "FIR": _place(OWN, 322, 0),  # 0.2 miles
    # 350.0 miles are 563,255 m; 350.04 miles round to 350.0, and 350.05 (563,335.5 m) to 350.1.
    "FAR": _place(OTHER, 563_335, 0),
    "FARTHER": _place(OTHER, 563_336, 0),
    "CROFT": Place(None, "S", (300_000, 700_000), None),
    "NOWHERE": Place(None, "E", None, None),
    "NEW": _place(OWN, 0, 0, introduced="2018-05-01"),
    "OLD": _place(OWN, 0, 0, introduced="2018-04-01"),
}
HOME = Provider(frozenset({"K2"}), frozenset({"PR4"}), frozenset({"ELM"}), frozenset({"Camden"}), None)
PROVIDERS = {
    "SC1": HOME,
    "SC2": replace(HOME, closed_on=date(2018, 3, 1)),
    "SC3": replace(HOME, provider_types=frozenset({"PR1", "PR2"})),
    # The list says that it is in Tower Hamlets, and its postcode is in Camden.
    "SC4": replace(HOME, provider_types=frozenset({"PR1", "PR2"}), authorities=frozenset({"Tower Hamlets"})),
}
AUTHORITIES = (
    Authority("202", OWN, "Camden", None, None),
    Authority("211", OTHER, "Tower Hamlets", None, None),
    Authority("838", "E06000059", "Dorset", date(2019, 4, 1), None),
)
POSTCODES = Reference(places=PLACES.get, own=frozenset({OWN}))
OFSTED = Reference(providers=PROVIDERS)
CAMDEN = replace(OFSTED, places=PLACES.get, authorities=AUTHORITIES, own=frozenset({OWN}))
HOMES = {"place": "K2 Elm", "provider": "PR4", "urn": "SC1"}
"""A placement in a home that has a number, with all that a return must give."""


def by(
    breaks: list[e.Event],
    in_order: list[e.Event],
    *also: str,
    on: tuple[str, ...] = ("2018-01-10",),
    year: int = 2018,
    against: Reference = POSTCODES,
) -> Example:
    """What the return for the year that ends in this one states of a boy."""
    boy = header(sex="1" if year < 2025 else "M")  # the codes changed with the return of 2024-25
    return Example(
        boy + breaks,
        list(on),
        boy + in_order,
        also=set(also),
        by=year,
        as_at=date(year, 4, 30),
        reference=against,
    )


def home(**says: str | None) -> list[e.Event]:
    return lived("2018-01-10", **HOMES | says)


PLACE_UNKNOWN = ("placement-authority-not-derived", "placement-location-not-derived", "placement-distance-not-derived")

EXAMPLES_OF_POSTCODES = {
    # A postcode in England of which the list has no authority; one in Scotland has the country.
    "placement-authority-not-derived": by(home(place="K2 Nowhere"), home(place="K2 Croft"), *PLACE_UNKNOWN),
    "placement-location-not-derived": by(home(place="K2 Nowhere"), home(place="K2 Oak"), *PLACE_UNKNOWN),
    "placement-distance-not-derived": by(home(left="Nowhere"), home(left="Oak")),
    "postcode-unknown": by(home(left="New"), home(left="Old"), "placement-distance-not-derived"),
    "placement-distance-of-unaccompanied": by(
        unaccompanied("2012-05-01") + home(), unaccompanied("2012-05-01") + home(left=None)
    ),
    "short-break-authority-derived": by(
        short_break("2018-01-10", "2018-01-12", place="K2 Elm"),
        short_break("2018-01-10", "2018-01-12", place="K2"),
        "home-of-short-break",
        "place-of-short-break",
    ),
    "placement-very-far": by(
        lived("2026-01-10", **HOMES | {"place": "K2 Farther"}),
        lived("2026-01-10", **HOMES | {"place": "K2 Far"}),
        on=("2026-01-10",),
        year=2026,
    ),
    "own-provision-elsewhere": by(home(provider="PR1", place="K2 Oak"), home(provider="PR1", place="K2 Elm")),
    "placement-without-urn": by(home(urn=None), home(urn=None, place="K2 Croft")),
}


def moved(breaks: tuple[str, str], in_order: tuple[str, str], *also: str, reasons: str = "PS", on: str = "") -> Changed:
    """An open episode at two postcodes in two returns, where it breaks a rule and where it does not. ``reasons``: RNE
    in the one return and in the other; ``on``: another day of beginning in the second."""

    def stated(place: str, reason: str, began: str) -> list[e.Event]:
        return header() + lived(began, reason, **HOMES | {"place": f"K2 {place}"})

    second = on or "2018-01-10"
    days = ["2018-01-10", *([on] if on else []), "2019-03-31"]
    example = returns(
        *([(2018, stated(breaks[0], reasons[0], "2018-01-10")), (2019, stated(breaks[1], reasons[1], second))],),
        days,
        [(2018, stated(in_order[0], "S", "2018-01-10")), (2019, stated(in_order[1], "S", "2018-01-10"))],
        *also,
        as_at=date(2019, 4, 30),
    )
    return replace(example, reference=POSTCODES)


OTHER_REASON, RE_DATED = "open-episode-other-reason", "open-episode-begun-on-another-day"
EXAMPLES_OF_PLACES_CHANGED = {
    # Elm, Asp and Yew are 1,000 metres from Ash; Yew is in another authority.
    "open-episode-in-another-authority": moved(
        ("Yew", "Elm"), ("Asp", "Elm"), "open-episode-in-another-location", OTHER_REASON
    ),
    "open-episode-in-another-location": moved(
        ("Elm", "Yew"), ("Elm", "Asp"), "open-episode-in-another-authority", OTHER_REASON
    ),
    "open-episode-at-another-distance": moved(("Bay", "Box"), ("Bay", "Fir"), OTHER_REASON),
    "same-reason-another-authority": moved(("Yew", "Elm"), ("Asp", "Elm"), RE_DATED, reasons="SS", on="2018-01-11"),
    "same-reason-another-distance": moved(("Box", "Bay"), ("Fir", "Bay"), RE_DATED, reasons="SS", on="2018-01-11"),
}

EXAMPLES_OF_LISTS = {
    "provider-unknown": by(
        home(urn="SC9"),
        home(urn="XXXXXXX"),
        "provider-of-another-placement-type",
        "provider-of-another-sort",
        against=OFSTED,
    ),
    "provider-of-another-placement-type": by(home(place="S1 Elm"), home(), against=OFSTED),
    "provider-of-another-sort": by(home(provider="PR1"), home(), against=OFSTED),
    "provider-at-another-postcode": by(home(place="K2 Oak"), home(place="K2 e lm"), against=OFSTED),
    "provider-closed-before": by(
        lived("2018-03-01", **HOMES | {"urn": "SC2"}),
        lived("2018-02-28", "S", "2018-03-01", "E4A", **HOMES | {"urn": "SC2"}),
        "provider-closed-since",
        on=("2018-03-01",),
        against=OFSTED,
    ),
    "provider-closed-since": by(
        lived("2018-01-10", "S", "2018-03-02", "E4A", **HOMES | {"urn": "SC2"}),
        lived("2018-01-10", "S", "2018-03-01", "E4A", **HOMES | {"urn": "SC2"}),
        on=("2018-01-10", "2018-03-01", "2018-03-02"),
        against=OFSTED,
    ),
    "provider-of-another-authority": by(
        home(provider="PR2", urn="SC3"),
        home(provider="PR2", urn="SC4"),
        against=CAMDEN,
    ),
    "permanence-authority-unknown": Example(
        breaks=born() + permanence("2012-05-01", authority="300"),
        days=["2012-05-01"],
        in_order=born() + permanence("2012-05-01", authority="838"),
        reference=CAMDEN,
    ),
}

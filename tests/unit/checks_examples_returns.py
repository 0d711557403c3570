"""The nearest return that breaks each rule about the Header, providers, reasons and years, and one in order."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.unit.checks_examples import Example
from tests.unit.checks_histories import (
    born,
    decided,
    deprived,
    episode,
    header,
    leaver,
    lived,
    missing,
    review,
    short_break,
    unaccompanied,
)
from timeline.domain import events as e
from timeline.domain.checks import Returned

BORN = "2012-05-01"
CARE = lived("2018-01-10")
A_BREAK = short_break("2018-01-10", "2018-01-12")
LEFT_CARE = leaver("B1", activity="F1")
LEAVER_BORN = "2000-03-01"


def by(
    year: int, breaks: list[e.Event], days: list[str], in_order: list[e.Event], *also: str, **more: object
) -> Example:
    """What the return for the year that ends in this one states."""
    as_at = date(year + 2, 3, 31)
    return Example(breaks, days, in_order, also=set(also), by=year, **{"as_at": as_at} | more)  # type: ignore[arg-type]


def girl(**says: object) -> list[e.Event]:
    return header("2002-05-01", sex="2", **says)


def of_year(year: int, *modules: str, sent: bool = True) -> Returned:
    """The whole return of a year was received with these modules, and with an episode of the child or without."""
    ending = date(year, 3, 31)
    return Returned(
        frozenset({ending} if sent else ()), frozenset({ending}), frozenset((ending, module) for module in modules)
    )


EXAMPLES_OF_HEADERS = {
    "child-sex-of-another-year": by(2018, header(sex="M") + CARE, [BORN], header(sex="1") + CARE),
    "child-without-ethnicity": by(2018, header(ethnicity=None) + CARE, [BORN], header(ethnicity="NOBT") + CARE),
    "child-sex-unknown": by(2025, header(sex="U") + CARE, [BORN], header(sex="M") + CARE),
    "child-no-school-number-yet": by(
        2018, header("2012-08-31", upn="UN1") + CARE, ["2012-08-31"], header("2012-09-01", upn="UN1") + CARE
    ),
    "child-not-newly-looked-after": by(
        2018, header(upn="UN4") + lived("2018-03-23"), [BORN], header(upn="UN4") + lived("2018-03-24")
    ),
    "child-25-before-the-year": by(
        2018, header("1992-03-31") + LEFT_CARE, ["1992-03-31"], header("1992-04-01") + LEFT_CARE
    ),
    "child-without-school-number": by(2018, header(upn=None) + CARE, [BORN], header(upn=None) + A_BREAK),
    "child-mother-or-not": by(
        2018, girl() + CARE, ["2002-05-01"], girl(mother=False) + CARE, "child-mother-status-out-of-place"
    ),
    "child-mother-or-not-at-the-end": by(
        2018,
        girl() + lived("2018-01-10", "S", "2018-03-31", "E4A"),
        ["2002-05-01"],
        girl(mother=False) + lived("2018-01-10", "S", "2018-03-31", "E4A"),
        *("child-mother-or-not", "child-mother-status-out-of-place"),
    ),
    "child-mother-status-out-of-place": by(2018, header(mother=False) + CARE, [BORN], header() + CARE),
    "child-mother-without-birth": by(
        2018, girl(mother=True) + CARE, ["2002-05-01"], girl(mother=True, child_born_on="2018-02-01") + CARE
    ),
    "child-birth-without-mother": by(
        2018,
        girl(mother=False, child_born_on="2018-02-01") + CARE,
        ["2002-05-01"],
        girl(mother=True, child_born_on="2018-02-01") + CARE,
    ),
    "child-mother-status-of-leaver": by(
        2018,
        header(LEAVER_BORN, sex="2", mother=False) + LEFT_CARE,
        [LEAVER_BORN],
        header(LEAVER_BORN, sex="2") + LEFT_CARE,
        "child-mother-status-out-of-place",
    ),
    "child-mother-status-in-short-breaks": by(2018, girl(mother=False) + A_BREAK, ["2002-05-01"], girl() + A_BREAK),
    "child-in-header-alone": by(
        2018,
        header(LEAVER_BORN),
        [LEAVER_BORN],
        header(LEAVER_BORN) + LEFT_CARE,
        returned=of_year(2018, sent=False),
    ),
    "unaccompanied-leaver": by(
        2018,
        header(LEAVER_BORN) + unaccompanied(LEAVER_BORN) + LEFT_CARE,
        [LEAVER_BORN],
        header(LEAVER_BORN) + unaccompanied(LEAVER_BORN),
    ),
    "rows-without-episode": by(
        2018,
        header(LEAVER_BORN) + LEFT_CARE + review("2018-02-01", "PN1"),
        ["2018-02-01"],
        header(LEAVER_BORN) + LEFT_CARE,
        returned=of_year(2018, "Reviews", sent=False),
    ),
    "review-without-participation": by(
        2018, header() + CARE + review("2018-02-01"), ["2018-02-01"], header() + CARE + review("2018-02-01", "PN1")
    ),
}


Codes = dict[str, Any]


def placement(wrong: Codes, right: Codes, *also: str, year: int = 2018) -> Example:
    """An episode with these codes, and with those."""
    return by(
        year, header() + lived("2018-01-10", **wrong), ["2018-01-10"], header() + lived("2018-01-10", **right), *also
    )


def moved(why: str | None, place: str = "U6 Oak", provider: str | None = "PR1") -> list[e.Event]:
    """An episode that another follows, with the reason for the move."""
    first = lived("2018-01-10", "S", "2018-03-01", "X1", why=why)
    return header() + first + lived("2018-03-01", "P", place=place, provider=provider)


EXAMPLES_OF_PROVIDERS = {
    "provider-of-temporary-placement": by(
        2018,
        moved(None, "T2 Oak"),
        ["2018-03-01"],
        moved(None, "T2 Oak", provider=None),
        "provider-of-other-placement",
    ),
    "provider-of-other-placement": placement({"place": "Z1 Elm"}, {"place": "Z1 Elm", "provider": None}),
    "provider-blank": placement({"provider": None}, {"provider": "PR4"}),
    "provider-own-unlike-placement": placement({"place": "R2 Elm"}, {"place": "K2 Elm"}),
    "provider-other-authority-unlike-placement": placement(
        {"place": "R2 Elm", "provider": "PR2"}, {"place": "K2 Elm", "provider": "PR2"}
    ),
    "provider-public-unlike-placement": placement(
        {"place": "K2 Elm", "provider": "PR3"}, {"place": "R2 Elm", "provider": "PR3"}
    ),
    "provider-private-unlike-placement": placement(
        {"place": "P1 Elm", "provider": "PR4", "status": "C2"}, {"place": "R2 Elm", "provider": "PR4"}
    ),
    "provider-voluntary-unlike-placement": placement(
        {"place": "P1 Elm", "provider": "PR5", "status": "C2"}, {"place": "R2 Elm", "provider": "PR5"}
    ),
    "provider-parents-elsewhere": placement(
        {"place": "K2 Elm", "provider": "PR0"}, {"place": "P1 Elm", "provider": "PR0", "status": "C2"}
    ),
    "provider-number-of-unregistered": placement(
        {"place": "R2 Elm", "provider": "PR3", "urn": "SC000001"},
        {"place": "R2 Elm", "provider": "PR3", "urn": "XXXXXXX"},
    ),
    "place-of-short-break": by(
        2018,
        header() + short_break("2018-01-10", "2018-01-12", urn="SC000001"),
        ["2018-01-10"],
        header() + A_BREAK,
    ),
    "home-of-short-break": by(
        2018, header() + short_break("2018-01-10", "2018-01-12", left="Ash"), ["2018-01-10"], header() + A_BREAK
    ),
    "postcode-blank": placement({"left": None}, {"left": "Ash"}),
    "postcode-of-home-and-placement": placement({"left": " el m"}, {"left": "El"}),
    "place-change-without-reason": by(2018, moved(None), ["2018-03-01"], moved("CARPL")),
    "place-change-of-temporary-placement": by(
        2018,
        moved("CARPL", "T2 Oak", provider=None),
        ["2018-03-01"],
        moved(None, "T2 Oak", provider=None),
    ),
    "place-change-custody-under-10": Example(
        breaks=born("2016-05-02")
        + episode("2026-04-10", "S", "2026-05-01", "X1", why="CUSTOD")
        + episode("2026-05-01", "P", place="U6 Oak"),
        days=["2026-05-01", "2026-05-02"],
        in_order=born("2016-05-01")
        + episode("2026-04-10", "S", "2026-05-01", "X1", why="CUSTOD")
        + episode("2026-05-01", "P", place="U6 Oak"),
        as_at=date(2027, 3, 31),
    ),
    "episode-without-legal-status": placement({"status": None}, {"status": "C2"}),
    "episode-without-need": placement({"need": None}, {"need": "N8"}),
    "episode-without-placement": placement({"place": " Elm"}, {"place": "K2 Elm"}),
}

IN_2027 = header(sex="M") + lived("2026-04-10", place="K2 Elm")
TO_JULY = header(sex="M") + lived("2026-04-10", "S", "2026-07-01", "E8", place="K2 Elm")

EXAMPLES_OF_YEARS = {
    "episode-ends-after-year": by(
        2018,
        header() + lived("2018-01-10", "S", "2018-04-01", "E4A"),
        ["2018-01-10", "2018-04-01"],
        header() + lived("2018-01-10", "S", "2018-03-31", "E4A"),
    ),
    "missing-ends-after-year": by(
        2018,
        header() + CARE + missing("2018-03-30", "2018-04-01"),
        ["2018-03-30", "2018-04-01"],
        header() + CARE + missing("2018-03-30", "2018-03-31"),
    ),
    "adoption-reversed-after-year": by(
        2018,
        header() + CARE + decided("2018-02-01", "2018-04-01"),
        ["2018-02-01", "2018-04-01"],
        header() + CARE + decided("2018-02-01", "2018-03-31"),
    ),
    "liberty-ends-after-year": by(
        2027,
        IN_2027 + deprived("2026-06-01", "2027-04-01"),
        ["2026-06-01", "2027-04-01"],
        IN_2027 + deprived("2026-06-01", "2027-03-31"),
    ),
    "liberty-ends-before-it-begins": by(
        2027,
        IN_2027 + deprived("2026-06-02", "2026-06-01"),
        ["2026-06-01", "2026-06-02"],
        IN_2027 + deprived("2026-06-02", "2026-06-02"),
    ),
    "liberty-overlap": by(
        2027,
        IN_2027 + deprived("2026-06-01", "2026-06-03") + deprived("2026-06-02", "2026-06-04"),
        ["2026-06-02", "2026-06-03"],
        IN_2027 + deprived("2026-06-01", "2026-06-03") + deprived("2026-06-03", "2026-06-04"),
    ),
    "liberty-outside-care": by(
        2027,
        header(sex="M")
        + lived("2026-04-10", "S", "2026-07-01", "E8", place="K2 Elm")
        + deprived("2026-06-01", "2026-07-02"),
        ["2026-06-01", "2026-07-01"],
        header(sex="M")
        + lived("2026-04-10", "S", "2026-07-01", "E8", place="K2 Elm")
        + deprived("2026-06-01", "2026-07-01"),
    ),
    "liberty-in-another-placement": by(
        2027,
        header(sex="M") + lived("2026-04-10", place="R1 Elm") + deprived("2026-06-01"),
        ["2026-04-10", "2026-06-01"],
        header(sex="M") + lived("2026-04-10", place="Z12 Elm", provider=None) + deprived("2026-06-01"),
    ),
}

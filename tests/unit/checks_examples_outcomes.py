"""The nearest return that breaks each rule about outcomes, workers, adoption and permanence, and one in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.checks_examples import Example
from tests.unit.checks_examples_adoption import adopted, placed
from tests.unit.checks_examples_returns import CARE, LEAVER_BORN, by, of_year
from tests.unit.checks_histories import (
    allocated,
    born,
    episode,
    header,
    health,
    leaver,
    lived,
    matched,
    permanence,
)
from timeline.domain import events as e

END = ["2018-03-31"]
FOUR = {"immunisations": True, "teeth_check": True, "health_assessment": True, "substance_misuse": False}


def all_year(born_on: str = "2005-05-01") -> list[e.Event]:
    """A boy looked after from the first day of the year to 31 March 2018 to the last."""
    return header(born_on) + lived("2017-04-01")


def full(**says: object) -> list[e.Event]:
    """Health outcomes of a child of 10 or over, in full."""
    return health(**{"sdq_score": 9, "convicted": False} | FOUR | says)


def outcomes(wrong: list[e.Event], right: list[e.Event], *also: str, born_on: str = "2005-05-01") -> Example:
    """A return of a child looked after all year that has these outcomes, and those."""
    return by(2018, all_year(born_on) + wrong, END, all_year(born_on) + right, *also)


def not_all_year(**says: object) -> Example:
    """Outcomes of a child looked after from the second day of the year on, and from the first."""
    return Example(
        born() + episode("2017-04-02", "S") + health(**says), END, born() + episode("2017-04-01", "S") + health(**says)
    )


def stated(wrong: list[e.Event], right: list[e.Event], *also: str, born_on: str = "2000-12-01") -> Example:
    """Outcomes of whom no return states."""
    return Example(born(born_on) + wrong, END, born(born_on) + right, also=set(also), as_at=date(2018, 4, 1))


IN_PART = "outcome-health-in-part"
MISSING = "outcome-health-missing"

EXAMPLES_OF_HEALTH = {
    "outcome-no-questionnaire": outcomes(full(sdq_score=None), full(sdq_score=None, sdq_reason="SDQ2")),
    "outcome-no-questionnaire-at-4-or-17": outcomes(
        health(**FOUR, health_check=True), health(**FOUR, health_check=True, sdq_score=0), born_on="2014-03-31"
    ),
    "outcome-score-and-reason": stated(
        health(sdq_score=9, sdq_reason="SDQ2"), health(sdq_score=9), born_on="2005-05-01"
    ),
    "outcome-score-not-all-year": not_all_year(sdq_score=9),
    "outcome-reason-not-all-year": not_all_year(sdq_reason="SDQ2"),
    "outcome-health-not-all-year": not_all_year(immunisations=False),
    "outcome-health-missing": outcomes(health(sdq_score=9), health(sdq_score=9, **FOUR), born_on="2010-01-01"),
    "outcome-health-in-part": outcomes(
        health(sdq_score=9, **FOUR | {"teeth_check": None}), health(sdq_score=9, **FOUR), MISSING, born_on="2010-01-01"
    ),
    "outcome-others-all-year": Example(
        breaks=[*born(), *episode("2017-04-01", "S"), matched("2018-02-01")],
        days=END,
        in_order=[*placed(), adopted()],
        also={"match-without-adoption"},
    ),
    "outcome-health-and-leaver": stated(
        health(immunisations=True) + leaver("B1"), health(sdq_reason="SDQ1") + leaver("B1")
    ),
    "outcome-convicted-without-health": outcomes(full(teeth_check=None), full(), IN_PART, MISSING),
    "outcome-checks-without-health": outcomes(
        health(**FOUR | {"teeth_check": None, "health_check": True, "sdq_score": 9}),
        health(**FOUR | {"health_check": True, "sdq_score": 9}),
        *(IN_PART, MISSING),
        born_on="2014-01-01",
    ),
    "outcome-convicted-blank": outcomes(full(convicted=None), full(convicted=False), born_on="2008-03-31"),
    "outcome-checks-blank": outcomes(
        health(sdq_score=9, **FOUR), health(sdq_score=9, **FOUR, health_check=False), born_on="2013-04-01"
    ),
    "outcome-intervention-received-and-refused": stated(
        health(substance_misuse=True, intervention_received=True, intervention_offered=False),
        health(substance_misuse=True, intervention_received=True),
    ),
    "outcome-intervention-offered-blank": outcomes(
        full(substance_misuse=True, intervention_received=False),
        full(substance_misuse=True, intervention_received=False, intervention_offered=False),
    ),
    "outcome-intervention-received-blank": outcomes(
        full(substance_misuse=True), full(substance_misuse=True, intervention_received=True)
    ),
    "outcome-intervention-without-misuse": stated(
        health(substance_misuse=False, intervention_offered=True),
        health(substance_misuse=True, intervention_offered=True),
    ),
}


def of_leaver(wrong: list[e.Event], right: list[e.Event], *also: str) -> Example:
    """A return of a care leaver that has these outcomes, and those."""
    return by(2018, header(LEAVER_BORN) + wrong, END, header(LEAVER_BORN) + right, *also)


def ended_by(code: str) -> list[e.Event]:
    return episode("2017-05-01", "S", "2017-06-01", code) + leaver("B1")


LEFT = leaver("B1", activity="F1")

EXAMPLES_OF_LEAVERS = {
    "outcome-leaver-in-touch-blank": of_leaver(
        leaver("B1", activity="F1", in_touch=None), LEFT, "outcome-leaver-in-part"
    ),
    "outcome-leaver-activity-wrong": Example(
        breaks=born("2003-06-01") + leaver(activity="F3", year="2022-03-31"),
        days=["2022-03-31"],
        in_order=born("2003-06-01") + leaver(activity="F3", year="2021-03-31"),
        as_at=date(2022, 3, 31),
    ),
    "outcome-leaver-accommodation-wrong": stated(leaver("S1"), leaver("S2")),
    "outcome-leaver-and-adopted": stated(
        [*leaver("B1"), matched("2018-02-01", number_of_adopters="1")],
        [*leaver("B1"), matched("2017-02-01", year="2017-03-31", number_of_adopters="1")],
    ),
    "outcome-leaver-in-part": of_leaver(leaver(None, activity="F1"), LEFT, "outcome-leaver-accommodation-wrong"),
    "outcome-leaver-gone-and-known": stated(
        leaver("B1", activity="0", in_touch="DIED"), leaver("0", activity="0", in_touch="DIED")
    ),
    "outcome-leaver-in-touch-and-unknown": stated(leaver("0"), leaver("B1")),
    "outcome-leaver-died": replace(stated(ended_by("E2"), ended_by("E8")), days=["2017-06-01", "2018-03-31"]),
    "outcome-leaver-taken-over": replace(stated(ended_by("E3"), ended_by("E8")), days=["2017-06-01", "2018-03-31"]),
    "outcome-leaver-still-looked-after": replace(
        stated(
            episode("2018-01-10", "S", "2018-04-01", "E8") + leaver("B1"),
            episode("2018-01-10", "S", "2018-03-31", "E8") + leaver("B1"),
        ),
        days=["2018-01-10", "2018-03-31"],
    ),
    "outcome-leaver-after-birthday": Example(
        breaks=born("2006-12-01") + episode("2023-05-01", "S", "2023-12-02", "E8") + leaver("B1", year="2024-03-31"),
        days=["2023-12-01", "2023-12-02"],
        in_order=born("2006-12-01") + episode("2023-05-01", "S", "2023-12-01", "E8") + leaver("B1", year="2024-03-31"),
        as_at=date(2024, 3, 31),
    ),
}

IN_2025 = header(sex="M") + lived("2024-01-10")


def workers(wrong: list[e.Event], days: list[str], right: list[e.Event], *also: str, **more: object) -> Example:
    """A return of 2024-25 that has these allocations, and those."""
    return by(2025, IN_2025 + wrong, days, IN_2025 + right, *also, **more)


EXAMPLES_OF_WORKERS = {
    "worker-ends-after-year": workers(
        allocated("2024-04-10", "2025-04-01"), ["2024-04-10", "2025-04-01"], allocated("2024-04-10", "2025-03-20")
    ),
    "worker-blank-before-collection": workers(
        allocated("2023-03-31", worker=None), ["2023-03-31"], allocated("2023-03-31", reason=None)
    ),
    "worker-or-reason-blank": workers(allocated("2023-04-01", worker=None), ["2023-04-01"], allocated("2023-04-01")),
    "worker-without-reason": workers(
        allocated("2023-04-01", reason=None), ["2023-04-01"], allocated("2023-04-01"), "worker-or-reason-blank"
    ),
    "worker-still-open": workers(
        allocated("2024-04-10") + allocated("2024-05-10"),
        ["2024-04-10", "2024-05-10"],
        allocated("2024-04-10", "2024-05-10") + allocated("2024-05-10"),
    ),
    "worker-without-a-day": workers(
        allocated("2024-04-10", "2024-04-10"), ["2024-04-10"], allocated("2024-04-10", "2024-04-11")
    ),
    "worker-gap-or-overlap": workers(
        allocated("2024-04-10", "2024-05-10") + allocated("2024-05-18"),
        ["2024-05-10", "2024-05-18"],
        allocated("2024-04-10", "2024-05-10") + allocated("2024-05-17"),
    ),
    "worker-ends-with-the-year": workers(
        allocated("2024-04-10", "2025-03-26"), ["2024-04-10", "2025-03-26"], allocated("2024-04-10", "2025-03-25")
    ),
    "worker-year-not-covered": workers(
        allocated("2024-04-09"), ["2025-03-31"], allocated("2024-04-08"), returned=of_year(2025, "SWEpisodes")
    ),
    "worker-none-at-the-year-s-end": by(
        2026,
        IN_2025 + allocated("2024-04-10", "2026-03-25"),
        ["2024-04-10", "2026-03-31"],
        IN_2025 + allocated("2024-04-10"),
    ),
}

MATCH = {
    "by_former_foster_carer": False,
    "number_of_adopters": "2",
    "sex_of_adopters": "MF",
    "legal_status_of_adopters": "L11",
}
PLACED = [
    *header(),
    *lived("2018-01-10", "S", "2018-03-01", "X1", why="CARPL"),
    *lived("2018-03-01", "P", "2018-09-01", "E11", place="A4 Yew"),
]
WHOLE = [*PLACED, adopted("2018-02-20", "2018-02-10", **MATCH)]

EXAMPLES_OF_MATCHES = {
    "match-in-part": by(
        2019,
        [*PLACED, adopted("2018-02-20", "2018-02-10", **MATCH | {"number_of_adopters": None})],
        ["2018-02-20"],
        WHOLE,
        "match-missing",
    ),
    "match-missing": by(2019, PLACED, ["2018-09-01"], WHOLE, returned=of_year(2019, "AD1")),
    "match-without-adoption": Example(
        breaks=[*placed(), matched("2018-02-20")], days=["2018-02-20"], in_order=[*placed(), adopted("2018-02-20")]
    ),
    "permanence-blank": by(
        2018,
        header() + CARE + permanence("2012-05-01", "P1", "301"),
        ["2018-01-10"],
        header() + CARE + permanence("2012-05-01", "P1", "301", "01/01/2015"),
    ),
    "permanence-order-after-start": Example(
        breaks=born() + episode("2018-01-10", "S") + permanence("2012-05-01", "P1", "301", "10/01/2018"),
        days=["2018-01-10"],
        in_order=born() + episode("2018-01-10", "S") + permanence("2012-05-01", "P1", "301", "09/01/2018"),
    ),
    "permanence-without-start": Example(
        breaks=born() + episode("2016-03-31", "S") + permanence("2012-05-01", "P1"),
        days=["2016-03-31"],
        in_order=born() + episode("2016-04-01", "S") + permanence("2012-05-01", "P1"),
    ),
    "permanence-particulars-of-none": Example(
        breaks=born() + episode("2018-01-10", "S") + permanence("2012-05-01", "Z1", "301"),
        days=["2012-05-01"],
        in_order=born() + episode("2018-01-10", "S") + permanence("2012-05-01", "P1", "301"),
    ),
}

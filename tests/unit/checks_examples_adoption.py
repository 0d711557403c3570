"""The nearest history that breaks each rule about decisions and adoptions, and the nearest one that does not."""

from __future__ import annotations

from tests.unit.checks_examples import Example
from tests.unit.checks_histories import (
    GONE,
    OPEN,
    START,
    born,
    decided,
    episode,
    matched,
    reversal,
)
from timeline.domain import events as e

DECISIONS = frozenset({"PlacedAdoption"})
"""The module that says when it was decided."""

PLACED = "2018-03-01"
"""The day on which the children of the examples are placed for adoption; the adoption is on 1 September."""


def placed(place: str = "A4 Yew", reason: str = "P", code: str = "E11", **codes: str) -> list[e.Event]:
    """Fostered, placed for adoption and adopted."""
    return START + episode(PLACED, reason, "2018-09-01", code, place=place, **codes)


def adopted(on: str | None = "2018-02-20", decided_on: str | None = None, **says: object) -> e.Event:
    """The particulars of that adoption."""
    return matched(on, decided_on, "2019-03-31", **says)


EXAMPLES_OF_ADOPTION = {
    "adoption-with-carer-by-another-reason": Example(
        breaks=placed("A3 Yew"),
        days=[PLACED],
        in_order=placed("A3", "T"),
    ),
    "adoption-with-carer-never-fostered": Example(
        breaks=born()
        + episode("2018-01-10", "S", PLACED, "X1", place="K2")
        + episode(PLACED, "T", "2018-09-01", "E11", place="A3"),
        days=[PLACED],
        in_order=placed("A3", "T"),
    ),
    "adoption-without-placement-order": Example(
        breaks=placed("A6 Yew"),
        days=[PLACED],
        in_order=placed("A6 Yew", "B", status="E1"),
    ),
    "adoption-decided-before-care": Example(
        breaks=OPEN + decided("2018-01-09"),
        days=["2018-01-09", "2018-01-10"],
        in_order=OPEN + decided("2018-01-10"),
    ),
    "adoption-decided-after-care": Example(
        breaks=GONE + decided("2018-03-02"),
        days=["2018-03-01", "2018-03-02"],
        in_order=OPEN + decided("2018-03-02"),
    ),
    "adoption-reversed-before-care": Example(
        breaks=OPEN + decided("2018-01-08", "2018-01-09"),
        days=["2018-01-08", "2018-01-09", "2018-01-10"],
        in_order=OPEN + decided("2018-01-10", "2018-01-11"),
        also={"adoption-decided-before-care"},
    ),
    "adoption-reversed-before-decided": Example(
        breaks=OPEN + decided("2018-02-02", "2018-02-01"),
        days=["2018-02-01", "2018-02-02"],
        in_order=OPEN + decided("2018-02-02", "2018-02-02"),
    ),
    "adoption-reversed-without-reason": Example(
        breaks=[*OPEN, *decided("2018-02-01"), reversal("2018-02-01", "2018-02-02", None)],
        days=["2018-02-02"],
        in_order=[*OPEN, *decided("2018-02-01"), reversal("2018-02-01", "2018-02-02", "RD4")],
    ),
    "adoption-placed-without-decision": Example(
        breaks=placed(),
        days=[PLACED],
        in_order=placed() + decided(PLACED),
        covered=DECISIONS,
    ),
    "adoption-order-without-decision": Example(
        breaks=START + episode(PLACED, "L", status="E1"),
        days=[PLACED],
        in_order=START + episode(PLACED, "L", status="E1") + decided(PLACED),
        covered=DECISIONS,
    ),
    "adoption-decided-after-placed": Example(
        breaks=placed() + decided("2018-03-02"),
        days=[PLACED, "2018-03-02"],
        in_order=placed() + decided(PLACED),
    ),
    "adoption-decided-after-order": Example(
        breaks=START + episode(PLACED, "L", status="E1") + decided("2018-03-02"),
        days=[PLACED, "2018-03-02"],
        in_order=START + episode(PLACED, "L", status="E1") + decided(PLACED),
    ),
    "adoption-adopted-unplaced": Example(
        breaks=placed("U6 Yew"),
        days=["2018-09-01"],
        in_order=placed(),
    ),
    "adoption-adopted-though-reversed": Example(
        breaks=placed() + decided("2018-02-01", "2018-08-01"),
        days=["2018-08-01", "2018-09-01"],
        in_order=placed() + decided("2018-02-01"),
    ),
    "adoption-left-without-reversal": Example(
        breaks=GONE + decided("2018-02-01"),
        days=["2018-02-01", "2018-03-01"],
        in_order=GONE + decided("2018-02-01", "2018-03-01"),
    ),
    "adoption-looked-after-again": Example(
        breaks=placed() + episode("2019-01-10", "S"),
        days=["2018-09-01", "2019-01-10"],
        in_order=placed(),
    ),
    "match-after-placed": Example(
        breaks=[*placed(), adopted("2018-03-02")],
        days=[PLACED, "2018-03-02"],
        in_order=[*placed(), adopted(PLACED)],
    ),
    "match-before-decision": Example(
        breaks=[*placed(), adopted("2018-02-20", "2018-02-21")],
        days=["2018-02-20", "2018-02-21"],
        in_order=[*placed(), adopted("2018-02-20", "2018-02-20")],
    ),
    "match-decided-before-care": Example(
        breaks=[*placed(), adopted("2018-02-20", "2018-01-09")],
        days=["2018-01-09", "2018-01-10"],
        in_order=[*placed(), adopted("2018-02-20", "2018-01-10")],
    ),
    "match-decided-after-placed": Example(
        breaks=[*placed(), adopted(None, "2018-03-02")],
        days=[PLACED, "2018-03-02"],
        in_order=[*placed(), adopted(None, PLACED)],
    ),
    "match-decided-on-another-day": Example(
        breaks=[*placed(), *decided("2018-02-01"), adopted("2018-02-20", "2018-02-02")],
        days=["2018-02-01", "2018-02-02"],
        in_order=[*placed(), *decided("2018-02-01"), adopted("2018-02-20", "2018-02-01")],
    ),
    "match-former-carer-unlike-placement": Example(
        breaks=[*placed(), adopted(by_former_foster_carer=True)],
        days=["2018-09-01"],
        in_order=[*placed("A3", "T"), adopted(by_former_foster_carer=True)],
    ),
    "match-on-the-day-of-adoption": Example(
        breaks=[*placed("U6 Yew"), adopted("2018-09-01")],
        days=["2018-09-01"],
        in_order=[*placed(), adopted(PLACED)],
        also={"adoption-adopted-unplaced"},
    ),
}

"""The nearest history that breaks each rule about limits, breaks and codes beside each other, and one in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.checks_examples import Example
from tests.unit.checks_histories import (
    GONE,
    START,
    beginning,
    born,
    deprived,
    episode,
)
from timeline.domain import events as e


def lasting(ended: str, in_time: str, *, status: str = "V2", place: str = "U6 Elm", code: str = "E8") -> Example:
    """An episode that ends so late, or in time."""
    breaks = born() + episode("2018-01-10", "S", ended, code, status=status, place=place)
    in_order = born() + episode("2018-01-10", "S", in_time, code, status=status, place=place)
    return Example(breaks, ["2018-01-10", ended], in_order)


def away_for(place: str, until: str, in_time: str) -> Example:
    """A temporary placement from 1 March until then, and the return from it."""

    def away(back: str) -> list[e.Event]:
        return START + episode("2018-03-01", "P", back, "X1", place=place) + episode(back, "P")

    return Example(away(until), ["2018-03-01", until], away(in_time))


def holidays(*begun: str) -> list[e.Event]:
    """So many weeks with others while the carer is away, each begun on such a day."""
    events, since, reason = born(), "2017-01-10", "S"
    for on in begun:
        back = on[:8] + f"{int(on[8:]) + 7:02}"
        events += episode(since, reason, on, "X1") + episode(on, "P", back, "X1", place="T3")
        since, reason = back, "P"
    return events + episode(since, reason)


def breaks(*spans: tuple[str, str]) -> list[e.Event]:
    """Short breaks from one day to the other."""
    return born() + [event for began, ended in spans for event in episode(began, "S", ended, "E8", status="V3")]


FIVE_BREAKS = [
    *(("2018-01-01", "2018-01-17"), ("2018-02-01", "2018-02-17"), ("2018-03-01", "2018-03-17")),
    *(("2018-04-01", "2018-04-17"), ("2018-05-01", "2018-05-12")),
]

EXAMPLES_OF_CODES = {
    "limit-police-protection": lasting("2018-01-14", "2018-01-13", status="L1"),
    "limit-emergency-protection": lasting("2018-02-01", "2018-01-31", status="L2"),
    "limit-child-assessment": lasting("2018-01-18", "2018-01-17", status="L3"),
    "limit-remand": replace(
        lasting("2018-02-01", "2018-01-31", status="J2"),
        breaks=born("2004-05-01") + episode("2018-01-10", "S", "2018-02-01", "E8", status="J2"),
        in_order=born("2004-05-01") + episode("2018-01-10", "S", "2018-01-31", "E8", status="J2"),
    ),
    "temporary-hospital-too-long": away_for("T1", "2018-04-13", "2018-04-12"),
    "temporary-holiday-too-long": away_for("T3", "2018-03-23", "2018-03-22"),
    "temporary-absence-too-long": away_for("T4", "2018-03-09", "2018-03-08"),
    "temporary-holidays-too-many": Example(
        breaks=holidays("2018-01-20", "2018-06-10", "2019-01-19"),
        days=["2018-01-20", "2019-01-19"],
        in_order=holidays("2018-01-20", "2018-06-10", "2019-01-20"),
    ),
    "break-too-long": lasting("2018-01-28", "2018-01-27", status="V3"),
    "break-too-many-days": Example(
        breaks=breaks(*FIVE_BREAKS[:4], ("2018-05-01", "2018-05-13")),
        days=["2018-05-01", "2018-05-13"],
        in_order=breaks(*FIVE_BREAKS),
    ),
    "break-not-a-start": Example(
        breaks=[*START, beginning("2018-03-01", "L", status="V3")],
        days=["2018-03-01"],
        in_order=GONE + episode("2018-03-02", "S", "2018-03-04", "E8", status="V3"),
        also={"break-too-long", "break-too-many-days"},
    ),
    "break-and-agreement": Example(
        breaks=breaks(("2018-03-29", "2018-03-31")) + episode("2018-03-31", "S", "2018-04-05", "E8", status="V4"),
        days=["2018-03-29", "2018-03-31"],
        in_order=breaks(("2018-03-29", "2018-03-31")) + episode("2018-04-01", "S", "2018-04-05", "E8", status="V4"),
        also={"episode-start-without-gap"},
    ),
    "break-with-relatives": Example(
        breaks=born() + episode("2018-01-10", "S", "2018-01-12", "E8", status="V3", place="U1"),
        days=["2018-01-10"],
        in_order=born() + episode("2018-01-10", "S", "2018-01-12", "E8", status="V3", place="U2"),
    ),
    "break-in-temporary-placement": Example(
        breaks=born() + episode("2018-01-10", "S", "2018-01-12", "E8", status="V3", place="T4"),
        days=["2018-01-10"],
        in_order=born() + episode("2018-01-10", "S", "2018-01-12", "E8", status="V3", place="U6"),
        also={"placement-starts-temporary", "placement-ends-temporary"},
    ),
    "placement-independent-since-registration": Example(
        breaks=born("2006-05-01") + episode("2023-10-28", "S", place="P2"),
        days=["2023-10-28"],
        in_order=born("2006-05-01") + episode("2023-10-27", "S", place="P2"),
        as_at=date(2024, 3, 31),
    ),
    "placement-with-parents-under-section-20": Example(
        breaks=born() + episode("2018-01-10", "S", place="P1"),
        days=["2018-01-10"],
        in_order=born() + episode("2018-01-10", "S", status="C2", place="P1"),
    ),
    "guardianship-to-no-former-carer": Example(
        breaks=born() + episode("2018-01-10", "S", "2018-05-01", "E45", place="K2"),
        days=["2018-05-01"],
        in_order=born() + episode("2018-01-10", "S", "2018-05-01", "E45", place="U6"),
    ),
    "status-freed-too-late": Example(
        breaks=born("2000-05-01") + episode("2005-12-30", "S", "2006-03-31", "E8", status="D1", place="P1"),
        days=["2005-12-30"],
        in_order=born("2000-05-01") + episode("2005-12-29", "S", "2006-03-31", "E8", status="D1", place="P1"),
    ),
    "status-placement-order-too-early": Example(
        breaks=born("2000-05-01") + episode("2005-12-29", "S", "2006-03-31", "E8", status="E1", place="P1"),
        days=["2005-12-29"],
        in_order=born("2000-05-01") + episode("2005-12-30", "S", "2006-03-31", "E8", status="E1", place="P1"),
    ),
    "liberty-deprived-elsewhere": Example(
        breaks=born() + episode("2026-05-10", "S", place="K1") + deprived("2026-06-01"),
        days=["2026-05-10", "2026-06-01"],
        in_order=born() + episode("2026-05-10", "S", place="K2") + deprived("2026-06-01"),
        also={"liberty-in-another-placement"},
        as_at=date(2027, 3, 31),
    ),
}

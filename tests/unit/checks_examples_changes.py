"""The nearest two returns that break each rule about two returns, or about the whole of care, and two in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.unit.checks_examples import Example
from tests.unit.checks_histories import decided, deprived, header, leaver, lived, missing, told, unaccompanied
from timeline.domain import events as e
from timeline.domain.checks import Returned
from timeline.domain.story import Story

BORN = "2012-05-01"
CARE = lived("2018-01-10")
HOME = header() + CARE
GIRL_BORN = "2002-05-01"
OLD, YEAR = "2018-01-10", "2019-03-31"
"""The beginning of the episode, and the end of the year of the second return."""

Returns = list[tuple[int, list[e.Event]]]


@dataclass
class Changed(Example):
    """What one return after the other states: where the rule is broken, and where all is in order."""

    broken_by: Returns | None = None
    in_order_by: Returns | None = None

    def broken(self) -> Story:
        return told(*self.broken_by or (), as_at=self.as_at)[0]

    def whole(self) -> Story:
        return told(*self.in_order_by or (), as_at=self.as_at)[0]

    @property
    def returned_in_order(self) -> Returned:
        return told(*self.in_order_by or ())[1]


def returns(
    broken: Returns, days: list[str], in_order: Returns, *also: str, as_at: date = date(2020, 3, 31)
) -> Changed:
    returned = told(*broken)[1]
    return Changed([], days, [], also=set(also), as_at=as_at, returned=returned, broken_by=broken, in_order_by=in_order)


def then(first: list[e.Event], wrong: list[e.Event], days: list[str], right: list[e.Event], *also: str) -> Changed:
    """The return for 2017-18 states the first, that for 2018-19 the second; the third in its place is in order."""
    return returns([(2018, first), (2019, wrong)], days, [(2018, first), (2019, right)], *also)


def particulars(first: dict[str, object], second: dict[str, object], right: dict[str, object]) -> Changed:
    """The Headers of two returns."""
    return then(header(**first) + CARE, header(**second) + CARE, [YEAR], header(**right) + CARE)  # type: ignore[arg-type]


def number(digit: str, key: str = "a") -> list[e.Event]:
    """The digest of a school number under a key."""
    return [e.PupilNumberDigested(occurred_on=date.fromisoformat(BORN), digest=digit * 32, key=key * 8)]


def girl(**says: object) -> list[e.Event]:
    return header(GIRL_BORN, sex="2", **says) + CARE


def status(until: str | None = None) -> list[e.Event]:
    return HOME + unaccompanied(BORN, until)


def told_otherwise(codes: dict[str, str | None], before: dict[str, str | None] | None = None) -> Changed:
    """The episode of the first return with other codes in the second."""
    first = header() + lived("2018-01-10", **before or {})  # type: ignore[arg-type]
    second = header() + lived("2018-01-10", **{**(before or {}), **codes})  # type: ignore[arg-type]
    return then(first, second, [OLD, YEAR], first)


EXAMPLES_OF_CHANGES = {
    "sex-changed": then(girl(mother=False), header(GIRL_BORN, sex="1") + CARE, [YEAR], girl(mother=False)),
    "birth-day-changed": then(HOME, header("2012-05-02") + CARE, [BORN, "2012-05-02", YEAR], HOME),
    "school-number-changed": then(
        header() + number("1") + CARE, header() + number("2") + CARE, [YEAR], header() + number("1") + CARE
    ),
    "ethnic-group-changed": particulars({"ethnicity": "WBRI"}, {"ethnicity": "WIRI"}, {"ethnicity": "WBRI"}),
    "ethnic-group-told": particulars({"ethnicity": "NOBT"}, {"ethnicity": "WBRI"}, {"ethnicity": "NOBT"}),
    "mother-no-more": then(
        girl(mother=True, child_born_on="2017-02-01"),
        girl(mother=False, child_born_on="2017-02-01"),
        [YEAR],
        girl(mother=True, child_born_on="2017-02-01"),
        "child-birth-without-mother",
    ),
    "child-of-the-child-born-on-another-day": then(
        girl(mother=True, child_born_on="2017-02-01"),
        girl(mother=True, child_born_on="2017-02-02"),
        ["2017-02-01", "2017-02-02", YEAR],
        girl(mother=True, child_born_on="2017-02-01"),
    ),
    "mother-told-late": then(
        girl(mother=False),
        girl(mother=True, child_born_on="2018-03-31"),
        ["2018-03-31", YEAR],
        girl(mother=True, child_born_on="2018-04-01"),
    ),
    "unaccompanied-status-gone": then(status("2018-04-01"), HOME, ["2018-04-01", YEAR], status("2018-04-01")),
    "unaccompanied-status-moved": then(
        status("2018-03-31"), status("2018-06-01"), ["2018-03-31", "2018-06-01", YEAR], status("2018-03-31")
    ),
    "unaccompanied-status-told-late": then(HOME, status("2019-03-01"), ["2019-03-01", YEAR], HOME),
    "open-episode-begun-on-another-day": then(
        HOME, header() + lived("2018-01-11"), [OLD, "2018-01-11", YEAR], header() + lived(OLD)
    ),
    "open-episode-other-reason": then(HOME, header() + lived(OLD, "P"), [OLD, YEAR], HOME, "episode-first-not-start"),
    "open-episode-other-legal-status": told_otherwise({"status": "C2"}),
    "open-episode-other-need": told_otherwise({"need": "N2"}),
    "open-episode-other-placement": told_otherwise({"place": "U4 Elm"}),
    "open-episode-other-provider": told_otherwise({"provider": "PR2"}),
    "open-episode-other-urn": told_otherwise({"urn": "SC000002"}, {"urn": "SC000001"}),
    "episode-told-late": then(
        HOME,
        header() + lived("2018-01-02", "S", "2018-01-09", "E4A") + CARE,
        ["2018-01-02", YEAR],
        header() + lived("2017-01-02", "S", "2017-04-01", "E4A") + CARE,
    ),
    "adoption-decision-told-late": then(
        HOME, HOME + decided("2018-03-31"), ["2018-03-31", YEAR], HOME + decided("2018-04-01")
    ),
    "adoption-decision-moved": then(
        HOME + decided("2018-02-01"),
        HOME + decided("2018-02-02"),
        ["2018-02-01", "2018-02-02", YEAR],
        HOME + decided("2018-02-01", "2018-05-01"),
    ),
    "adoption-decision-reversed-and-told-again": then(
        HOME + decided("2018-02-01", "2018-03-31"),
        HOME + decided("2018-02-01"),
        ["2018-02-01", "2018-03-31", YEAR],
        HOME + decided("2018-06-01"),
    ),
    "adoption-decision-before-the-reversed": then(
        HOME + decided("2018-02-01", "2018-03-31"),
        HOME + decided("2018-01-31"),
        ["2018-01-31", "2018-02-01", YEAR],
        HOME + decided("2018-06-01"),
        *("adoption-decision-told-late", "adoption-decided-again", "adoption-decision-never-reversed"),
    ),
    "missing-open-and-gone": then(
        HOME + missing("2018-02-01"), HOME, ["2018-02-01", YEAR], HOME + missing("2018-02-01", "2018-04-01")
    ),
    "liberty-order-open-and-gone": returns(
        [
            (2027, header(sex="M") + lived("2026-05-01", place="K2 Elm") + deprived("2026-06-01")),
            (2028, header(sex="M") + lived("2026-05-01", place="K2 Elm")),
        ],
        ["2026-06-01", "2028-03-31"],
        [
            (2027, header(sex="M") + lived("2026-05-01", place="K2 Elm") + deprived("2026-06-01")),
            (2028, header(sex="M") + lived("2026-05-01", place="K2 Elm") + deprived("2026-06-01", "2027-04-01")),
        ],
        as_at=date(2028, 3, 31),
    ),
    "leaver-died-and-in-touch": returns(
        [
            (2025, header("2006-05-01", sex="M") + leaver("0", year="2025-03-31", in_touch="DIED", activity="0")),
            (2026, header("2006-05-01", sex="M") + leaver("B1", year="2026-03-31", activity="F1")),
        ],
        ["2025-03-31", "2026-03-31"],
        [
            (2025, header("2006-05-01", sex="M") + leaver("0", year="2025-03-31", in_touch="DIED", activity="0")),
            (2026, header("2006-05-01", sex="M") + leaver("0", year="2026-03-31", in_touch="DIED", activity="0")),
        ],
        as_at=date(2026, 3, 31),
    ),
}


# --------------------------------------------------------------------------------------------------- the whole of care

LEAVER_BORN = "2000-05-01"
LEAVER = leaver("B1", year=YEAR, activity="F1")
FOURTEEN_IN = 2015
"""The year of the 14th birthday."""


def cared(ended: str, *, first: int = FOURTEEN_IN) -> Returns:
    """Of a child in care from 31 January 2016, the day on which 91 days are left before 1 May 2016, until this day: the
    returns of every year from the first one, and outcomes at 18."""
    care = lived("2016-01-31", "S", ended, "E4A")
    without: Returns = [(year, []) for year in (*range(first, 2016), 2018)]
    child = header(LEAVER_BORN)
    return [*without, (2016, child + care[:1]), (2017, child + care), (2019, child + LEAVER)]


def never(*, first: int = FOURTEEN_IN) -> Returns:
    """Of a child of whom no return has an episode: those of every year from the first one, and outcomes at 18."""
    return [*((year, []) for year in range(first, 2019)), (2019, header(LEAVER_BORN) + LEAVER)]


EXAMPLES_OF_CHANGES |= {
    "leaver-not-looked-after-long-enough": returns(
        cared("2016-05-01"), ["2016-01-31", YEAR], cared("2016-05-02"), as_at=date(2019, 3, 31)
    ),
    "leaver-never-looked-after": returns(never(), [YEAR], never(first=2016), as_at=date(2019, 3, 31)),
}

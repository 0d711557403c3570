"""The nearest history that breaks each rule about ages and who the child is, and the nearest one that does not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from tests.unit.checks_histories import (
    AS_AT,
    GONE,
    START,
    born,
    decided,
    deprived,
    episode,
    health,
    leaver,
    missing,
    registered,
    review,
    story,
    unaccompanied,
)
from timeline.domain import events as e
from timeline.domain.checks import Returned
from timeline.domain.received import Absence
from timeline.domain.story import Story


@dataclass
class Example:
    """A history that breaks a rule, the days that are named, what else it cannot help breaking; and one in order.

    ``by``: the return that states both, by the calendar year in which its year ends; ``None``: another source does.
    """

    breaks: list[e.Event]
    days: list[str]
    in_order: list[e.Event]
    also: set[str] = field(default_factory=set)
    absence: Absence | None = None
    covered: frozenset[str] = frozenset()
    as_at: date = AS_AT
    returned: Returned = field(default_factory=Returned)
    by: int | None = None

    def broken(self) -> Story:
        return self._told(self.breaks)

    def whole(self) -> Story:
        return self._told(self.in_order)

    def _told(self, events: list[e.Event]) -> Story:
        told = story(events, as_at=self.as_at, by=self.by)
        return replace(told, absence=self.absence, covered=self.covered | told.covered)


def begun_too_young(years: int, **codes: str) -> Example:
    """An episode begun on the eve of the birthday, and on it."""
    eve, birthday = f"{2018 - years}-01-11", f"{2018 - years}-01-10"
    begun = episode("2018-01-10", "S", **codes)
    return Example(born(eve) + begun, ["2018-01-10", "2018-01-11"], born(birthday) + begun)


def ended_too_young(years: int, code: str) -> Example:
    """An episode ended on the eve of the birthday, and on it."""
    ended = episode("2018-01-10", "S", "2018-03-01", code)
    year = 2018 - years
    return Example(born(f"{year}-03-02") + ended, ["2018-03-01", "2018-03-02"], born(f"{year}-03-01") + ended)


def ended_too_old(code: str, place: str) -> Example:
    """An episode ended on the 18th birthday, and on the eve of it."""
    ended = episode("2018-01-10", "S", "2018-05-01", code, place=place)
    return Example(born("2000-05-01") + ended, ["2018-05-01"], born("2000-05-02") + ended)


def said_of(breaks: str, in_order: str, said: list[e.Event], on: str = "2018-03-31") -> Example:
    """The same said of a child born on the one day, and on the other."""
    return Example(born(breaks) + said, [on], born(in_order) + said)


EXAMPLES_OF_AGES = {
    "age-youth-justice-under-10": begun_too_young(10, status="J1"),
    "age-independent-living-too-young": begun_too_young(15, place="P2"),
    "age-supported-accommodation-too-young": begun_too_young(14, place="H5"),
    "age-custody-under-10": begun_too_young(10, place="R5"),
    "age-residential-school-under-4": begun_too_young(4, place="S1"),
    "age-residential-employment-under-14": begun_too_young(14, place="P3"),
    "age-adopted-at-18": ended_too_old("E11", "A4"),
    "age-special-guardianship-at-18": ended_too_old("E45", "U6"),
    "age-independent-under-14": ended_too_young(14, "E5"),
    "age-adult-services-under-16": ended_too_young(16, "E7"),
    "age-stayed-put-under-18": Example(
        breaks=born("2003-05-02") + episode("2021-01-10", "S", "2021-05-01", "E17"),
        days=["2021-05-01", "2021-05-02"],
        in_order=born("2003-05-01") + episode("2021-01-10", "S", "2021-05-01", "E17"),
        as_at=date(2022, 3, 31),
    ),
    "age-unaccompanied-past-18": Example(
        breaks=born("2002-05-01") + unaccompanied("2002-05-01", "2020-05-02"),
        days=["2020-05-01", "2020-05-02"],
        in_order=born("2002-05-01") + unaccompanied("2002-05-01", "2020-05-01"),
    ),
    "age-unaccompanied-under-12": Example(
        breaks=born("2013-01-11") + unaccompanied("2013-01-11") + episode("2025-01-10", "S"),
        days=["2025-01-10", "2025-01-11"],
        in_order=born("2013-01-10") + unaccompanied("2013-01-10") + episode("2025-01-10", "S"),
        as_at=date(2025, 3, 31),
    ),
    "adoption-decided-before-birth": Example(
        breaks=born("2018-01-10") + episode("2018-01-10", "S") + decided("2018-01-09"),
        days=["2018-01-09", "2018-01-10"],
        in_order=born("2018-01-10") + episode("2018-01-10", "S") + decided("2018-01-10"),
        also={"adoption-decided-before-care"},
    ),
    "missing-before-birth": Example(
        breaks=born("2018-01-10") + episode("2018-01-10", "S") + missing("2018-01-09", "2018-01-10"),
        days=["2018-01-09", "2018-01-10"],
        in_order=born("2018-01-10") + episode("2018-01-10", "S") + missing("2018-01-10", "2018-01-11"),
        also={"missing-before-care"},
    ),
    "liberty-before-birth": Example(
        breaks=born("2026-05-10") + episode("2026-05-10", "S", place="K2") + deprived("2026-05-10"),
        days=["2026-05-10"],
        in_order=born("2026-05-10") + episode("2026-05-10", "S", place="K2") + deprived("2026-05-11"),
        as_at=date(2027, 3, 31),
    ),
    "outcome-questionnaire-under-4": said_of("2014-04-01", "2014-03-31", health(sdq_score=9)),
    "outcome-questionnaire-over-16": said_of("2000-03-31", "2000-04-01", health(sdq_score=9)),
    "outcome-no-score-for-age": said_of(
        "2013-04-01", "2013-04-02", episode("2017-04-01", "S") + health(sdq_reason="SDQ1")
    ),
    "outcome-convicted-under-10": said_of("2008-04-01", "2008-03-31", health(convicted=False)),
    "outcome-development-checks-from-5": said_of(
        "2013-03-31", "2013-04-01", episode("2017-04-01", "S") + health(health_check=True)
    ),
    "outcome-leaver-under-17": said_of("2001-04-01", "2001-03-31", leaver("B1")),
    "outcome-foyer-under-18": replace(
        said_of("2005-04-02", "2005-04-01", leaver("T1", year="2024-03-31"), on="2024-03-31"), as_at=date(2024, 3, 31)
    ),
    "outcome-former-carer-at-17": said_of("2000-04-01", "2000-03-31", leaver("Z1")),
    "review-too-young-from-4": Example(
        breaks=born("2014-01-10") + episode("2018-01-10", "S") + review("2018-01-10", "PN0"),
        days=["2018-01-10"],
        in_order=born("2014-01-11") + episode("2018-01-10", "S") + review("2018-01-10", "PN0"),
    ),
    "review-took-part-under-4": Example(
        breaks=born("2014-01-11") + episode("2018-01-10", "S") + review("2018-01-10", "PN1"),
        days=["2018-01-10"],
        in_order=born("2014-01-10") + episode("2018-01-10", "S") + review("2018-01-10", "PN1"),
    ),
    "missing-at-18-by-another-reason": Example(
        breaks=born("2000-03-01")
        + episode("2018-01-10", "S", "2018-03-01", "E4A")
        + missing("2018-02-10", "2018-03-01"),
        days=["2018-03-01"],
        in_order=born("2000-03-01")
        + episode("2018-01-10", "S", "2018-03-01", "E8")
        + missing("2018-02-10", "2018-03-01"),
    ),
    "missing-placement-ended": Example(
        breaks=START + episode("2018-03-01", "P", place="U6 Oak") + missing("2018-02-28", "2018-03-02"),
        days=["2018-02-28", "2018-03-01", "2018-03-02"],
        in_order=START + episode("2018-03-01", "P", place="U6 Oak") + missing("2018-02-28", "2018-03-01"),
    ),
    "child-registered-twice": Example(
        breaks=registered("2012-05-01", ethnicity="WBRI") + registered("2012-05-01", ethnicity="WIRI"),
        days=["2012-05-01"],
        in_order=registered("2012-05-01", ethnicity="WBRI") + registered("2012-05-01", ethnicity="WBRI"),
    ),
    "child-sexes-differ": Example(
        breaks=registered("2012-05-01", sex="1") + unaccompanied("2012-05-01", sex="2"),
        days=["2012-05-01"],
        in_order=registered("2012-05-01", sex="1") + unaccompanied("2012-05-01", sex="1"),
    ),
    "child-male-with-child": Example(
        breaks=registered("2002-05-01", sex="1", mother=True),
        days=["2002-05-01"],
        in_order=registered("2002-05-01", sex="2", mother=True),
    ),
    "child-mother-under-11": Example(
        breaks=registered("2002-05-01", child_born_on="2013-04-30"),
        days=["2002-05-01", "2013-04-30"],
        in_order=registered("2002-05-01", child_born_on="2013-05-01"),
    ),
    "child-mother-younger-than-child": Example(
        breaks=registered("2002-05-01", child_born_on="2002-05-01"),
        days=["2002-05-01"],
        in_order=registered("2002-05-01", child_born_on="2018-05-01"),
    ),
    "child-born-after-care": Example(
        breaks=registered("2002-05-01", child_born_on="2018-03-02") + GONE[1:],
        days=["2018-03-01", "2018-03-02"],
        in_order=registered("2002-05-01", child_born_on="2018-03-01") + GONE[1:],
    ),
}

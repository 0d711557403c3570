"""The nearest history that breaks each rule about modules beside the Header or about adopters, and one in order."""

from __future__ import annotations

from datetime import date

from tests.unit.checks_examples import Example
from tests.unit.checks_examples_adoption import adopted, placed
from tests.unit.checks_histories import (
    OPEN,
    born,
    decided,
    deprived,
    episode,
    health,
    leaver,
    matched,
    missing,
    permanence,
    review,
    unaccompanied,
)
from timeline.domain import events as e

UNKNOWN_CHILD = {
    "child-not-in-header-ad1": [matched("2018-02-01")],
    "child-not-in-header-placed-adoption": decided("2018-02-01"),
    "child-not-in-header": episode("2018-02-01", "S"),
    "child-not-in-header-missing": missing("2018-02-01", "2018-02-01"),
    "child-not-in-header-oc2": health(),
    "child-not-in-header-oc3": leaver("B1"),
    "child-not-in-header-prev-perm": permanence("2018-02-01"),
    "child-not-in-header-reviews": review("2018-02-01"),
    "child-not-in-header-uasc": unaccompanied("2018-02-01"),
    "child-not-in-header-later-modules": deprived("2018-02-01"),
}


def _not_in_header(rows: list[e.Event]) -> Example:
    """These rows alone, and with a Header: of a child whose other particulars do not matter."""
    on = sorted({row.occurred_on.isoformat() for row in rows})
    incident = any(isinstance(row, e.WentMissing) for row in rows)
    on_the_day_of_birth = isinstance(rows[0], e.UnaccompaniedAsylumSeekerRecorded | e.PreviousPermanenceRecorded)
    born_on = on[0] if on_the_day_of_birth else "2000-05-01"
    care = episode("2018-01-10", "S", "2018-04-01", "E8") if incident else []
    in_order = born(born_on) + care + rows
    also = {"missing-before-care"} if incident else set()
    return Example(rows, on, in_order, also=also, as_at=date(2018, 4, 1))


def couple(sexes: str | None, *, status: str | None = None, number: str | None = None) -> list[e.Event]:
    """An adoption by these adopters."""
    says = {"sex_of_adopters": sexes, "legal_status_of_adopters": status, "number_of_adopters": number}
    return [*placed(), adopted(**says)]


def _adopters(wrong: str | None, right: str, **of: str) -> Example:
    return Example(couple(wrong, **of), ["2018-02-20"], couple(right, **of))


EXAMPLES_OF_REGISTRATION = {
    **{name: _not_in_header(rows) for name, rows in UNKNOWN_CHILD.items()},
    "child-birth-days-differ-prev-perm": Example(
        breaks=born("2012-05-01") + permanence("2012-05-02"),
        days=["2012-05-01", "2012-05-02"],
        in_order=born("2012-05-01") + permanence("2012-05-01"),
    ),
    "child-unaccompanied-twice": Example(
        breaks=born() + unaccompanied("2012-05-01") + unaccompanied("2012-05-01", "2018-05-01"),
        days=["2012-05-01"],
        in_order=born() + unaccompanied("2012-05-01") + unaccompanied("2012-05-01"),
    ),
    "child-permanence-twice": Example(
        breaks=born() + permanence("2012-05-01", option="P1") + permanence("2012-05-01", option="P2"),
        days=["2012-05-01"],
        in_order=born() + permanence("2012-05-01", option="P1") + permanence("2012-05-01", option="P1"),
    ),
    "match-twice": Example(
        breaks=[*born(), matched("2018-02-01", number_of_adopters="1"), matched("2018-02-01", number_of_adopters="2")],
        days=["2018-02-01"],
        in_order=[*born(), matched("2018-02-01"), matched("2019-02-01", year="2019-03-31")],
    ),
    "outcome-health-twice": Example(
        breaks=born("2007-05-01") + health(sdq_score=9) + health(sdq_score=10),
        days=["2018-03-31"],
        in_order=born("2007-05-01") + health(sdq_score=9) + health(year="2019-03-31", sdq_score=10),
    ),
    "outcome-leaver-twice": Example(
        breaks=born("2000-03-01") + leaver("B1") + leaver("C1"),
        days=["2018-03-31"],
        in_order=born("2000-03-01") + leaver("B1") + leaver("C1", year="2019-03-31"),
    ),
    "match-adopters-unlike-their-number": _adopters("F1", "MF", number="2"),
    "match-single-adopter-of-two-sexes": _adopters(None, "M1", status="L0"),
    "match-unmarried-couple-not-of-two-sexes": _adopters("FF", "MF", status="L3"),
    "match-same-sex-couple-of-two-sexes": _adopters("MF", "FF", status="L4"),
    "match-civil-partners-who-are-one": _adopters("M1", "MM", status="L2"),
    "match-married-couple-not-of-two-sexes": _adopters(None, "MF", status="L11"),
    "match-same-sex-spouses-of-two-sexes": _adopters("F1", "FF", status="L12"),
    "adoption-matched-though-reversed": Example(
        breaks=[*placed(), *decided("2018-02-01", "2018-02-21"), adopted("2018-02-20")],
        days=["2018-02-20", "2018-02-21"],
        in_order=[*placed(), *decided("2018-02-01", "2018-02-10"), *decided("2018-02-11"), adopted("2018-02-20")],
        also={"adoption-adopted-though-reversed"},
    ),
    "adoption-decision-never-reversed": Example(
        breaks=OPEN + decided("2018-02-01") + decided("2018-02-02"),
        days=["2018-02-01", "2018-02-02"],
        in_order=OPEN + decided("2018-02-01", "2018-02-02") + decided("2018-02-02"),
        also={"adoption-decided-again"},
    ),
}

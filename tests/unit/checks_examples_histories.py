"""The nearest histories that break and keep the rules about dates, episodes and visits."""

from __future__ import annotations

from datetime import date

from tests.unit.checks_examples import Example
from tests.unit.checks_histories import (
    GONE,
    OPEN,
    START,
    away,
    born,
    decided,
    episode,
    extract,
    found,
    missing,
    no_date,
    particulars,
    review,
    unaccompanied,
    visitor,
)
from timeline.domain.checks import Returned
from timeline.domain.received import Absence

MOVED = episode("2018-03-01", "P", place="U6 Oak")

EXAMPLES_OF_HISTORIES = {
    "newcomer-begun-before": Example(
        breaks=born() + episode("2018-03-31", "S"),
        days=["2018-03-31"],
        in_order=born() + episode("2018-04-01", "S"),
        returned=Returned(frozenset({date(2019, 3, 31)}), frozenset({date(2018, 3, 31), date(2019, 3, 31)})),
        also={"newcomer-without-return-before"},
    ),
    "newcomer-without-return-before": Example(
        breaks=born() + episode("2018-03-31", "S"),
        days=["2018-03-31"],
        in_order=born() + episode("2018-04-01", "S"),
        returned=Returned(frozenset({date(2019, 3, 31)}), frozenset({date(2018, 3, 31), date(2019, 3, 31)})),
        also={"newcomer-begun-before"},
    ),
    "episode-never-sent-again": Example(
        breaks=born() + episode("2018-01-10", "S"),
        days=["2018-01-10", "2018-03-31", "2019-03-31"],
        in_order=born() + episode("2018-01-10", "S", "2018-03-20", "E4A"),
        absence=Absence(last_sent=date(2018, 3, 31), missed=date(2019, 3, 31)),
    ),
    "episode-zero-length": Example(
        breaks=born() + episode("2018-01-10", "S", "2018-01-10", "E4A"),
        days=["2018-01-10"],
        in_order=born() + episode("2018-01-10", "S", "2018-01-11", "E4A"),
    ),
    "episode-ends-before-it-begins": Example(
        breaks=born() + episode("2018-01-10", "S", "2018-01-09", "E4A"),
        days=["2018-01-09", "2018-01-10"],
        in_order=born() + episode("2018-01-10", "S", "2018-01-11", "E4A"),
    ),
    "episode-overlap": Example(
        breaks=GONE + episode("2018-02-28", "S"),
        days=["2018-02-28", "2018-03-01"],
        in_order=GONE + episode("2018-03-02", "S"),
    ),
    "episode-previous-not-closed": Example(
        breaks=OPEN + episode("2018-03-01", "S"),
        days=["2018-01-10", "2018-03-01"],
        in_order=GONE + episode("2018-03-02", "S"),
    ),
    "episode-first-not-start": Example(
        breaks=born() + MOVED,
        days=["2018-03-01"],
        in_order=START + MOVED,
    ),
    "episode-start-without-gap": Example(
        breaks=GONE + episode("2018-03-01", "S"),
        days=["2018-03-01"],
        in_order=GONE + episode("2018-03-02", "S"),
    ),
    "episode-ceased-but-continued": Example(
        breaks=GONE + MOVED,
        days=["2018-03-01"],
        in_order=START + MOVED,
    ),
    "episode-continuation-after-gap": Example(
        breaks=GONE + episode("2018-03-02", "P", place="U6 Oak"),
        days=["2018-03-01", "2018-03-02"],
        in_order=GONE + episode("2018-03-02", "S", place="U6 Oak"),
    ),
    "episode-x1-without-continuation": Example(
        breaks=START + episode("2018-03-02", "S", place="U6 Oak"),
        days=["2018-01-10", "2018-03-01"],
        in_order=START + MOVED,
    ),
    "episode-after-death-or-adulthood": Example(
        breaks=born() + episode("2018-01-10", "S", "2018-03-01", "E2") + episode("2018-04-01", "S"),
        days=["2018-03-01", "2018-04-01"],
        in_order=born() + episode("2018-01-10", "S", "2018-03-01", "E2"),
    ),
    "episode-need-changed": Example(
        breaks=START + episode("2018-03-01", "P", place="U6 Oak", need="N2"),
        days=["2018-03-01"],
        in_order=GONE + episode("2018-03-02", "S", need="N2"),
    ),
    "episode-half-an-ending": Example(
        breaks=born() + episode("2018-01-10", "S", "2018-03-01", None),
        days=["2018-01-10", "2018-03-01"],
        in_order=GONE,
    ),
    "episode-place-change-while-open": Example(
        breaks=born("2012-05-01") + episode("2025-05-10", "S") + no_date("2025-05-10", None, "CARPL"),
        days=["2025-05-10"],
        in_order=born("2012-05-01")
        + episode("2025-05-10", "S", "2025-06-01", "X1", why="CARPL")
        + episode("2025-06-01", "P", place="U6 Oak"),
        as_at=date(2026, 3, 31),
    ),
    "ending-without-beginning": Example(
        breaks=[*OPEN, found("2018-02-01", "2018-02-02")],
        days=["2018-02-01", "2018-02-02"],
        in_order=OPEN + missing("2018-02-01", "2018-02-02"),
    ),
    "ending-twice": Example(
        breaks=[*OPEN, *missing("2018-02-01", "2018-02-02"), found("2018-02-01", "2018-02-03")],
        days=["2018-02-01", "2018-02-02", "2018-02-03"],
        in_order=OPEN + missing("2018-02-01", "2018-02-02"),
    ),
    "episode-begun-twice": Example(
        breaks=START + MOVED + episode("2018-03-01", "P", place="U6 Ash"),
        days=["2018-03-01"],
        in_order=START + MOVED,
        also={"episode-previous-not-closed"},
    ),
    "placement-legal-status-change-not-reflected": Example(
        breaks=START + episode("2018-03-01", "L", status="C2", place="U6 Oak"),
        days=["2018-03-01"],
        in_order=START + episode("2018-03-01", "L", status="C2"),
    ),
    "placement-change-not-reflected": Example(
        breaks=START + episode("2018-03-01", "P"),
        days=["2018-03-01"],
        in_order=START + MOVED,
    ),
    "placement-double-change-not-reflected": Example(
        breaks=START + episode("2018-03-01", "B", status="C2"),
        days=["2018-03-01"],
        in_order=START + episode("2018-03-01", "B", status="C2", place="U6 Oak"),
    ),
    "placement-starts-temporary": Example(
        breaks=born() + episode("2018-01-10", "S", place="T2"),
        days=["2018-01-10"],
        in_order=START + episode("2018-03-01", "P", place="T2"),
    ),
    "placement-ends-temporary": Example(
        breaks=START + episode("2018-03-01", "P", "2018-03-05", "E4A", place="T2"),
        days=["2018-03-05"],
        in_order=START + episode("2018-03-01", "P", "2018-03-05", "X1", place="T2") + episode("2018-03-05", "P"),
    ),
    "placement-returned-elsewhere": Example(
        breaks=START
        + episode("2018-03-01", "P", "2018-03-05", "X1", place="T1")
        + episode("2018-03-05", "P", place="U6 Oak"),
        days=["2018-03-01", "2018-03-05"],
        in_order=START + episode("2018-03-01", "P", "2018-03-05", "X1", place="T1") + episode("2018-03-05", "P"),
    ),
    "episode-before-collection": Example(
        breaks=born("1990-01-01") + episode("1991-10-13", "S", "1991-12-01", "E8", status="C2", place="P1"),
        days=["1991-10-13"],
        in_order=born("1990-01-01") + episode("1991-10-14", "S", "1991-12-01", "E8", status="C2", place="P1"),
    ),
    "episode-before-birth": Example(
        breaks=born("2018-01-11") + episode("2018-01-10", "S"),
        days=["2018-01-10", "2018-01-11"],
        in_order=born("2018-01-10") + episode("2018-01-10", "S"),
    ),
    "episode-start-at-18": Example(
        breaks=born("2000-01-10") + episode("2018-01-10", "S", "2018-03-01", "E4A"),
        days=["2018-01-10"],
        in_order=born("2000-01-11") + episode("2018-01-10", "S", "2018-01-11", "E4A"),
    ),
    "overdue-closure": Example(
        breaks=born("2002-03-31") + episode("2018-01-10", "S"),
        days=["2018-01-10", "2020-03-31"],
        in_order=born("2002-04-01") + episode("2018-01-10", "S"),
    ),
    "open-past-18-in-community-home": Example(
        breaks=born("2002-03-31") + episode("2018-01-10", "S", place="K2"),
        days=["2018-01-10", "2020-03-31"],
        in_order=born("2002-04-01") + episode("2018-01-10", "S", place="K2"),
    ),
    "review-in-short-break": Example(
        breaks=born() + episode("2018-01-10", "S", "2018-01-12", "E8", status="V3") + review("2018-01-11"),
        days=["2018-01-11"],
        in_order=born() + episode("2018-01-10", "S", "2018-01-12", "E8", status="V2") + review("2018-01-11"),
    ),
    "code-legal-status-of-another-year": Example(
        breaks=born("2000-05-01") + episode("2004-01-10", "S", "2005-03-31", "E8", status="E1", place="P1"),
        days=["2004-01-10"],
        in_order=born("2000-05-01") + episode("2005-12-30", "S", "2006-03-31", "E8", status="E1", place="P1"),
        also={"status-placement-order-too-early"},
    ),
    "code-placement-of-another-year": Example(
        breaks=born() + episode("2014-04-01", "S", place="M1"),
        days=["2014-04-01"],
        in_order=born() + episode("2014-03-31", "S", place="M1"),
    ),
    "code-reason-ceased-of-another-year": Example(
        breaks=born() + episode("2013-05-10", "S", "2014-04-01", "E4"),
        days=["2014-04-01"],
        in_order=born() + episode("2013-05-10", "S", "2014-03-31", "E4"),
    ),
    "code-place-change-of-another-year": Example(
        breaks=born("2007-05-01")
        + episode("2018-01-10", "S", "2018-03-31", "X1", why="CUSTOD")
        + episode("2018-03-31", "P", place="R5"),
        days=["2018-03-31"],
        in_order=born("2007-05-01")
        + episode("2018-01-10", "S", "2018-04-01", "X1", why="CUSTOD")
        + episode("2018-04-01", "P", place="R5"),
    ),
    "missing-ends-before-it-begins": Example(
        breaks=OPEN + missing("2018-02-01", "2018-01-31"),
        days=["2018-01-31", "2018-02-01"],
        in_order=OPEN + missing("2018-02-01", "2018-02-01"),
    ),
    "missing-overlap": Example(
        breaks=OPEN + missing("2018-02-01", "2018-02-03") + away("2018-02-02", "2018-02-04"),
        days=["2018-02-02", "2018-02-03"],
        in_order=OPEN + missing("2018-02-01", "2018-02-03") + away("2018-02-03", "2018-02-04"),
    ),
    "missing-after-care-ended": Example(
        breaks=GONE + missing("2018-03-01", "2018-03-02"),
        days=["2018-03-01", "2018-03-02"],
        in_order=GONE + missing("2018-02-28", "2018-03-01"),
    ),
    "missing-begun-after-care": Example(
        breaks=GONE + missing("2018-03-02", "2018-03-03"),
        days=["2018-03-01", "2018-03-02"],
        in_order=GONE + missing("2018-03-01", "2018-03-01"),
    ),
    "missing-before-care": Example(
        breaks=OPEN + missing("2018-01-09", "2018-01-12"),
        days=["2018-01-09", "2018-01-10"],
        in_order=OPEN + missing("2018-01-10", "2018-01-12"),
    ),
    "child-of-local-table-not-in-header": Example(
        breaks=visitor("2018-01-10"),
        days=["2018-01-10"],
        in_order=born() + visitor("2018-01-10"),
    ),
    "child-birth-days-differ": Example(
        breaks=born("2012-05-01") + unaccompanied("2012-05-02"),
        days=["2012-05-01", "2012-05-02"],
        in_order=born("2012-05-01") + unaccompanied("2012-05-01"),
    ),
    "extract-other-period": Example(
        breaks=OPEN + extract("2018-03-31", "2018-01-11"),
        days=["2018-01-10", "2018-01-11", "2018-03-31"],
        in_order=OPEN + extract("2018-03-31", "2018-01-10"),
    ),
    "extract-other-legal-status": Example(
        breaks=OPEN + extract("2018-03-31", legal_status="C2"),
        days=["2018-03-31"],
        in_order=OPEN + extract("2018-03-31", legal_status="V2"),
    ),
    "extract-other-category-of-need": Example(
        breaks=OPEN + extract("2018-03-31", category_of_need="N2"),
        days=["2018-03-31"],
        in_order=OPEN + extract("2018-03-31", category_of_need="N1"),
    ),
    "extract-other-placement": Example(
        breaks=OPEN + extract("2018-03-31", placement_type="K2"),
        days=["2018-03-31"],
        in_order=OPEN + extract("2018-03-31", placement_type="U6"),
    ),
    "extract-other-last-review": Example(
        breaks=OPEN + review("2018-02-06") + extract("2018-03-31", last_review_on="2018-02-07"),
        days=["2018-02-06", "2018-02-07", "2018-03-31"],
        in_order=OPEN
        + review("2018-02-06")
        + review("2018-04-01")
        + extract("2018-03-31", last_review_on="2018-02-06"),
    ),
    "extract-other-birth-day": Example(
        breaks=OPEN + particulars("2018-03-31", "2012-05-02"),
        days=["2012-05-01", "2012-05-02"],
        in_order=OPEN + particulars("2018-03-31", "2012-05-01"),
    ),
    "adoption-decided-again": Example(
        breaks=OPEN + decided("2018-02-01", "2018-02-03") + decided("2018-02-02"),
        days=["2018-02-01", "2018-02-02"],
        in_order=OPEN + decided("2018-02-01", "2018-02-02") + decided("2018-02-02"),
    ),
}

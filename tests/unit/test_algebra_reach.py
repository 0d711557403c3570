"""How far back a row looks, and from when on the returns tell all."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.stories import story
from timeline.domain.basis import Basis
from timeline.domain.days import Window, add_months
from timeline.projections.algebra.arithmetic import OfLog
from timeline.projections.algebra.figures import Tally
from timeline.projections.algebra.reach import first_day_asked, history_from
from timeline.projections.algebra.row_windows import follow_up_window
from timeline.projections.indicators import CATALOGUE

D = date(2012, 3, 31)


def march(*years: int) -> list[date]:
    return [date(year, 3, 31) for year in years]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((2010, 2011, 2012), date(2009, 4, 1)),
        ((2012, 2010, 2011), date(2009, 4, 1)),
        ((2009, 2011, 2012), date(2010, 4, 1)),  # a year is missing: what lies before it may be as well
        ((2012, 2013), date(2011, 4, 1)),
        ((2012,), date(2011, 4, 1)),
        ((2013,), None),
        ((), None),
    ],
)
def test_history_is_whole_from_the_first_of_the_unbroken_run_of_returns(
    years: tuple[int, ...], expected: date | None
) -> None:
    assert history_from(march(*years), D) == expected


@pytest.mark.parametrize(
    ("measure", "row", "expected"),
    [
        ("multiple-periods", 0, add_months(D, -24)),
        ("multiple-periods", 3, add_months(D, -60)),
        ("multiple-periods", 4, None),  # ever
        ("placements-3-plus", 0, add_months(D, -12)),
        ("looked-after", 0, D),
        ("re-entry", 0, add_months(D, -24)),  # ceased in the year that ended a year ago
        ("multiple-periods/re-entry", 0, add_months(D, -36)),
    ],
)
def test_a_row_looks_back_as_far_as_its_windows(measure: str, row: int, expected: date | None) -> None:
    indicator = CATALOGUE[measure]
    found = first_day_asked(indicator, indicator.readings[row], D)
    if expected is None or expected == D:
        assert found == expected
    else:
        assert found is not None
        assert (found - expected).days == 1  # the day after: a window ends on its last day


def test_rows_that_reach_back_further_than_the_returns_say_so() -> None:
    told, basis = story("C1 2011-05-01 S V2 U6@Elm"), Basis(D)
    tally = Tally.start(CATALOGUE["multiple-periods"], basis, of_log=OfLog(history_from=date(2009, 4, 1)))
    for case in told.cases(basis):
        tally.add(case)
    short = {str(dict(row.group)): row.history_from for row in tally.answer().rows}
    assert short["{}"] is None
    assert short["{'years': 3}"] is None  # 1 April 2009 is the first day asked about
    assert short["{'years': 5}"] == short["{'years': 'ever'}"] == date(2009, 4, 1)


def test_a_row_that_follows_children_up_has_a_window_of_its_own() -> None:
    """As at 31 March 2016: six months of follow-up in the main row, three in the other; a stock has none."""
    day, applied = date(2016, 3, 31), CATALOGUE["proceedings-applied"]
    within_3 = {"outcome": "issued within 3 months of a decision to issue"}
    assert follow_up_window(applied, {}, day) == Window(date(2014, 10, 1), date(2015, 9, 30))
    assert follow_up_window(applied, within_3, day) == Window(date(2015, 1, 1), date(2015, 12, 31))
    assert follow_up_window(applied, {**within_3, "sex": "Male"}, day) == Window(date(2015, 1, 1), date(2015, 12, 31))
    assert follow_up_window(CATALOGUE["looked-after"], {}, day) is None

"""``docs/definitions/README.md``: V3 breaks alone are in no measure but the short-break count."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spec.facts import told
from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.arithmetic import OfLog
from timeline.projections.algebra.figures import Tally
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.indicators import CATALOGUE

BASIS = Basis(date(2012, 3, 31))
BREAKS = """
    C1 born 2000-01-01
    C1 2009-06-01 S V3 U6@Elm 2009-06-10 X1
    C1 2010-06-01 S V3 U6@Elm 2010-06-10 X1
    C1 2011-06-01 S V3 U6@Elm 2011-06-10 X1
    C1 2012-03-30 S V3 U6@Elm
"""


def asked(indicator: Indicator, rows: str) -> Answer:
    """The answer, whatever modules it needs taken as brought."""
    brought = [*indicator.needs, *(need for reading in indicator.readings for need in reading.needs)]
    tally = Tally.start(indicator, BASIS, of_log=OfLog(brought=brought))
    for case in told(rows).cases(BASIS):
        tally.add(case)
    return tally.answer()


@pytest.mark.parametrize("indicator", CATALOGUE.values(), ids=list(CATALOGUE))
def test_a_child_of_short_breaks_alone_is_counted_by_nothing(indicator: Indicator) -> None:
    answer = asked(indicator, BREAKS)
    assert not any(row.reason and "nothing is known" in row.reason for row in answer.rows)
    assert not any(row.counted for row in answer.rows)


@pytest.mark.parametrize("indicator", CATALOGUE.values(), ids=list(CATALOGUE))
def test_wherever_short_breaks_are_left_out_they_are_told(indicator: Indicator) -> None:
    left_out = asked(indicator, BREAKS).rows[0].excluded
    assert left_out == ({"short breaks": 1} if "short breaks" in dict(indicator.excluded) else {})


def test_the_same_days_under_section_20_are_counted() -> None:
    counted = [each.id for each in CATALOGUE.values() if asked(each, BREAKS.replace("V3", "V2")).rows[0].counted]
    assert {"looked-after", "started", "ceased", "placement-type", "multiple-periods", "re-entry"} <= set(counted)

"""What can be asked for beside figures: rates, intervals, how far the history reaches, work lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from timeline.domain.basis import Basis
from timeline.ingest.journal import parse_journal
from timeline.projections.algebra.answers import Row
from timeline.projections.cases import work_list
from timeline.projections.indicators import CATALOGUE, LISTINGS
from timeline.projections.questions import measure
from timeline.projections.rulebook.population import Estimate
from timeline.store import CaseLog, open_log

JOURNAL = """
known 2012-01-31
2011-05-01 C1 became-looked-after legal_status=V2
2010-01-01 C2 became-looked-after legal_status=C2
2012-01-01 C1 independent-visitor-requested
2012-01-11 C1 independent-visitor-matched began_on=2012-01-01
2012-01-01 C2 independent-visitor-requested
2011-06-01 C2 adoption-decided
"""
BASIS = Basis(date(2012, 3, 31))
ESTIMATE = Estimate(date(2011, 6, 30), 5000, date(2012, 3, 1), "ONS")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CaseLog]:
    with open_log(tmp_path / "log.db") as log:
        log.record(parse_journal(JOURNAL))
        yield log


def rows(log: CaseLog, name: str, *, intervals: bool = False, estimates: tuple[Estimate, ...] = ()) -> tuple[Row, ...]:
    (answer,) = measure(log, [CATALOGUE[name]], BASIS, intervals=intervals, estimates=estimates)
    return answer.rows


def test_plainly_asked_there_is_nothing_beside_the_figures(log: CaseLog) -> None:
    assert [(row.group, row.interval, row.history_from) for row in rows(log, "looked-after")] == [({}, None, None)]


def test_with_estimates_of_the_population_there_is_a_rate(log: CaseLog) -> None:
    assert rows(log, "looked-after", estimates=(ESTIMATE,))[-1].value == Fraction(2 * 10_000, 5000)
    assert len(rows(log, "legal-status-s20", estimates=(ESTIMATE,))) == 1


def test_with_intervals_shares_have_one_and_waits_an_expectation(log: CaseLog) -> None:
    pytest.importorskip("scipy")
    (share,) = rows(log, "legal-status-s20", intervals=True)
    assert share.value == 50
    assert share.interval is not None
    *_, expected = rows(log, "visitor-waiting", intervals=True)
    assert (expected.numerator, expected.denominator, expected.value) == (1, 2, 10)


def test_a_work_list_is_asked_of_the_log(log: CaseLog) -> None:
    (line,) = work_list(log, LISTINGS["adoption-tracker"], BASIS)
    assert (line.child, line.reached["decision"], line.days_since_the_last) == ("C2", date(2011, 6, 1), 304)

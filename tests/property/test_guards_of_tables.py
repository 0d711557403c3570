"""Tests of the tests about local tables: they tell of enough, and no published rule is wanting too often."""

from __future__ import annotations

import pytest

from tests.oracle import answers as oracle
from tests.support.sampling import SIZE, decided, met, walked_tables

pytestmark = pytest.mark.nightly


@pytest.mark.parametrize("measure", sorted(oracle.OF_TABLES))
def test_one_in_forty_histories_has_a_child_in_the_numerator(measure: str) -> None:
    """Tables tell of much, and each history of some of it."""
    assert met(measure)["{}"] >= SIZE // 40


def test_every_number_of_audits_and_actions_is_some_of_them_and_not_all() -> None:
    found = [row for _, people in walked_tables() for row in decided("audit-findings", people)]
    rows = {str(dict(row.group)) for row in found}
    shares = {str(dict(row.group)) for row in found if row.denominator is not None}
    assert {str(dict(row.group)) for row in found if row.numerator} == rows
    assert {str(dict(row.group)) for row in found if row.numerator < (row.denominator or 0)} == shares


@pytest.mark.parametrize("measure", sorted(oracle.OF_TABLES))
def test_few_of_them_are_left_out_because_no_published_rule_decides(measure: str) -> None:
    assert len(walked_tables()) >= SIZE * 9 // 10
    assert sum(bool(decided(measure, people)) for _, people in walked_tables()) >= SIZE * 9 // 10

"""Tests of the tests: each row of a measure tells children apart, some meet it and some do not."""

from __future__ import annotations

import pytest

from tests.oracle import answers as oracle
from tests.support.sampling import missed

EVERYBODY = {"looked-after", "looked-after-in-year", "started", "ceased", "continuously-12-months"}
"""Numbers of children: whoever is counted meets them."""

OF_EVERYBODY = {
    "reviews-on-time": {"{'count': 'reviews due in the year'}"},
    "missing-incidents": {"{}", "{'count': 'missing incidents'}", "{'count': 'absences without authorisation'}"},
    "visitor-waiting": {
        "{'outcome': 'appointed in the window'}",
        "{'outcome': 'appointed in the window', 'wait': 'median days'}",
        "{'outcome': 'appointed in the window', 'wait': 'mean days'}",
        "{'outcome': 'appointed in the window', 'wait': 'longest days'}",
    },
}
"""Rows of which the same holds."""


@pytest.mark.parametrize("measure", sorted(set(oracle.MEASURES) - EVERYBODY))
def test_every_row_has_a_child_that_misses_it_somewhere(measure: str) -> None:
    rows = {str(dict(row.group)) for row in oracle.rows(measure, [])} - OF_EVERYBODY.get(measure, set())
    assert [row for row in sorted(rows) if not missed(measure)[row]] == []

"""Tests of the tests: each row of a measure tells children apart, some meet it and some do not."""

from __future__ import annotations

import pytest

from tests.oracle import answers as oracle
from tests.support.sampling import missed

pytestmark = pytest.mark.nightly

EVERYBODY = {"looked-after", "looked-after-in-year", "started", "ceased", "continuously-12-months"}
"""Numbers of children: whoever is counted meets them."""

OF_EVERYBODY = {
    "reviews-on-time": {"{'count': 'reviews due in the year'}"},
    "missing-incidents": {"{}", "{'count': 'missing incidents'}", "{'count': 'absences without authorisation'}"},
    "court-timescale": {
        "{'wait': 'mean weeks'}",
        "{'wait': 'median weeks'}",
        "{'wait': 'still open, median weeks so far'}",
    },
    "visitor-waiting": {
        "{'outcome': 'appointed in the window'}",
        "{'outcome': 'appointed in the window', 'wait': 'median days'}",
        "{'outcome': 'appointed in the window', 'wait': 'mean days'}",
        "{'outcome': 'appointed in the window', 'wait': 'longest days'}",
    },
}
"""Rows of which the same holds."""

OF_AUDITS = {"audit-findings"}
"""Its numbers are of audits and actions, and told apart beside the measures of local tables."""


@pytest.mark.parametrize("measure", sorted(set(oracle.MEASURES) - EVERYBODY - OF_AUDITS))
def test_every_row_has_a_child_that_misses_it_somewhere(measure: str) -> None:
    rows = {str(dict(row.group)) for row in oracle.rows(measure, [])}
    assert {row for row in rows if not missed(measure)[row]} == OF_EVERYBODY.get(measure, set())

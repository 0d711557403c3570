"""Measures of what follows within so many months: each row prints the window of those whom it follows up.

A cohort is full, and its follow-up complete: the window of a row ends so many months before the day asked about.
"""

from __future__ import annotations

import csv
import io

import pytest

from tests.support.reports import csv_of, page
from tests.support.stories import story
from timeline.projections.algebra.answers import Answer
from timeline.report import figures

D = "2016-03-31"
AGO = {
    1: ("2015-03-01", "2016-02-29"),
    3: ("2015-01-01", "2015-12-31"),
    6: ("2014-10-01", "2015-09-30"),
    12: ("2014-04-01", "2015-03-31"),
    24: ("2013-04-01", "2014-03-31"),
}
"""The 12 months that ended so many months before 31 March 2016."""

FOLLOWING: dict[str, dict[str, int]] = {
    "edge-of-care-accommodated": {
        "": 6,
        "duration=within 3 months": 3,
        "duration=within 12 months": 12,
        "outcome=under section 20": 6,
    },
    "edge-of-care-accommodated/from-start": {"": 6},
    "re-referred": {"": 12, "duration=within 3 months": 3, "duration=within 6 months": 6},
    "re-entry": {"": 12, "duration=within 6 months": 6, "duration=within 24 months": 24},
    "proceedings-applied": {
        "": 6,
        "outcome=issued within 3 months of a decision to issue": 3,
        "outcome=issued within 6 months of entering pre-proceedings": 6,
    },
    "proceedings-applied/started": {"": 3},
    "ceased-by-duration/entrants": {
        "duration=within 1 month": 1,
        "duration=within 1 year (cumulative)": 12,
        "duration=2 years or more": 24,
    },
    "adoption-orders-otherwise/after-order": {
        "": 12,
        "outcome=adopted": 12,
        "outcome=special guardianship": 12,
        "outcome=residence or child arrangements order": 12,
        "outcome=left otherwise": 12,
        "outcome=still looked after under the order": 12,
        "outcome=still looked after, no longer under it": 12,
    },
}


def asked(measure: str, as_at: str = D) -> Answer:
    return story("C1 2010-01-01 S V2 U6@Elm").ask(measure, as_at)


def windows_in_json(answer: Answer) -> dict[str, tuple[str, str] | None]:
    """By the row's label; ``None`` where a row has none of its own."""
    labels = ["; ".join(f"{key}={label}" for key, label in row.group.items()) for row in answer.rows]
    own = [row.get("window") for row in figures.rows_json(answer)]
    return {
        label: (window["from"], window["to"]) if window else None for label, window in zip(labels, own, strict=True)
    }


@pytest.mark.parametrize("measure", FOLLOWING)
def test_every_row_has_its_own_window_in_json(measure: str) -> None:
    expected = {label: AGO[months] for label, months in FOLLOWING[measure].items()}
    assert windows_in_json(asked(measure)) == expected


@pytest.mark.parametrize("measure", FOLLOWING)
def test_every_row_has_its_own_window_in_csv(measure: str) -> None:
    lines = csv.DictReader(io.StringIO(csv_of(figures.report([asked(measure)]))))
    assert [(line["from"], line["to"]) for line in lines] == [AGO[months] for months in FOLLOWING[measure].values()]


def test_in_a_table_the_window_of_a_row_that_has_another_stands_beneath() -> None:
    printed = page(figures.report([asked("re-entry")]), 160)
    assert "in the window 1 April 2014 to 31 March 2015" in printed
    assert "Window of within 6 months: 1 October 2014 to 30 September 2015." in printed
    assert "Window of within 24 months: 1 April 2013 to 31 March 2014." in printed


@pytest.mark.parametrize(
    ("as_at", "window"),
    [
        ("2016-08-31", ("2015-03-01", "2016-02-29")),  # six months before is 29 February; a year before that, 28
        ("2017-08-31", ("2016-02-29", "2017-02-28")),
        ("2016-02-29", ("2014-08-30", "2015-08-29")),
    ],
)
def test_the_window_ends_on_the_corresponding_date_or_the_last_day_of_the_month(
    as_at: str, window: tuple[str, str]
) -> None:
    assert windows_in_json(asked("edge-of-care-accommodated", as_at))[""] == window


def test_a_measure_that_follows_nobody_up_prints_the_window_of_a_row_where_it_is_another() -> None:
    found = windows_in_json(asked("multiple-periods"))
    assert found[""] is None
    assert found["years=1"] == ("2015-04-01", "2016-03-31")
    assert found["years=5"] == ("2011-04-01", "2016-03-31")
    assert found["count=1"] is None

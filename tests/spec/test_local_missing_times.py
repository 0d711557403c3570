"""Missing incidents with times of day, beside the return's, which has days only."""

from __future__ import annotations

import pytest

from tests.support.table_stories import tables

D = "2012-12-31"


def lasted(row: str) -> str | None:
    (told,) = tables(f"missing-incidents {row}").told("missing_incident", "lasted", D)
    return told


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("C1,M,2012-05-10,22:30,2012-05-11,22:30", "24 hours or less"),
        ("C1,M,2012-05-10,22:30,2012-05-11,22:31", "over 24 hours"),
        ("C1,M,2012-05-10,00:00,2012-05-11,23:59", "over 24 hours"),
        ("C1,M,2012-05-10,23:00,2012-05-12,01:00", "over 24 hours"),
        ("C1,A,2012-05-10,10:00,2012-05-10,11:00", "24 hours or less"),
        ("C1,M,2012-05-10,22:30,2012-05-12,", None),
        ("C1,M,2012-05-10,,2012-05-12,22:30", None),
        ("C1,M,2012-05-10,22:30,,", None),
    ],
)
def test_more_than_24_hours_is_a_minute_over(row: str, expected: str | None) -> None:
    assert lasted(row) == expected


def test_the_clocks_that_go_forward_take_an_hour_and_those_that_go_back_give_one() -> None:
    assert lasted("C1,M,2012-03-24,12:00,2012-03-25,12:30") == "24 hours or less"  # 23 and a half hours
    assert lasted("C1,M,2012-10-27,12:00,2012-10-28,11:30") == "over 24 hours"  # 24 and a half hours


def test_the_incident_of_the_return_that_began_on_the_day_is_the_same_incident() -> None:
    told = tables("missing-incidents C1,M,2012-05-10,22:30,2012-05-11,23:00\nC1 missing 2012-05-10 2012-05-12")
    assert told.days("missing_incident", D) == [("2012-05-10", "2012-05-11")]


def test_an_end_that_only_the_return_has_is_its_end() -> None:
    told = tables("missing-incidents C1,M,2012-05-10,22:30,,\nC1 missing 2012-05-10 2012-05-12")
    assert told.days("missing_incident", D) == [("2012-05-10", "2012-05-12")]
    assert told.told("missing_incident", "lasted", D) == [None]


def test_another_category_or_another_day_is_another_incident() -> None:
    told = tables(
        """
        missing-incidents C1,M,2012-05-10,22:30,2012-05-11,23:00
        C1 away 2012-05-10 2012-05-12
        C1 missing 2012-05-20 2012-05-21
        """
    )
    assert told.days("missing_incident", D) == [
        ("2012-05-10", "2012-05-11"),
        ("2012-05-20", "2012-05-21"),
        ("2012-05-10", "2012-05-12"),
    ]
    assert told.told("missing_incident", "category", D) == ["M", "M", "A"]


def test_two_incidents_of_one_day_take_the_place_of_the_one_the_return_has() -> None:
    told = tables(
        """
        missing-incidents C1,M,2012-05-10,01:00,2012-05-10,05:00
        missing-incidents C1,M,2012-05-10,21:00,2012-05-10,23:00
        C1 missing 2012-05-10 2012-05-10
        """
    )
    assert told.days("missing_incident", D) == [("2012-05-10", "2012-05-10")] * 2

"""Plans, assessments and health assessments as local tables tell them."""

from __future__ import annotations

from tests.support.table_stories import tables

D = "2012-12-31"


def test_a_plan_is_in_force_until_it_ends() -> None:
    told = tables("plans C1,care,2012-01-16,2012-03-01,Y,N,")
    assert told.days("plan", D) == [("2012-01-16", "2012-03-01")]
    (plan,) = told.found("plan", D)
    assert plan.attributes == {"kind": "care", "contingency": "yes", "outcomes": "no", "goal": None}


def test_the_next_plan_of_its_kind_takes_its_place_and_another_kind_does_not() -> None:
    told = tables(
        """
        plans C1,care,2012-01-16,,,,
        plans C1,health,2012-02-01,,,,
        plans C1,care,2012-03-06,,,,
        """
    )
    assert told.days("plan", D) == [("2012-01-16", "2012-03-06"), ("2012-02-01", None), ("2012-03-06", None)]


def test_a_plan_that_ended_before_the_next_was_made_leaves_a_gap() -> None:
    told = tables("plans C1,care,2012-01-16,2012-02-01,,,\nplans C1,care,2012-03-06,,,,")
    assert told.days("plan", D) == [("2012-01-16", "2012-02-01"), ("2012-03-06", None)]


def test_several_kinds_of_plan_made_on_one_day_are_several_plans() -> None:
    told = tables("plans C1,care,2012-01-16,2012-02-01,,,\nplans C1,health,2012-01-16,,,,")
    assert sorted(told.days("plan", D), key=str) == [("2012-01-16", "2012-02-01"), ("2012-01-16", None)]


def test_a_plan_stands_as_it_is_since_it_was_made_or_last_reviewed() -> None:
    told = tables(
        """
        plans C1,care,2012-01-16,2012-09-01,,,
        plan-reviews C1,care,2012-03-06
        plan-reviews C1,care,2012-08-30
        """
    )
    assert told.days("plan_review", D) == [
        ("2012-01-16", "2012-03-06"),
        ("2012-03-06", "2012-08-30"),
        ("2012-08-30", "2012-09-01"),
    ]
    assert told.told("plan_review", "how", D) == ["made", "reviewed", "reviewed"]


def test_a_review_of_a_plan_that_is_not_in_force_is_no_review() -> None:
    told = tables(
        """
        plans C1,care,2012-01-16,2012-03-01,,,
        plan-reviews C1,care,2012-03-01
        plan-reviews C1,health,2012-02-01
        """
    )
    assert told.days("plan_review", D) == [("2012-01-16", "2012-03-01")]


def test_a_row_said_again_takes_the_place_of_what_it_said_from_the_day_it_was_known() -> None:
    told = tables(
        """
        known 2012-06-30
        plans C1,care,2012-01-16,2012-03-01,Y,,
        known 2012-09-30
        plans C1,care,2012-01-16,,N,,
        """
    )
    assert told.days("plan", D, "2012-09-29") == [("2012-01-16", "2012-03-01")]
    assert told.days("plan", D, "2012-09-30") == [("2012-01-16", None)]
    assert told.told("plan", "contingency", D) == ["no"]


def test_a_table_without_a_row_takes_nothing_back() -> None:
    told = tables(
        """
        known 2012-06-30
        plans C1,care,2012-01-16,,Y,,
        plan-reviews C1,care,2012-03-06
        known 2012-09-30
        plans C1,care,2012-08-01,,,,
        plan-reviews C1,care,2012-09-01
        """
    )
    assert told.days("plan_review", D) == [
        ("2012-01-16", "2012-03-06"),
        ("2012-03-06", "2012-08-01"),
        ("2012-08-01", "2012-09-01"),
        ("2012-09-01", None),
    ]


def test_an_assessment_stands_until_the_next_of_its_type() -> None:
    told = tables(
        """
        assessments C1,single,2012-01-10,Y
        assessments C1,pathway,2012-02-10,
        assessments C1,single,2012-06-10,N
        """
    )
    assert told.days("assessment", D) == [("2012-01-10", "2012-06-10"), ("2012-02-10", None), ("2012-06-10", None)]
    assert told.told("assessment", "linked_to_plan", D) == ["yes", None, "no"]


def test_a_declined_health_assessment_takes_no_place() -> None:
    told = tables(
        """
        health-assessments C1,initial,2012-01-20,
        health-assessments C1,review,,2012-07-20
        health-assessments C1,dental,2012-08-01,
        """
    )
    assert told.days("health_assessment", D) == [
        ("2012-01-20", None),
        ("2012-07-20", "2012-07-20"),
        ("2012-08-01", None),
    ]
    assert told.told("health_assessment", "outcome", D) == ["held", "declined", "held"]

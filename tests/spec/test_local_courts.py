"""Gateway decisions, court applications and orders as local tables tell them."""

from __future__ import annotations

import pytest

from tests.support.table_stories import tables

D = "2012-12-31"
ISSUED = "court-applications C1,care,2012-02-01,care,2012-11-06,2012-07-02,{final},{disposed},{withdrawn}"
ORDER = "court-orders C1,care,2012-02-01,2012-09-03,{order},{final}"


def case(
    *orders: str, final: str = "care", disposed: str = "2012-09-03", withdrawn: str = "", interim: str = ""
) -> str:
    """An application for a care order with these final orders."""
    rows = [ISSUED.format(final=final, disposed=disposed, withdrawn=withdrawn)]
    rows += [ORDER.format(order=order, final="Y") for order in orders]
    rows += [ORDER.format(order=interim, final="N")] if interim else []
    return "\n".join(rows)


def test_an_application_lasts_until_it_is_disposed_of() -> None:
    told = tables(case("care"))
    assert told.days("court_application", D) == [("2012-02-01", "2012-09-03")]
    assert told.days("court_application", "2012-09-02") == [("2012-02-01", None)]
    assert told.told("court_application", "outcome", D) == ["disposed"]
    assert told.told("court_application", "outcome", "2012-09-02") == [None]


def test_the_final_orders_are_compared_as_sets_with_the_final_plan_and_with_what_was_applied_for() -> None:
    told = tables(case("placement", "care", final="care; placement"))
    assert told.told("court_application", "orders", D) == ["care + placement"]
    assert told.told("court_application", "as_final_plan", D) == ["yes"]
    assert told.told("court_application", "as_applied_for", D) == ["no"]


def test_a_part_of_what_was_asked_for_is_not_what_was_asked_for() -> None:
    assert tables(case("care", final="care; placement")).told("court_application", "as_final_plan", D) == ["no"]


def test_an_interim_order_is_no_outcome() -> None:
    told = tables(case("supervision", interim="care"))
    assert told.told("court_application", "orders", D) == ["supervision"]
    assert told.told("court_application", "as_final_plan", D) == ["no"]
    assert told.told("court_order", "final", D) == ["no", "yes"]


def test_while_it_is_open_nothing_is_said_of_its_outcome() -> None:
    told = tables(case("care", disposed=""))
    for attribute in ("orders", "result", "as_final_plan", "as_applied_for", "for_the_authority", "within_timetable"):
        assert told.told("court_application", attribute, D) == [None]


def test_where_no_order_is_recorded_of_a_disposal_it_is_not_known_what_it_came_to() -> None:
    told = tables(case())
    assert told.told("court_application", "as_final_plan", D) == [None]
    assert told.told("court_application", "for_the_authority", D) == [None]


def test_an_application_withdrawn_came_to_nothing_that_was_asked_for() -> None:
    told = tables(case(disposed="", withdrawn="2012-05-01"))
    assert told.told("court_application", "outcome", D) == ["withdrawn"]
    assert told.told("court_application", "result", D) == ["withdrawn"]
    assert told.told("court_application", "for_the_authority", D) == ["no"]
    assert told.told("court_application", "as_applied_for", D) == ["no"]


@pytest.mark.parametrize(
    ("orders", "result"),
    [
        (["care"], "care"),
        (["care", "placement"], "placement"),
        (["special guardianship"], "special guardianship"),
        (["special guardianship", "supervision"], "special guardianship and supervision"),
        (["supervision"], "supervision"),
        (["child arrangements", "supervision"], "supervision"),
        (["child arrangements"], "child arrangements"),
        (["no order"], "no order"),
        (["family assistance"], "other"),
    ],
)
def test_what_a_case_came_to(orders: list[str], result: str) -> None:
    assert tables(case(*orders)).told("court_application", "result", D) == [result]


def test_special_guardianship_for_the_authority_and_no_order_against_it() -> None:
    assert tables(case("special guardianship")).told("court_application", "for_the_authority", D) == ["yes"]
    assert tables(case("no order")).told("court_application", "for_the_authority", D) == ["no"]


def test_adoption_was_sought_by_a_plan_for_a_placement_order_or_an_application_for_one() -> None:
    assert tables(case("care")).told("court_application", "adoption_sought", D) == ["no"]
    told = tables(case("care", final="care; placement"))
    assert told.told("court_application", "adoption_sought", D) == ["yes"]
    assert told.told("court_application", "adoption_sought", "2012-07-01") == ["no"]
    applied = tables("court-applications C1,placement,2012-02-01,,,,,,")
    assert applied.told("court_application", "adoption_sought", D) == ["yes"]


def test_two_applications_issued_on_one_day_each_have_their_own_orders() -> None:
    told = tables(
        """
        court-applications C1,care,2012-02-01,,,,,2012-09-03,
        court-applications C1,placement,2012-02-01,,,,,2012-10-01,
        court-orders C1,care,2012-02-01,2012-09-03,care,Y
        court-orders C1,placement,2012-02-01,2012-10-01,placement,Y
        """
    )
    found = {spell.attributes["type"]: spell.attributes["orders"] for spell in told.found("court_application", D)}
    assert found == {"care": "care", "placement": "placement"}


def test_two_orders_made_on_one_day_are_two() -> None:
    told = tables(case("special guardianship", "supervision"))
    assert told.days("court_order", D) == [("2012-09-03", "2012-09-03")] * 2


@pytest.mark.parametrize(("disposed", "within"), [("2012-11-06", "yes"), ("2012-11-07", "no")])
def test_the_last_day_of_the_timetable_is_within_it(disposed: str, within: str) -> None:
    assert tables(case("care", disposed=disposed)).told("court_application", "within_timetable", D) == [within]


def test_an_extension_moves_the_limit_to_the_latest_day_it_was_extended_to() -> None:
    told = tables(
        case("care", disposed="2012-12-20")
        + """
        court-hearings C1,care,2012-02-01,2012-10-30,issues resolution,2012-12-20
        court-hearings C1,care,2012-02-01,2012-09-30,case management,2012-11-30
        court-hearings C1,placement,2012-02-01,2012-09-30,final,2013-11-30
        """
    )
    assert told.told("court_application", "extended", D) == ["yes"]
    assert told.told("court_application", "within_extension", D) == ["yes"]
    assert told.told("court_application", "extended", "2012-09-29") == ["no"]
    assert told.days("court_hearing", "2012-10-15") == [("2012-09-30", "2012-09-30")] * 2


@pytest.mark.parametrize(
    ("application", "end"),
    [
        ("care,2012-01-09", "2012-01-09"),
        ("supervision,2012-04-09", "2012-04-09"),
        ("care,2012-01-08", None),
        ("placement,2012-02-01", None),
    ],
)
def test_a_gateway_decision_waits_for_care_proceedings(application: str, end: str | None) -> None:
    told = tables(f"gateway-decisions C1,2012-01-09,issue\ncourt-applications C1,{application},,,,,,")
    assert told.days("gateway_decision", D) == [("2012-01-09", end)]
    assert told.told("gateway_decision", "decision", D) == ["issue"]


def test_an_application_said_anew_takes_its_plans_with_it_and_leaves_its_hearings() -> None:
    told = tables(
        """
        known 2012-06-30
        court-applications C1,care,2012-02-01,care;placement,,,,,
        court-hearings C1,care,2012-02-01,2012-03-01,final,2012-09-01
        known 2012-09-30
        court-applications C1,care,2012-02-01,supervision,,,,2012-09-03,
        court-orders C1,care,2012-02-01,2012-09-03,supervision,Y
        """
    )
    assert told.told("court_application", "as_applied_for", D) == ["yes"]
    assert told.told("court_application", "adoption_sought", D) == ["no"]
    assert told.told("court_application", "adoption_sought", D, "2012-06-30") == ["yes"]
    assert told.told("court_application", "extended", D) == ["yes"]

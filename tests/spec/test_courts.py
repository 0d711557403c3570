"""Family courts: applied for, successful, otherwise than adoption, in time."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.spec.facts import told

D = "2012-03-31"
ISSUED = "{issued} C{n} court-application-issued type=care\n"
DISPOSED = "{disposed} C{n} court-application-disposed began_on={issued} type=care\n"
ORDER = "{disposed} C{n} court-order-made application=care issued_on={issued} order={order} final=true\n"
PLAN = "{issued} C{n} court-plan-filed began_on={issued} type=care stage={stage} order={order}\n"


def case(
    issued: str, disposed: str, order: str = "care", n: int = 1, initial: str | None = None, final: str | None = None
) -> str:
    rows = (ISSUED + DISPOSED + ORDER).format(issued=issued, disposed=disposed, order=order, n=n)
    for stage, planned in (("initial", initial), ("final", final)):
        rows += PLAN.format(issued=issued, n=n, stage=stage, order=planned) if planned else ""
    return rows


@pytest.mark.parametrize(
    ("issued", "disposed", "in_time"),
    [
        ("2014-04-22", "2014-10-20", True),
        ("2014-04-22", "2014-10-21", False),
        ("2012-02-01", "2012-11-06", True),
        ("2012-02-01", "2012-11-07", False),
        ("2014-04-21", "2015-01-25", True),  # the day before: 40 weeks
    ],
)
def test_the_limit_is_the_one_in_force_on_the_day_of_issue(issued: str, disposed: str, in_time: bool) -> None:
    """``docs/definitions/courts.md``."""
    assert bool(told(case(issued, disposed)).who("court-timescale", disposed)) is in_time


def test_an_extension_makes_it_in_time_only_beside_the_figure() -> None:
    heard = (
        "2014-09-01 C1 court-hearing-held application=care issued_on=2014-04-22 "
        'type="case management" extended_to=2014-12-15\n'
    )
    found = told(case("2014-04-22", "2014-12-15") + heard)
    assert found.who("court-timescale", "2015-03-31") == set()
    assert found.who("court-timescale", "2015-03-31", outcome="within the time as extended") == {"C1"}


def test_weeks_are_seven_days_and_open_cases_past_the_limit_stand_beside() -> None:
    rows = case("2014-05-01", "2014-08-07") + case("2014-05-01", "2014-10-02", n=2)
    rows += ISSUED.format(issued="2014-06-01", n=3) + ISSUED.format(issued="2015-03-01", n=4)
    found = told(rows)
    assert found.row("court-timescale", "2015-03-31", wait="mean weeks").value == 18  # 98 and 154 days
    late = found.row("court-timescale", "2015-03-31", outcome="still open and past the limit")
    assert (late.meets, late.denominator) == ({"C3"}, 2)


def test_success_is_the_orders_of_the_final_care_plan() -> None:
    rows = (
        case("2011-06-01", "2012-01-01", "care", 1, initial="care", final="care")
        + case("2011-06-01", "2012-01-01", "supervision", 2, initial="supervision", final="care")
        + case("2011-06-01", "2012-01-01", '"no order"', 3, initial="care", final="care")
        + case("2011-06-01", "2012-01-01", "care", 4)
    )
    found = told(rows)
    row = found.row("proceedings-successful", D)
    assert (row.meets, row.denominator, row.unknown) == ({"C1"}, 4, 1)
    asked = "proceedings-successful", D
    assert found.who(*asked, outcome="tier 1, an order for the authority") == {"C1", "C2", "C4"}
    assert found.who(*asked, outcome="tier 2, the orders applied for") == {"C1", "C2"}
    assert found.who(*asked, outcome="tier 4, withdrawn, refused or no order") == {"C3"}
    assert found.who(*asked, order="supervision") == {"C2"}


def test_open_cases_are_not_in_it() -> None:
    rows = case("2011-06-01", "2012-01-01") + ISSUED.format(issued="2011-07-01", n=2)
    assert told(rows).row("proceedings-successful", D).denominator == 1


@pytest.mark.parametrize(
    ("decision", "issued", "meets"),
    [
        ("issue", "2011-09-01", True),
        ("issue", "2011-09-02", False),
        ("pre-proceedings", "2011-12-01", True),
        ("pre-proceedings", "2011-12-02", False),
    ],
)
def test_issued_within_three_months_of_a_decision_to_issue_or_six_of_pre_proceedings(
    decision: str, issued: str, meets: bool
) -> None:
    rows = f"2011-06-01 C1 legal-gateway-decided decision={decision}\n" + ISSUED.format(issued=issued, n=1)
    row = told(rows).row("proceedings-applied", D)
    assert (bool(row.meets), row.denominator) == (meets, 1)


def test_a_decision_not_to_go_to_court_and_one_too_young_to_follow_up_are_not_counted() -> None:
    rows = """
        2011-06-01 C1 legal-gateway-decided decision="no proceedings"
        2011-11-01 C2 legal-gateway-decided decision=issue
    """ + ISSUED.format(issued="2011-12-01", n=2)
    found = told(rows)
    assert found.row("proceedings-applied", D).denominator == 0
    lately = found.row("proceedings-applied", D, outcome="issued within 3 months of a decision to issue")
    assert (lately.meets, lately.denominator) == ({"C2"}, 1)


def test_adoption_was_sought_and_the_court_decided_otherwise() -> None:
    rows = (
        case("2011-06-01", "2012-01-01", '"special guardianship"', 1, final="placement")
        + case("2011-06-01", "2012-01-01", "placement", 2, final="placement")
        + case("2011-06-01", "2012-01-01", "supervision", 3, final="supervision")
        + case("2011-06-01", "2012-01-01", "supervision", 4)
        + "2011-08-01 C4 adoption-decided\n"
    )
    found = told(rows)
    row = found.row("adoption-orders-otherwise", D)
    assert (row.meets, row.denominator, row.value) == ({"C1", "C4"}, 3, Fraction(200, 3))
    assert found.who("adoption-orders-otherwise", D, order="special guardianship") == {"C1"}
    assert found.who("adoption-orders-otherwise", D, order="placement order or adoption") == {"C2"}

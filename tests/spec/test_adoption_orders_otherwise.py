"""Adoption was sought: what all applications that ended in the year came to, looked at together."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.spec.facts import told

D = "2016-03-31"
OTHERWISE = "adoption-orders-otherwise", D
GRANTED = "placement order or adoption"

MEASURE_ROWS = (
    "special guardianship and supervision",
    "special guardianship",
    "supervision",
    "child arrangements",
    "care",
    "no order",
    "withdrawn",
    "other",
    GRANTED,
)


def issued(kind: str, day: str, n: int = 1, plan: str = "", stage: str = "final") -> str:
    rows = f'{day} C{n} court-application-issued type="{kind}"\n'
    if plan:
        rows += f'{day} C{n} court-plan-filed began_on={day} type="{kind}" stage={stage} order="{plan}"\n'
    return rows


def disposed(kind: str, began: str, day: str, *orders: str, n: int = 1) -> str:
    rows = f'{day} C{n} court-application-disposed began_on={began} type="{kind}"\n'
    for order in orders:
        rows += f'{day} C{n} court-order-made application="{kind}" issued_on={began} order="{order}" final=true\n'
    return rows


def withdrawn(kind: str, began: str, day: str, n: int = 1) -> str:
    return f'{day} C{n} court-application-withdrawn began_on={began} type="{kind}"\n'


def outcomes(text: str, day: str = D) -> set[str | int]:
    """The rows in which the child is counted as meeting them, besides the measure's own."""
    answer = told(text).ask("adoption-orders-otherwise", day)
    return {row.group["order"] for row in answer.rows if row.group and row.meets}


CARE, PLACEMENT = "2015-05-01", "2015-07-01"
BOTH = issued("care", CARE) + issued("placement", PLACEMENT)


@pytest.mark.parametrize("ended", ["2015-11-19", "2015-11-20", "2015-11-21"])
def test_a_special_guardianship_order_beside_a_placement_application_withdrawn_is_special_guardianship(
    ended: str,
) -> None:
    """On the same day, the day before or the day after: it is not the application that ended last that decides."""
    rows = (
        BOTH + withdrawn("placement", PLACEMENT, ended) + disposed("care", CARE, "2015-11-20", "special guardianship")
    )
    assert outcomes(rows) == {"special guardianship"}
    row = told(rows).row(*OTHERWISE)
    assert (row.meets, row.denominator, row.unknown) == ({"C1"}, 1, 0)


def test_a_placement_order_followed_by_a_care_order_is_a_placement_order_granted() -> None:
    rows = (
        BOTH
        + disposed("placement", PLACEMENT, "2015-10-01", "placement")
        + disposed("care", CARE, "2015-12-01", "care")
    )
    assert outcomes(rows) == {GRANTED}
    row = told(rows).row(*OTHERWISE)
    assert (row.numerator, row.denominator, row.value) == (0, 1, Fraction(0))


def test_orders_of_two_applications_make_one_result() -> None:
    """Special guardianship on the one, supervision on the other: counted once, as both."""
    rows = (
        BOTH
        + disposed("placement", PLACEMENT, "2015-11-20", "special guardianship")
        + disposed("care", CARE, "2015-12-01", "supervision")
    )
    assert outcomes(rows) == {"special guardianship and supervision"}


def test_the_order_may_have_been_made_on_an_application_of_another_type() -> None:
    """A relative applied for special guardianship and had it; the authority's own applications were withdrawn."""
    rows = (
        BOTH
        + issued("special guardianship", "2015-09-01")
        + withdrawn("placement", PLACEMENT, "2015-11-20")
        + withdrawn("care", CARE, "2015-11-20")
        + disposed("special guardianship", "2015-09-01", "2015-11-20", "special guardianship")
    )
    assert outcomes(rows) == {"special guardianship"}


def test_who_adopts_or_guards_by_an_application_of_their_own_ends_no_case_of_the_authority() -> None:
    """Adoption was decided upon, but neither care proceedings nor a placement application ended in the year."""
    rows = "2015-06-01 C1 adoption-decided\n" + issued("special guardianship", "2015-09-01")
    rows += disposed("special guardianship", "2015-09-01", "2015-11-20", "no order")
    assert told(rows).row(*OTHERWISE).denominator == 0


def test_all_withdrawn_is_withdrawn() -> None:
    rows = BOTH + withdrawn("placement", PLACEMENT, "2015-11-20") + withdrawn("care", CARE, "2015-12-20")
    assert outcomes(rows) == {"withdrawn"}
    assert told(rows).who(*OTHERWISE) == {"C1"}


def test_disposed_of_without_an_order_recorded_is_not_known_and_stays_among_all() -> None:
    rows = BOTH + withdrawn("placement", PLACEMENT, "2015-11-20") + disposed("care", CARE, "2015-11-20")
    row = told(rows).row(*OTHERWISE)
    assert (row.numerator, row.denominator, row.unknown) == (0, 1, 1)
    assert outcomes(rows) == set()


def test_an_order_recorded_on_one_application_says_what_the_case_came_to() -> None:
    """No order of its own is recorded of the placement application that was disposed of with it."""
    rows = BOTH + disposed("placement", PLACEMENT, "2015-11-20") + disposed("care", CARE, "2015-11-20", "care")
    row = told(rows).row(*OTHERWISE)
    assert (row.numerator, row.denominator, row.unknown) == (1, 1, 0)
    assert outcomes(rows) == {"care"}


@pytest.mark.parametrize(
    ("orders", "result"),
    [
        (("placement", "care"), GRANTED),
        (("adoption",), GRANTED),
        (("special guardianship", "supervision", "care"), "special guardianship and supervision"),
        (("special guardianship", "care"), "special guardianship"),
        (("supervision", "child arrangements"), "supervision"),
        (("child arrangements",), "child arrangements"),
        (("care", "no order"), "care"),
        (("no order",), "no order"),
        (("family assistance",), "other"),
    ],
)
def test_each_child_has_one_result(orders: tuple[str, ...], result: str) -> None:
    rows = issued("care", CARE, plan="adoption") + disposed("care", CARE, "2015-11-20", *orders)
    assert outcomes(rows) == {result}


def test_the_rows_add_up_to_all_whose_result_is_known() -> None:
    rows = "".join(
        issued("care", CARE, n, plan="placement") + disposed("care", CARE, "2015-11-20", order, n=n)
        for n, order in enumerate(("placement", "care", "supervision", "no order", "special guardianship"), 1)
    )
    answer = told(rows).ask(*OTHERWISE)
    assert tuple(row.group["order"] for row in answer.rows[1:]) == MEASURE_ROWS
    assert sum(row.numerator or 0 for row in answer.rows[1:]) == answer.rows[0].denominator == 5
    assert answer.rows[0].numerator == 4


@pytest.mark.parametrize(("day", "counted"), [("2015-03-31", 0), ("2015-04-01", 1), ("2016-03-31", 1)])
def test_only_what_ended_in_the_window_is_looked_at(day: str, counted: int) -> None:
    rows = issued("placement", "2015-01-10") + disposed("placement", "2015-01-10", day, "placement")
    assert told(rows).row(*OTHERWISE).denominator == counted


def test_an_application_that_ended_the_year_before_is_of_that_year() -> None:
    """The placement order was made on 31 March 2015. The care order of April has a plan of adoption of its own: this
    year the case ended in a care order."""
    rows = (
        issued("care", "2015-01-10", plan="placement")
        + issued("placement", "2015-02-10")
        + disposed("placement", "2015-02-10", "2015-03-31", "placement")
        + disposed("care", "2015-01-10", "2015-04-20", "care")
    )
    assert outcomes(rows, "2015-03-31") == {GRANTED}
    assert outcomes(rows) == {"care"}


# ------------------------------------------------------------------------------------------------------------- sought

CARE_ORDER = disposed("care", CARE, "2015-11-20", "care")


@pytest.mark.parametrize(
    ("plan", "stage", "counted"),
    [("placement", "initial", 1), ("placement", "final", 1), ("adoption", "final", 1), ("care", "final", 0)],
)
def test_sought_by_the_plan_of_an_application(plan: str, stage: str, counted: int) -> None:
    rows = issued("care", CARE, plan=plan, stage=stage) + CARE_ORDER
    assert told(rows).row(*OTHERWISE).denominator == counted


def test_sought_by_the_plan_of_another_application_than_the_one_that_ended_last() -> None:
    rows = issued("care", CARE, plan="adoption") + issued("supervision", PLACEMENT)
    rows += CARE_ORDER + disposed("supervision", PLACEMENT, "2016-01-10", "supervision")
    assert outcomes(rows) == {"supervision"}


@pytest.mark.parametrize(("ended", "counted"), [("2015-11-30", 1), ("2015-07-31", 1), ("2015-06-30", 0)])
def test_sought_by_a_placement_application_that_ended_in_the_window(ended: str, counted: int) -> None:
    """As at 30 June 2016 the window begins on 1 July 2015. One that ended before it is no longer looked at."""
    rows = issued("placement", "2015-02-10") + withdrawn("placement", "2015-02-10", ended)
    rows += issued("care", CARE) + CARE_ORDER
    assert told(rows).row("adoption-orders-otherwise", "2016-06-30").denominator == counted


def test_a_placement_application_still_before_the_court_has_not_been_decided() -> None:
    rows = BOTH + CARE_ORDER
    assert told(rows).row(*OTHERWISE).denominator == 0
    later = rows + disposed("placement", PLACEMENT, "2016-05-10", "placement")
    assert outcomes(later, "2016-05-31") == {GRANTED}


@pytest.mark.parametrize(
    ("decided", "reversed_on", "counted"),
    [
        ("2015-03-01", "", 1),
        ("2015-03-01", "2015-05-02", 1),
        ("2015-03-01", "2015-05-01", 0),
        ("2015-08-01", "2015-09-01", 1),
        ("2015-11-19", "", 1),
        ("2015-11-20", "", 1),
        ("2015-11-21", "", 0),
    ],
)
def test_sought_by_a_decision_that_held_on_some_day_of_the_case(decided: str, reversed_on: str, counted: int) -> None:
    """The care proceedings ran from 1 May to 20 November 2015, their last day included."""
    rows = issued("care", CARE) + CARE_ORDER + f"{decided} C1 adoption-decided\n"
    if reversed_on:
        rows += f"{reversed_on} C1 adoption-decision-reversed began_on={decided} reason=RD2\n"
    assert told(rows).row(*OTHERWISE).denominator == counted


def test_a_child_is_counted_once_however_many_applications_ended() -> None:
    rows = BOTH + withdrawn("placement", PLACEMENT, "2015-11-20") + CARE_ORDER
    rows += issued("placement", "2016-01-10") + disposed("placement", "2016-01-10", "2016-03-31", "placement")
    row = told(rows).row(*OTHERWISE)
    assert (row.numerator, row.denominator) == (0, 1)
    assert outcomes(rows) == {GRANTED}


def test_the_child_is_looked_at_on_the_day_the_last_of_them_ended() -> None:
    rows = "C1 born 2010-11-25\n" + BOTH
    rows += disposed("care", CARE, "2015-11-20", "special guardianship")
    rows += withdrawn("placement", PLACEMENT, "2015-11-25")
    labels = [row.group["age"] for row in told(rows).ask(*OTHERWISE, by="age").rows if row.group.get("age")]
    assert set(labels) == {"5 to 9"}

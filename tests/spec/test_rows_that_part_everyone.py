"""The rows that part those counted: every child stands in exactly one, and each edge falls on the side that it says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.support.stories import Told, story

D = "2012-03-31"
LOOKED_AFTER = "C1 2010-05-01 S V2 U6@Elm"


def rows_of(told: Told, measure: str, key: str) -> list[object]:
    """The labels of the rows in which a child stands, of those that part everyone by this key alone."""
    return [
        row.group[key]
        for row in told.ask(measure, D).rows
        if list(row.group) == [key] and row.meets and not str(row.group[key]).endswith(" days")
    ]


# ------------------------------------------------------------------------------------------------ how many there were


def placements(number: int) -> str:
    """So many homes in the year, ten days in each but the last."""
    moved = [date(2011, 5, 1) + timedelta(days=10 * count) for count in range(number)]
    lines = [f"C1 {start} {'P' if home else 'S'} V2 U6@Home{home}" for home, start in enumerate(moved)]
    endings = [f" {end} X1" for end in moved[1:]]
    return "\n".join(line + ending for line, ending in zip(lines, [*endings, ""], strict=True))


@pytest.mark.parametrize(
    ("number", "label"),
    [(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5"), (6, "6-9"), (9, "6-9"), (10, "10+"), (11, "10+")],
)
def test_a_child_stands_in_one_row_of_the_number_of_placements(number: int, label: str) -> None:
    """``docs/definitions/stability.md``: 1, 2, 3+ and the full distribution."""
    told = story(placements(number))
    assert rows_of(told, "placements-3-plus", "count") == [label]
    assert (told.who("placements-3-plus", D) == {"C1"}) is (number >= 3)


@pytest.mark.parametrize(("number", "label"), [(1, "1"), (2, "2"), (3, "3"), (4, "4+"), (5, "4+")])
def test_a_child_stands_in_one_row_of_the_number_of_periods_of_care(number: int, label: str) -> None:
    """``docs/definitions/starting-and-ceasing.md``: 1, 2, 3, 4+."""
    earlier = [f"C1 2010-0{month}-01 S V2 U6@Elm 2010-0{month}-08 E4A" for month in range(9 - number + 1, 9)]
    told = story("\n".join((*earlier, "C1 2011-05-01 S V2 U6@Elm")))
    assert rows_of(told, "multiple-periods", "count") == [label]
    assert (told.who("multiple-periods", D) == {"C1"}) is (number >= 2)


# ------------------------------------------------------------------------------------------------ over how many years


@pytest.mark.parametrize(("years", "first_day"), [(1, "2011-04-01"), (3, "2009-04-01"), (5, "2007-04-01")])
def test_an_earlier_period_counts_in_the_windows_that_it_touches(years: int, first_day: str) -> None:
    """``docs/definitions/starting-and-ceasing.md``: beside 2 years 1, 3, 5 and ever; an end on the first day."""
    now = "C1 2011-05-01 S V2 U6@Elm"
    touching = story(f"C1 2006-01-01 S V2 U6@Elm {first_day} E4A\n{now}")
    before = story(f"C1 2006-01-01 S V2 U6@Elm {date.fromisoformat(first_day) - timedelta(days=1)} E4A\n{now}")
    assert touching.who("multiple-periods", D, years=years) == {"C1"}
    assert before.who("multiple-periods", D, years=years) == set()
    assert before.who("multiple-periods", D, years="ever") == {"C1"}


# ---------------------------------------------------------------------------------------------------- how long it was


@pytest.mark.parametrize(
    ("requested_on", "label"),
    [
        ("2012-03-31", "within 3 months"),
        ("2011-12-31", "within 3 months"),
        ("2011-12-30", "over 3 and within 6 months"),
        ("2011-10-01", "over 3 and within 6 months"),
        ("2011-09-30", "over 6 and within 12 months"),
        ("2011-03-31", "over 6 and within 12 months"),
        ("2011-03-30", "over 12 months"),
    ],
)
def test_a_child_who_waits_stands_in_one_row_of_the_time_waited(requested_on: str, label: str) -> None:
    """``docs/definitions/reviews-and-visitors.md``: within 3, 6, 12 months, over; the corresponding date is within.
    Six months from 30 September are up on 30 March."""
    told = story(f"{LOOKED_AFTER}\nC1 visitor {requested_on}")
    assert rows_of(told, "visitor-waiting", "wait") == [label]


def test_a_child_who_does_not_wait_stands_in_no_row_of_the_time_waited() -> None:
    told = story(f"{LOOKED_AFTER}\nC2 2010-05-01 S V2 U6@Elm\nC2 visitor 2010-06-01 matched 2012-03-01")
    assert rows_of(told, "visitor-waiting", "wait") == []


# --------------------------------------------------------------------------------------------- what came of a request


@pytest.mark.parametrize(
    ("rest", "label"),
    [
        ("matched 2011-12-01", "appointed within 6 months"),
        ("matched 2011-12-02", "appointed later"),
        ("", "waiting"),
        ("withdrawn 2011-07-01 because declined by child", "declined by child"),
        ("withdrawn 2011-07-01 because not in interests", "not in interests"),
        ("withdrawn 2011-07-01 because other", "withdrawn for another reason"),
        ("withdrawn 2011-07-01 because moved away", "withdrawn for another reason"),
        ("withdrawn 2011-07-01 because", "withdrawn for another reason"),
    ],
)
def test_a_request_stands_in_one_row_of_what_came_of_it(rest: str, label: str) -> None:
    """``docs/definitions/reviews-and-visitors.md``: the outcome classes add to 100 %, whatever the reason says."""
    told = story(f"{LOOKED_AFTER}\nC1 visitor 2011-06-01 {rest}")
    assert rows_of(told, "visitor-received", "outcome") == [label]


@pytest.mark.parametrize(
    ("rows", "label"),
    [
        ("C1 2010-05-01 S V2 U6@Elm 2011-09-01 E4A", "ceased to be looked after first"),
        ("C1 born 1993-12-01\nC1 2010-05-01 S V2 U6@Elm", "reached 18 first"),
    ],
)
def test_a_request_that_nothing_answered_ends_with_care(rows: str, label: str) -> None:
    told = story(f"{rows}\nC1 visitor 2011-06-01")
    assert rows_of(told, "visitor-received", "outcome") == [label]


# ----------------------------------------------------------------------------------------------- who is left out, why


@pytest.mark.parametrize("measure", ["looked-after", "missing-over-24h"])
def test_an_adult_still_open_with_a_short_break_is_left_out_for_one_reason(measure: str) -> None:
    """``docs/definitions/README.md``: an overdue closure is told apart; the reasons of a row add up to children."""
    told = story(
        """
        C1 born 1993-01-01
        C1 2010-05-01 S V2 U6@Elm
        C1 2012-03-01 S V3 U6@Oak
        C2 2012-03-01 S V3 U6@Oak
        C3 2012-03-01 S V4 U6@Oak
        C3 missing 2012-03-02 2012-03-09
        """
    )
    assert told.row(measure, D).excluded == {"18 or over, still open": 1, "short breaks": 2}


def test_looked_after_in_the_year_is_under_18_at_the_end_of_a_day_of_it_or_ceased_in_it() -> None:
    """``docs/definitions/README.md``: a birthday is no ceasing, and nothing is closed for it. C1 is 18 from the
    first day of the year on, C2 from the second; C3 is 18 on the first day too, and ceased on it."""
    told = story(
        """
        C1 born 1993-04-01
        C1 2010-05-01 S V2 U6@Elm
        C2 born 1993-04-02
        C2 2010-05-01 S V2 U6@Elm
        C3 born 1993-04-01
        C3 2010-05-01 S V2 U6@Elm 2011-04-01 E7
        C2 missing 2011-06-01 2011-06-09
        """
    )
    row = told.row("missing-over-24h", D)
    assert row.counted == {"C2", "C3"}
    assert row.excluded == {"18 or over, still open": 1}

"""Three or more placements in the last 12 months, and what a placement is."""

from __future__ import annotations

import pytest

from tests.support.stories import story

D = "2012-03-31"


def number(rows: str, as_at: str = D) -> str:
    """The row of the distribution in which the child stands."""
    told = story(rows)
    labels = ("0", "1", "2", "3", "4", "5", "6-9", "10+")
    (found,) = [label for label in labels if told.who("placements-3-plus", as_at, count=label)]
    return found


# ------------------------------------------------------------------------------------------------------- counts


def test_two_moves_in_the_year_are_three_placements() -> None:
    told = story(
        """
        C1 2010-05-01 S V2 U6@Elm 2011-06-01 X1
        C1 2011-06-01 P V2 U6@Oak 2011-09-01 X1
        C1 2011-09-01 B C2 K2@Ash
        """
    )
    assert told.who("placements-3-plus", D) == {"C1"}


def test_placements_of_an_earlier_period_in_the_window_count() -> None:
    rows = """
        C1 2011-05-01 S V2 U6@Elm 2011-06-01 E4A
        C1 2011-09-01 S V2 U6@Elm 2011-12-01 X1
        C1 2011-12-01 P V2 U6@Oak
    """
    assert number(rows) == "3"


def test_every_new_carer_counts_even_when_nothing_else_tells_them_apart() -> None:
    rows = """
        C1 2011-05-01 S V2 U6@Elm 2011-06-01 X1
        C1 2011-06-01 P V2 U6@Elm
    """
    assert number(rows) == "2"


# ----------------------------------------------------------------------------------------------- does not count


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (
            """
            C1 2011-05-01 S V2 U6@Elm 2011-06-01 X1
            C1 2011-06-01 P V2 T1@Ward 2011-06-05 X1
            C1 2011-06-05 P V2 U6@Elm
            """,
            "a hospital stay and the return, RNE P both, are no move",
        ),
        (
            """
            C1 2011-05-01 S V2 U6@Elm 2011-06-01 X1
            C1 2011-06-01 L C2 U6@Elm
            """,
            "a change of legal status is no move",
        ),
        (
            """
            C1 2011-05-01 S V2 U6@Elm 2011-06-01 X1
            C1 2011-06-01 T V2 U6@Oak
            """,
            "the carer moves house",
        ),
        (
            """
            C1 2011-05-01 S V2 U4@Elm 2011-06-01 X1
            C1 2011-06-01 U E1 A5@Elm
            """,
            "the existing carer becomes the adopter",
        ),
        (
            """
            C1 2011-05-01 S V2 U6@Elm 2011-06-01 E4A
            C1 2011-06-01 S V2 U6@Elm
            """,
            "an end and a start on the same day in the same home",
        ),
        (
            """
            C1 2011-05-01 S V2 U6@Elm 2011-06-01 X1
            C1 2011-06-01 P V2 T1@Ward 2011-06-03 X1
            C1 2011-06-03 P V2 T2@Sea 2011-06-05 X1
            C1 2011-06-05 P V2 U6@Elm
            """,
            "two temporary placements in a row",
        ),
    ],
)
def test_is_one_placement(rows: str, why: str) -> None:
    """``docs/definitions/stability.md``, what a placement is."""
    assert number(rows) == "1", why


def test_returning_from_hospital_to_another_home_is_a_move() -> None:
    rows = """
        C1 2011-05-01 S V2 U6@Elm 2011-06-01 X1
        C1 2011-06-01 P V2 T1@Ward 2011-06-05 X1
        C1 2011-06-05 P V2 U6@Oak
    """
    assert number(rows) == "2"


def test_an_end_and_a_start_on_one_day_in_another_home_is_a_move_in_one_period() -> None:
    rows = """
        C1 2011-05-01 S V2 U6@Elm 2011-06-01 E4A
        C1 2011-06-01 S V2 U6@Oak
    """
    assert number(rows) == "2"
    assert len(story(rows).spells("C1", "period_of_care", D)) == 1


def test_a_child_never_seen_in_a_real_placement_has_lived_in_none() -> None:
    assert number("C1 2012-03-01 S V2 T4@Ward") == "0"


# --------------------------------------------------------------------------------------------------------- edges


def test_short_moves_in_march_and_april_are_seen_by_the_rolling_year_not_by_each_return_year() -> None:
    """The example of ``docs/definitions/stability.md``."""
    told = story(
        """
        C1 2011-01-01 S V2 U6@Elm 2012-03-10 X1
        C1 2012-03-10 P V2 U6@Oak 2012-03-20 X1
        C1 2012-03-20 P V2 U6@Ash 2012-04-10 X1
        C1 2012-04-10 P V2 U6@Yew
        """
    )
    assert told.who("placements-3-plus", "2012-04-30", count="4") == {"C1"}
    assert told.who("placements-3-plus", "2012-03-31", count="3") == {"C1"}
    assert told.who("placements-3-plus", "2013-03-31", count="2") == {"C1"}


def test_a_placement_that_ended_on_the_first_day_of_the_window_was_not_lived_in() -> None:
    """``docs/definitions/README.md``, windows."""
    rows = """
        C1 2010-01-01 S V2 U6@Elm {moved} X1
        C1 {moved} P V2 U6@Oak
    """
    assert number(rows.format(moved="2011-04-01")) == "1"
    assert number(rows.format(moved="2011-04-02")) == "2"


def test_the_home_is_kept_while_the_child_is_away_the_whole_window_long() -> None:
    rows = """
        C1 2010-01-01 S V2 U6@Elm 2010-02-01 X1
        C1 2010-02-01 P V2 T1@Ward
    """
    assert number(rows) == "1"


def test_an_episode_laid_over_an_open_one_ends_and_the_child_is_back_in_the_home_of_that_one() -> None:
    """Elm is never closed. After Oak the child is back at Elm, and a change of legal status there is no move."""
    rows = """
        C1 2011-05-01 S V2 U6@Elm
        C1 2011-08-01 P V2 U6@Oak 2011-09-01 X1
        C1 2011-10-01 L C2 U6@Elm
    """
    assert number(rows) == "2"
    assert story(rows).spells("C1", "placement", D) == [("2011-05-01", None), ("2011-08-01", "2011-09-01")]


# --------------------------------------------------------------------------------------------------- corrections


def test_a_move_recorded_late_raises_the_figure_of_the_day_before_it_was_known() -> None:
    told = story(
        """
        return 2012-03-31 known 2012-06-30
        C1 2011-05-01 S V2 U6@Elm 2011-09-01 X1
        C1 2011-09-01 P V2 U6@Ash
        return 2013-03-31 known 2013-06-30
        C1 2011-05-01 S V2 U6@Elm 2011-09-01 X1
        C1 2011-09-01 P V2 U6@Oak 2011-12-01 X1
        C1 2011-12-01 P V2 U6@Ash
        """
    )
    assert told.who("placements-3-plus", D, "2012-06-30") == set()
    assert told.who("placements-3-plus", D, "2013-06-30") == {"C1"}

"""Who started and who ceased to be looked after in the year."""

from __future__ import annotations

from tests.support.stories import story

TWICE = """
    C1 2011-05-01 S V2 U6@Elm 2011-06-01 E4A
    C1 2011-09-01 S V2 U6@Elm 2011-12-01 E5
"""


def test_a_child_who_starts_twice_counts_once_at_the_first_start() -> None:
    """``docs/definitions/starting-and-ceasing.md``: once in started (the first), ceases twice, once in ceased
    (the last)."""
    told = story(TWICE)
    assert told.row("started", "2012-03-31").numerator == 1
    assert told.row("started", "2012-03-31", count="periods").numerator == 2
    assert told.row("ceased", "2012-03-31").numerator == 1
    assert told.row("ceased", "2012-03-31", count="periods").numerator == 2
    assert told.who("ceased-destination", "2012-03-31", destination="Independent living") == {"C1"}


def test_the_start_counted_is_the_first_so_its_age_is_that_of_the_first() -> None:
    told = story("C1 born 2001-07-01" + TWICE)
    by_age = {row.group.get("age"): row.numerator for row in told.ask("started", "2012-03-31", by="age").rows[2:3]}
    assert by_age == {"5 to 9": 1}


def test_the_year_is_1_april_to_31_march() -> None:
    """``docs/definitions/README.md``, windows."""
    told = story(
        """
        C1 2011-03-31 S V2 U6@Elm
        C2 2011-04-01 S V2 U6@Elm
        C3 2012-03-31 S V2 U6@Elm
        C4 2012-04-01 S V2 U6@Elm
        """
    )
    assert told.who("started", "2012-03-31") == {"C2", "C3"}
    window = told.ask("started", "2012-03-31").window
    assert window is not None
    assert (window.first.isoformat(), window.last.isoformat()) == ("2011-04-01", "2012-03-31")


def test_a_gap_of_one_day_is_a_ceasing_and_a_start_and_the_same_day_is_neither() -> None:
    told = story(
        """
        C1 2011-01-01 S V2 U6@Elm 2011-06-01 E4A
        C1 2011-06-02 S V2 U6@Elm
        C2 2011-01-01 S V2 U6@Elm 2011-06-01 E4A
        C2 2011-06-01 S V2 U6@Elm
        """
    )
    assert told.who("started", "2012-03-31") == {"C1"}
    assert told.who("ceased", "2012-03-31") == {"C1"}


def test_a_start_by_another_code_than_s_after_a_gap_is_a_start() -> None:
    """``docs/definitions/README.md``: days decide, codes are checked."""
    told = story(
        """
        C1 2010-01-01 S V2 U6@Elm 2011-06-01 X1
        C1 2011-08-01 P V2 U6@Oak
        """
    )
    assert told.who("started", "2012-03-31") == {"C1"}
    assert told.who("ceased", "2012-03-31") == {"C1"}
    assert told.who("ceased-destination", "2012-03-31", destination="not recorded") == {"C1"}


def test_moving_from_short_breaks_to_ordinary_accommodation_is_a_start() -> None:
    told = story(
        """
        C1 2011-05-01 S V4 U6@Elm 2011-09-01 X1
        C1 2011-09-01 L V2 U6@Elm
        """
    )
    assert told.who("started", "2012-03-31") == {"C1"}
    assert told.spells("C1", "period_of_care", "2012-03-31") == [("2011-09-01", None)]


def test_a_change_of_legal_status_neither_starts_nor_ceases() -> None:
    told = story(
        """
        C1 2010-05-01 S V2 U6@Elm 2011-09-01 X1
        C1 2011-09-01 L C1 U6@Elm
        """
    )
    assert told.who("started", "2012-03-31") == set()
    assert told.who("ceased", "2012-03-31") == set()


def test_overlapping_open_episodes_are_one_period() -> None:
    """``docs/definitions/README.md``: the one begun last is current, and each covers its days."""
    told = story(
        """
        C1 2011-05-01 S V2 U6@Elm
        C1 2011-08-01 P C2 K2@Oak 2011-10-01 E4A
        """
    )
    assert told.spells("C1", "period_of_care", "2012-03-31") == [("2011-05-01", None)]
    assert told.spells("C1", "episode", "2012-03-31") == [
        ("2011-05-01", "2011-08-01"),
        ("2011-08-01", "2011-10-01"),
        ("2011-10-01", None),
    ]

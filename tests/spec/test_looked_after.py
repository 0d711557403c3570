"""Children looked after on a day."""

from __future__ import annotations

from fractions import Fraction

from tests.support.stories import story

# ------------------------------------------------------------------------------------------------------- counts


def test_a_child_with_an_open_period_of_care_is_looked_after() -> None:
    told = story(
        """
        C1 born 2005-01-01
        C1 2011-05-01 S V2 U6@Elm
        """
    )
    assert told.who("looked-after", "2012-03-31") == {"C1"}


def test_a_child_who_starts_on_the_day_is_looked_after_at_its_end() -> None:
    told = story("C1 2012-03-31 S V2 U6@Elm")
    assert told.who("looked-after", "2012-03-30") == set()
    assert told.who("looked-after", "2012-03-31") == {"C1"}


def test_a_child_without_particulars_is_counted_with_its_age_unknown() -> None:
    answer = story("C1 2012-03-31 S V2 U6@Elm").ask("looked-after", "2012-03-31", by="age")
    assert [(row.group, row.numerator) for row in answer.rows] == [({}, 1), ({"age": "not recorded"}, 1)]


# ----------------------------------------------------------------------------------------------- does not count


def test_a_child_who_ceased_on_the_day_is_not_looked_after_at_its_end() -> None:
    """``docs/definitions/README.md``, looked after."""
    told = story("C1 2011-05-01 S V2 U6@Elm 2012-03-31 E4A")
    assert told.who("looked-after", "2012-03-30") == {"C1"}
    assert told.who("looked-after", "2012-03-31") == set()
    assert told.who("ceased", "2012-03-31") == {"C1"}


def test_short_breaks_alone_count_in_no_measure_and_are_named_as_left_out() -> None:
    """``docs/definitions/README.md``, short breaks."""
    told = story("C1 2012-03-01 S V3 U6@Elm")
    row = told.row("looked-after", "2012-03-31")
    assert (row.numerator, row.excluded) == (0, {"short breaks": 1})
    assert told.row("started", "2012-03-31").excluded == {"short breaks": 1}
    assert told.who("started", "2012-03-31") == set()


def test_an_open_period_past_the_eighteenth_birthday_is_left_out_and_named() -> None:
    """``docs/definitions/README.md``, looked after. Nothing is closed for it."""
    told = story(
        """
        C1 born 1994-03-31
        C1 2011-05-01 S V2 U6@Elm
        """
    )
    assert told.who("looked-after", "2012-03-30") == {"C1"}
    row = told.row("looked-after", "2012-03-31")
    assert (row.meets, row.excluded) == (frozenset(), {"18 or over, still open": 1})


# --------------------------------------------------------------------------------------------------------- edges


def test_a_birthday_on_29_february_is_kept_on_1_march() -> None:
    told = story(
        """
        C1 born 1996-02-29
        C1 2011-05-01 S V2 U6@Elm
        """
    )
    assert told.who("looked-after", "2014-02-28") == {"C1"}
    assert told.who("looked-after", "2014-03-01") == set()


def test_an_episode_that_ends_on_the_day_it_began_makes_no_day_no_start_and_no_ceasing() -> None:
    """``docs/definitions/README.md``, period of care."""
    told = story(
        """
        C1 2012-03-01 S V2 U6@Elm 2012-03-01 E4A
        C2 2012-03-01 S V2 U6@Elm
        """
    )
    assert told.who("looked-after", "2012-03-31") == {"C2"}
    assert told.who("started", "2012-03-31") == {"C2"}
    assert told.who("ceased", "2012-03-31") == set()


def test_nothing_known_is_no_figure_and_says_so() -> None:
    told = story(
        """
        known 2012-06-30
        C1 2011-05-01 S V2 U6@Elm
        """
    )
    row = told.row("looked-after", "2012-03-31", "2012-06-29")
    assert (row.numerator, row.value) == (None, None)
    assert row.reason == "nothing was known by 2012-06-29 of Episodes as at 2012-03-31"
    assert told.row("looked-after", "2012-03-31", "2012-06-30").value == Fraction(1)


# --------------------------------------------------------------------------------------------------- corrections


def test_a_ceasing_recorded_late_lowers_the_figure_from_the_day_it_became_known() -> None:
    told = story(
        """
        known 2012-06-30
        C1 2011-05-01 S V2 U6@Elm
        known 2013-06-30
        C1 2011-05-01 S V2 U6@Elm 2012-03-15 E4A
        """
    )
    assert told.who("looked-after", "2012-03-31", "2013-06-29") == {"C1"}
    assert told.who("looked-after", "2012-03-31", "2013-06-30") == set()
    assert told.who("ceased", "2012-03-31", "2013-06-29") == set()
    assert told.who("ceased", "2012-03-31", "2013-06-30") == {"C1"}


def test_an_answer_at_a_position_does_not_see_history_loaded_afterwards_under_an_old_day() -> None:
    told = story(
        """
        known 2012-06-30
        C1 2011-05-01 S V2 U6@Elm
        known 2012-06-30
        C2 2011-05-01 S V2 U6@Elm
        """
    )
    before = told.ask("looked-after", "2012-03-31", "2012-06-30", position=2)
    assert before.rows[0].meets == {"C1"}
    assert told.who("looked-after", "2012-03-31", "2012-06-30") == {"C1", "C2"}

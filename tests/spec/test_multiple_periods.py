"""Children looked after with more than one period of care."""

from __future__ import annotations

from tests.support.stories import story

D = "2012-03-31"


def test_two_periods_overlapping_the_last_two_years_count_whatever_the_first_began() -> None:
    told = story(
        """
        C1 2005-01-01 S V2 U6@Elm 2010-05-01 E4A
        C1 2012-01-01 S V2 U6@Oak
        """
    )
    assert told.who("multiple-periods", D) == {"C1"}
    assert told.who("multiple-periods", D, years=1) == set()
    assert told.who("multiple-periods", D, count="2") == {"C1"}


def test_episodes_are_not_periods() -> None:
    told = story(
        """
        C1 2011-01-01 S V2 U6@Elm 2011-05-01 X1
        C1 2011-05-01 P V2 U6@Oak
        """
    )
    assert told.who("multiple-periods", D) == set()
    assert told.who("multiple-periods", D, count="1") == {"C1"}


def test_a_period_that_ended_on_the_first_day_of_the_window_touches_it() -> None:
    """``docs/definitions/README.md``, windows."""
    rows = """
        C1 2005-01-01 S V2 U6@Elm {ended} E4A
        C1 2012-01-01 S V2 U6@Oak
    """
    assert story(rows.format(ended="2010-04-01")).who("multiple-periods", D) == {"C1"}
    assert story(rows.format(ended="2010-03-31")).who("multiple-periods", D) == set()


def test_only_children_looked_after_on_the_day_are_counted() -> None:
    told = story(
        """
        C1 2011-05-01 S V2 U6@Elm 2011-06-01 E4A
        C1 2011-08-01 S V2 U6@Elm 2011-09-01 E4A
        """
    )
    assert told.row("multiple-periods", D).denominator == 0


def test_ever_reaches_back_as_far_as_the_log_does() -> None:
    told = story(
        """
        C1 1995-01-01 S V2 U6@Elm 1995-05-01 E4A
        C1 2012-01-01 S V2 U6@Oak
        """
    )
    assert told.who("multiple-periods", D, years=5) == set()
    assert told.who("multiple-periods", D, years="ever") == {"C1"}


def test_short_breaks_are_no_periods() -> None:
    told = story(
        """
        C1 2011-05-01 S V3 U6@Elm 2011-05-10 X1
        C1 2011-08-01 S V2 U6@Elm
        """
    )
    assert told.who("multiple-periods", D) == set()

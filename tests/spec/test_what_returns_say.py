"""What a yearly return says, what its silence takes back, and what no order of loading can change."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from tests.support.stories import Told, read, record, story
from timeline.domain.basis import Basis
from timeline.domain.story import tell

THREE_RETURNS = """
    return 2010-03-31 known 2010-06-30
    C1 2009-05-01 S V2 U6@Elm
    C1 missing 2009-06-01 2009-06-03
    C2 2009-05-01 S V2 U6@Elm
    return 2011-03-31 known 2011-06-30
    C1 2009-05-01 S V2 U6@Elm 2010-08-01 X1
    C1 2010-08-01 P V2 K2@Oak
    C2 2009-05-02 S V2 U6@Elm
    return 2012-03-31 known 2012-06-30
    C1 2010-08-01 P V2 K2@Oak 2011-09-01 E4A
    C2 2009-05-02 S V2 U6@Elm 2011-05-01 E4A
"""


def facts(told: Told, child: str, known_at: str | None = None) -> set[str]:
    """What holds of a child, as day and event name."""
    basis = Basis(date.max, date.fromisoformat(known_at) if known_at else None)
    found = tell(child, told.records[child], basis).facts
    return {f"{fact.event.occurred_on} {fact.event.name}" for fact in found}


def test_an_ending_sent_a_year_later_is_added_and_the_start_stays() -> None:
    told = story(
        """
        return 2010-03-31 known 2010-06-30
        C1 2009-05-01 S V2 U6@Elm
        return 2011-03-31 known 2011-06-30
        C1 2009-05-01 S V2 U6@Elm 2010-08-01 E4A
        """
    )
    assert facts(told, "C1", "2010-06-30") == {"2009-05-01 became-looked-after"}
    assert facts(told, "C1") == {"2009-05-01 became-looked-after", "2010-08-01 ceased-to-be-looked-after"}


def test_what_touches_the_year_and_is_no_longer_said_is_taken_back() -> None:
    told = story(
        """
        return 2010-03-31 known 2010-06-30
        C1 2009-05-01 S V2 U6@Elm 2009-09-01 X1
        C1 2009-09-01 P V2 U6@Oak
        return 2011-03-31 known 2011-06-30
        C1 2009-05-01 S V2 U6@Elm
        """
    )
    # The move to Oak was open, so the next return could have said it, and with it what it ended: Elm is said anew.
    assert facts(told, "C1") == {"2009-05-01 became-looked-after"}


def test_an_episode_that_ended_before_the_year_is_not_in_scope() -> None:
    told = story(
        """
        return 2010-03-31 known 2010-06-30
        C1 2009-05-01 S V2 U6@Elm 2010-03-31 X1
        C1 2010-03-31 P V2 U6@Oak
        return 2011-03-31 known 2011-06-30
        C1 2010-03-31 P V2 U6@Oak
        """
    )
    assert told.spells("C1", "period_of_care", "2011-03-31") == [("2009-05-01", None)]


def test_an_episode_that_ended_on_1_april_touches_the_year() -> None:
    told = story(
        """
        return 2010-03-31 known 2010-06-30
        C1 2009-05-01 S V2 U6@Elm
        return 2011-03-31 known 2011-06-30
        C1 2009-05-01 S V2 U6@Elm 2010-04-01 X1
        C1 2010-04-01 P V2 U6@Oak
        return 2011-03-31 known 2011-07-31
        C1 2010-04-01 P V2 U6@Oak
        """
    )
    assert told.spells("C1", "period_of_care", "2011-03-31") == [("2010-04-01", None)]


def test_a_child_absent_from_the_next_return_keeps_its_facts() -> None:
    told = story(
        """
        return 2010-03-31 known 2010-06-30
        C1 2009-05-01 S V2 U6@Elm
        return 2011-03-31 known 2011-06-30
        C2 2010-05-01 S V2 U6@Elm
        """
    )
    assert told.who("looked-after", "2011-03-31") == {"C1", "C2"}


def test_a_start_stated_anew_takes_the_old_start_back() -> None:
    """``docs/decisions/0003-returns-as-statements.md``: a start stated anew."""
    told = story(THREE_RETURNS)
    assert told.spells("C2", "period_of_care", "2011-03-31") == [("2009-05-02", None)]


def test_a_row_that_lies_wholly_before_the_year_is_recorded_as_what_it_says() -> None:
    """``docs/decisions/0003-returns-as-statements.md``: that is how a late ending arrives."""
    told = story(
        """
        return 2010-03-31 known 2010-06-30
        C1 2009-05-01 S V2 U6@Elm
        return 2011-03-31 known 2011-06-30
        C1 2009-05-01 S V2 U6@Elm 2010-02-01 E4A
        C1 2010-09-01 S V2 U6@Oak
        """
    )
    assert told.who("looked-after", "2010-03-31", "2010-06-30") == {"C1"}
    assert told.who("looked-after", "2010-03-31") == set()
    assert told.who("ceased", "2010-03-31") == {"C1"}


def test_an_ending_amended_a_year_later_replaces_the_one_before() -> None:
    told = story(
        """
        return 2010-03-31 known 2010-06-30
        C1 2009-05-01 S V2 U6@Elm 2010-02-01 E4A
        return 2011-03-31 known 2011-06-30
        C1 2009-05-01 S V2 U6@Elm 2010-01-15 E4A
        """
    )
    assert told.spells("C1", "period_of_care", "2011-03-31") == [("2009-05-01", "2010-01-15")]


def test_a_year_sent_again_after_a_later_one_reopens_nothing() -> None:
    """``docs/decisions/0003-returns-as-statements.md``: a year sent again."""
    told = story(
        """
        return 2010-03-31 known 2010-06-30
        C1 2009-05-01 S V2 U6@Elm
        return 2011-03-31 known 2011-06-30
        C1 2009-05-01 S V2 U6@Elm 2010-08-01 X1
        C1 2010-08-01 P V2 K2@Oak 2010-12-01 E4A
        return 2010-03-31 known 2011-09-30
        C1 2009-05-01 S C2 U6@Elm
        """
    )
    assert told.spells("C1", "period_of_care", "2011-03-31") == [("2009-05-01", "2010-12-01")]
    assert told.who("legal-status", "2010-03-31", legal_status="Full care order") == {"C1"}


def test_an_incident_no_longer_said_is_taken_back_only_where_the_module_was_brought() -> None:
    rows = """
        return 2010-03-31 known 2010-06-30
        C1 2009-05-01 S V2 U6@Elm
        C1 missing 2010-01-01 2010-01-05
        {header}
        C1 2009-05-01 S V2 U6@Elm
    """
    again = story(rows.format(header="return 2010-03-31 known 2010-09-30"))
    assert again.spells("C1", "missing_incident", "2010-03-31") == []
    single = story(rows.format(header="known 2010-09-30"))
    assert single.spells("C1", "missing_incident", "2010-03-31") == [("2010-01-01", "2010-01-05")]


def test_what_is_said_again_later_is_restored() -> None:
    told = story(
        """
        return 2010-03-31 known 2010-06-30
        C1 2009-05-01 S V2 U6@Elm
        C1 missing 2010-01-01 2010-01-05
        return 2010-03-31 known 2010-09-30
        C1 2009-05-01 S V2 U6@Elm
        return 2010-03-31 known 2010-12-31
        C1 2009-05-01 S V2 U6@Elm
        C1 missing 2010-01-01 2010-01-05
        """
    )
    seen = [
        "2010-01-01 went-missing" in facts(told, "C1", known_at)
        for known_at in ("2010-06-30", "2010-09-30", "2010-12-31")
    ]
    assert seen == [True, False, True]


# ------------------------------------------------------------------------------------------- the order of loading


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_returns_are_loaded_changes_no_answer(order: tuple[int, ...]) -> None:
    blocks = read(THREE_RETURNS)
    in_order, loaded = record(blocks), record([blocks[i] for i in order])
    for known_at in ("2010-06-30", "2011-06-30", "2012-06-30", None):
        for child in ("C1", "C2"):
            assert facts(loaded, child, known_at) == facts(in_order, child, known_at)
        for measure in ("looked-after", "ceased", "placements-3-plus", "missing-over-24h"):
            for as_at in ("2010-03-31", "2011-03-31", "2012-03-31"):
                assert loaded.ask(measure, as_at, known_at).rows == in_order.ask(measure, as_at, known_at).rows


def test_returns_known_on_one_day_are_taken_in_the_order_of_their_years() -> None:
    """Ten years of old returns loaded at once, all known on the day they were found."""
    blocks = read(THREE_RETURNS.replace("known 2010-06-30", "known 2012-06-30").replace("2011-06-30", "2012-06-30"))
    expected = facts(record(blocks), "C2")
    assert expected == {"2009-05-02 became-looked-after", "2011-05-01 ceased-to-be-looked-after"}
    assert facts(record(blocks[::-1]), "C2") == expected


def test_a_fact_that_an_older_source_loaded_later_says_becomes_known_earlier() -> None:
    told = story(
        """
        known 2012-06-30
        C1 2011-05-01 S V2 U6@Elm
        known 2011-06-30
        C1 2011-05-01 S V2 U6@Elm
        """
    )
    assert told.who("looked-after", "2012-03-31", "2011-06-30") == {"C1"}


# --------------------------------------------------------------------------------------------------- withdrawals


def test_a_withdrawn_fact_is_gone_from_the_day_its_withdrawal_became_known() -> None:
    told = story(
        """
        known 2012-06-30
        C1 2011-05-01 S V2 U6@Elm
        known 2012-09-30
        withdraw C1 2011-05-01 S V2 U6@Elm
        """
    )
    assert told.who("looked-after", "2012-03-31", "2012-09-29") == {"C1"}
    assert facts(told, "C1", "2012-09-30") == set()


def test_a_fact_withdrawn_and_said_again_later_is_restored() -> None:
    told = story(
        """
        known 2012-06-30
        C1 2011-05-01 S V2 U6@Elm
        known 2012-09-30
        withdraw C1 2011-05-01 S V2 U6@Elm
        known 2012-12-31
        C1 2011-05-01 S V2 U6@Elm
        """
    )
    assert told.who("looked-after", "2012-03-31", "2012-09-30") == set()
    assert told.who("looked-after", "2012-03-31", "2012-12-31") == {"C1"}


def test_saying_a_thing_twice_records_it_once() -> None:
    rows = "known 2012-06-30\nC1 2011-05-01 S V2 U6@Elm\n"
    assert record(read(rows + rows)).records == record(read(rows)).records

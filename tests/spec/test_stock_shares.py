"""Legal status and placement in force on the day."""

from __future__ import annotations

from tests.support.stories import story

D = "2012-03-31"


def test_section_20_is_v2_in_force_at_the_end_of_the_day() -> None:
    told = story(
        """
        C1 2011-01-01 S V2 U6@Elm
        C2 2011-01-01 S V2 U6@Elm 2012-03-31 X1
        C2 2012-03-31 L C1 U6@Elm
        C3 2011-01-01 S C2 U6@Elm
        """
    )
    row = told.row("legal-status-s20", D)
    assert (row.meets, row.denominator) == ({"C1"}, 3)
    assert told.who("legal-status-s20", "2012-03-30") == {"C1", "C2"}


def test_a_legal_status_not_recorded_stays_in_the_denominator_and_is_counted_as_unknown() -> None:
    told = story("C1 2011-01-01 S - U6@Elm")
    row = told.row("legal-status-s20", D)
    assert (row.numerator, row.denominator, row.unknown) == (0, 1, 1)
    assert told.who("legal-status", D, legal_status="not recorded") == {"C1"}


def test_placed_with_parents_is_p1_and_a_hospital_stay_hides_it() -> None:
    """``docs/definitions/who-is-looked-after.md``: the code in force is taken as it stands."""
    told = story(
        """
        C1 2011-01-01 S C2 P1@Home
        C2 2011-01-01 S C2 P1@Home 2012-03-30 X1
        C2 2012-03-30 P C2 T1@Ward
        """
    )
    assert told.who("placed-with-parents", D) == {"C1"}
    assert told.who("placement-type", D, placement="Temporary placement") == {"C2"}


def test_the_rows_of_legal_status_add_up_to_the_children_looked_after() -> None:
    told = story(
        """
        C1 2011-01-01 S V2 U6@Elm
        C2 2011-01-01 S E1 A6@Elm
        C3 2011-01-01 S L2 K2@Oak
        C4 2011-01-01 S V4 K2@Oak
        """
    )
    rows = told.ask("legal-status", D).rows
    assert sum(row.numerator or 0 for row in rows) == 3
    assert {row.denominator for row in rows} == {3}

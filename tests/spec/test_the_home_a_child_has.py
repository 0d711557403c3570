"""Which home a child has: adopted by the carer, missing, in hospital, two rows on one day."""

from __future__ import annotations

import pytest

from tests.support.stories import Told, story


def homes(told: Told, as_at: str = "2012-03-31") -> str:
    """In how many placements the child has lived in the year."""
    (label,) = [number for number in ("0", "1", "2", "3") if told.who("placements-3-plus", as_at, count=number)]
    return label


# -------------------------------------------------------------------------------------------- adopted by the carer


@pytest.mark.parametrize(
    ("before", "after"), [("U6", "A3"), ("U6", "A5"), ("Q1", "A3"), ("F2", "A5"), ("A4", "A5"), ("A1", "A3")]
)
def test_placed_for_adoption_with_the_carer_the_child_has_is_no_move(before: str, after: str) -> None:
    """``docs/definitions/stability.md``: with the existing carer becoming adopter, not one. A3 and A5 say so by
    their meaning, whatever the RNE; they follow a foster or an adoption placement (rules 217, 335, 336)."""
    told = story(
        f"""
        C1 2011-05-01 S C2 {before}@Elm 2011-09-01 X1
        C1 2011-09-01 P C2 {after}@Elm
        """
    )
    assert homes(told) == "1"


@pytest.mark.parametrize(("before", "after"), [("U6", "A4"), ("U6", "A6"), ("K2", "A3"), ("K2", "A5"), ("P1", "A3")])
def test_placed_for_adoption_with_anyone_else_is_a_move(before: str, after: str) -> None:
    told = story(
        f"""
        C1 2011-05-01 S C2 {before}@Elm 2011-09-01 X1
        C1 2011-09-01 P C2 {after}@Oak
        """
    )
    assert homes(told) == "2"


# ------------------------------------------------------------------------------------------------------------- away


@pytest.mark.parametrize("code", ["T0", "T1", "T2", "T3", "T4", "M1", "M2", "M3"])
def test_being_away_is_no_placement_and_coming_back_is_no_move(code: str) -> None:
    """``docs/definitions/stability.md``: T0 to T4, and M1 to M3 (missing) in returns before 2015."""
    told = story(
        f"""
        C1 2011-05-01 S V2 U6@Elm 2011-09-01 X1
        C1 2011-09-01 P V2 {code}@- 2011-09-08 X1
        C1 2011-09-08 P V2 U6@Elm
        """
    )
    assert homes(told) == "1"
    assert told.spells("C1", "placement", "2012-03-31") == [("2011-05-01", None)]


def test_the_home_is_kept_while_legal_status_changes_away_from_it() -> None:
    """``docs/decisions/0009``: a home is kept while the child is temporarily away, whatever is recorded meanwhile."""
    told = story(
        """
        C1 2011-05-01 S V2 U6@Elm 2011-09-01 X1
        C1 2011-09-01 P V2 T1@Ward 2011-09-05 X1
        C1 2011-09-05 L C2 T1@Ward 2011-09-08 X1
        C1 2011-09-08 P C2 U6@Elm
        """
    )
    assert homes(told) == "1"


def test_going_from_hospital_to_another_home_is_a_move() -> None:
    told = story(
        """
        C1 2011-05-01 S V2 U6@Elm 2011-09-01 X1
        C1 2011-09-01 P V2 T1@Ward 2011-09-08 X1
        C1 2011-09-08 P V2 U6@Oak
        """
    )
    assert homes(told) == "2"


# -------------------------------------------------------------------------------------------------- two rows on one day


ROWS = ("C1 2011-09-01 L C2 U6@Elm", "C1 2011-09-01 P V2 P1@Oak")


@pytest.mark.parametrize("rows", [ROWS, ROWS[::-1]])
def test_of_a_move_and_a_change_of_legal_status_begun_on_one_day_the_move_is_in_force(rows: tuple[str, str]) -> None:
    """``docs/decisions/0006``: of several begun on one day the one that says most has changed last."""
    told = story("\n".join(("C1 2011-05-01 S V2 U6@Elm", *rows)))
    assert told.who("placed-with-parents", "2012-03-31") == {"C1"}
    assert told.who("legal-status-s20", "2012-03-31") == {"C1"}
    assert homes(told) == "2"

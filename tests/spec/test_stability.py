"""Stability: the same carer for two years, placements in two years, social workers."""

from __future__ import annotations

import pytest

from tests.spec.facts import told
from tests.support.stories import story

D = "2012-03-31"
BORN = "C1 born 2002-01-01\n"


@pytest.mark.parametrize(("began", "counted"), [("2009-09-30", 1), ("2009-10-01", 0)])
def test_two_and_a_half_years_reach_back_to_30_september(began: str, counted: int) -> None:
    """``docs/definitions/stability.md``."""
    found = story(f"{BORN}C1 {began} S C2 U4@Elm").row("placement-stability-long", D)
    assert found.denominator == counted


@pytest.mark.parametrize(("moved", "stable"), [("2010-03-31", True), ("2010-04-01", False)])
def test_two_years_with_the_same_carer_reach_back_to_31_march(moved: str, stable: bool) -> None:
    rows = f"{BORN}C1 2005-01-01 S C2 U4@Elm {moved} X1\nC1 {moved} P C2 U4@Oak"
    assert bool(story(rows).who("placement-stability-long", D)) is stable


def test_sixteen_is_too_old() -> None:
    rows = "C1 born {born}\nC1 2005-01-01 S C2 U4@Elm"
    assert story(rows.format(born="1996-04-01")).row("placement-stability-long", D).denominator == 1
    assert story(rows.format(born="1996-03-31")).row("placement-stability-long", D).denominator == 0


@pytest.mark.parametrize(("fostered", "stable"), [("2010-03-31", True), ("2010-04-01", False)])
def test_placed_for_adoption_counts_together_with_the_placement_before(fostered: str, stable: bool) -> None:
    rows = f"""
        {BORN}
        C1 2005-01-01 S C2 K2@Oak {fostered} X1
        C1 {fostered} P C2 U4@Elm 2011-12-01 X1
        C1 2011-12-01 P C2 A4@Ash
    """
    assert bool(story(rows).who("placement-stability-long", D)) is stable


def test_another_foster_placement_does_not_count_together_with_the_one_before() -> None:
    rows = f"{BORN}C1 2005-01-01 S C2 U4@Elm 2011-12-01 X1\nC1 2011-12-01 P C2 U4@Ash"
    assert story(rows).who("placement-stability-long", D) == set()


def test_a_stay_in_hospital_breaks_nothing() -> None:
    rows = f"""
        {BORN}
        C1 2005-01-01 S C2 U4@Elm 2011-12-01 X1
        C1 2011-12-01 P C2 T1@Ward 2011-12-20 X1
        C1 2011-12-20 P C2 U4@Elm
    """
    assert story(rows).who("placement-stability-long", D) == {"C1"}


MOVES = """
    C1 2010-01-01 S V2 U6@Elm 2010-06-01 X1
    C1 2010-06-01 P V2 K2@Oak 2011-06-01 X1
    C1 2011-06-01 P V2 U6@Ash
"""


def test_placements_in_two_years_counts_what_the_year_alone_does_not_see() -> None:
    told = story(MOVES)
    assert told.who("placements-3-plus", D) == set()
    assert told.who("placements-2-years", D) == {"C1"}
    assert told.who("placements-2-years", D, count="3") == {"C1"}


@pytest.mark.parametrize(("left", "counted"), [("2011-03-31", 1), ("2010-04-01", 1), ("2010-03-31", 0)])
def test_of_the_year_before_a_single_day_is_enough(left: str, counted: int) -> None:
    rows = f"C1 2009-01-01 S V2 U6@Elm {left} E4A\nC1 2011-08-01 S V2 U6@Elm"
    assert story(rows).row("placements-2-years", D).denominator == counted


WORKED = "{day} C1 social-worker-allocated worker={who}\n"
LEFT = "{day} C1 social-worker-left began_on={began}\n"


def test_a_worker_who_comes_back_is_one() -> None:
    """Unique social workers, A, B, A are two."""
    care = "C1 2012-01-01 S V2 U6@Elm\n"
    spells = (("2023-05-01", "2023-08-01", "A"), ("2023-08-01", "2023-12-01", "B"), ("2023-12-01", None, "{third}"))
    rows = care + "".join(
        WORKED.format(day=began, who=who) + (LEFT.format(day=ended, began=began) if ended else "")
        for began, ended, who in spells
    )
    assert told(rows.format(third="A")).who("social-worker-changes", "2024-03-31") == set()
    assert told(rows.format(third="C")).who("social-worker-changes", "2024-03-31") == {"C1"}


@pytest.mark.parametrize(("known", "meets", "unknown"), [("ABC", True, 0), ("AB", False, 1), ("", False, 1)])
def test_a_worker_who_is_not_named_is_unknown_only_where_that_could_decide(
    known: str, meets: bool, unknown: int
) -> None:
    """With three who are named the child meets it, whoever the fourth was."""
    rows = "C1 2012-01-01 S V2 U6@Elm\n" + "2023-09-01 C1 social-worker-allocated\n"
    rows += "".join(WORKED.format(day=f"2023-05-0{n}", who=who) for n, who in enumerate(known, 1))
    row = told(rows).row("social-worker-changes", "2024-03-31")
    assert (bool(row.meets), row.unknown, row.denominator) == (meets, unknown, 1)


def test_a_worker_before_the_child_was_looked_after_counts_and_one_of_last_year_does_not() -> None:
    rows = """
        C1 2024-03-01 S V2 U6@Elm
        2023-03-01 C1 social-worker-allocated worker=A
        {left} C1 social-worker-left began_on=2023-03-01
        2023-05-01 C1 social-worker-allocated worker=B
        2023-06-01 C1 social-worker-left began_on=2023-05-01
        2023-06-01 C1 social-worker-allocated worker=C
    """
    assert told(rows.format(left="2023-05-01")).who("social-worker-changes", "2024-03-31") == {"C1"}
    assert told(rows.format(left="2023-04-01")).who("social-worker-changes", "2024-03-31") == set()


@pytest.mark.parametrize(
    ("began", "left", "counts"),
    [
        ("2023-01-01", "2023-04-01", False),  # an end on the first day of the window: in force at the end of no day
        ("2023-01-01", "2023-04-02", True),
        ("2023-04-01", "2023-04-02", True),
        ("2023-07-05", "2023-07-05", False),  # allocated and left on one day
        ("2024-03-31", None, True),
        ("2024-04-01", None, False),
    ],
)
def test_a_workers_time_is_in_the_window_as_a_placement_is(began: str, left: str | None, counts: bool) -> None:
    """In force at the end of some day of the window; the same of the third placement of a child with three."""
    rows = "C1 2012-01-01 S V2 U6@Elm\n"
    for first, last, who in (("2023-05-01", "2023-06-01", "A"), ("2023-06-01", "2023-07-01", "B"), (began, left, "C")):
        rows += WORKED.format(day=first, who=who) + (LEFT.format(day=last, began=first) if last else "")
    assert bool(told(rows).who("social-worker-changes", "2024-03-31")) is counts

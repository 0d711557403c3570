"""Defects in the recorded histories: what is named, what is not, and that nothing is repaired.

A rule's nearest breach is in ``tests/unit/test_checks.py``; here is how the rules answer together.
"""

from __future__ import annotations

from datetime import date

from tests.support.stories import story
from timeline.domain.basis import Basis
from timeline.domain.checks import check
from timeline.domain.story import tell

D = "2020-03-31"


def named(rows: str, as_at: str = D, known_at: str | None = None) -> list[str]:
    """The rules that child C1 breaks, each as often as it does."""
    basis = Basis(date.fromisoformat(as_at), date.fromisoformat(known_at) if known_at else None)
    return [finding.rule.id for finding in check(tell("C1", story(rows).records["C1"], basis))]


# -------------------------------------------------------------------------------------------------------- sequence


def test_an_episode_without_a_day_is_named_once_and_overlaps_nothing() -> None:
    """``docs/definitions/README.md``, period of care."""
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V2 U6@Elm 2018-03-01 E8
        C1 2018-02-01 S V2 U6@Oak 2018-02-01 E8
    """
    assert named(rows) == ["episode-zero-length"]


def test_the_day_before_an_ending_is_an_overlap_the_day_itself_is_not_the_day_after_is_a_gap() -> None:
    def moved_on(day: str) -> list[str]:
        return named(
            f"""
            C1 born 2012-05-01
            C1 2018-01-10 S V2 U6@Elm 2018-03-02 X1
            C1 {day} P V2 U6@Oak
            """
        )

    assert moved_on("2018-03-02") == []
    assert moved_on("2018-03-01") == [
        "episode-overlap",
        "episode-continuation-after-gap",
        "episode-x1-without-continuation",
    ]
    assert moved_on("2018-03-03") == ["episode-continuation-after-gap", "episode-x1-without-continuation"]


def test_a_long_episode_that_two_others_lie_in_is_named_for_each() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-01 S V2 U6@Elm 2018-12-01 E8
        C1 2018-02-01 S V2 U6@Oak 2018-03-01 E8
        C1 2018-04-01 S V2 U6@Ash 2018-05-01 E8
    """
    assert named(rows) == ["episode-overlap", "episode-overlap"]


def test_ordinary_care_may_start_on_the_day_a_short_break_ends() -> None:
    """``docs/definitions/README.md``: moving from a short break to ordinary accommodation is a start."""
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V3 U6@Elm 2018-01-12 E8
        C1 2018-01-12 S V2 U6@Oak
    """
    assert named(rows) == []


def test_two_short_breaks_on_end_are_one() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V3 U6@Elm 2018-01-12 E8
        C1 2018-01-12 S V3 U6@Elm 2018-01-14 E8
    """
    assert named(rows) == ["episode-start-without-gap"]


def test_an_ending_without_a_reason_that_the_next_episode_follows_on_is_no_gap() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V2 U6@Elm 2018-03-01
        C1 2018-03-01 P V2 U6@Oak
    """
    assert named(rows) == ["episode-half-an-ending"]


def test_an_episode_that_was_open_when_the_child_died_is_named_as_going_on() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V2 U6@Elm
        C1 2018-02-01 P V2 U6@Oak 2018-03-01 E2
    """
    assert named(rows) == [
        "episode-previous-not-closed",
        "episode-continuation-after-gap",
        "episode-after-death-or-adulthood",
    ]


def test_a_wrong_end_before_the_beginning_is_no_ending_of_something_unknown() -> None:
    """As at a day between the two, only the ending has happened."""
    rows = """
        C1 born 2012-05-01
        C1 2018-03-10 S V2 U6@Elm 2018-03-01 E8
    """
    assert named(rows, "2018-03-05") == []
    assert named(rows) == ["episode-ends-before-it-begins"]


# ------------------------------------------------------------------------------------------- placements and absences


def test_a_return_home_from_a_chain_of_temporary_placements_is_in_order() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V2 U6@Elm 2018-03-01 X1
        C1 2018-03-01 P V2 T1     2018-03-05 X1
        C1 2018-03-05 P V2 T4     2018-03-09 X1
        C1 2018-03-09 P V2 {home}
    """
    assert named(rows.format(home="U6@Elm")) == []
    assert named(rows.format(home="U6@Oak")) == ["placement-returned-elsewhere"]
    assert named(rows.format(home="K2@Elm")) == ["placement-returned-elsewhere"]


def test_a_return_home_is_recorded_as_a_move() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V2 U6@Elm 2018-03-01 X1
        C1 2018-03-01 P V2 T1     2018-03-05 X1
        C1 2018-03-05 T V2 U6@Elm
    """
    assert named(rows) == ["placement-returned-elsewhere"]


def test_a_legal_status_that_has_not_changed_and_a_change_said_to_be_of_the_placement_alone() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V2 U6@Elm 2018-03-01 X1
        C1 2018-03-01 {change}
    """
    assert named(rows.format(change="L V2 U6@Elm")) == ["placement-legal-status-change-not-reflected"]
    assert named(rows.format(change="P C2 U6@Oak")) == ["placement-change-not-reflected"]
    assert named(rows.format(change="T V2 U6@Elm")) == ["placement-change-not-reflected"]
    assert named(rows.format(change="B V2 U6@Oak")) == ["placement-double-change-not-reflected"]
    assert named(rows.format(change="U C2 U6@Elm")) == ["placement-double-change-not-reflected"]
    assert named(rows.format(change="U C2 U6@Oak")) == []


# --------------------------------------------------------------------------------------------------------- birthdays


def test_an_open_period_is_an_overdue_closure_from_the_eighteenth_birthday() -> None:
    """``docs/definitions/README.md``, looked after."""
    rows = """
        C1 born 2000-05-01
        C1 2018-01-10 S C2 U6@Elm
    """
    assert named(rows, "2018-04-30") == []
    assert named(rows, "2018-05-01") == ["overdue-closure"]


def test_a_birthday_on_29_february_is_kept_on_1_march() -> None:
    rows = """
        C1 born 2000-02-29
        C1 2018-01-10 S C2 U6@Elm
    """
    assert named(rows, "2018-02-28") == []
    assert named(rows, "2018-03-01") == ["overdue-closure"]


def test_an_end_on_the_eighteenth_birthday_or_later_is_no_overdue_closure() -> None:
    rows = """
        C1 born 2000-05-01
        C1 2018-01-10 S C2 U6@Elm 2018-06-01 E17
    """
    assert named(rows, "2018-05-31") == ["overdue-closure"]
    assert named(rows, "2018-06-01") == ["code-reason-ceased-of-another-year"]


def test_a_community_home_past_18_is_lawful_under_section_20_only() -> None:
    """Section 20(5) of the Children Act 1989; SSDA903 validation rule 359."""
    rows = """
        C1 born 2000-05-01
        C1 2018-01-10 S {accommodated}
    """
    assert named(rows.format(accommodated="V2 K2@Elm")) == ["open-past-18-in-community-home"]
    assert named(rows.format(accommodated="C2 K2@Elm")) == ["overdue-closure"]
    assert named(rows.format(accommodated="V2 K1@Elm")) == ["overdue-closure"]


def test_without_a_day_of_birth_no_rule_about_age_is_asked() -> None:
    assert named("C1 1995-01-10 S C2 K2@Elm") == ["child-not-in-header"]


def test_a_child_of_whom_only_a_review_is_known_is_named_by_module() -> None:
    rows = """
        C1 review 2018-02-01
        C1 review 2018-03-01
        C1 missing 2018-02-01 2018-02-02
    """
    assert named(rows) == ["missing-before-care", "child-not-in-header-missing", "child-not-in-header-reviews"]


# ------------------------------------------------------------------------------------------------- missing, reviews


def test_an_incident_ends_with_the_placement_and_with_the_period() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V2 U6@Elm 2018-03-01 X1
        C1 2018-03-01 P V2 U6@Oak 2018-04-01 E8
        C1 missing 2018-02-20 {ended}
    """
    moved = "missing-placement-ended"
    assert named(rows.format(ended="2018-03-01")) == []
    assert named(rows.format(ended="2018-04-01")) == [moved]
    assert named(rows.format(ended="2018-04-02")) == ["missing-after-care-ended", moved]
    assert named(rows.format(ended="")) == ["missing-after-care-ended", moved]
    assert named(rows.format(ended=""), "2018-03-31") == [moved]


def test_an_incident_in_the_gap_between_two_periods_began_after_care_had_ended() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V2 U6@Elm 2018-03-01 E8
        C1 2018-05-01 S V2 U6@Oak
        C1 missing 2018-04-01 2018-04-02
    """
    assert named(rows) == ["missing-begun-after-care"]


def test_a_second_incident_cannot_begin_while_the_first_is_open() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V2 U6@Elm
        C1 missing 2018-02-01
        C1 away 2018-02-03 2018-02-04
    """
    assert named(rows) == ["missing-overlap"]


def test_a_review_on_the_day_ordinary_care_starts_is_no_review_of_a_short_break() -> None:
    rows = """
        C1 born 2012-05-01
        C1 2018-01-10 S V3 U6@Elm 2018-01-12 E8
        C1 2018-01-12 S V2 U6@Oak
        C1 review {day}
    """
    assert named(rows.format(day="2018-01-12")) == []
    assert named(rows.format(day="2018-01-11")) == ["review-in-short-break"]


def test_a_code_is_of_its_year_if_any_year_that_the_episode_touches_had_it() -> None:
    """An open episode is sent again every year, in that year's codes: supported accommodation, H5, became K3."""
    rows = """
        C1 born 2007-05-01
        C1 2023-01-10 S V2 K3@Elm
    """
    assert named(rows, "2024-03-31") == ["code-placement-of-another-year"]
    assert named(rows, "2024-04-01") == []


# ------------------------------------------------------------------------------------------------------- corrections


def test_a_defect_is_gone_when_its_correction_is_known_and_not_before() -> None:
    rows = """
        known 2018-06-30
        C1 born 2012-05-01
        C1 2018-01-10 S V2 U6@Elm
        C1 missing 2018-01-01 2018-01-12
        known 2018-09-01
        withdraw C1 missing 2018-01-01 2018-01-12
        C1 missing 2018-01-11 2018-01-12
    """
    assert named(rows, known_at="2018-08-31") == ["missing-before-care"]
    assert named(rows, known_at="2018-09-01") == []


def test_a_start_stated_anew_leaves_the_gap_it_makes_named_and_not_mended() -> None:
    """``docs/decisions/0003-returns-as-statements.md``: the old start is withdrawn; overlaps and gaps are
    recorded and named."""
    rows = """
        return 2018-03-31 known 2018-06-30
        C1 born 2012-05-01
        C1 2017-05-01 S V2 U6@Elm 2018-02-01 X1
        C1 2018-02-01 P V2 U6@Oak
        return 2019-03-31 known 2019-06-30
        C1 born 2012-05-01
        C1 2018-03-01 P V2 U6@Oak
    """
    assert named(rows, known_at="2018-12-31") == []
    assert named(rows) == ["episode-continuation-after-gap", "episode-x1-without-continuation"]

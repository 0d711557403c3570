"""The published rules as they are worded: what one return and the one before it break, and what they do not."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings

from tests.unit.checks_histories import (
    Source,
    decided,
    deprived,
    header,
    leaver,
    lived,
    matched,
    missing,
    short_break,
    submitted,
    unaccompanied,
)
from tests.unit.drawn_returns import several
from timeline.domain import events as e
from timeline.domain.checks import RULES
from timeline.domain.checks.as_worded import AS_WORDED
from timeline.domain.checks.numbers import NUMBERS
from timeline.domain.checks.one_return import COMPARED, OF_ALL_THAT_IS_KNOWN, Asked

BOY = header("2005-05-01")
CARE = lived("2016-05-01")


def broken(*sources: Source) -> set[str]:
    """The numbers that the last return breaks."""
    return {str(each.rule.rule_number) for each in submitted(*sources)}


def test_a_return_in_order_breaks_nothing() -> None:
    assert broken((2017, BOY + CARE), (2018, BOY + CARE)) == set()


def test_what_the_return_does_not_state_is_not_seen() -> None:
    """An overlap of the year before, and an incident in no episode that a journal knows of."""
    overlap = lived("2016-05-01", "S", "2016-07-01", "E4A") + lived("2016-06-01", "S")
    assert "501" in broken((2017, BOY + overlap))
    found = broken(
        (2017, BOY + overlap), ("2017-07-01", missing("2010-01-01", "2010-01-02")), (2018, BOY + lived("2016-06-01"))
    )
    assert found == set()


@pytest.mark.parametrize(("began", "is_named"), [("2017-03-31", False), ("2017-04-01", True)])
def test_357_is_asked_of_a_first_episode_that_began_in_the_year(began: str, is_named: bool) -> None:
    """The history asks it of the first episode known, however old."""
    found = broken((2017, BOY), (2018, BOY + lived(began, "P")))
    assert ("357" in found) is is_named


@pytest.mark.parametrize(("year", "is_named"), [(2025, False), (2026, True)])
def test_146_is_asked_by_the_codes_of_the_return_s_own_year(year: int, is_named: bool) -> None:
    """H5 was last one in the return for 2024-25. The history lets an open episode keep it."""
    child = header("2010-05-01", sex="M")
    assert ("146" in broken((year, child + lived("2020-05-01", place="H5 Elm")))) is is_named


def test_142_wants_a_reason_beside_the_day() -> None:
    """Of the history DEC alone closes the episode."""
    half, whole = (lived("2017-05-01", "S", "2017-06-01", code, why="CARPL") for code in (None, "X1"))
    moved = lived("2017-06-01", "P", place="U6 Oak")
    assert {"142", "148"} <= broken((2018, BOY + half + moved))
    assert broken((2018, BOY + whole + moved)) == set()


@pytest.mark.parametrize(("status", "is_named"), [("V3", True), ("V4", False)])
def test_366_is_asked_of_v3_alone(status: str, is_named: bool) -> None:
    rows = short_break("2017-05-01", "2017-05-03") if status == "V3" else []
    again = lived("2017-05-03", "P", "2017-05-05", "E8", status=status, place="K2", left=None)
    assert ("366" in broken((2018, BOY + rows + again))) is is_named


@pytest.mark.parametrize(("status", "is_named"), [("E1", False), (None, True), ("C2", True)])
def test_408_is_asked_of_a_blank_legal_status_too(status: str | None, is_named: bool) -> None:
    rows = lived("2017-05-01", place="A6 Elm", status=status)
    assert ("408" in broken((2018, BOY + rows))) is is_named


@pytest.mark.parametrize(("decided_on", "is_named"), [("2017-06-01", False), ("2017-06-02", True), (None, True)])
def test_333_is_asked_of_a_match_without_a_decision_too(decided_on: str | None, is_named: bool) -> None:
    assert ("333" in broken((2018, [*BOY, *CARE, matched("2017-06-01", decided_on)]))) is is_named


@pytest.mark.parametrize(
    ("ended", "is_named"), [("2017-03-31", True), ("2017-04-01", False), ("2018-03-31", False), ("2018-04-01", True)]
)
def test_571_wants_an_ending_in_the_year(ended: str, is_named: bool) -> None:
    assert ("571" in broken((2018, BOY + CARE + missing("2017-03-01", ended)))) is is_named


@pytest.mark.parametrize(("ended", "is_named"), [("2026-03-31", True), ("2026-04-01", False)])
def test_704_wants_an_ending_in_the_year(ended: str, is_named: bool) -> None:
    child = header("2012-05-01", sex="M") + lived("2025-05-01", place="K2 Elm")
    assert ("704" in broken((2027, child + deprived("2026-03-01", ended)))) is is_named


def test_a_change_is_named_though_a_correction_confirmed_the_return_later() -> None:
    girl = header("2005-05-01", sex="2", mother=False)
    returns: list[Source] = [(2017, girl + CARE), (2018, BOY + CARE)]
    assert broken(*returns) == {"202"}


def test_502_and_503_compare_the_first_episode_with_the_last_open_one() -> None:
    """They are of other days, and the published rules name both."""
    found = broken((2017, BOY + CARE), (2018, BOY + lived("2016-05-02", status="C2")))
    assert found == {"502", "503B", "562"}


@pytest.mark.parametrize(
    ("before", "now", "is_named"),
    [
        ("2023-05-01", "2023-05-01", False),  # the 18th birthday, expected all along
        ("2023-05-01", "2018-03-31", False),  # it ended in the year
        ("2023-05-01", "2018-04-01", True),
        ("2023-05-01", None, True),
        ("2023-04-30", "2023-04-30", True),  # it was not the birthday
        (None, None, True),
    ],
)
def test_205b_wants_the_18th_birthday_or_a_day_in_the_year(before: str | None, now: str | None, is_named: bool) -> None:
    rows = [BOY + CARE + unaccompanied("2005-05-01", until) for until in (before, now)]
    assert ("205B" in broken((2017, rows[0]), (2018, rows[1]))) is is_named


def test_a_decision_of_the_same_day_as_the_reversed_one_breaks_561_and_584() -> None:
    before = BOY + CARE + decided("2017-02-01", "2017-03-31")
    assert {"561", "584"} <= broken((2017, before), (2018, BOY + CARE + decided("2017-02-01")))


def test_1010_wants_a_care_leavers_row_and_no_episode() -> None:
    child, outcomes = header("2000-05-01"), leaver("B1", year="2018-03-31", activity="F1")
    assert "1010" in broken((2017, child + CARE), (2018, child + outcomes))
    over = lived("2016-05-01", "S", "2017-03-01", "E4A")
    assert "1010" not in broken((2017, child + over), (2018, child + outcomes))


def test_who_died_in_an_earlier_return_and_has_a_care_leavers_row() -> None:
    child, outcomes = header("2000-05-01"), leaver("B1", year="2018-03-31", activity="F1")
    died = lived("2016-05-01", "S", "2017-03-01", "E2")
    assert "1000" in broken((2017, child + died), (2018, child + outcomes))
    assert "1000" not in broken((2018, child + outcomes))


def test_a_child_that_was_unaccompanied_before_needs_no_postcode() -> None:
    """The status ended, and the return does not have it any more."""
    no_postcodes = lived("2016-05-01", place="U6", left=None)
    before = BOY + no_postcodes + unaccompanied("2005-05-01", "2017-03-31")
    assert "392b" not in broken((2017, before), (2018, BOY + no_postcodes))
    assert "392b" in broken((2017, BOY + no_postcodes), (2018, BOY + no_postcodes))


def test_noe_is_of_a_child_of_whom_nothing_was_known() -> None:
    assert "NoE" in broken((2017, []), (2018, BOY + lived("2017-03-31")))
    assert "NoE" not in broken((2017, []), (2018, BOY + lived("2017-04-01")))


# ------------------------------------------------------------------------------------------------------ what is asked


@pytest.mark.parametrize("year", range(2023, 2028))
@pytest.mark.parametrize("has_the_year_before", [True, False])
def test_every_number_in_force_is_asked_or_named_with_the_reason(year: int, has_the_year_before: bool) -> None:
    asked = Asked.of(date(year, 3, 31), has_the_year_before=has_the_year_before)
    named = {each.number for each, reason in asked.not_asked if reason}
    assert not named & asked.numbers
    assert named | asked.numbers == {each.number for each in NUMBERS.values() if each.is_in_force(year)}
    assert {each.number for each, reading in asked.otherwise if reading} <= asked.numbers
    assert (named | {"348", "706"} >= COMPARED) is not has_the_year_before


def test_what_is_worded_here_are_numbers() -> None:
    rules = Counter(rule.rule_number for rule in RULES.values())
    assert {number for number in AS_WORDED if rules[number] == 1} == AS_WORDED.keys()
    assert AS_WORDED.keys() | COMPARED | OF_ALL_THAT_IS_KNOWN <= NUMBERS.keys()


@settings(deadline=None)
@given(several)
def test_any_returns_can_be_asked_and_the_findings_name_days_and_facts(drawn: list[tuple[int, list[e.Event]]]) -> None:
    for finding in submitted(*drawn):
        assert finding.facts
        assert list(finding.days) == sorted(set(finding.days))

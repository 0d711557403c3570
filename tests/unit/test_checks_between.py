"""What a return changed: which states are compared, until when a change is named, and that nothing else has a part."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.checks_histories import (
    CHILD,
    Source,
    decided,
    header,
    leaver,
    lived,
    missing,
    recorded,
    said,
    told,
    unaccompanied,
)
from tests.unit.drawn_returns import any_header, several
from timeline.domain import events as e
from timeline.domain.assertions import assertions
from timeline.domain.basis import Basis
from timeline.domain.checks import RULES, check, checked
from timeline.domain.checks.between import between
from timeline.domain.restated import listened
from timeline.domain.setting import Setting
from timeline.domain.story import tell

GIRL = header("2005-05-01", sex="2", mother=False)
BOY = header("2005-05-01", sex="1")
CARE = lived("2016-05-01")
COMPARED = {rule.id for rule in RULES.values() if rule.compare is not None}


def named(*sources: Source, only: str | None = None, **more: date) -> list[tuple[str, tuple[date, ...]]]:
    """The rules about two returns that are broken, with the days; of one rule where it is named."""
    found = said(check(*told(*sources, **more)))  # type: ignore[arg-type]
    return [each for each in found if (each[0] == only if only else each[0] in COMPARED)]


def last(year: int) -> date:
    return date(year, 3, 31)


# ---------------------------------------------------------------------------------------------- until when it is named


def test_a_change_is_named_at_the_return_that_made_it_until_the_next_one_confirms_it() -> None:
    first, second, third = (2017, GIRL + CARE), (2018, BOY + CARE), (2019, BOY + CARE)
    assert named(first, second) == [("sex-changed", (last(2018),))]
    assert named(first, second, third) == []


def test_a_value_that_changes_back_is_named_at_the_return_that_changed_it_back() -> None:
    found = named((2017, BOY + CARE), (2018, GIRL + CARE), (2019, BOY + CARE))
    assert found == [("sex-changed", (last(2019),))]


def test_a_line_of_a_journal_confirms_a_change() -> None:
    returns: list[Source] = [(2017, GIRL + CARE), (2018, BOY + CARE)]
    assert named(*returns, ("2018-07-15", BOY)) == []


def test_a_line_of_a_journal_that_says_otherwise_takes_its_place() -> None:
    returns: list[Source] = [(2017, GIRL + CARE), (2018, BOY + CARE)]
    assert named(*returns, ("2018-07-15", header("2005-05-01", sex="2"))) == []


def test_a_correction_between_two_returns_is_the_state_before_the_second() -> None:
    assert named((2017, GIRL + CARE), ("2017-09-01", BOY), (2018, BOY + CARE)) == []
    assert named((2017, BOY + CARE), ("2017-09-01", GIRL), (2018, BOY + CARE)) == [("sex-changed", (last(2018),))]


def test_another_code_with_the_same_meaning_is_no_change() -> None:
    born_on = "2010-05-01"
    found = named((2024, header(born_on, sex="1") + CARE), (2025, header(born_on, sex="M") + CARE), only="sex-changed")
    assert found == []


def test_a_blank_on_either_side_is_no_other_sex_and_no_other_ethnic_group() -> None:
    blank = header("2005-05-01", sex=None, ethnicity=None)
    assert named((2017, blank + CARE), (2018, BOY + CARE)) == []
    assert named((2017, BOY + CARE), (2018, blank + CARE)) == []


def test_a_return_that_is_sent_again_is_compared_with_the_year_before_and_confirms_nothing() -> None:
    """The first return of 2017-18 made the change; the second of that year states it again, beside another episode."""
    moved = lived("2016-05-01", "S", "2018-01-01", "X1") + lived("2018-01-01", "P", place="U6 Oak")
    story, returned = told((2017, GIRL + CARE), (2018, BOY + CARE), (2018, BOY + moved))
    assert [len(each.returns) for each in between(returned)] == [2]
    assert [each for each in said(check(story, returned)) if each[0] in COMPARED] == [("sex-changed", (last(2018),))]
    put_right = told((2017, GIRL + CARE), (2018, BOY + CARE), (2018, GIRL + moved))
    assert [each for each in said(check(*put_right)) if each[0] in COMPARED] == []


def test_the_first_return_of_a_child_changes_nothing() -> None:
    assert named((2018, BOY + CARE)) == []


# --------------------------------------------------------------------------------------------------------- boundaries


def test_an_episode_that_vanished_beside_one_that_appeared_is_one_finding() -> None:
    """Not told late too, though the one that appeared began before the year."""
    found = named((2017, BOY + CARE), (2018, BOY + lived("2016-05-02", status="C2")))
    assert found == [("open-episode-begun-on-another-day", (date(2016, 5, 1), date(2016, 5, 2), last(2018)))]


def test_what_is_gone_is_named_as_at_the_day_on_which_it_would_have_begun_and_not_before() -> None:
    returns: list[Source] = [(2018, BOY + lived("2018-02-10")), (2019, BOY + lived("2018-02-01"))]
    day = date(2018, 2, 10)
    assert named(*returns, as_at=day - timedelta(1)) == []
    assert checked(*told(*returns, as_at=day - timedelta(1))).turns_on == day
    expected = [("open-episode-begun-on-another-day", (date(2018, 2, 1), day, last(2019)))]
    assert named(*returns, as_at=day) == expected


def test_what_changed_in_an_episode_that_had_ended_is_not_named() -> None:
    ended = BOY + lived("2016-05-01", "S", "2017-06-01", "E4A")
    again = BOY + lived("2016-05-01", "S", "2017-06-01", "E4A", status="C2") + lived("2018-05-01")
    assert named((2018, ended), (2019, again), only="open-episode-other-legal-status") == []


@pytest.mark.parametrize(
    ("year", "before", "now", "is_named"),
    [
        (2025, "H5", "K3", False),
        (2026, "H5", "K3", True),
        (2026, "Z1", "Z11", False),
        (2027, "Z1", "Z14", True),
        (2025, "K3", "H5", True),
    ],
)
def test_a_placement_type_that_a_new_code_replaced_may_change(year: int, before: str, now: str, is_named: bool) -> None:
    child, began = header("2010-05-01", sex="M"), f"{year - 2}-05-01"
    returns: list[Source] = [(of, child + lived(began, place=code)) for of, code in ((year - 1, before), (year, now))]
    found = named(*returns, only="open-episode-other-placement", as_at=date(2028, 3, 31))
    assert bool(found) is is_named


def test_a_blank_against_a_code_is_another_value_and_blank_against_blank_is_none() -> None:
    def with_providers(*providers: str | None) -> list[tuple[str, tuple[date, ...]]]:
        rows: list[Source] = [(2017 + n, BOY + lived("2016-05-01", provider=each)) for n, each in enumerate(providers)]
        return named(*rows)

    assert with_providers(None, None) == []
    assert with_providers("PR1", None) == [("open-episode-other-provider", (date(2016, 5, 1), last(2018)))]
    assert with_providers(None, "PR1") == [("open-episode-other-provider", (date(2016, 5, 1), last(2018)))]


@pytest.mark.parametrize(("until", "is_named"), [("2017-03-31", False), ("2017-04-01", True), (None, True)])
def test_a_status_that_had_ended_before_the_year_may_be_left_out(until: str | None, is_named: bool) -> None:
    child = header("2004-05-01")
    returns: list[Source] = [(2017, child + CARE + unaccompanied("2004-05-01", until)), (2018, child + CARE)]
    assert bool(named(*returns, only="unaccompanied-status-gone")) is is_named


def test_who_was_ever_unaccompanied_needs_no_postcode_though_the_status_is_gone() -> None:
    care = lived("2016-05-01", place="U6", left=None)
    rules = [
        {rule for rule, _ in said(check(*told((2017, BOY + care + status), (2018, BOY + care))))}
        for status in (unaccompanied("2005-05-01"), [])
    ]
    assert rules == [{"unaccompanied-status-gone"}, {"postcode-blank"}]


@pytest.mark.parametrize(("began_anew", "is_named"), [("2017-03-31", True), ("2017-04-01", False)])
def test_a_status_told_late_is_of_the_same_period_of_care(began_anew: str, is_named: bool) -> None:
    before = BOY + lived("2016-05-01", "S", "2017-03-01", "E4A") + (lived(began_anew) if is_named else [])
    after = BOY + lived(began_anew) + unaccompanied("2005-05-01")
    assert bool(named((2017, before), (2018, after), only="unaccompanied-status-told-late")) is is_named


def test_a_module_that_a_return_does_not_bring_says_nothing() -> None:
    """Neither that the status was not there, nor that an incident is gone."""
    child = header("2005-05-01")
    told_before = child + CARE + unaccompanied("2005-05-01") + missing("2017-02-01")
    modules = ("Header", "Episodes")
    assert [
        *filter(
            lambda each: each[0] in COMPARED,
            said(check(*told((2017, told_before), (2018, child + CARE), modules=modules))),
        )
    ] == []
    late = told((2017, child + CARE), (2018, child + CARE + unaccompanied("2005-05-01")), modules=modules)
    assert [each for each in said(check(*late)) if each[0] == "unaccompanied-status-told-late"] == []


def test_an_incident_that_is_gone_is_named_until_it_is_told_again() -> None:
    first, second = (2017, BOY + CARE + missing("2017-02-01")), (2018, BOY + CARE)
    expected = [("missing-open-and-gone", (date(2017, 2, 1), last(2018)))]
    assert named(first, second) == expected
    assert named(first, second, (2019, BOY + CARE)) == expected
    assert named(first, second, ("2018-09-01", missing("2017-02-01", "2017-02-03"))) == []


def test_an_incident_with_an_end_may_be_left_out() -> None:
    assert named((2017, BOY + CARE + missing("2017-02-01", "2017-03-31")), (2018, BOY + CARE)) == []


def test_a_decision_on_the_day_of_the_reversed_one_is_told_again_and_no_earlier_one() -> None:
    reversed_before = BOY + CARE + decided("2017-02-01", "2017-03-31")
    found = named((2017, reversed_before), (2018, BOY + CARE + decided("2017-02-01")))
    assert [rule for rule, _ in found] == ["adoption-decision-reversed-and-told-again"]


def test_a_decision_reversed_in_the_year_of_the_return_may_be_told_with_its_reversal() -> None:
    first, second = BOY + CARE + decided("2017-02-01"), BOY + CARE + decided("2017-02-01", "2017-04-01")
    assert named((2017, first), (2018, second)) == []


def test_an_episode_of_a_year_whose_return_did_not_have_the_child_is_a_newcomers() -> None:
    story, returned = told((2017, []), (2018, BOY + lived("2017-03-31")))
    days = (date(2017, 3, 31),)
    assert said(check(story, returned)) == [
        ("newcomer-begun-before", days),
        ("newcomer-without-return-before", days),
    ]


def test_a_child_left_out_between_two_returns_is_no_one_of_whom_the_return_before_the_first_had_none() -> None:
    moved = lived("2015-05-01")
    story, returned = told((2016, BOY + moved), (2017, []), (2018, BOY + moved))
    assert [rule for rule, _ in said(check(story, returned))] == ["newcomer-begun-before"]


@pytest.mark.parametrize(("days", "is_named"), [(90, True), (91, False)])
def test_a_care_leaver_was_looked_after_for_91_days_from_the_14th_birthday(days: int, is_named: bool) -> None:
    """From 1 May 2016, the 16th birthday, so that the other condition is met."""
    child = header("2000-05-01")
    left = date.fromordinal(date(2016, 5, 1).toordinal() + days).isoformat()
    outcomes = leaver("B1", year="2019-03-31", activity="F1")
    years: list[Source] = [(year, []) for year in (2015, 2016, 2018)]
    story, returned = told(*years, (2017, child + lived("2016-05-01", "S", left, "E4A")), (2019, child + outcomes))
    found = [rule for rule, _ in said(check(story, returned))]
    assert ("leaver-not-looked-after-long-enough" in found) is is_named


# --------------------------------------------------------------------------------------------------------- properties


@settings(deadline=None)
@given(several, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_of_each_return_changes_nothing(
    drawn: list[tuple[int, list[e.Event]]], random: object
) -> None:
    shuffled = [(year, random.sample(rows, len(rows))) for year, rows in drawn]  # type: ignore[attr-defined]
    assert said(check(*told(*shuffled))) == said(check(*told(*drawn)))


@settings(deadline=None)
@given(several, st.lists(st.tuples(st.dates(date(2017, 7, 1), date(2019, 12, 31)), any_header), max_size=2))
def test_the_states_are_those_of_the_day_before_the_return_and_of_its_own_day(
    drawn: list[tuple[int, list[e.Event]]], journals: list[tuple[date, list[e.Event]]]
) -> None:
    """Told anew at both days of knowing: of one return a year, the journal speaking on other days than a return."""
    of_year: list[Source] = list(dict(drawn).items())
    noted: list[Source] = [(day.isoformat(), rows) for day, rows in journals if (day.month, day.day) != (6, 30)]
    records = recorded(*of_year, *noted)
    for each in listened(CHILD, records, assertions(records, Basis(date.max), Setting()))[1]:
        known_on = each.by.known_on
        for state, day in ((each.before, known_on - timedelta(1)), (each.after, known_on)):
            facts = tell(CHILD, records, Basis(date.max, day)).facts
            assert {fact.id.int for fact in facts} == set(state)


@settings(deadline=None)
@given(several)
def test_another_name_of_the_child_changes_nothing(drawn: list[tuple[int, list[e.Event]]]) -> None:
    assert said(check(*told(*drawn, child="another"))) == said(check(*told(*drawn)))


@settings(deadline=None)
@given(several)
def test_what_is_found_names_facts_that_hold_or_that_a_return_retracted(drawn: list[tuple[int, list[e.Event]]]) -> None:
    story, returned = told(*drawn)
    known = {fact.id for fact in story.facts} | {
        fact.id for each in between(returned) for fact in each.gone_facts.values()
    }
    for finding in check(story, returned):
        assert finding.facts
        assert known.issuperset(finding.facts)


def test_the_returns_drawn_break_most_of_the_rules() -> None:
    """Would fail where the properties above are about nothing."""
    found: set[str] = set()

    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    @given(several)
    def collect(drawn: list[tuple[int, list[e.Event]]]) -> None:
        found.update(rule for rule, _ in said(check(*told(*drawn))))

    collect()
    assert len(found & COMPARED) > 12, sorted(COMPARED - found)

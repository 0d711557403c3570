"""Interventions at the edge of care and referrals as local tables tell them."""

from __future__ import annotations

import pytest

from tests.support.table_stories import tables

D = "2012-12-31"
WORKED = "edge-of-care C1,Family group conference,2012-01-10,2012-03-10\n"


def test_an_intervention_lasts_from_its_start_to_its_end() -> None:
    told = tables(WORKED)
    assert told.days("edge_of_care", D) == [("2012-01-10", "2012-03-10")]
    assert told.told("edge_of_care", "service", D) == ["family group conference"]
    assert told.told("edge_of_care", "looked_after_at_start", D) == ["no"]


@pytest.mark.parametrize(
    ("care", "looked_after"),
    [
        ("C1 2011-01-01 S V2 U6@Elm", "yes"),
        ("C1 2011-01-01 S V2 U6@Elm 2012-01-10 E4A", "yes"),
        ("C1 2011-01-01 S V2 U6@Elm 2012-01-09 E4A", "no"),
        ("C1 2012-01-10 S V2 U6@Elm", "no"),
        ("C1 2011-01-01 S V4 U6@Elm", "no"),
    ],
)
def test_looked_after_at_the_start_is_looked_after_when_the_work_began(care: str, looked_after: str) -> None:
    assert tables(WORKED + care).told("edge_of_care", "looked_after_at_start", D) == [looked_after]


def test_from_the_start_and_from_the_end_to_the_next_start_to_be_looked_after() -> None:
    told = tables(WORKED + "C1 2012-02-10 S V2 U6@Elm 2012-02-20 E4A\nC1 2012-05-01 S C1 U6@Elm")
    found = {
        spell.attributes["since"]: (str(spell.start), str(spell.end), spell.attributes["legal_status_at_start"])
        for spell in told.found("intervention_to_care", D)
    }
    assert found == {
        "start": ("2012-01-10", "2012-02-10", "V2"),
        "end": ("2012-03-10", "2012-05-01", "C1"),
    }


def test_a_start_on_the_day_the_work_ended_is_a_start_after_it_and_short_breaks_are_none() -> None:
    told = tables(WORKED + "C1 2012-03-10 S V2 U6@Elm")
    assert told.days("intervention_to_care", D)[-1] == ("2012-03-10", "2012-03-10")
    told = tables(WORKED + "C1 2012-03-20 S V4 U6@Elm")
    assert [end for _, end in told.days("intervention_to_care", D)] == [None, None]


def test_an_intervention_that_goes_on_has_no_time_after_it() -> None:
    told = tables("edge-of-care C1,FGC,2012-01-10,\nreferrals C1,2012-02-01,,")
    assert told.told("intervention_to_care", "since", D) == ["start"]
    assert told.found("intervention_to_referral", D) == []


def test_from_the_end_to_the_next_referral_and_not_one_before_it() -> None:
    told = tables(WORKED + "referrals C1,2012-03-09,,\nreferrals C1,2012-06-01,,\nreferrals C1,2012-07-01,,")
    assert told.days("intervention_to_referral", D) == [("2012-03-10", "2012-06-01")]
    assert told.days("intervention_to_referral", "2012-05-31") == [("2012-03-10", None)]


def test_two_services_that_began_on_one_day_are_two() -> None:
    told = tables("edge-of-care C1,one,2012-01-10,2012-02-01\nedge-of-care C1,two,2012-01-10,2012-03-01")
    found = {spell.attributes["service"]: str(spell.end) for spell in told.found("edge_of_care", D)}
    assert found == {"one": "2012-02-01", "two": "2012-03-01"}


@pytest.mark.parametrize(("second", "again"), [("2012-03-01", "yes"), ("2012-03-02", "no")])
def test_a_re_referral_comes_within_12_months_of_the_one_before(second: str, again: str) -> None:
    told = tables(f"referrals C1,2011-03-01,2011-03-02,no further action\nreferrals C1,{second},,")
    assert told.told("referral", "re_referral", D) == ["no", again]
    assert told.told("referral", "decision", D) == ["no further action", None]
    assert told.days("referral", D) == [("2011-03-01", "2011-03-02"), (second, None)]

"""Children who look like one, and newcomers with those who may be the same child."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.checks_histories import born, episode, story
from timeline.domain.checks import Returned, check
from timeline.domain.checks.across import Registered, alike, look_alike, plain, with_predecessors
from timeline.domain.checks.found import Found
from timeline.domain.checks.returns import NEWCOMER

BORN = date(2012, 1, 1)


def names(*identifiers: str, born_on: date = BORN, sex: str | None = "1") -> list[Registered]:
    """Children of one birth and sex."""
    return [Registered(each, born_on, sex) for each in identifiers]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0012345", "12345"),
        ("AB007", "AB7"),
        ("ab001", "AB001"),
        ("C 7", "C7"),
        (" C\u00a07", "C7"),
        ("C\u200b7", "C7"),
        ("J\u00e9", "Je\u0301"),
        ("\uff11\uff12", "12"),
        ("STRASSE", "stra\u00dfe"),
    ],
)
def test_zeros_case_blanks_and_unicode_forms(one: str, other: str) -> None:
    assert look_alike(names(one, other)) == [sorted((one, other))]


@pytest.mark.parametrize(("one", "other"), [("100", "1"), ("1001", "1010"), ("A1", "B1"), ("0", "O"), ("1-2", "12")])
def test_other_identifiers_are_others(one: str, other: str) -> None:
    assert look_alike(names(one, other)) == []


def test_of_another_birth_or_sex_is_another_child() -> None:
    assert look_alike([*names("x9"), *names("X9", born_on=BORN + timedelta(1))]) == []
    assert look_alike([*names("x9"), *names("X9", sex="2")]) == []
    assert look_alike([*names("x9", sex=None), *names("X9", sex=None)]) == [["X9", "x9"]]


@given(st.text())
def test_a_plain_identifier_is_plain(identifier: str) -> None:
    assert plain(plain(identifier)) == plain(identifier)


def test_the_finding_names_all_of_them_once() -> None:
    found = alike([story(born(), child="a1"), story(born(), child="A1"), story(born(), child="A 1")])
    assert (found.finding.child, found.finding.same_as) == ("A 1", ("A1", "a1"))
    assert found.finding.days == (date(2012, 5, 1),)
    assert len(found.finding.facts) == 3
    assert "A1" not in repr(found), "a finding may end up in a log"


# ------------------------------------------------------------------------------------------------------------ newcomers


def year(number: int) -> date:
    """The last day of a year."""
    return date(number, 3, 31)


def years(*numbers: int) -> frozenset[date]:
    """Their last days."""
    return frozenset(map(year, numbers))


def newcomer(began: str, ended: str | None, sent: frozenset[date], received: frozenset[date]) -> list[tuple[date, ...]]:
    """The days of the findings."""
    row = episode(began, "S", *([ended, "E4A"] if ended else []))
    found = check(story(born() + row), Returned(sent, received))
    return [each.days for each in found if each.rule.id == NEWCOMER]


@pytest.mark.parametrize(
    ("began", "ended", "sent", "received", "missed"),
    [
        ("2017-05-01", None, (2019,), (2018, 2019), (2018,)),
        ("2017-05-01", None, (2019,), (2019,), ()),  # no earlier return is there
        ("2017-05-01", None, (2018, 2019), (2018, 2019), ()),
        ("2018-04-01", None, (2019,), (2018, 2019), ()),
        ("2017-05-01", "2017-06-01", (2019,), (2018, 2019), (2018,)),  # it is told a year late
        ("2016-05-01", "2017-04-01", (2019,), (2018, 2019), ()),  # over when that year began
        ("2015-05-01", None, (2019,), (2017, 2018, 2019), (2017, 2018)),
        ("2015-05-01", None, (2017, 2019), (2017, 2018, 2019), (2018,)),  # left out between two
        ("2015-05-01", None, (2017,), (2017, 2018, 2019), ()),  # never sent again, which another rule names
        ("2015-05-01", None, (), (2017, 2018), ()),  # in no return: the journal's
    ],
)
def test_who_was_missing_from_an_earlier_return(
    began: str, ended: str | None, sent: tuple[int, ...], received: tuple[int, ...], missed: tuple[int, ...]
) -> None:
    found = newcomer(began, ended, years(*sent), years(*received))
    assert found == ([tuple(sorted((date.fromisoformat(began), *map(year, missed))))] if missed else [])


def test_who_may_be_the_newcomer() -> None:
    """Of one birth and sex: who was in the return that lacks the newcomer, and in none that has it."""
    at = Returned(years(2019), years(2018, 2019))
    found_of = check(story(born() + episode("2017-05-01", "S"), child="N9"), at)
    (finding,) = [each for each in found_of if each.rule.id == NEWCOMER]
    others = [("A1", years(2018)), ("A2", years(2018, 2019)), ("A3", years(2017)), ("A4", frozenset[date]())]
    found = with_predecessors(Found(finding, ()), at, [(name, Returned(sent, at.received)) for name, sent in others])
    assert found.finding.same_as == ("A1",)

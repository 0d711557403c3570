"""The operators, each by itself, on spells given by hand; and the guard that none is without a meaning or words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from uuid import uuid4

import pytest

from tests.unit.given_spells import DAY, child, spell, starts
from timeline.domain.spells import Spell
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.definition import words
from timeline.projections.algebra.explanation import asked_of
from timeline.projections.algebra.reference import holds, spells
from timeline.projections.algebra.relations import During, Following, Preceding, WithTheOneBefore
from timeline.projections.algebra.times import Ago, BegunSince, Ending, LastBegun, Once, Since, Until
from timeline.projections.indicators import CATALOGUE

PERIODS = x.Spells("period_of_care")
MARKS = x.Spells("review")

OPERATORS = [*x.SpellExpression.__subclasses__(), *ask.Question.__subclasses__()]


EARLIER = spell("2009-01-01", "2010-01-01")
LEFT_ON_THE_FIRST = spell("2010-06-01", "2011-04-01")
PRESENT = spell("2011-06-01", code="C2")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (PERIODS, ["2009-01-01", "2010-06-01", "2011-06-01"]),
        (PERIODS.where("code", "C2"), ["2011-06-01"]),
        (PERIODS.where("code", "V2", None), ["2009-01-01", "2010-06-01"]),
        (PERIODS.open(), ["2011-06-01"]),
        (PERIODS.touching(12), ["2010-06-01", "2011-06-01"]),
        (PERIODS.touching(None), ["2009-01-01", "2010-06-01", "2011-06-01"]),
        (PERIODS.lived_in(12), ["2011-06-01"]),
        (PERIODS.started_in(12), ["2011-06-01"]),
        (PERIODS.ended_in(12), ["2010-06-01"]),
        (PERIODS.first(), ["2009-01-01"]),
        (PERIODS.last(), ["2011-06-01"]),
        (PERIODS.ended_in(60).last(), ["2010-06-01"]),
        (PERIODS.within(10), ["2010-06-01"]),
        (PERIODS.for_at_least(12), ["2009-01-01"]),
        (PERIODS.for_at_least(10), ["2009-01-01", "2010-06-01"]),
        (PERIODS.for_at_least(9), ["2009-01-01", "2010-06-01", "2011-06-01"]),
        (PERIODS.no_longer_than(10), ["2010-06-01", "2011-06-01"]),
        (PERIODS.no_longer_than(9), []),
        (PERIODS.open() | PERIODS.ended_in(12), ["2010-06-01", "2011-06-01"]),
        (PERIODS | PERIODS, ["2009-01-01", "2010-06-01", "2011-06-01"]),
        (PERIODS.for_days(ended=365, still_open=304), ["2009-01-01", "2011-06-01"]),
        (PERIODS.for_days(ended=304, still_open=305), ["2009-01-01", "2010-06-01"]),
        (PERIODS.begun_ago(22), ["2009-01-01"]),
        (PERIODS.begun_ago(21), ["2009-01-01", "2010-06-01"]),
        (PERIODS.throughout(9), ["2011-06-01"]),
        (PERIODS.throughout(10), ["2011-06-01"]),
        (PERIODS.throughout(11), []),
        (PERIODS.within_limit(((None, 304),)), ["2010-06-01", "2011-06-01"]),
        (PERIODS.within_limit(((None, 303),)), []),
        (PERIODS.within_limit(((None, 400), (date(2011, 6, 1), 303))), ["2009-01-01", "2010-06-01"]),
        (PERIODS.within_limit(((None, 303), (date(2011, 6, 2), 400))), []),
        (PERIODS.when(PERIODS.open().any()), ["2009-01-01", "2010-06-01", "2011-06-01"]),
        (PERIODS.when(~PERIODS.open().any()), []),
        (PERIODS - PERIODS.open(), ["2009-01-01", "2010-06-01"]),
        (PERIODS - PERIODS, []),
        (PERIODS.ended_under(18), ["2009-01-01", "2010-06-01"]),
        (Ago(PERIODS.open(), 12), ["2010-06-01"]),
        (Ago(PERIODS.open(), 12, days_later=1), []),
        (Ago(PERIODS, 12), ["2009-01-01", "2010-06-01"]),
        (BegunSince(PERIODS, 9), []),
        (BegunSince(PERIODS, 10), ["2011-06-01"]),
        (LastBegun(PERIODS - PERIODS.open()), ["2010-06-01"]),
        (LastBegun(PERIODS), ["2011-06-01"]),
        (Ending(PERIODS), ["2010-01-01", "2011-04-01"]),
        (Since(PERIODS).open(), ["2009-01-01", "2010-06-01", "2011-06-01"]),
    ],
)
def test_spells_are_chosen(expression: x.SpellExpression, expected: list[str]) -> None:
    assert starts(expression, EARLIER, LEFT_ON_THE_FIRST, PRESENT) == expected


@pytest.mark.parametrize(("months", "days_later"), [(0, 1), (1, 28), (2, 56)])
def test_nothing_is_looked_at_on_a_day_after_the_one_asked_about(months: int, days_later: int) -> None:
    """A month before 28 March is 28 February, and 28 days later it is that day again."""
    with pytest.raises(ValueError, match="after the one asked about"):
        Ago(PERIODS, months, days_later)
    Ago(PERIODS, months, max(days_later - 1, 0))


def test_what_begins_after_the_day_is_never_among_them() -> None:
    assert starts(PERIODS, spell("2012-04-01")) == []


def test_before_an_age_ends_on_the_birthday() -> None:
    (part,) = spells(PERIODS.before_age(18), child(spell("2010-01-01"), born_on="1994-03-31"), DAY)
    assert (part.start, part.end) == (date(2010, 1, 1), date(2012, 3, 31))
    assert starts(PERIODS.before_age(18), spell("2012-03-31"), born_on="1994-03-31") == []
    assert starts(PERIODS.before_age(18), spell("2010-01-01")) == ["2010-01-01"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (PERIODS.any(), True),
        (PERIODS.where("code", "E1").any(), False),
        (PERIODS.count(3), True),
        (PERIODS.count(4), False),
        (PERIODS.count(1, 2), False),
        (PERIODS.count(1, 3), True),
        (ask.Aged(18), True),
        (ask.Aged(19), False),
        (PERIODS.any() & ask.Aged(19), False),
        (PERIODS.any() | ask.Aged(19), True),
        (~ask.Aged(19), True),
    ],
)
def test_questions_are_answered(question: ask.Question, expected: bool) -> None:
    case = child(EARLIER, LEFT_ON_THE_FIRST, PRESENT, born_on="1994-03-31")
    assert holds(question, case, DAY) is expected


def test_an_unknown_age_is_no_age() -> None:
    assert not holds(ask.Aged(0), child(), DAY)
    assert starts(PERIODS.from_age(0), PRESENT) == []


def test_ended_under_an_age_is_before_the_birthday() -> None:
    assert starts(PERIODS.ended_under(18), EARLIER, born_on="1992-01-02") == ["2009-01-01"]
    assert starts(PERIODS.ended_under(18), EARLIER, born_on="1992-01-01") == []


def test_throughout_takes_an_end_on_the_last_day_and_a_beginning_on_the_first() -> None:
    assert starts(PERIODS.throughout(12), spell("2011-04-01", "2012-03-31")) == ["2011-04-01"]
    assert starts(PERIODS.throughout(12), spell("2011-04-02", "2012-03-31")) == []
    assert starts(PERIODS.throughout(12), spell("2011-04-01", "2012-03-30")) == []


def test_from_an_age_begins_on_the_birthday() -> None:
    fourteen = PERIODS.from_age(14)
    assert starts(fourteen, spell("2010-01-01"), born_on="1996-06-01") == ["2010-06-01"]
    assert starts(fourteen, spell("2010-07-01"), born_on="1996-06-01") == ["2010-07-01"]
    assert starts(fourteen, spell("2010-01-01", "2010-06-01"), born_on="1996-06-01") == []
    assert starts(fourteen, spell("2010-06-01", "2010-06-01"), born_on="1996-06-01") == ["2010-06-01"]
    assert starts(fourteen, spell("2010-05-31", "2010-05-31"), born_on="1996-06-01") == []
    assert starts(fourteen, spell("2010-01-01"), born_on="1998-04-01") == []


def test_a_month_ago_is_counted_back_from_the_day() -> None:
    """31 March less a month is 29 February, and less 30 months 30 September."""
    assert starts(PERIODS.begun_ago(1), spell("2012-02-29"), spell("2012-03-01")) == ["2012-02-29"]
    assert starts(PERIODS.begun_ago(30), spell("2009-09-30"), spell("2009-10-01")) == ["2009-09-30"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (During(MARKS, PERIODS), ["2010-06-01", "2011-06-01"]),
        (During(MARKS, PERIODS.where("code", "C2")), ["2011-06-01"]),
        (Following(MARKS, PERIODS, 1), ["2010-01-01", "2010-02-01", "2011-04-01", "2011-05-01"]),
        (Following(MARKS, PERIODS.last(), 1), []),
        (Preceding(PERIODS, MARKS, 1), ["2009-01-01", "2010-06-01"]),
        (Preceding(PERIODS, PERIODS.open(), 2), ["2010-06-01"]),
        (Preceding(PERIODS, PERIODS.open(), 1), []),
        (Preceding(PERIODS, PERIODS.open(), None), ["2009-01-01", "2010-06-01"]),
        (WithTheOneBefore(MARKS, PERIODS), ["2009-01-01", "2010-06-01"]),
    ],
)
def test_spells_are_chosen_by_others(expression: x.SpellExpression, expected: list[str]) -> None:
    """A period begins with a mark; one ends with a mark, and a month later there is another."""
    marks = [
        Spell("review", date.fromisoformat(day), date.fromisoformat(day), {}, ())
        for day in ("2010-01-01", "2010-02-01", "2010-06-01", "2011-04-01", "2011-05-01", "2011-06-01")
    ]
    case = child(EARLIER, LEFT_ON_THE_FIRST, PRESENT)
    both = replace(case, spells={**case.spells, "review": tuple(marks)})
    assert [each.start.isoformat() for each in spells(expression, both, DAY)] == expected


def test_the_last_begun_is_not_the_one_that_goes_on_for_longest() -> None:
    assert starts(LastBegun(PERIODS), spell("2010-01-01"), spell("2011-01-01", "2011-02-01")) == ["2011-01-01"]
    assert starts(PERIODS.last(), spell("2010-01-01"), spell("2011-01-01", "2011-02-01")) == ["2010-01-01"]


def test_a_beginning_with_two_endings_is_one_with_the_last() -> None:
    one, two = uuid4(), uuid4()
    earlier = spell("2011-01-01", "2011-02-01")._replace(facts=(one,))
    later = spell("2011-01-01", "2011-03-01")._replace(facts=(one,))
    another = spell("2011-01-01", "2011-01-15")._replace(facts=(two,))
    for found in ((earlier, later, another), (later, earlier, another)):
        assert sorted(str(each.end) for each in spells(Once(PERIODS), child(*found), DAY)) == [
            "2011-01-15",
            "2011-03-01",
        ]


def test_begun_since_takes_the_corresponding_date() -> None:
    """31 August less six months is 29 February: what began on it is of the last six months."""
    found = child(spell("2012-02-28"), spell("2012-02-29"))
    assert [str(each.start) for each in spells(BegunSince(PERIODS, 6), found, date(2012, 8, 31))] == ["2012-02-29"]


def test_until_lasts_to_the_beginning_of_the_first_of_the_others_and_never_less_than_nothing() -> None:
    found = spells(Until(PERIODS, PERIODS.where("code", "C2")), child(EARLIER, PRESENT), DAY)
    assert [(str(each.start), str(each.end)) for each in found] == [
        ("2009-01-01", "2011-06-01"),
        ("2011-06-01", "2011-06-01"),
    ]
    earlier = spells(Until(PERIODS.open(), PERIODS), child(EARLIER, PRESENT), DAY)
    assert [(str(each.start), str(each.end)) for each in earlier] == [("2011-06-01", "2011-06-01")]
    assert starts(Until(PERIODS, PERIODS.where("code", "E1")), EARLIER) == []


def test_days_in_all_count_a_day_once_and_none_after_the_day() -> None:
    overlapping = child(spell("2012-03-01", "2012-03-11"), spell("2012-03-06", "2012-03-16"))
    assert holds(PERIODS.days_in_all(15), overlapping, DAY)
    assert not holds(PERIODS.days_in_all(16), overlapping, DAY)
    assert holds(PERIODS.days_in_all(30), child(spell("2012-03-01")), DAY)
    assert not holds(PERIODS.days_in_all(31), child(spell("2012-03-01")), DAY)


def test_different_codes_are_counted_once_and_what_is_not_recorded_is_none() -> None:
    case = child(spell("2009-01-01", code="A"), spell("2010-01-01", code="B"), spell("2011-01-01", code="A"))
    assert holds(PERIODS.different("code", 2), case, DAY)
    assert not holds(PERIODS.different("code", 3), case, DAY)
    assert not holds(PERIODS.different("code", 1), child(spell("2011-01-01", code=None)), DAY)


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_has_a_meaning_and_words(operator: type) -> None:
    meaning = spells if issubclass(operator, x.SpellExpression) else holds
    assert meaning.dispatch(operator) is not meaning.dispatch(object)
    assert words.dispatch(operator) is not words.dispatch(object)
    if issubclass(operator, ask.Question):
        assert asked_of.dispatch(operator) is not asked_of.dispatch(object)


def test_every_operator_of_the_algebra_is_used_by_an_indicator_or_has_a_unit_test() -> None:
    used = {type(part) for each in CATALOGUE.values() for part in _parts(each)}
    marks = [mark for test in globals().values() for mark in getattr(test, "pytestmark", [])]
    tested = {type(part) for mark in marks for part in _parts(mark.args)}
    assert len(_operators()) > 40
    assert _operators() - used - tested == set()


def _operators() -> set[type[object]]:
    return {*_below(x.SpellExpression), *_below(ask.Question)}


def _below(base: type[object]) -> Iterator[type[object]]:
    """A class's subclasses, and theirs."""
    for kind in base.__subclasses__():
        yield kind
        yield from _below(kind)


def _parts(thing: object) -> Iterator[object]:
    """A declaration and everything it is made of."""
    yield thing
    if isinstance(thing, (tuple, list)):
        for each in thing:
            yield from _parts(each)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from _parts(getattr(thing, field.name))

"""The operators, each by itself, on spells given by hand; and the guard that none is without a meaning or words."""

from __future__ import annotations

import inspect
from datetime import date

import pytest

from timeline.domain.basis import Basis
from timeline.domain.events import ChildRegistered
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Story
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra.definition import words
from timeline.projections.algebra.explanation import asked_of
from timeline.projections.algebra.reference import holds, spells

DAY = date(2012, 3, 31)
PERIODS = x.Spells("period_of_care")

OPERATORS = [
    kind
    for _, kind in inspect.getmembers(x, inspect.isclass)
    if issubclass(kind, x.SpellExpression | x.Question) and kind not in (x.SpellExpression, x.Question)
]


def spell(start: str, end: str | None = None, code: str | None = "V2") -> Spell:
    return Spell(
        "period_of_care", date.fromisoformat(start), date.fromisoformat(end) if end else None, {"code": code}, ()
    )


def child(*found: Spell, born_on: str | None = None) -> Case:
    story = Story("c", Basis(DAY), (), frozenset())
    registered = None
    if born_on is not None:
        registered = ChildRegistered(
            occurred_on=date.fromisoformat(born_on), sex=None, ethnicity=None, upn=None, mother=None, child_born_on=None
        )
    return Case(
        story, frozenset(), registered.born_on if registered else None, registered, None, {"period_of_care": found}
    )


def starts(expression: x.SpellExpression, *found: Spell, born_on: str | None = None) -> list[str]:
    return [each.start.isoformat() for each in spells(expression, child(*found, born_on=born_on), DAY)]


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
    ],
)
def test_spells_are_chosen(expression: x.SpellExpression, expected: list[str]) -> None:
    assert starts(expression, EARLIER, LEFT_ON_THE_FIRST, PRESENT) == expected


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
        (x.Aged(18), True),
        (x.Aged(19), False),
        (PERIODS.any() & x.Aged(19), False),
        (PERIODS.any() | x.Aged(19), True),
        (~x.Aged(19), True),
    ],
)
def test_questions_are_answered(question: x.Question, expected: bool) -> None:
    case = child(EARLIER, LEFT_ON_THE_FIRST, PRESENT, born_on="1994-03-31")
    assert holds(question, case, DAY) is expected


def test_an_unknown_age_is_no_age() -> None:
    assert not holds(x.Aged(0), child(), DAY)


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_has_a_meaning_and_words(operator: type) -> None:
    meaning = spells if issubclass(operator, x.SpellExpression) else holds
    assert meaning.dispatch(operator) is not meaning.dispatch(object)
    assert words.dispatch(operator) is not words.dispatch(object)
    if issubclass(operator, x.Question):
        assert asked_of.dispatch(operator) is not asked_of.dispatch(object)

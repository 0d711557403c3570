"""No operator, question or breakdown is left out of the engine of spans, nor of what its tests draw."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import declarations
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import naming, relations, times
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.dimensions import DIMENSIONS
from timeline.projections.algebra.spans.breakdowns import LABELS
from timeline.projections.algebra.spans.spell_operators import answer, find

WHERE_THEY_ARE = (x, ask, naming, relations, times)  # imported, so that every operator is known


def kinds_of(thing: type) -> Iterator[type]:
    """Every class below, however far."""
    for each in thing.__subclasses__():
        yield each
        yield from kinds_of(each)


OPERATORS = sorted(kinds_of(x.SpellExpression), key=lambda each: each.__name__)
QUESTIONS = sorted(kinds_of(ask.Question), key=lambda each: each.__name__)


def test_there_are_operators_and_questions() -> None:
    assert len(OPERATORS) >= 30
    assert len(QUESTIONS) >= 8


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_has_a_meaning(operator: type[x.SpellExpression]) -> None:
    assert find.dispatch(operator) is not find.dispatch(object)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_a_meaning(question: type[ask.Question]) -> None:
    assert answer.dispatch(question) is not answer.dispatch(object)


def test_every_breakdown_has_its_labels() -> None:
    assert set(LABELS) == set(DIMENSIONS)


def test_every_operator_and_question_is_drawn() -> None:
    assert {*declarations.OPERATORS, x.Spells, x.Where} == set(OPERATORS)
    assert {*declarations.QUESTIONS_ASKED, ask.Distinct} == set(QUESTIONS)

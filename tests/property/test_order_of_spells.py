"""What chooses one of several spells goes by their values: in whatever order a case is read, it chooses the same.

The spells drawn are alike: of two kinds, begun on few days, some of them twice, some of one fact. So most choices are
between spells of which nothing but the order in ``reference.in_order`` tells which comes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.declarations import ATTRIBUTE, OPERATORS
from tests.support.spell_children import FEW_KINDS, drawn
from timeline.domain.basis import Basis
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Story
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import reference
from timeline.projections.algebra.relations import WithTheOneBefore
from timeline.projections.algebra.times import LastBegun, Once

DAY = date(2012, 3, 31)
BORN_ON = date(2002, 3, 1)
CARE, EPISODE = (x.Spells(kind) for kind in FEW_KINDS)
CHOOSING = (x.First, x.Last, LastBegun, Once, x.AnyOf, WithTheOneBefore)
LATELY = st.integers(0, 3).map(lambda days: date(2012, 3, 1) + timedelta(days=days))


@st.composite
def alike(draw: st.DrawFn) -> dict[str, tuple[Spell, ...]]:
    """Spells of both kinds, as a case has them."""
    return {kind: tuple(draw(st.lists(_spells(kind), max_size=5))) for kind in FEW_KINDS}


@st.composite
def _spells(draw: st.DrawFn, kind: str) -> Spell:
    start, lasting = draw(LATELY), draw(st.sampled_from((None, 0, 1, 2)))
    end = None if lasting is None else start + timedelta(days=lasting)
    name, one, other = ATTRIBUTE[kind]
    facts = draw(st.tuples(st.integers(1, 2), st.integers(1, 2)))
    return Spell(kind, start, end, {name: draw(st.sampled_from((one, other)))}, tuple(UUID(int=n) for n in facts))


def a_case(found: Mapping[str, tuple[Spell, ...]]) -> Case:
    return Case(Story("c", Basis(DAY), (), frozenset()), frozenset(), BORN_ON, None, None, found)


def chosen(expression: x.SpellExpression, case: Case, order: Sequence[int]) -> list[str]:
    """What is found where every kind of the case is read in another order, its numbers as they were."""

    def otherwise(of: Case, kind: str) -> tuple[Spell, ...]:
        read = spells_of(of, kind)
        return tuple(read[number] for number in order if number < len(read))

    spells_of = reference.spells_of
    with patch.object(reference, "spells_of", otherwise):
        return sorted(repr(spell) for spell in reference.spells(expression, case, DAY))


@pytest.mark.parametrize("operator", CHOOSING, ids=lambda operator: operator.__name__)
@profiles.one_in(1)
@given(data=st.data())
def test_one_of_several_is_chosen_by_value(operator: type[x.SpellExpression], data: st.DataObject) -> None:
    expression = data.draw(drawn(operator, OPERATORS[operator]))
    case = a_case(data.draw(alike()))
    expected = chosen(expression, case, range(5))
    assert chosen(expression, case, data.draw(st.permutations(range(5)))) == expected


def spell(kind: str, start: str, end: str | None, fact: int) -> Spell:
    return Spell(
        kind, date.fromisoformat(start), date.fromisoformat(end) if end else None, {}, (UUID(int=9), UUID(int=fact))
    )


TWICE = {
    "period_of_care": (
        spell("period_of_care", "2012-03-01", "2012-03-04", 1),
        spell("period_of_care", "2012-03-01", "2012-03-04", 2),
    ),
    "episode": (spell("episode", "2012-03-01", "2012-03-04", 3), spell("episode", "2012-03-04", None, 4)),
}
"""Two periods alike but for their facts, and an episode of the same days, with one that begins where they end."""


@pytest.mark.parametrize(
    ("expression", "fact"),
    [
        (CARE.first(), 1),
        (CARE.last(), 2),
        (LastBegun(CARE), 2),
        (Once(CARE), 1),
        ((CARE | EPISODE).first(), 3),  # "episode" comes before "period_of_care"
        ((EPISODE | CARE).first(), 3),
        ((CARE | EPISODE).ended_in(1).last(), 2),
    ],
)
def test_which_of_two_alike(expression: x.SpellExpression, fact: int) -> None:
    (found,) = reference.spells(expression, a_case(TWICE), DAY)
    assert found.facts[-1] == UUID(int=fact)


def test_the_one_before_is_the_last_of_those_that_end_there() -> None:
    (found,) = reference.spells(WithTheOneBefore(EPISODE, CARE), a_case(TWICE), DAY)
    assert found.facts == tuple(UUID(int=number) for number in (9, 2, 9, 4))

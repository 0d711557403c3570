"""The engine of spans finds the very spells that the reference interpreter finds, however operators are nested, and of
several alike it chooses the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.declarations import ATTRIBUTE, OPERATORS, QUESTIONS_ASKED
from tests.support.spell_children import (
    EVERY_DAY,
    FEW_KINDS,
    FIRST,
    OFTEN_ONE,
    Child,
    Life,
    children,
    drawn,
    frame,
    some_spells,
)
from timeline.domain.basis import Basis
from timeline.domain.spells import Spell
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra import reference
from timeline.projections.algebra import times as t
from timeline.projections.algebra.columnar.frame import FOREVER, SpellRows
from timeline.projections.algebra.relations import WithTheOneBefore
from timeline.projections.algebra.spans import spell_operators as spans
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.knowledge_states import states
from timeline.projections.algebra.spans.narrowed import seen_by
from timeline.projections.algebra.spans.spell_sets import Population

Seen = list[tuple[date, date | None, str | None]]


def seen_by_reference(expression: x.SpellExpression, child: Child, day: date) -> Seen:
    """The spells themselves: when each begins and ends, and its code."""
    case = child.case(day, date.max)
    found = [] if case is None else reference.spells(expression, case, day)
    return sorted(((each.start, each.end, each.attributes[ATTRIBUTE[each.kind][0]]) for each in found), key=str)


def population(among: Sequence[Child], days: Sequence[date]) -> Population:
    """The children as at some days, everything known."""
    return states(frame(among), frozenset(FEW_KINDS), Grid.of([Basis(day) for day in days])).population()


def seen_by_spans(
    expression: x.SpellExpression, among: Sequence[Child], days: Sequence[date]
) -> dict[tuple[int, date], Seen]:
    """The same of every child on some days, which follow one another."""
    of = population(among, days)
    found = spans.spells(expression, of)
    codes = [_codes(of.frame.spells[kind], ATTRIBUTE[kind][0]) for kind in found.kinds]
    seen: dict[tuple[int, date], Seen] = {}
    for number in range(len(found)):
        end = None if found.end[number] >= FOREVER else date.fromordinal(int(found.end[number]))
        code = codes[found.kind[number]][found.row[number]]
        each = (date.fromordinal(int(found.start[number])), end, code)
        for day in days[found.lo[number] : found.hi[number]]:
            seen.setdefault((int(found.group[number]), day), []).append(each)
    return seen


def _codes(rows: SpellRows, attribute: str) -> list[str | None]:
    codes = rows.attribute(attribute)
    return [(*codes.words, None)[number] for number in codes.numbers]


def find_the_same(expression: x.SpellExpression, among: Sequence[Child], days: Sequence[date]) -> None:
    """The engine and the reference find the same spells of every child on each of the days."""
    found = seen_by_spans(expression, among, days)
    for day in days:
        for number, child in enumerate(among):
            spells = sorted(found.get((number, day), []), key=str)
            assert spells == seen_by_reference(expression, child, day), day


@profiles.one_in(1)
@given(some_spells(3), children(at_most=2))
def test_operators_on_operators_find_the_same_spells(expression: x.SpellExpression, among: list[Child]) -> None:
    find_the_same(expression, among, EVERY_DAY)


SOON = EVERY_DAY[:12]


@st.composite
def alike(draw: st.DrawFn) -> Child:
    """A child whose spells begin on few days and end on few, so that most choices are between equals."""
    found = []
    for number in range(draw(st.integers(2, 7))):
        kind, start = draw(OFTEN_ONE), draw(st.sampled_from(SOON[:4]))
        lasting = draw(st.sampled_from((None, 0, 1, 2)))
        name, one, other = ATTRIBUTE[kind]
        attributes = {name: draw(st.sampled_from((one, other, None)))}
        facts = (UUID(int=draw(st.integers(1, 2))), UUID(int=100 + draw(st.sampled_from((number, 0)))))
        end = None if lasting is None else start + timedelta(days=lasting)
        found.append(Life(Spell(kind, start, end, attributes, facts), end is not None))
    return Child("C0", None, {FIRST: sorted(found, key=lambda life: life.spell.start)})


CHOOSING = (x.First, x.Last, t.LastBegun, t.Once, x.AnyOf, WithTheOneBefore)


@st.composite
def chosen(draw: st.DrawFn) -> x.SpellExpression:
    """One of several, and of those one again."""
    operator = draw(st.sampled_from(CHOOSING))
    found: x.SpellExpression = draw(drawn(operator, OPERATORS[operator]))
    return draw(st.sampled_from((x.First(found), x.Last(found), t.LastBegun(found), found)))


@profiles.one_in(1)
@given(chosen(), alike())
def test_of_several_alike_the_same_is_chosen(expression: x.SpellExpression, child: Child) -> None:
    find_the_same(expression, [child], SOON)


ASKED = st.sampled_from(list(QUESTIONS_ASKED)).flatmap(lambda asked: drawn(asked, QUESTIONS_ASKED[asked], 2))


@profiles.one_in(1)
@given(ASKED, children())
def test_questions_about_operators_hold_on_the_same_days(question: ask.Question, among: list[Child]) -> None:
    of = population(among, EVERY_DAY)
    found = spans.holds(question, of) & of.everybody
    so = {EVERY_DAY[place] for lo, hi in zip(found.lo, found.hi, strict=True) for place in range(lo, hi)}
    (child,) = among
    for day in EVERY_DAY:
        case = child.case(day, date.max)
        assert (day in so) is (case is not None and reference.holds(question, case, day)), day


LASTING = [
    # 10 days, 5 of them on days of the other: 15 in all on the 16th, with the day before it
    ((date(2012, 1, 1), date(2012, 1, 11)), (date(2012, 1, 6), date(2012, 1, 16)), 15, date(2012, 1, 16)),
    # 10 days, and from 1 February on 5 more: on the 6th
    ((date(2012, 1, 1), date(2012, 1, 11)), (date(2012, 2, 1), None), 15, date(2012, 2, 6)),
    # one inside the other adds nothing
    ((date(2012, 1, 1), None), (date(2012, 1, 3), date(2012, 1, 5)), 20, date(2012, 1, 21)),
]


@pytest.mark.parametrize(("one", "other", "days", "first"), LASTING)
def test_days_in_all_are_reached_on_a_day(
    one: tuple[date, date | None], other: tuple[date, date | None], days: int, first: date
) -> None:
    kind, attribute = FEW_KINDS[0], ATTRIBUTE[FEW_KINDS[0]][0]
    told = [Spell(kind, *each, {attribute: None}, (UUID(int=n), UUID(int=n))) for n, each in enumerate((one, other))]
    child = Child("C0", None, {FIRST: [Life(each, each.end is not None) for each in told]})
    found = spans.holds(ask.DaysInAll(x.Spells(kind), days), population([child], EVERY_DAY))
    assert [EVERY_DAY[place] for place in found.lo] == [first]


def told(*days: tuple[int, date, date | None]) -> list[Life]:
    """Spells by their kind's place among the few, and their days."""
    kinds = [(FEW_KINDS[place], start, end) for place, start, end in days]
    return [
        Life(Spell(kind, start, end, {ATTRIBUTE[kind][0]: None}, (UUID(int=n), UUID(int=n))), end is not None)
        for n, (kind, start, end) in enumerate(kinds)
    ]


def test_the_one_before_is_the_last_of_those_that_ended_on_the_day() -> None:
    first, second, third = (date(2012, 1, day) for day in (1, 2, 3))
    child = Child("C0", None, {FIRST: told((0, first, third), (0, second, third), (1, third, None))})
    found = spans.spells(WithTheOneBefore(x.Spells(FEW_KINDS[1]), x.Spells(FEW_KINDS[0])), population([child], [third]))
    assert [date.fromordinal(int(start)) for start in found.start] == [second]


def test_rows_seen_from_the_last_day_asked_about_are_read_and_those_seen_from_the_next_are_not() -> None:
    day = date(2012, 1, 10)
    child = Child("C0", None, {FIRST: told((0, day, None), (0, day + timedelta(days=1), None))})
    read = seen_by(frame([child]), Grid.of([Basis(day - timedelta(days=1)), Basis(day)])).spells[FEW_KINDS[0]]
    assert [date.fromordinal(int(start)) for start in read.start] == [day]


@pytest.mark.parametrize("known", [(date(2012, 1, 20),), (date(2012, 1, 19), date(2012, 1, 20))])
def test_what_was_replaced_is_not_known_on_the_day_on_which_that_became_known(known: tuple[date, ...]) -> None:
    """It was told at first, and on 20 January that there was nothing."""
    child = Child("C0", None, {FIRST: told((0, date(2012, 1, 1), None)), date(2012, 1, 20): []})
    day = date(2012, 1, 10)
    of = states(frame([child]), frozenset(FEW_KINDS), Grid.of([Basis(day, on) for on in known]))
    found = spans.spells(x.Spells(FEW_KINDS[0]), of.population())
    assert of.rectangles(found).summed().tolist() == [[1, 0][-len(known) :]]

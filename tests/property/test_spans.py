"""The engine of spans, operator by operator: on each of many days in a row, of children made of spells alone.

No log and no story stands between: a child is drawn as its spells, told once or told anew on later days of knowing. The
reference interpreter is asked on every day by itself, the engine once. Spells begin and end within half a
year about the end of a February, windows are short, and birthdays fall into it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import declarations, profiles
from tests.support.declarations import ATTRIBUTE, KINDS, OPERATORS, QUESTION, QUESTIONS_ASKED, SPELLS
from timeline.domain.basis import Basis
from timeline.domain.days import add_months
from timeline.domain.events import ChildRegistered
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Story
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra import reference
from timeline.projections.algebra import times as t
from timeline.projections.algebra.columnar.frame import FOREVER, Codes, Frame, SpellRows
from timeline.projections.algebra.figures import standing
from timeline.projections.algebra.indicator import Days, Indicator, Moment, Reading, Statistic, Unit
from timeline.projections.algebra.spans import spell_operators as spans
from timeline.projections.algebra.spans.evaluate import needed
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.knowledge_states import states
from timeline.projections.algebra.spans.medians import at_a_point
from timeline.projections.algebra.spans.narrowed import seen_by, told_of
from timeline.projections.algebra.spans.rows import modules_needed
from timeline.projections.algebra.spans.totals import Partial, Summing
from timeline.projections.tables.deriving import Particulars
from timeline.projections.tables.folding import Projected
from timeline.projections.tables.framing import frame_of
from timeline.projections.tables.paths import FROM_EVER
from timeline.projections.tables.rectangles import Lasting
from timeline.projections.tables.storing import Told, stored_of

FIRST = date(2011, 12, 24)
EVERY_DAY = [FIRST + timedelta(days=number) for number in range(210)]
EVENTFUL = st.one_of(
    st.sampled_from([date(2011, 12, 31), date(2012, 1, 30), date(2012, 1, 31), date(2012, 2, 28), date(2012, 2, 29)]),
    st.sampled_from(EVERY_DAY[:100]),
)
MONTHS = st.sampled_from((1, 1, 1, 0, 2, 3))
FEW_KINDS = KINDS[:2]
"""Most often one number, and few kinds: what is drawn apart is to meet."""
OFTEN_ONE = st.sampled_from((FEW_KINDS[0], *FEW_KINDS))

WITH_OTHER_DAYS = (x.BeforeAge, x.FromAge, t.Since, t.Until, t.Ending)
"""Operators that give a spell a beginning or an end of their own: what sets two of one kind apart."""
SHORT: Mapping[object, st.SearchStrategy[object]] = {
    declarations.MONTHS: MONTHS,
    declarations.WINDOWS: st.integers(1, 3),
    declarations.OR_EVER: st.one_of(st.none(), st.integers(1, 3)),
    declarations.YEARS: st.just(10),
    declarations.DAYS: st.sampled_from((0, 1, 7, 28, 30)),
    declarations.LIMITS: st.sampled_from((((None, 28),), ((None, 10), (date(2012, 2, 1), 40)))),
}
"""The numbers that operators are drawn with, so that all that follows from a spell does so within the days asked."""


@dataclass(frozen=True)
class Life:
    """A spell as it will have been. ``foretold``: whether its end is known from the beginning, as is that of a term."""

    spell: Spell
    foretold: bool

    def on(self, day: date) -> Spell:
        """As it is seen as at a day: before it has come, an end is not known."""
        end = self.spell.end
        return self.spell if self.foretold or end is None or end <= day else self.spell._replace(end=None)


@dataclass(frozen=True)
class Child:
    """``told``: since each day of knowing, the whole of its spells, in the order they began."""

    name: str
    born_on: date | None
    told: Mapping[date, Sequence[Life]]

    def case(self, day: date, known_on: date) -> Case | None:
        """What the reference interpreter is asked about; ``None`` where nothing is known."""
        known = [since for since in self.told if since <= known_on]
        if not known:
            return None
        begun = [each for each in self.told[max(known)] if each.spell.start <= day]
        spells = {kind: tuple(each.on(day) for each in begun if each.spell.kind == kind) for kind in FEW_KINDS}
        born = self._registered()
        return Case(Story(self.name, Basis(day), (), frozenset()), frozenset(), self.born_on, born, None, spells)

    def rows(self) -> Projected:
        """The same, each with the days on which it is seen and known."""
        since = sorted(self.told)
        particulars = Particulars(
            (), self._registered(), None, open_episode=False, never_sent_again=False, endings_alone=0
        )
        values: list[Any] = [particulars]
        when: list[Lasting] = [((0, 1, FROM_EVER, None), since[0], None)]
        for known_from, known_to in zip(since, [*since[1:], None], strict=True):
            for number, life in enumerate(self.told[known_from], 1):
                for spell, seen_from, seen_to in _seen(life):
                    when.append(((len(values), number, seen_from, seen_to), known_from, known_to))
                    values.append(spell)
        return Projected(values, when)

    def _registered(self) -> ChildRegistered | None:
        if self.born_on is None:
            return None
        return ChildRegistered.from_content({"occurred_on": self.born_on.isoformat()})


def _seen(life: Life) -> list[tuple[Spell, date, date | None]]:
    start, end = life.spell.start, life.spell.end
    if life.foretold or end is None or end == start:
        return [(life.spell, start, None)]
    return [(life.spell._replace(end=None), start, end), (life.spell, end, None)]


def frame(children: Sequence[Child]) -> Frame:
    """The children as the engine has them; the kinds that nobody has, too."""
    found = frame_of(stored_of(Told(each.name, each.rows(), {}) for each in children), FEW_KINDS)
    return Frame(found.names, found.children, {**{kind: _no_rows() for kind in FEW_KINDS}, **found.spells})


def _no_rows() -> SpellRows:
    ints, longs = np.zeros(0, np.int32), np.zeros(0, np.int64)
    return SpellRows(ints, ints, ints, ints, ints, ints, ints, longs, longs, {"": Codes(ints, ())})


# ------------------------------------------------------------------------------------------------------- what is drawn


BESIDE = st.sampled_from((0, 0, -1, 1))


def ends_of(start: date) -> st.SearchStrategy[date | None]:
    """None, so many days later, or about the corresponding date."""
    days = st.integers(0, 90).map(lambda number: start + timedelta(days=number))
    about = st.builds(lambda months, by: add_months(start, months) + timedelta(days=by), MONTHS, BESIDE)
    return st.one_of(st.none(), days, about.map(lambda day: max(day, start)))


@st.composite
def lives(draw: st.DrawFn, at_most: int = 6) -> list[Life]:
    """Spells of one child. Now and then two begin with one fact, one begins on the day on which another ended, or two
    are alike but for their facts, or in everything."""
    found: list[Life] = []
    for number in range(draw(st.integers(1, at_most))):
        kind = draw(OFTEN_ONE)
        ends = [life.spell.end for life in found if life.spell.end is not None]
        start = draw(st.one_of(EVENTFUL, st.sampled_from(ends)) if ends else EVENTFUL)
        end = draw(ends_of(start))
        name, one, other = ATTRIBUTE[kind]
        attributes = {name: draw(st.sampled_from((one, other, None)))}
        facts = (UUID(int=draw(st.integers(1, 3))), UUID(int=100 + number))
        found.append(Life(Spell(kind, start, end, attributes, facts), end is not None and draw(st.booleans())))
        again = draw(st.integers(0, 5))
        if again == 0:
            found.append(found[-1])
        elif again == 1:
            found.append(Life(Spell(kind, start, end, attributes, (facts[0], UUID(int=200 + number))), False))
    return sorted(found, key=lambda life: life.spell.start)


BIRTHS = st.one_of(st.none(), EVENTFUL.map(lambda day: add_months(day, -120)))  # so that the child turns ten


@st.composite
def children(draw: st.DrawFn, known: Sequence[date] = (FIRST,), at_most: int = 1) -> list[Child]:
    """Some children, each told on some of these days of knowing."""
    found = []
    for number in range(draw(st.integers(1, at_most))):
        days = draw(st.lists(st.sampled_from(known), min_size=1, max_size=len(known), unique=True))
        found.append(Child(f"C{number}", draw(BIRTHS), {day: draw(lives()) for day in days}))
    return found


def drawn(operator: type[Any], parts: Sequence[object], depth: int = 1) -> st.SearchStrategy[Any]:
    """The operator on whatever it may be of."""
    return st.builds(operator, *(_part(each, depth) for each in parts))


def _part(part: object, depth: int) -> st.SearchStrategy[Any]:
    if part == SPELLS:
        return some_spells(depth)
    if part == QUESTION:
        return some_spells(depth).map(ask.Some)
    assert isinstance(part, st.SearchStrategy)
    return SHORT.get(part, part)


@st.composite
def some_spells(draw: st.DrawFn, depth: int) -> x.SpellExpression:
    """Half of them all of a kind, or those with some codes; the rest by an operator."""
    which = draw(st.integers(0, 5)) if depth else 0
    if which < 2:
        return x.Spells(draw(OFTEN_ONE))
    if which == 2:
        return draw(declarations.spells(draw(OFTEN_ONE)))
    operator = draw(st.sampled_from(WITH_OTHER_DAYS if which == 3 else list(OPERATORS)))
    found: x.SpellExpression = draw(drawn(operator, OPERATORS[operator], depth - 1))
    return found


def declared(of: x.SpellExpression, question: ask.Question) -> Indicator:
    """An indicator with a row for each way in which spells, or a question, come to a number."""
    return Indicator(
        **dict.fromkeys(("id", "title", "sentence", "version"), "any"),  # type: ignore[arg-type]
        unit=Unit.PERCENT,
        counted=of,
        seen=Moment.AS_AT,
        readings=(
            Reading(meets=question, possible=ask.Some(of), unknown=ask.Not(question)),
            Reading(counted=x.Spells(KINDS[0]), meets=question, out_of=of),
            Reading(spells=of, unit=Unit.COUNT),
            Reading(days=Days(of, Statistic.MEDIAN), unit=Unit.DAYS),
        ),
        window_months=None,
        excluded=(("others", question),),
        needs=(),
        dimensions=(),
    )


OPERATORS_DECLARED = {
    operator: st.builds(lambda of: declared(of, ask.Count(of, 2, None)), drawn(operator, parts))
    for operator, parts in OPERATORS.items()
}
QUESTIONS_DECLARED = {
    question: st.builds(declared, OFTEN_ONE.map(x.Spells), drawn(question, parts))
    for question, parts in QUESTIONS_ASKED.items()
}
ANY = st.one_of(*OPERATORS_DECLARED.values(), *QUESTIONS_DECLARED.values())


# ------------------------------------------------------------------------------------------------ what it is to come to

Sums = list[list[object]]

ADDED = ("counted", "meets", "possible", "unknown", "numerator")


def one_by_one(indicator: Indicator, among: Sequence[Child], day: date, known_on: date) -> Sums:
    """Of every row what the reference interpreter makes of each child, added up."""
    cases = [case for child in among if (case := child.case(day, known_on)) is not None]
    rows = zip(*(standing(indicator, case, Basis(day)) for case in cases), strict=True)
    return [
        [
            *(sum(getattr(each, name) for each in stands) for name in (*ADDED, "denominator")),
            sorted(number for each in stands for number in each.days),
        ]
        for stands in (rows if cases else [()] * len(indicator.readings))
    ]


def at_place(partial: Partial, grid: Grid, row: int, column: int) -> Sums:
    """The same out of what was swept."""
    return [
        [
            *(int(getattr(sums, name)[row, column]) for name in (*ADDED, "out_of")),
            at_a_point(sums.brought, (row, column), grid.as_at).tolist(),
        ]
        for sums in partial.rows
    ]


def swept(indicator: Indicator, frame: Frame, grid: Grid) -> Partial:
    return Summing(states(frame, needed([indicator]), grid)).partial(indicator)


def agree(indicator: Indicator, among: Sequence[Child], bases: Sequence[Basis]) -> None:
    """Both come to the same at each of the bases; and so does what is left where no more is read than is asked."""
    grid = Grid.of(bases)
    found = swept(indicator, frame(among), grid)
    less = swept(indicator, told_of(seen_by(frame(among), grid), modules_needed(indicator)), grid)
    for basis in bases:
        expected = one_by_one(indicator, among, basis.as_at, basis.known_at or date.max)
        assert at_place(found, grid, *grid.place(basis)) == expected, basis
        assert at_place(less, grid, *grid.place(basis)) == expected, basis


Seen = list[tuple[date, date | None, str | None]]


def seen_by_reference(expression: x.SpellExpression, child: Child, day: date) -> Seen:
    """The spells themselves: when each begins and ends, and its code."""
    case = child.case(day, date.max)
    found = [] if case is None else reference.spells(expression, case, day)
    return sorted(((each.start, each.end, each.attributes[ATTRIBUTE[each.kind][0]]) for each in found), key=str)


def seen_by_spans(expression: x.SpellExpression, among: Sequence[Child]) -> dict[tuple[int, date], Seen]:
    """The same of every child on every day."""
    everyone = frame(among)
    grid = Grid.of([Basis(day) for day in EVERY_DAY])
    population = states(everyone, frozenset(FEW_KINDS), grid).population()
    found = spans.spells(expression, population)
    codes = [_codes(everyone.spells[kind], ATTRIBUTE[kind][0]) for kind in found.kinds]
    seen: dict[tuple[int, date], Seen] = {}
    for number in range(len(found)):
        end = None if found.end[number] >= FOREVER else date.fromordinal(int(found.end[number]))
        code = codes[found.kind[number]][found.row[number]]
        each = (date.fromordinal(int(found.start[number])), end, code)
        for day in EVERY_DAY[found.lo[number] : found.hi[number]]:
            seen.setdefault((int(found.group[number]), day), []).append(each)
    return seen


def _codes(rows: SpellRows, attribute: str) -> list[str | None]:
    codes = rows.attribute(attribute)
    return [(*codes.words, None)[number] for number in codes.numbers]


@profiles.one_in(1)
@given(some_spells(3), children(at_most=2))
def test_operators_on_operators_find_the_same_spells(expression: x.SpellExpression, among: list[Child]) -> None:
    found = seen_by_spans(expression, among)
    for day in EVERY_DAY:
        for number, child in enumerate(among):
            spells = sorted(found.get((number, day), []), key=str)
            assert spells == seen_by_reference(expression, child, day), day


@pytest.mark.parametrize("operator", OPERATORS_DECLARED, ids=lambda operator: operator.__name__)
@profiles.one_in(6)
@given(data=st.data())
def test_an_operator_on_every_day(operator: type[x.SpellExpression], data: st.DataObject) -> None:
    agree(data.draw(OPERATORS_DECLARED[operator]), data.draw(children()), [Basis(day) for day in EVERY_DAY])


@pytest.mark.parametrize("question", QUESTIONS_DECLARED, ids=lambda question: question.__name__)
@profiles.one_in(6)
@given(data=st.data())
def test_a_question_on_every_day(question: type[ask.Question], data: st.DataObject) -> None:
    agree(data.draw(QUESTIONS_DECLARED[question]), data.draw(children()), [Basis(day) for day in EVERY_DAY])


KNOWN = [date(2012, 1, 20), date(2012, 2, 28), date(2012, 2, 29), date(2012, 4, 1)]


@profiles.one_in(2)
@given(ANY, children(KNOWN, at_most=3), st.sets(st.sampled_from(EVERY_DAY), min_size=1, max_size=12), st.data())
def test_days_by_days_of_knowing(declared: Indicator, among: list[Child], days: set[date], data: st.DataObject) -> None:
    """Some of the days of knowing are those on which something is told anew, and some are days asked about."""
    known = data.draw(st.sets(st.sampled_from([*KNOWN, *sorted(days)]), min_size=1, max_size=6))
    beforehand = data.draw(st.booleans())
    bases = [Basis(day, on) for day in days for on in known if beforehand or on >= day]
    if bases:
        agree(declared, among, bases)
    agree(declared, among, [Basis(day, day) for day in days])

"""Children made of spells alone, and declarations of them: what the engine of spans is held to the reference on.

No log and no story stands between: a child is drawn as its spells, told once or told anew on later days of knowing.
Spells begin and end within half a year about the end of a February, windows are short, and birthdays fall into it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from hypothesis import strategies as st

from tests.support import declarations
from tests.support.declarations import ATTRIBUTE, KINDS, OPERATORS, QUESTION, SPELLS
from timeline.domain.basis import Basis
from timeline.domain.days import add_months
from timeline.domain.events import ChildRegistered
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Story
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra import times as t
from timeline.projections.algebra.columnar.frame import Codes, Frame, SpellRows
from timeline.projections.tables.as_at_runs import FROM_EVER
from timeline.projections.tables.bitemporal_fold import Projected
from timeline.projections.tables.column_builder import FoldedChild, column_set_of
from timeline.projections.tables.column_frames import frame_of
from timeline.projections.tables.derivations import Particulars
from timeline.projections.tables.rectangles import Lasting

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
    found = frame_of(column_set_of(FoldedChild(each.name, each.rows(), {}) for each in children), FEW_KINDS)
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

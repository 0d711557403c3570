"""On which days an answer may turn: of every child, the days asked about between which nothing about it can change.

Worked out from the declaration and the rows, day by day of their beginnings, ends and birthdays: a superset, so that an
answer found on one of them holds until the next. What is never asked is never worked out: an operator without its days
here cannot be swept (``NotImplementedError``), rather than be swept wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, singledispatch

from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.columnar import calendar
from timeline.projections.algebra.columnar.frame import Frame, Rows
from timeline.projections.algebra.columnar.marks import Marks, all_of
from timeline.projections.algebra.definition import parts
from timeline.projections.algebra.indicator import Days, Indicator
from timeline.projections.algebra.naming import Called


@dataclass(frozen=True, eq=False)
class Edges:
    """The days on which what an expression finds may begin and end; and those asked about on which it finds others."""

    starts: Marks
    ends: Marks
    turns: tuple[Marks, ...]

    def turning(self, *turns: Marks) -> Edges:
        """The same, which find others on these days as well."""
        return Edges(self.starts, self.ends, (*self.turns, *turns))


@dataclass(frozen=True, eq=False)
class Almanac:
    """The days of a frame's children."""

    frame: Frame
    _found: dict[x.SpellExpression, Edges] = field(default_factory=dict)

    def edges(self, expression: x.SpellExpression) -> Edges:
        """Of one expression, worked out once."""
        if expression not in self._found:
            self._found[expression] = edges(expression, self)
        return self._found[expression]

    def birthdays(self, years: int) -> Marks:
        """The days on which the children attain an age, by every day of birth that is seen of them."""
        rows = self.frame.children
        return Marks.on(rows.child, calendar.birthdays(rows.born_on, years))

    @cached_property
    def particulars(self) -> Marks:
        """The days on which something else is seen of a child itself."""
        return _seen(self.frame.children)


def turning_days(indicator: Indicator, frame: Frame) -> Marks:
    """The days on which the answer to an indicator may turn."""
    almanac = Almanac(frame)
    seen = (_seen(frame.spells[kind]) for kind in kinds_of(indicator))
    return all_of((almanac.particulars, *seen, *_of_part(indicator, almanac)))


@cache
def kinds_of(indicator: Indicator) -> frozenset[str]:
    """The kinds of spell that a declaration speaks of."""
    return frozenset(_kinds(indicator))


def _kinds(part: object) -> Iterator[str]:
    if isinstance(part, x.Spells):
        yield part.kind
    for each in parts(part):
        yield from _kinds(each)


def _seen(rows: Rows) -> Marks:
    return all_of((Marks.on(rows.child, rows.seen_from), Marks.on(rows.child, rows.seen_to)))


def _of_part(part: object, almanac: Almanac) -> Iterator[Marks]:
    """Of any part of a declaration: its expressions and questions, and the ends of what is told in days."""
    if isinstance(part, x.SpellExpression):
        yield from almanac.edges(part).turns
    elif isinstance(part, ask.Question):
        yield from turns(part, almanac)
    elif isinstance(part, Days):
        found = almanac.edges(part.of)
        yield from (*found.turns, found.starts, found.ends)
    else:
        for each in parts(part):
            yield from _of_part(each, almanac)


@singledispatch
def edges(expression: x.SpellExpression, almanac: Almanac) -> Edges:
    """The days of one operator."""
    raise NotImplementedError(f"it is not known when {type(expression).__name__} may turn")


@singledispatch
def turns(question: ask.Question, almanac: Almanac) -> tuple[Marks, ...]:
    """The days on which the answer to a question may turn."""
    raise NotImplementedError(f"it is not known when {type(question).__name__} may turn")


@edges.register
def _(e: x.Spells, almanac: Almanac) -> Edges:
    rows = almanac.frame.spells[e.kind]
    starts = Marks.on(rows.child, rows.start)
    return Edges(starts, Marks.on(rows.child, rows.end), (starts,))


@edges.register(Called)
@edges.register(x.Where)
@edges.register(x.First)
@edges.register(x.Last)
@edges.register(x.Within)
@edges.register(t.LastBegun)
@edges.register(t.Once)
def _(e: x.Where, almanac: Almanac) -> Edges:
    """Which of them it is follows from themselves."""
    return almanac.edges(e.of)


@edges.register
def _(e: x.BeforeAge, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return Edges(of.starts, all_of((of.ends, almanac.birthdays(e.years))), of.turns)


@edges.register
def _(e: x.FromAge, almanac: Almanac) -> Edges:
    of, attained = almanac.edges(e.of), almanac.birthdays(e.years)
    return Edges(all_of((of.starts, attained)), of.ends, (*of.turns, attained))


@edges.register
def _(e: x.Open, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.starts, of.ends)


@edges.register
def _(e: x.Touching, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of if e.months is None else of.turning(of.starts, of.ends.reached_by(e.months))


@edges.register
def _(e: x.LivedIn, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.starts, of.ends.moved(-1).reached_by(e.months))


@edges.register
def _(e: x.StartedIn, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.starts, of.starts.reached_by(e.months))


@edges.register
def _(e: x.EndedIn, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.ends, of.ends.reached_by(e.months))


@edges.register
def _(e: x.ForAtLeast, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.starts.months_on(e.months))


@edges.register
def _(e: x.NoLongerThan, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.starts.months_on(e.months).moved(1))


@edges.register
def _(e: x.ForDays, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.starts, of.ends, of.starts.moved(e.ended), of.starts.moved(e.still_open))


@edges.register
def _(e: x.EndedUnder, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.ends)


@edges.register
def _(e: x.Throughout, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.starts.moved(-1).reached_by(e.months), of.ends.moved(1))


@edges.register
def _(e: x.BegunAgo, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.starts.reached_by(e.months))


@edges.register
def _(e: t.BegunSince, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(of.starts.moved(1).reached_by(e.months))


@edges.register
def _(e: x.WithinLimit, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return of.turning(*(of.starts.moved(days + 1) for _, days in e.limit))


@edges.register
def _(e: x.When, almanac: Almanac) -> Edges:
    return almanac.edges(e.of).turning(*turns(e.question, almanac))


@edges.register
def _(e: x.AnyOf, almanac: Almanac) -> Edges:
    a, b = almanac.edges(e.of), almanac.edges(e.other)
    return Edges(all_of((a.starts, b.starts)), all_of((a.ends, b.ends)), (*a.turns, *b.turns))


@edges.register(x.ButNot)
@edges.register(r.During)
@edges.register(r.Following)
@edges.register(r.Preceding)
def _(e: x.ButNot, almanac: Almanac) -> Edges:
    """Which of the one it is follows from them and from the others."""
    return almanac.edges(e.of).turning(*almanac.edges(e.other).turns)


@edges.register
def _(e: r.WithTheOneBefore, almanac: Almanac) -> Edges:
    of, other = almanac.edges(e.of), almanac.edges(e.other)
    return Edges(all_of((of.starts, other.starts)), of.ends, (*of.turns, *other.turns))


@edges.register
def _(e: t.Ago, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    later = (each.moved(-e.days_later).reached_by(e.months) for each in of.turns)
    return Edges(of.starts, of.ends, tuple(later))


@edges.register
def _(e: t.Since, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return Edges(of.starts, all_of(()), of.turns)


@edges.register
def _(e: t.Ending, almanac: Almanac) -> Edges:
    of = almanac.edges(e.of)
    return Edges(of.ends, of.ends, (*of.turns, of.ends))


@edges.register
def _(e: t.Until, almanac: Almanac) -> Edges:
    of, other = almanac.edges(e.of), almanac.edges(e.other)
    return Edges(of.starts, all_of((of.starts, other.starts)), (*of.turns, *other.turns))


@turns.register(ask.Some)
@turns.register(ask.Count)
@turns.register(ask.Distinct)
def _(q: ask.Some, almanac: Almanac) -> tuple[Marks, ...]:
    return almanac.edges(q.of).turns


@turns.register
def _(q: ask.DaysInAll, almanac: Almanac) -> tuple[Marks, ...]:
    """So many days are reached no later than so many days after one of the spells began that is open then."""
    of = almanac.edges(q.of)
    return (*of.turns, of.ends, of.starts.up_to(q.at_least))


@turns.register
def _(q: ask.Aged, almanac: Almanac) -> tuple[Marks, ...]:
    return (almanac.birthdays(q.years),)


@turns.register(ask.Both)
@turns.register(ask.Either)
def _(q: ask.Both, almanac: Almanac) -> tuple[Marks, ...]:
    return (*turns(q.a, almanac), *turns(q.b, almanac))


@turns.register
def _(q: ask.Not, almanac: Almanac) -> tuple[Marks, ...]:
    return turns(q.of, almanac)

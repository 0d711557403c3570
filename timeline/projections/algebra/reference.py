"""The reference interpreter: one child's case at one day, written to be checked by reading.

Where another interpreter disagrees with this one, the other is wrong. Every operator of ``expressions`` has one
short function here; ``tests/unit/test_algebra.py`` fails when one has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import singledispatch

from timeline.domain.days import Window, add_months, age, at_least_months, birthday, union, within_months
from timeline.domain.spells import Case, Spell
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.derived import spells_of
from timeline.projections.rulebook.limits import limit_on

Found = Sequence[Spell]


@singledispatch
def spells(expression: x.SpellExpression, case: Case, day: date) -> Found:
    """The spells of the child that the expression speaks of, as at the end of ``day``.

    Their order here decides nothing: whatever chooses among them goes by ``in_order``.
    """
    raise NotImplementedError(f"the reference interpreter has no meaning for {type(expression).__name__}")


@singledispatch
def holds(question: ask.Question, case: Case, day: date) -> bool:
    """Whether it is so of the child, as at the end of ``day``."""
    raise NotImplementedError(f"the reference interpreter has no meaning for {type(question).__name__}")


@spells.register
def _spells_of_spells(e: x.Spells, case: Case, day: date) -> Found:
    return [spell for spell in spells_of(case, e.kind) if spell.start <= day]


@spells.register
def _spells_of_where(e: x.Where, case: Case, day: date) -> Found:
    return [spell for spell in spells(e.of, case, day) if spell.attributes[e.attribute] in e.codes]


@spells.register
def _spells_of_before_age(e: x.BeforeAge, case: Case, day: date) -> Found:
    found = spells(e.of, case, day)
    if case.born_on is None:
        return found
    attained = birthday(case.born_on, e.years)
    return [part for spell in found if (part := spell.ending_by(attained)) is not None]


@spells.register
def _spells_of_open(e: x.Open, case: Case, day: date) -> Found:
    return [spell for spell in spells(e.of, case, day) if spell.open_at(day)]


@spells.register
def _spells_of_touching(e: x.Touching, case: Case, day: date) -> Found:
    found = spells(e.of, case, day)
    if e.months is None:
        return found
    window = Window.trailing(day, e.months)
    return [spell for spell in found if window.touches(spell.start, spell.end)]


@spells.register
def _spells_of_lived_in(e: x.LivedIn, case: Case, day: date) -> Found:
    window = Window.trailing(day, e.months)
    return [spell for spell in spells(e.of, case, day) if window.lived_in(spell.start, spell.end)]


@spells.register
def _spells_of_started_in(e: x.StartedIn, case: Case, day: date) -> Found:
    window = Window.trailing(day, e.months)
    return [spell for spell in spells(e.of, case, day) if window.contains(spell.start)]


@spells.register
def _spells_of_ended_in(e: x.EndedIn, case: Case, day: date) -> Found:
    window = Window.trailing(day, e.months)
    return [spell for spell in spells(e.of, case, day) if spell.end is not None and window.contains(spell.end)]


@spells.register
def _spells_of_first(e: x.First, case: Case, day: date) -> Found:
    return sorted(spells(e.of, case, day), key=in_order)[:1]


@spells.register
def _spells_of_last(e: x.Last, case: Case, day: date) -> Found:
    return sorted(spells(e.of, case, day), key=lambda spell: (spell.end or date.max, in_order(spell)))[-1:]


@spells.register
def _spells_of_within(e: x.Within, case: Case, day: date) -> Found:
    return [
        spell
        for spell in spells(e.of, case, day)
        if spell.end is not None and within_months(spell.start, spell.end, e.months)
    ]


@spells.register
def _spells_of_for_at_least(e: x.ForAtLeast, case: Case, day: date) -> Found:
    return [spell for spell in spells(e.of, case, day) if at_least_months(spell.start, lasted_to(spell, day), e.months)]


@spells.register
def _spells_of_no_longer_than(e: x.NoLongerThan, case: Case, day: date) -> Found:
    return [spell for spell in spells(e.of, case, day) if within_months(spell.start, lasted_to(spell, day), e.months)]


@spells.register
def _spells_of_for_days(e: x.ForDays, case: Case, day: date) -> Found:
    return [
        spell
        for spell in spells(e.of, case, day)
        if days_lasted(spell, day) >= (e.still_open if spell.open_at(day) else e.ended)
    ]


@spells.register
def _spells_of_from_age(e: x.FromAge, case: Case, day: date) -> Found:
    if case.born_on is None:
        return []
    attained = birthday(case.born_on, e.years)
    return [part for spell in spells(e.of, case, day) if (part := _from(spell, attained, day)) is not None]


def _from(spell: Spell, first: date, day: date) -> Spell | None:
    start = max(spell.start, first)
    if start > day or (spell.end is not None and start >= spell.end and start != spell.start):
        return None
    return spell._replace(start=start)


@spells.register
def _spells_of_ended_under(e: x.EndedUnder, case: Case, day: date) -> Found:
    over = [spell for spell in spells(e.of, case, day) if spell.end is not None and spell.end <= day]
    if case.born_on is None:
        return over
    attained = birthday(case.born_on, e.years)
    return [spell for spell in over if spell.end is not None and spell.end < attained]


@spells.register
def _spells_of_throughout(e: x.Throughout, case: Case, day: date) -> Found:
    first = Window.trailing(day, e.months).first
    found = spells(e.of, case, day)
    return [spell for spell in found if spell.start <= first and (spell.end is None or spell.end >= day)]


@spells.register
def _spells_of_begun_ago(e: x.BegunAgo, case: Case, day: date) -> Found:
    latest = add_months(day, -e.months)
    return [spell for spell in spells(e.of, case, day) if spell.start <= latest]


@spells.register
def _spells_of_within_limit(e: x.WithinLimit, case: Case, day: date) -> Found:
    return [spell for spell in spells(e.of, case, day) if days_lasted(spell, day) <= limit_on(e.limit, spell.start)]


@spells.register
def _spells_of_when(e: x.When, case: Case, day: date) -> Found:
    return spells(e.of, case, day) if holds(e.question, case, day) else []


@spells.register
def _spells_of_any_of(e: x.AnyOf, case: Case, day: date) -> Found:
    found = {same(spell): spell for spell in sorted(spells(e.other, case, day), key=in_order)}
    found |= {same(spell): spell for spell in sorted(spells(e.of, case, day), key=in_order)}
    return sorted(found.values(), key=in_order)


@spells.register
def _spells_of_but_not(e: x.ButNot, case: Case, day: date) -> Found:
    others = {same(spell) for spell in spells(e.other, case, day)}
    return [spell for spell in spells(e.of, case, day) if same(spell) not in others]


@holds.register
def _holds_of_some(q: ask.Some, case: Case, day: date) -> bool:
    return len(spells(q.of, case, day)) > 0


@holds.register
def _holds_of_count(q: ask.Count, case: Case, day: date) -> bool:
    number = len(spells(q.of, case, day))
    return q.at_least <= number and (q.at_most is None or number <= q.at_most)


@holds.register
def _holds_of_distinct(q: ask.Distinct, case: Case, day: date) -> bool:
    codes = {spell.attributes[q.attribute] for spell in spells(q.of, case, day)} - {None}
    return len(codes) >= q.at_least


@holds.register
def _holds_of_days_in_all(q: ask.DaysInAll, case: Case, day: date) -> bool:
    runs = union(spell._replace(end=lasted_to(spell, day)).span for spell in spells(q.of, case, day))
    return sum(run.days() or 0 for run in runs) >= q.at_least


@holds.register
def _holds_of_aged(q: ask.Aged, case: Case, day: date) -> bool:
    return case.born_on is not None and age(case.born_on, day) >= q.years


@holds.register
def _holds_of_both(q: ask.Both, case: Case, day: date) -> bool:
    return holds(q.a, case, day) and holds(q.b, case, day)


@holds.register
def _holds_of_either(q: ask.Either, case: Case, day: date) -> bool:
    return holds(q.a, case, day) or holds(q.b, case, day)


@holds.register
def _holds_of_not(q: ask.Not, case: Case, day: date) -> bool:
    return not holds(q.of, case, day)


def lasted_to(spell: Spell, day: date) -> date:
    """The day to which a spell had lasted: its end, or the day asked about where it is open then."""
    return day if spell.end is None or spell.end > day else spell.end


def days_lasted(spell: Spell, day: date) -> int:
    """End less start in days; to the day asked about where it is open then."""
    return (lasted_to(spell, day) - spell.start).days


def in_order(spell: Spell) -> tuple[date, str, int]:
    """Where a spell stands among others of its child: by the day on which it began; of those that began on one day, by
    kind; of those of one kind, by its number in the case.

    This is the one order of spells. It follows from what the facts state: no identifier and no order of arrival decides
    it, nor in which order an expression finds them. Whatever chooses one of several goes by it where its own rule
    leaves a tie: ``First`` and the spell that a breakdown looks at take the first, ``Last``, ``LastBegun``, ``AnyOf``
    and ``WithTheOneBefore`` the last, ``Once`` the first of those that end last.
    """
    return (spell.start, spell.kind, spell.number)


def same(spell: Spell) -> tuple[object, ...]:
    """By what a spell is known again among those of another expression, whatever was cut off its end."""
    return (spell.kind, spell.start, spell.facts)


# Last, since it needs all of the above: every operator has its meaning, whichever module is asked first.
from timeline.projections.algebra import reference_relations  # noqa: E402, F401

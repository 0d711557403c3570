"""Why a child is in a figure or out of it: the verdict of each row, the spells that decide it, the facts under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import singledispatch

from timeline.domain.basis import Basis
from timeline.domain.coverage import Covered
from timeline.domain.spells import Case, Spell
from timeline.domain.story import Fact
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.answers import Group
from timeline.projections.algebra.definition import words
from timeline.projections.algebra.derived import remembering
from timeline.projections.algebra.indicator import Indicator, Reading
from timeline.projections.algebra.reference import Found, holds, same, spells

Runs = tuple[Covered, ...] | None


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that was looked at: in words, what was found, and what was there to choose from."""

    looked_for: str
    found: tuple[Spell, ...]
    among: tuple[Spell, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row's verdict on a child. ``meets`` is ``None`` where the child is not counted."""

    group: Group
    counted: bool
    meets: bool | None
    possible: bool | None
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every row's verdict, why the child is left out if it is, and the facts that the grounds stand on.

    ``reason``: why the measure's own row has no figure, where days that it needs are not covered. ``coverage``: as in
    an ``Answer``.
    """

    indicator: Indicator
    basis: Basis
    child: str
    verdicts: tuple[Verdict, ...]
    left_out: tuple[str, ...]
    facts: tuple[Fact, ...]
    reason: str | None = None
    coverage: Runs = None


def not_covered(indicator: Indicator, basis: Basis, child: str, reason: str, coverage: Runs) -> Explanation:
    """Of days that are not covered nobody is in a figure or out of it."""
    return Explanation(indicator, basis, child, (), (), (), reason, coverage)


def explain(indicator: Indicator, case: Case, basis: Basis) -> Explanation:
    """Why this child is in or out, as at and as known at the basis."""
    case = remembering(case)
    day = basis.as_at
    verdicts = tuple(_verdict(indicator, reading, case, day) for reading in indicator.readings)
    used = {
        fact
        for verdict in verdicts
        for ground in verdict.grounds
        for spell in (*ground.found, *ground.among)
        for fact in spell.facts
    }
    return Explanation(
        indicator=indicator,
        basis=basis,
        child=case.child,
        verdicts=verdicts,
        left_out=tuple(label for label, question in indicator.excluded if holds(question, case, day)),
        facts=tuple(fact for fact in case.story.facts if fact.id in used),
    )


def _verdict(indicator: Indicator, reading: Reading, case: Case, day: date) -> Verdict:
    who = reading.counted or indicator.counted
    counted = bool(spells(who, case, day))
    asked: list[x.SpellExpression] = [who, *looked_at_besides(who)]
    if counted and reading.meets is not None:
        asked.extend(asked_of(reading.meets))
    if counted and reading.possible is not None:
        asked.extend(asked_of(reading.possible))
    if counted:
        asked.extend(_measured(reading))
    return Verdict(
        group=dict(reading.group),
        counted=counted,
        meets=(reading.meets is None or holds(reading.meets, case, day)) if counted else None,
        possible=holds(reading.possible, case, day) if counted and reading.possible is not None else None,
        grounds=tuple(_ground(expression, case, day) for expression in dict.fromkeys(asked)),
    )


def _measured(reading: Reading) -> Iterator[x.SpellExpression]:
    """The spells that a row counts, or whose days or numbers it tells."""
    told = [part.of for part in (reading.days, reading.number) if part is not None]
    yield from (part for part in (reading.spells, reading.out_of, *told) if part is not None)


def looked_at_besides(expression: x.SpellExpression) -> Iterator[x.SpellExpression]:
    """The other spells on which it depends which of its own an expression chooses."""
    for part in (getattr(expression, each.name) for each in fields(expression)):  # type: ignore[arg-type]
        if isinstance(part, ask.Question):
            yield from asked_of(part)
        elif isinstance(part, x.SpellExpression):
            if part is not getattr(expression, "of", None):
                yield part
            yield from looked_at_besides(part)


def _ground(expression: x.SpellExpression, case: Case, day: date) -> Ground:
    found = tuple(spells(expression, case, day))
    return Ground(words(expression), found, tuple(_not_chosen(expression, case, day, found)))


def _not_chosen(expression: x.SpellExpression, case: Case, day: date, found: Found) -> Iterator[Spell]:
    chosen = {same(spell) for spell in found}
    for spell in spells(root(expression), case, day):
        if same(spell) not in chosen:
            yield spell


def root(expression: x.SpellExpression) -> x.SpellExpression:
    """The kind of spells that an expression chooses from."""
    while not isinstance(expression, x.Spells):
        expression = expression.of  # type: ignore[attr-defined]
    return expression


@singledispatch
def asked_of(question: ask.Question) -> Iterator[x.SpellExpression]:
    """The spells that a question looks at."""
    raise NotImplementedError(f"no way to explain {type(question).__name__}")


@asked_of.register(ask.Some)
@asked_of.register(ask.Count)
@asked_of.register(ask.Distinct)
@asked_of.register(ask.DaysInAll)
def _asked_of_counted(
    question: ask.Some | ask.Count | ask.Distinct | ask.DaysInAll,
) -> Iterator[x.SpellExpression]:
    yield question.of
    yield from looked_at_besides(question.of)


@asked_of.register
def _asked_of_aged(question: ask.Aged) -> Iterator[x.SpellExpression]:
    yield from ()


@asked_of.register(ask.Both)
@asked_of.register(ask.Either)
def _asked_of_both_or_either(question: ask.Both | ask.Either) -> Iterator[x.SpellExpression]:
    yield from asked_of(question.a)
    yield from asked_of(question.b)


@asked_of.register
def _asked_of_not(question: ask.Not) -> Iterator[x.SpellExpression]:
    yield from asked_of(question.of)

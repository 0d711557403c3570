"""Declarations that nobody would write: every operator on any other, with the numbers at which days lie close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra import relations as r
from timeline.projections.algebra import times as t
from timeline.projections.algebra.indicator import Days, Indicator, Moment, Reading, Statistic, Unit
from timeline.projections.algebra.naming import Called

KINDS = ("period_of_care", "episode", "placement", "missing_incident", "review", "visitor_request", "legal_status")
ATTRIBUTE = {
    "period_of_care": ("reason_ceased", "X1", "E11"),
    "episode": ("legal_status", "V2", "C2"),
    "placement": ("placement_type", "U1", "P1"),
    "missing_incident": ("category", "M", "A"),
    "review": ("participation", "PN1", "PN2"),
    "visitor_request": ("outcome", "matched", "waiting"),
    "legal_status": ("legal_status", "V2", "C2"),
}
"""Of some kinds, an attribute with two of its codes."""

MONTHS = st.sampled_from((0, 1, 3, 12, 24))
WINDOWS = st.sampled_from((1, 3, 12, 24))
YEARS = st.sampled_from((0, 10, 14, 16, 18))
OR_EVER = st.one_of(st.none(), WINDOWS)
DAYS = st.sampled_from((0, 1, 7, 28, 91))
DAYS_LATER = st.sampled_from((0, 1, 7, 27))
LIMITS = st.sampled_from((((None, 28),), ((None, 10), (date(2012, 4, 1), 100))))

SPELLS, QUESTION = "spells", "question"
"""A part of an operator that is drawn in its turn."""

Part = str | st.SearchStrategy[object]

OPERATORS: Mapping[type[x.SpellExpression], tuple[Part, ...]] = {
    x.BeforeAge: (SPELLS, YEARS),
    x.FromAge: (SPELLS, YEARS),
    x.EndedUnder: (SPELLS, YEARS),
    x.Open: (SPELLS,),
    x.Touching: (SPELLS, OR_EVER),
    x.LivedIn: (SPELLS, WINDOWS),
    x.StartedIn: (SPELLS, WINDOWS),
    x.EndedIn: (SPELLS, WINDOWS),
    x.Throughout: (SPELLS, WINDOWS),
    x.BegunAgo: (SPELLS, MONTHS),
    t.BegunSince: (SPELLS, MONTHS),
    x.First: (SPELLS,),
    x.Last: (SPELLS,),
    t.LastBegun: (SPELLS,),
    t.Once: (SPELLS,),
    t.Since: (SPELLS,),
    t.Ending: (SPELLS,),
    x.Within: (SPELLS, MONTHS),
    x.ForAtLeast: (SPELLS, MONTHS),
    x.NoLongerThan: (SPELLS, MONTHS),
    x.ForDays: (SPELLS, DAYS, DAYS),
    x.WithinLimit: (SPELLS, LIMITS),
    x.When: (SPELLS, QUESTION),
    x.AnyOf: (SPELLS, SPELLS),
    x.ButNot: (SPELLS, SPELLS),
    r.During: (SPELLS, SPELLS),
    r.Following: (SPELLS, SPELLS, MONTHS),
    r.Preceding: (SPELLS, SPELLS, OR_EVER),
    r.WithTheOneBefore: (SPELLS, SPELLS),
    t.Until: (SPELLS, SPELLS),
    t.Ago: (SPELLS, WINDOWS, DAYS_LATER),
    Called: (SPELLS, st.just("some")),
}
"""Every operator on spells, with its parts. Those of one kind, and of some codes, are what all begin with."""

QUESTIONS_ASKED: Mapping[type[ask.Question], tuple[Part, ...]] = {
    ask.Some: (SPELLS,),
    ask.Count: (SPELLS, st.integers(0, 3), st.one_of(st.none(), st.integers(1, 3))),
    ask.DaysInAll: (SPELLS, DAYS),
    ask.Aged: (YEARS,),
    ask.Both: (QUESTION, QUESTION),
    ask.Either: (QUESTION, QUESTION),
    ask.Not: (QUESTION,),
}
"""Every question, with its parts; but the one about different codes, which must know the kind."""


@st.composite
def expressions(draw: st.DrawFn, depth: int = 4) -> x.SpellExpression:
    """Some spells, by so many operators at most, one on another."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(spells(draw(st.sampled_from(KINDS))))
    operator = draw(st.sampled_from(list(OPERATORS)))
    return operator(*(draw(_part(each, depth - 1)) for each in OPERATORS[operator]))


@st.composite
def questions(draw: st.DrawFn, depth: int = 4) -> ask.Question:
    """A question about such spells."""
    if depth == 0 or draw(st.integers(0, 7)) == 0:
        kind = draw(st.sampled_from(KINDS))
        return ask.Distinct(draw(spells(kind)), ATTRIBUTE[kind][0], draw(st.integers(1, 3)))
    asked = draw(st.sampled_from(list(QUESTIONS_ASKED)))
    return asked(*(draw(_part(each, depth - 1)) for each in QUESTIONS_ASKED[asked]))


def _part(part: Part, depth: int) -> st.SearchStrategy[Any]:
    if isinstance(part, str):
        return expressions(depth) if part == SPELLS else questions(depth)
    return part


@st.composite
def spells(draw: st.DrawFn, kind: str) -> x.SpellExpression:
    """All spells of a kind, or those with some codes."""
    name, one, other = ATTRIBUTE[kind]
    codes = draw(st.sampled_from((None, (one,), (one, None), (one, other), (None,))))
    return x.Spells(kind) if codes is None else x.Where(x.Spells(kind), name, codes)


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    """An indicator with a row of each sort."""
    of = draw(expressions())
    meets = draw(questions())
    days = Days(draw(expressions()), draw(st.sampled_from(Statistic)))
    return Indicator(
        id="any",
        title="any",
        sentence="any",
        unit=Unit.PERCENT,
        counted=of,
        seen=draw(st.sampled_from(Moment)),
        readings=(
            Reading(meets=meets, possible=draw(questions()), unknown=draw(questions())),
            Reading(spells=draw(expressions()), unit=Unit.COUNT),
            Reading(counted=draw(expressions()), days=days, unit=Unit.DAYS),
            Reading(meets=draw(questions()), out_of=draw(expressions()), spells=of),
        ),
        window_months=draw(st.sampled_from((None, 12))),
        excluded=(("others", draw(questions())),),
        needs=(),
        dimensions=(),
        version="1",
    )

"""The engine of spans, operator by operator: on each of many days in a row, of children made of spells alone.

The reference interpreter is asked on every day by itself, the engine once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import profiles
from tests.support.declarations import KINDS, OPERATORS, QUESTIONS_ASKED
from tests.support.spell_children import (
    EVERY_DAY,
    OFTEN_ONE,
    Child,
    children,
    drawn,
    frame,
)
from timeline.domain.basis import Basis
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.columnar.frame import Frame
from timeline.projections.algebra.figures import standing
from timeline.projections.algebra.indicator import Days, Indicator, Moment, Reading, Statistic, Unit
from timeline.projections.algebra.spans.evaluate import needed
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.knowledge_states import states
from timeline.projections.algebra.spans.medians import at_a_point
from timeline.projections.algebra.spans.narrowed import seen_by, told_of
from timeline.projections.algebra.spans.rows import modules_needed
from timeline.projections.algebra.spans.totals import Partial, Summing


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

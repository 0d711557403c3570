"""Rates per 10,000 children of the population, of figures that count children."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.indicator import Unit
from timeline.projections.rulebook.population import Estimate, estimate_at
from timeline.projections.rulebook.thresholds import TEN_THOUSAND

WITH_RATES = ("looked-after", "looked-after-in-year", "started", "ceased")
"""The indicators of which the nation publishes a rate.

Source: Children looked after in England including adoptions, rates."""


def with_rate(answer: Answer, estimates: Iterable[Estimate]) -> Answer:
    """The answer with one row more, last: the default figure per 10,000 children of 0 to 17.

    As it was, where the nation publishes no such rate. The row has no value and says why where no estimate was known.
    The definition is the same: a population is an input, not a part of what is counted.
    """
    if answer.indicator.id not in WITH_RATES:
        return answer
    main, estimate = answer.rows[0], estimate_at(estimates, answer.basis)
    return replace(answer, rows=(*answer.rows, _rate(main, estimate)))


def _rate(main: Row, estimate: Estimate | None) -> Row:
    blank = replace(main, group={"rate": Unit.RATE.value}, unit=Unit.RATE, denominator=None, value=None, excluded={})
    if main.numerator is None:
        return blank
    if estimate is None:
        return replace(blank, reason="no estimate of the population on or before the day was known")
    return replace(
        blank,
        group={"rate": Unit.RATE.value, "population": estimate.on.isoformat()},
        denominator=estimate.number,
        value=Fraction(TEN_THOUSAND * main.numerator, estimate.number),
    )

"""Estimates of the population, and the rates made of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.support.stories import story
from timeline.domain.basis import Basis
from timeline.projections.algebra.rates import with_rate
from timeline.projections.rulebook.population import PopulationError, estimate_at, read_estimates

TABLE = """ESTIMATED_ON,NUMBER,KNOWN_ON,SOURCE
2010-06-30,"60,000",2011-06-30,ONS
2011-06-30,61000,2012-06-29,ONS
2011-06-30,62000,2013-04-30,ONS after the census
2012-06-30,63000,2013-06-26,ONS
"""
ESTIMATES = read_estimates(TABLE.splitlines())


@pytest.mark.parametrize(
    ("as_at", "known_at", "number"),
    [
        ("2012-03-31", None, 62000),  # the 30 June before, as revised
        ("2012-03-31", "2012-06-30", 61000),  # as it was known when the return was signed off
        ("2012-03-31", "2012-06-28", 60000),  # the last one known
        ("2012-06-30", None, 63000),
        ("2012-06-29", None, 62000),
    ],
)
def test_a_rate_is_of_the_last_estimate_that_was_known(as_at: str, known_at: str | None, number: int) -> None:
    basis = Basis(date.fromisoformat(as_at), date.fromisoformat(known_at) if known_at else None)
    found = estimate_at(ESTIMATES, basis)
    assert found is not None
    assert found.number == number


def test_before_the_first_estimate_there_is_none() -> None:
    assert estimate_at(ESTIMATES, Basis(date(2010, 6, 29))) is None
    answer = with_rate(story("C1 2009-01-01 S V2 U6@Elm").ask("looked-after", "2010-03-31"), ESTIMATES)
    assert (answer.rows[-1].value, answer.rows[-1].reason) == (
        None,
        "no estimate of the population on or before the day was known",
    )


def test_the_rate_is_per_10_000_and_the_other_rows_stay() -> None:
    plain = story("C1 2009-01-01 S V2 U6@Elm").ask("looked-after", "2012-03-31")
    answer = with_rate(plain, ESTIMATES)
    assert answer.rows[:-1] == plain.rows
    assert answer.rows[-1].value == Fraction(10000, 62000)
    assert answer.rows[-1].group == {"rate": "per 10,000", "population": "2011-06-30"}


def test_a_share_has_no_rate() -> None:
    answer = story("C1 2009-01-01 S V2 U6@Elm").ask("placed-with-parents", "2012-03-31")
    assert with_rate(answer, ESTIMATES) == answer


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("ESTIMATED_ON,NUMBER\n", "line 1: the header row has no column KNOWN_ON, SOURCE"),
        ("ESTIMATED_ON,NUMBER,KNOWN_ON,SOURCE\n2010-06-31,5,2011-06-30,x\n", "line 2: ESTIMATED_ON is a day"),
        ("ESTIMATED_ON,NUMBER,KNOWN_ON,SOURCE\n2010-06-30,5.5,2011-06-30,x\n", "line 2: NUMBER is a whole number"),
        ("ESTIMATED_ON,NUMBER,KNOWN_ON,SOURCE\n2010-06-30,0,2011-06-30,x\n", "line 2: NUMBER is a whole number"),
        ("ESTIMATED_ON,NUMBER,KNOWN_ON,SOURCE\n2010-06-30,5,2010-06-29,x\n", "line 2: KNOWN_ON is before"),
        ("ESTIMATED_ON,NUMBER,KNOWN_ON,SOURCE\n2010-06-30\n", "line 2: NUMBER is a whole number"),
    ],
)
def test_what_is_no_estimate_is_refused_with_its_line(table: str, says: str) -> None:
    with pytest.raises(PopulationError, match=says):
        read_estimates(table.splitlines())

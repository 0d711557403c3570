"""What every operator means, and says: windows of other lengths than a year included."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.given_spells import DAY, child, spell, starts
from timeline.projections.algebra import expressions as x
from timeline.projections.algebra import questions as ask
from timeline.projections.algebra.definition import span_words, words
from timeline.projections.algebra.reference import days_lasted, holds, lasted_to, spells

PERIODS = x.Spells("period_of_care")
ANY, NONE = PERIODS.any(), PERIODS.where("code", "E1").any()
TWO_YEARS_AGO, TWO_YEARS_AND_A_DAY_AGO = "2010-04-01", "2010-03-31"

# -------------------------------------------------------------------------------------------------------- their meaning


@pytest.mark.parametrize(
    ("expression", "first", "expected"),
    [
        (PERIODS.started_in(24), (TWO_YEARS_AGO, None), True),
        (PERIODS.started_in(24), (TWO_YEARS_AND_A_DAY_AGO, None), False),
        (PERIODS.ended_in(24), ("2009-01-01", TWO_YEARS_AGO), True),
        (PERIODS.ended_in(24), ("2009-01-01", TWO_YEARS_AND_A_DAY_AGO), False),
        (PERIODS.touching(24), ("2009-01-01", TWO_YEARS_AGO), True),
        (PERIODS.touching(24), ("2009-01-01", TWO_YEARS_AND_A_DAY_AGO), False),
        (PERIODS.lived_in(24), ("2009-01-01", "2010-04-02"), True),
        (PERIODS.lived_in(24), ("2009-01-01", TWO_YEARS_AGO), False),
        (PERIODS.started_in(1), ("2012-03-01", None), True),
        (PERIODS.started_in(1), ("2012-02-29", None), False),
    ],
)
def test_a_window_is_as_long_as_it_says(
    expression: x.SpellExpression, first: tuple[str, str | None], expected: bool
) -> None:
    """``docs/definitions/README.md``: a month before 31 March 2012 is 29 February, so the window begins on 1 March."""
    assert starts(expression, spell(*first)) == ([first[0]] if expected else [])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        *((ANY | NONE, True), (NONE | ANY, True), (ANY | ANY, True), (NONE | NONE, False)),
        *((ANY & NONE, False), (NONE & ANY, False), (ANY & ANY, True), (NONE & NONE, False)),
    ],
)
def test_either_and_both(question: ask.Question, expected: bool) -> None:
    assert holds(question, child(spell("2011-05-01")), DAY) is expected


def test_of_spells_that_began_on_one_day_the_last_is_the_one_that_ended_last() -> None:
    found = spells(PERIODS.last(), child(spell("2011-05-01", "2011-06-01"), spell("2011-05-01", "2011-05-02")), DAY)
    assert [each.end for each in found] == [date(2011, 6, 1)]


@pytest.mark.parametrize(
    ("end", "to", "days"),
    [
        (None, "2012-03-31", 30),
        ("2012-03-11", "2012-03-11", 10),
        ("2012-03-31", "2012-03-31", 30),
        ("2012-05-01", "2012-03-31", 30),
    ],
)
def test_a_spell_has_lasted_to_its_end_and_never_past_the_day_asked_about(end: str | None, to: str, days: int) -> None:
    each = spell("2012-03-01", end)
    assert (lasted_to(each, DAY).isoformat(), days_lasted(each, DAY)) == (to, days)


# ---------------------------------------------------------------------------------------------------------- their words


@pytest.mark.parametrize(
    ("months", "expected"),
    [(1, "1 month"), (2, "2 months"), (11, "11 months"), (12, "12 months"), (13, "13 months"), (24, "2 years")],
)
def test_months_as_people_say_them(months: int, expected: str) -> None:
    assert span_words(months) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (PERIODS, "periods of care"),
        (PERIODS.where("legal_status", "V2", None), "periods of care with legal status V2 or not recorded"),
        (PERIODS.before_age(18).open(), "periods of care before age 18 in force at the end of the day"),
        (PERIODS.touching(None), "periods of care ever"),
        (PERIODS.touching(24), "periods of care touching the 2 years to the day"),
        (PERIODS.started_in(12).first(), "the first of periods of care begun in the 12 months to the day"),
        (PERIODS.count(3), "has 3 or more periods of care"),
        (PERIODS.count(3, 3), "has exactly 3 periods of care"),
        (PERIODS.count(6, 9), "has 6 to 9 periods of care"),
        (~ANY, "has none of periods of care"),
        (~ask.Aged(18), "not so that the child is 18 or over"),
        (ANY & ask.Aged(16), "has periods of care, and is 16 or over"),
        (ANY | ask.Aged(16), "has periods of care, or is 16 or over"),
    ],
)
def test_an_expression_reads_as_a_sentence(expression: object, expected: str) -> None:
    assert words(expression) == expected

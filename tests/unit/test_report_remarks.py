"""What stands beside a figure: its interval, and from when on the history is whole. Units other than percentages."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.support.reports import csv_of, page
from tests.support.stories import story
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.indicator import Unit
from timeline.projections.attesting import row_data
from timeline.report import figures
from timeline.report.values import interval_words, unit_words

PLAIN = story("C1 2011-05-01 S V2 U6@Elm").ask("legal-status-s20", "2012-03-31")
BOUNDS = (Fraction(41, 2), None)
REMARKED = replace(PLAIN, rows=(replace(PLAIN.rows[0], interval=BOUNDS, history_from=date(2009, 4, 1)),))


def as_text(answer: Answer) -> str:
    return page(figures.report([answer]), 140)


def test_json_has_the_keys_only_where_there_is_something_to_say() -> None:
    (row,) = figures.data([REMARKED])[0]["rows"]
    assert (row["interval"], row["history_from"]) == ({"low": 20.5, "high": None}, "2009-04-01")
    (plain,) = figures.data([PLAIN])[0]["rows"]
    assert not {"interval", "history_from"} & set(plain)


def test_what_a_baseline_attests_has_no_remarks() -> None:
    assert row_data(REMARKED.rows[0], Unit.PERCENT) == row_data(PLAIN.rows[0], Unit.PERCENT)


def test_the_table_has_the_interval_and_says_which_rows_ask_further_back() -> None:
    text = as_text(REMARKED)
    assert "95 % interval" in text
    assert "20.5% to ?" in text
    title = REMARKED.indicator.title
    said = f"The returns tell of every episode from 1 April 2009 on; asks further back: {title}."
    assert said in " ".join(text.split())
    assert "95 % interval" not in as_text(PLAIN)


def test_csv_has_them_in_columns_of_their_own() -> None:
    (line,) = csv.DictReader(io.StringIO(csv_of(figures.report([REMARKED]))))
    assert (line["interval_low"], line["interval_high"], line["history_from"]) == ("20.5", "", "2009-04-01")


def test_a_row_without_a_value_has_no_interval_in_words() -> None:
    assert interval_words(replace(REMARKED.rows[0], value=None)) == ""


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Fraction(37, 2), Unit.WEEKS, "18.5 weeks"),
        (Fraction(27, 2), Unit.SCORE, "13.5"),
        (Fraction(5, 3), Unit.PER_CHILD, "1.7"),
        (Fraction(169, 2), Unit.RATE, "85 per 10,000"),
    ],
)
def test_values_in_their_units(value: Fraction, unit: Unit, words: str) -> None:
    """Rates are published as whole numbers, averages to one decimal; half goes up."""
    assert unit_words(value, unit) == words

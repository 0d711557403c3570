"""CSV: data, never a formula."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.printable import spelled_out
from timeline.report.bases import key_values
from timeline.report.writers.csv_text import csv_text, harmless


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "C1", "a=b", "1-2", "'quoted"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_numbers_are_no_texts() -> None:
    assert csv_text(["a", "b"], [[-3, Fraction(-1, 2)]]) == "a,b\n-3,-0.5\n"


def test_days_are_iso_and_nothing_is_blank() -> None:
    assert csv_text(["a", "b", "c"], [[date(2012, 3, 31), None, Fraction(200, 3)]]) == "a,b,c\n2012-03-31,,66.666667\n"


def test_a_label_is_flattened() -> None:
    assert key_values({"count": "3", "years": 2}) == "count=3;years=2"
    assert key_values({}) == ""


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
def test_every_text_can_be_read_back(cells: list[str]) -> None:
    (read,) = csv.reader(io.StringIO(csv_text([], [cells]).partition("\n")[2], newline=""))
    assert read == [harmless(spelled_out(cell)) for cell in cells]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in read)

"""Figures as JSON, CSV and table: what a row leaves out, and what it adds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.support.reports import csv_of, page
from timeline.domain.basis import Basis
from timeline.domain.days import Window
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.indicator import Unit
from timeline.projections.attesting import row_data
from timeline.projections.indicators import CATALOGUE
from timeline.report import figures, members
from timeline.report.values import number_words, unit_words, value_words
from timeline.report.writers import terminal

DAY = date(2012, 3, 31)
NOBODY: frozenset[str] = frozenset()
PLAIN = Row({}, Unit.PERCENT, 12, 261, Fraction(1200, 261), NOBODY, NOBODY)


def test_a_plain_row_has_four_keys() -> None:
    row = replace(PLAIN, group={"duration": "within 1 month"})
    assert row_data(row, Unit.PERCENT) == {
        "group": {"duration": "within 1 month"},
        "numerator": 12,
        "denominator": 261,
        "value": 4.597701,
    }


@pytest.mark.parametrize(
    ("changed", "key", "value"),
    [
        ({"excluded": {"short breaks": 3}}, "excluded", {"short breaks": 3}),
        ({"unknown": 2}, "unknown", 2),
        ({"unknown": 0}, "unknown", 0),
        ({"unit": Unit.DAYS}, "unit", "days"),
        ({"value": None, "reason": "nobody is counted"}, "reason", "nobody is counted"),
    ],
)
def test_what_there_is_more_to_say_is_added(changed: dict[str, object], key: str, value: object) -> None:
    found = row_data(replace(PLAIN, **changed), Unit.PERCENT)  # type: ignore[arg-type]
    assert set(found) == {"group", "numerator", "denominator", "value", key}
    assert found[key] == value


def test_the_possible_stands_beside_the_certain() -> None:
    row = replace(PLAIN, possible=frozenset("abc"), possible_value=Fraction(300, 7))
    assert row_data(row, Unit.PERCENT)["possible"] == {"numerator": 3, "value": 42.857143}


def answer(*rows: Row) -> Answer:
    return Answer(CATALOGUE["missing-over-24h"], Basis(DAY, None, 7), Window.trailing(DAY), rows)


def test_csv_has_as_many_cells_as_columns_in_every_line() -> None:
    text = csv_of(
        figures.report([answer(PLAIN, replace(PLAIN, group={"sex": "Male"}, value=None, reason="nobody is counted"))])
    )
    lines = text.splitlines()
    assert len(lines) == 3
    assert {line.count(",") for line in lines} == {len(figures.CSV_COLUMNS) - 1}


# ----------------------------------------------------------------------------------------------------- in words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Fraction(1200, 261), Unit.PERCENT, "4.6%"),
        (Fraction(25, 100), Unit.PERCENT, "0.3%"),  # half up: to even it would be 0.2
        (Fraction(25, 2), Unit.DAYS, "12.5 days"),
        (Fraction(49), Unit.COUNT, "49"),
    ],
)
def test_a_value_in_its_unit(value: Fraction, unit: Unit, words: str) -> None:
    assert unit_words(value, unit) == words


def test_twelve_to_nineteen() -> None:
    row = replace(PLAIN, possible=frozenset(map(str, range(19))), possible_value=Fraction(1900, 261))
    assert (number_words(row), value_words(row)) == ("12 to 19", "4.6% to 7.3%")


def test_one_number_where_the_possible_are_the_certain() -> None:
    row = replace(PLAIN, possible=frozenset(map(str, range(12))), possible_value=PLAIN.value)
    assert (number_words(row), value_words(row)) == ("12", "4.6%")


def test_the_table_says_what_was_left_out_unknown_and_without_a_figure() -> None:
    none = replace(PLAIN, group={"sex": "Male"}, value=None, reason="nobody is counted")
    text = " ".join(
        page(figures.report([answer(replace(PLAIN, excluded={"short breaks": 3}, unknown=2), none)])).split()
    )
    assert "Left out: short breaks 3." in text
    assert f"Not recorded ({answer(PLAIN).indicator.title}): 2, counted among all and not in the number." in text
    assert "- no figure: nobody is counted." in text


def test_rows_of_several_keys_have_a_column_each() -> None:
    rows = (PLAIN, replace(PLAIN, group={"years": 5}), replace(PLAIN, group={"count": "1", "sex": "Male"}))
    lines = [line.split() for line in page(figures.report([answer(*rows)])).splitlines()]
    assert ["years", "count", "sex", "number", "of", "value"] in lines
    assert any(line[-3:] == ["12", "261", "4.6%"] and line[0] == "Children" for line in lines)
    assert ["5", "12", "261", "4.6%"] in lines
    assert ["1", "Male", "12", "261", "4.6%"] in lines


def test_what_the_data_says_is_no_markup_and_drives_no_terminal() -> None:
    assert terminal.plain("[bold]C1[/bold] \x1b[31m").plain == r"[bold]C1[/bold] \x1b[31m"
    row = replace(PLAIN, counted=frozenset({"[red]C1"}), meets=frozenset({"[red]C1"}))
    assert "[red]C1" in page(members.report(answer(row)))

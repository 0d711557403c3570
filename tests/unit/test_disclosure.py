"""Disclosure control: what is withheld, what with it, and how it is told. Every figure here is counted by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.functional.commands import CHILDREN, authority, done
from tests.support.reports import csv_of, page
from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.expressions import Spells
from timeline.projections.algebra.indicator import Days, Reading, Statistic, Unit
from timeline.projections.indicators import CATALOGUE
from timeline.report import figures
from timeline.report.disclosure import LEGEND, PublishedRow, controlled, withheld_of
from timeline.report.values import number_words, of_words, value_words

BASIS = Basis(date(2012, 3, 31))
Labels = tuple[tuple[str, str | int], ...]


def kids(first: int, last: int) -> frozenset[str]:
    """The children of these numbers, both included."""
    return frozenset(f"child-{n}" for n in range(first, last + 1))


ALL = kids(1, 100)


def share(meets: Iterable[str], counted: frozenset[str] = ALL, **group: str) -> Row:
    """A percentage of children."""
    who = frozenset(meets)
    value = Fraction(100 * len(who), len(counted)) if counted else None
    return Row(dict(group), Unit.PERCENT, len(who), len(counted), value, counted, who)


def total(who: frozenset[str], **group: str) -> Row:
    """A plain number of children."""
    return Row(dict(group), Unit.COUNT, len(who), None, Fraction(len(who)), who, who)


def amount(number: int, of: int | None = None, **group: str) -> Row:
    """A number of spells, of all or of other spells."""
    value = Fraction(number) if of is None else Fraction(100 * number, of)
    return Row(dict(group), Unit.COUNT if of is None else Unit.PERCENT, number, of, value, ALL, ALL)


def answered(*rows: Row, readings: Mapping[Labels, Reading] | None = None, beside: tuple[Row, ...] = ()) -> Answer:
    """An answer of these rows. A breakdown is by sex; what is no part reads as ``readings`` says. ``beside``: rows that
    the indicator does not declare."""
    labels = dict.fromkeys(tuple(row.group.items()) for row in rows if "sex" not in row.group)
    told = tuple((readings or {}).get(label, Reading(group=label)) for label in labels)
    return Answer(replace(CATALOGUE["looked-after"], readings=told), BASIS, None, (*rows, *beside))


def numbers(answer: Answer) -> list[tuple[int | None, int | None]]:
    return [(row.numerator, row.denominator) for row in answer.rows]


# ------------------------------------------------------------------------------------------------- what is withheld


@pytest.mark.parametrize(("number", "left"), [(0, 0), (1, None), (5, None), (6, 6)])
def test_one_to_five_are_withheld(number: int, left: int | None) -> None:
    (answer,) = controlled([answered(share(kids(1, number)))])
    assert numbers(answer) == [(left, 100)]
    assert (answer.rows[0].value is None) == (left is None)


@pytest.mark.parametrize(("number", "left"), [(100, 100), (99, None), (95, None), (94, 94)])
def test_all_but_one_to_five_say_as_much(number: int, left: int | None) -> None:
    (answer,) = controlled([answered(share(kids(1, number)))])
    assert numbers(answer) == [(left, 100)]


@pytest.mark.parametrize(("of", "withheld"), [(13, False), (11, False), (10, True), (7, True)])
def test_a_percentage_of_ten_or_fewer_is_withheld_with_its_number(of: int, withheld: bool) -> None:
    (answer,) = controlled([answered(share(kids(1, of), kids(1, of)))])
    assert (answer.rows[0].value is None) == withheld


def test_a_small_part_of_a_total_takes_the_smallest_other_part_with_it() -> None:
    parts = (share(kids(1, 3), status="A"), share(kids(4, 60), status="B"), share(kids(61, 100), status="C"))
    (answer,) = controlled([answered(*parts)])
    assert numbers(answer) == [(None, 100), (57, 100), (None, 100)]


def test_two_small_parts_that_hold_little_take_a_third() -> None:
    """1 and 1, neither of them 0, would be known from their sum."""
    parts = [share(kids(1, 1), status="A"), share(kids(2, 2), status="B"), share(kids(3, 100), status="C")]
    (answer,) = controlled([answered(*parts)])
    assert numbers(answer) == [(None, 100)] * 3


def test_two_parts_that_hold_enough_take_nothing() -> None:
    rows = [share(kids(1, 4), status="A"), share(kids(5, 7), status="B"), share(kids(8, 100), status="C")]
    whole = share(kids(1, 100), status="any")
    (answer,) = controlled([answered(whole, *rows)])
    assert numbers(answer)[1:] == [(None, 100), (None, 100), (93, 100)]


def test_a_cumulative_row_that_would_give_it_away_is_withheld() -> None:
    rows = [
        share(kids(1, 4), length="within 1 month"),
        share(kids(5, 30), length="within 1 year"),
        share(kids(31, 100), length="longer"),
        share(kids(1, 30), length="within 1 year (cumulative)"),
    ]
    (answer,) = controlled([answered(*rows)])
    small, year, longer, cumulative = (row.numerator for row in answer.rows)
    assert small is None
    assert None in (year, cumulative)
    assert None in (year, longer)


def test_a_breakdown_keeps_its_totals_where_four_cells_do() -> None:
    girls, boys = kids(1, 50), kids(51, 100)
    rows = [
        *(share(kids(1, 47) | kids(51, 80), status="A"), share(kids(48, 50) | kids(81, 100), status="B")),
        *(share(kids(1, 47), girls, status="A", sex="F"), share(kids(51, 80), boys, status="A", sex="M")),
        *(share(kids(48, 50), girls, status="B", sex="F"), share(kids(81, 100), boys, status="B", sex="M")),
    ]
    (answer,) = controlled([answered(*rows)])
    assert numbers(answer) == [(77, 100), (23, 100), (None, 50), (None, 50), (None, 50), (None, 50)]


def test_what_another_measure_adds_up_to_is_withheld_too() -> None:
    """A is withheld, and so is C, the smallest; A + B beside B would give A away."""
    parts = [share(kids(1, 3), status="A"), share(kids(4, 60), status="B"), share(kids(61, 100), status="C")]
    coarse = [share(kids(1, 60), status="A or B"), share(kids(61, 100), status="C")]
    fine, together = controlled([answered(*parts), answered(*coarse)])
    assert fine.rows[0].numerator is None
    assert None in (fine.rows[1].numerator, together.rows[0].numerator)
    assert fine.rows[2].numerator == together.rows[1].numerator


def test_one_figure_in_two_measures_is_withheld_in_both_or_in_neither() -> None:
    parts = [share(kids(1, 3), status="A"), share(kids(4, 60), status="B"), share(kids(61, 100), status="C")]
    fine, alone = controlled([answered(*parts), answered(total(kids(61, 100)))])
    assert fine.rows[2].numerator == alone.rows[0].numerator


def test_the_possible_are_withheld_where_those_in_doubt_are_few() -> None:
    row = replace(share(kids(1, 20)), possible=kids(1, 23), possible_value=Fraction(23))
    (answer,) = controlled([answered(row)])
    (found,) = answer.rows
    assert (found.numerator is None) or (found.possible is None)
    assert withheld_of(found) & {"numerator", "possible"}


def test_the_longest_of_many_is_that_of_one_child() -> None:
    """The mean of many stays."""
    waits = Spells("visitor_request").open()
    readings: dict[Labels, Reading] = {}
    for told in (Statistic.MEAN, Statistic.LONGEST):
        group: Labels = (("wait", told.value),)
        readings[group] = Reading(group=group, days=Days(waits, told), unit=Unit.DAYS)
    rows = [replace(total(ALL, wait=str(wait)), unit=Unit.DAYS, value=Fraction(300)) for ((_, wait),) in readings]
    (answer,) = controlled([answered(*rows, readings=readings)])
    assert [(row.numerator, row.value) for row in answer.rows] == [(100, 300), (100, None)]


def test_days_of_few_children_are_withheld() -> None:
    row = replace(total(kids(1, 4)), unit=Unit.DAYS, value=Fraction(77))
    (answer,) = controlled([answered(row)])
    assert (answer.rows[0].numerator, answer.rows[0].value) == (None, None)


# ------------------------------------------------------------------------------------------- what counts no children


def incidents(*, out_of: bool = False) -> Mapping[Labels, Reading]:
    spells = Spells("missing_incident")
    return {(): Reading(spells=spells, out_of=spells if out_of else None)}


def test_a_small_part_of_an_amount_takes_the_next_with_it() -> None:
    rows = [amount(40), amount(3, sex="F"), amount(17, sex="M"), amount(20, sex="neither")]
    (answer,) = controlled([answered(*rows, readings=incidents())])
    assert [row.numerator for row in answer.rows] == [40, None, None, 20]


def test_a_small_part_without_another_takes_the_total() -> None:
    rows = [amount(3), amount(3, sex="F"), amount(0, sex="M")]
    (answer,) = controlled([answered(*rows, readings=incidents())])
    assert [row.numerator for row in answer.rows] == [None, None, 0]


def test_all_but_few_of_an_amount_say_as_much() -> None:
    (answer,) = controlled([answered(amount(97, 100), readings=incidents(out_of=True))])
    assert numbers(answer) == [(None, 100)]


def test_the_unknown_of_one_part_is_not_had_from_the_others() -> None:
    girls, boys = kids(1, 50), kids(51, 100)
    rows = [
        replace(share(kids(1, 80)), unknown=10),
        replace(share(kids(1, 40), girls, sex="F"), unknown=2),
        replace(share(kids(51, 90), boys, sex="M"), unknown=8),
    ]
    (answer,) = controlled([answered(*rows)])
    assert [row.unknown for row in answer.rows] == [10, None, None]


def test_those_left_out_are_told_only_where_they_are_many() -> None:
    row = replace(total(ALL), excluded={"short breaks": 3, "18 or over, still open": 6})
    (answer,) = controlled([answered(row)])
    assert answer.rows[0].excluded == {"18 or over, still open": 6}
    assert withheld_of(answer.rows[0]) == {"excluded"}


def test_how_many_were_never_sent_again_is_told_only_where_they_are_many() -> None:
    answer = replace(answered(total(ALL)), never_sent_again=2)
    (few,) = controlled([answer])
    (many,) = controlled([replace(answer, never_sent_again=6)])
    assert (few.remark_withheld, few.never_sent_again) == (True, 0)
    assert (many.remark_withheld, many.never_sent_again) == (False, 6)


def test_a_rate_goes_with_the_number_it_is_of() -> None:
    def rate(who: frozenset[str]) -> Row:
        return replace(total(who), group={"rate": "per 10,000"}, unit=Unit.RATE, denominator=5_000, value=Fraction(8))

    few, many = controlled([answered(total(who), beside=(rate(who),)) for who in (kids(1, 4), kids(1, 40))])
    assert numbers(few) == [(None, None), (None, 5_000)]
    assert few.rows[1].value is None
    assert many.rows[1].value == 8


def test_an_expected_wait_goes_with_the_measure_it_stands_beside() -> None:
    expected = Row({"wait": "expected days"}, Unit.DAYS, 30, 60, Fraction(90), frozenset(), frozenset())
    few, many = controlled([answered(total(who), beside=(expected,)) for who in (kids(1, 4), kids(1, 40))])
    assert numbers(few)[1:] == [(None, None)]
    assert numbers(many)[1:] == [(30, 60)]
    assert (few.rows[1].value, many.rows[1].value) == (None, Fraction(90))


def test_what_is_not_known_stays_so() -> None:
    row = Row({}, Unit.PERCENT, None, None, None, frozenset(), frozenset(), reason="nothing is known")
    (answer,) = controlled([answered(row)])
    assert (withheld_of(answer.rows[0]), answer.rows[0].reason) == (frozenset(), "nothing is known")


# ------------------------------------------------------------------------------------------------------ how it is told


def published(row: Row) -> PublishedRow:
    ((found,),) = (answer.rows for answer in controlled([answered(row)]))
    assert isinstance(found, PublishedRow)
    return found


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (share(kids(1, 3)), ("c", "100", "c")),
        (share(kids(1, 20)), ("20", "100", "20.0%")),
        (share(frozenset()), ("0", "100", "0.0%")),
        (share(frozenset(), frozenset()), ("0", "0", "z")),
        (replace(share(kids(1, 20)), value=Fraction(1, 30)), ("20", "100", "k")),
        (share(kids(1, 2), kids(1, 4)), ("c", "c", "c")),
    ],
    ids=["few", "many", "none", "of nobody", "rounds to 0", "few of few"],
)
def test_the_symbols_of_the_national_tables(row: Row, told: tuple[str, str, str]) -> None:
    found = published(row)
    assert (number_words(found), of_words(found), value_words(found)) == told


def test_symbols_are_of_publications_alone() -> None:
    row = replace(share(kids(1, 20)), value=Fraction(1, 30))
    assert (value_words(row), value_words(share(frozenset(), frozenset()))) == ("0.0%", "-")


def test_in_json_what_is_withheld_is_null_and_named() -> None:
    (found,) = figures.data(controlled([answered(share(kids(1, 3)))]))
    assert found["rows"] == [
        {
            "group": {},
            "numerator": None,
            "denominator": 100,
            "value": None,
            "unit": "percent",
            "suppressed": "c",
            "withheld": ["numerator", "value"],
        }
    ]


def test_in_csv_the_symbol_stands_in_the_cell() -> None:
    answers = controlled([replace(answered(share(kids(1, 3))), never_sent_again=1)])
    (line,) = csv.DictReader(io.StringIO(csv_of(figures.report(answers))))
    told = {name: line[name] for name in ("numerator", "denominator", "value", "children_never_sent_again")}
    assert told == {"numerator": "c", "denominator": "100", "value": "c", "children_never_sent_again": "c"}


def test_a_table_says_what_the_symbols_mean() -> None:
    answers = controlled([answered(share(kids(1, 3)))])
    for brief in (False, True):
        assert LEGEND in page(figures.report(answers, brief=brief), 400)


# ------------------------------------------------------------------------------------------------------ from the shell


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return authority(tmp_path_factory.mktemp("published"))


@pytest.mark.parametrize("brief", [(), ("--brief",)], ids=["full", "brief"])
def test_of_four_children_no_number_is_published(store: Path, brief: tuple[str, ...]) -> None:
    command = ("--store", store, "measure", "--as-at", "2012-03-31", "--publish", *brief)
    for answer in done(*command, "--format", "json").json:
        for row in answer["rows"]:
            assert {row["numerator"], row["denominator"]} <= {None, 0}
    for form in ("table", "csv"):
        text = done(*command, "--format", form).out
        assert not any(child in text for child in CHILDREN)

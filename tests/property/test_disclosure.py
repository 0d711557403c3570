"""No figure that is withheld can be had from those that are published, by whatever sums.

The attacker shares nothing with the suppressor. It knows all definitions: which sort of child is in which row, that
what is withheld is not 0, and the percentages. It asks an integer program for the least and the greatest number of
children that the publication leaves possible in every cell that is withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from importlib import import_module
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Answer, Row
from timeline.projections.algebra.indicator import Reading, Unit
from timeline.projections.indicators import CATALOGUE
from timeline.report.disclosure import controlled, withheld_of

pytest.importorskip("scipy")

SMALL = 5
MANY = 500
"""More children than any population here has."""

Sort = tuple[str, str, str]
"""Sex, legal status, and whether missing: what a child is told apart by in the publications here."""

In = Callable[[Sort], bool]

SEXES, STATUSES, MISSING = ("F", "M"), ("A", "B", "C", "D"), ("no", "perhaps", "yes")
SORTS: list[Sort] = list(product(SEXES, STATUSES, MISSING))


@dataclass(frozen=True)
class Line:
    """A row of a publication by its definition. ``counted`` is ``None`` of a plain number."""

    group: Mapping[str, str | int]
    meets: In
    counted: In | None
    possible: In | None = None


def _status(among: str) -> In:
    return lambda sort: sort[1] in among


def _everybody(sort: Sort) -> bool:
    return True


MEASURES: list[list[Line]] = [
    [Line({}, _everybody, None)],
    [Line({"status": name}, _status(name), _everybody) for name in ("A", "B", "C", "D", "AB")],
    [Line({"status": name}, _status(name), _everybody) for name in "ABCD"],
    [Line({"status": name}, _status(name), _everybody) for name in ("AB", "CD")],
    [Line({}, lambda sort: sort[2] == "yes", _everybody, lambda sort: sort[2] != "no")],
    [Line({}, lambda sort: sort[2] == "yes", _status("AB"))],
]


def with_parts(lines: Sequence[Line]) -> list[Line]:
    """The rows of a measure, then the same of girls and of boys."""
    return [*lines, *(_part(line, sex) for line in lines for sex in SEXES)]


def _part(line: Line, sex: str) -> Line:
    def of(whole: In) -> In:
        return lambda sort: sort[0] == sex and whole(sort)

    return Line(
        {**line.group, "sex": sex},
        of(line.meets),
        of(line.counted) if line.counted else None,
        of(line.possible) if line.possible else None,
    )


def publication(children: Sequence[Sort], measures: Sequence[Sequence[Line]]) -> list[Answer]:
    """The answers about these children, with nothing withheld."""
    names = {f"child {n}": sort for n, sort in enumerate(children)}
    return [_answer(lines, [_row(line, names) for line in lines]) for lines in measures]


def _answer(lines: Sequence[Line], rows: Sequence[Row]) -> Answer:
    readings = tuple(Reading(group=tuple(line.group.items())) for line in lines if "sex" not in line.group)
    indicator = replace(CATALOGUE["looked-after"], readings=readings)
    return Answer(indicator, Basis(date(2012, 3, 31)), None, tuple(rows))


def _row(line: Line, names: Mapping[str, Sort]) -> Row:
    def among(members: In) -> frozenset[str]:
        return frozenset(name for name, sort in names.items() if members(sort))

    counted, possible = among(line.counted or line.meets), among(line.possible) if line.possible else None
    meets = among(line.meets) & counted
    value = Fraction(100 * len(meets), len(counted)) if counted else None
    return Row(
        group=line.group,
        unit=Unit.PERCENT if line.counted else Unit.COUNT,
        numerator=len(meets),
        denominator=len(counted) if line.counted else None,
        value=value if line.counted else Fraction(len(meets)),
        counted=counted,
        meets=meets,
        possible=possible,
        possible_value=None if possible is None or not counted else Fraction(100 * len(possible), len(counted)),
    )


# --------------------------------------------------------------------------------------------------------- the attacker


@dataclass(frozen=True)
class Cell:
    """A number of children: those of these sorts. ``known``: what the publication says of it, if anything."""

    sorts: tuple[bool, ...]
    known: int | None


def cells(answers: Sequence[Answer], measures: Sequence[Sequence[Line]]) -> Iterator[Cell]:
    """What the publication says and does not say, percentages worked back to numbers."""
    for answer, lines in zip(answers, measures, strict=True):
        for row, line in zip(answer.rows, lines, strict=True):
            within = line.counted or _everybody
            numerator, denominator = _worked_back(row)
            yield Cell(_sorts(line.meets, within), numerator)
            if line.counted:
                yield Cell(_sorts(line.counted, within), denominator)
            if line.possible:
                possible = None if row.possible is None else len(row.possible)
                if possible is None and row.possible_value is not None and denominator is not None:
                    possible = int(row.possible_value * denominator / 100)
                yield Cell(_sorts(line.possible, within), possible)


def _worked_back(row: Row) -> tuple[int | None, int | None]:
    numerator, denominator = row.numerator, row.denominator
    if row.value is not None and row.unit is Unit.PERCENT:
        if numerator is None and denominator is not None:
            numerator = int(row.value * denominator / 100)
        if denominator is None and numerator:
            denominator = int(100 * numerator / row.value)
    return numerator, denominator


def _sorts(members: In, within: In) -> tuple[bool, ...]:
    return tuple(members(sort) and within(sort) for sort in SORTS)


def ranges(told: Sequence[Cell]) -> dict[tuple[bool, ...], tuple[int, int]]:
    """The least and the greatest number that every withheld cell may have."""
    rows = np.array([cell.sorts for cell in told], dtype=float)
    least = np.array([1 if cell.known is None else cell.known for cell in told], dtype=float)
    most = np.array([MANY if cell.known is None else cell.known for cell in told], dtype=float)
    withheld = {cell.sorts for cell in told if cell.known is None}
    return {
        sorts: (_extreme(rows, least, most, sorts, 1), _extreme(rows, least, most, sorts, -1)) for sorts in withheld
    }


def _extreme(rows: Any, least: Any, most: Any, sorts: tuple[bool, ...], sign: int) -> int:
    program = import_module("scipy.optimize")
    aim = np.array(sorts, dtype=float)
    found = program.milp(
        sign * aim,
        constraints=program.LinearConstraint(rows, least, most),
        integrality=np.ones(len(SORTS)),
        bounds=program.Bounds(0, MANY),
    )
    assert found.success, "the true population is one of those that are possible"
    extreme: float = found.fun
    return round(sign * extreme)


def true_counts(children: Sequence[Sort], told: Sequence[Cell]) -> dict[tuple[bool, ...], int]:
    """How many there are in each cell."""
    at = [SORTS.index(sort) for sort in children]
    return {cell.sorts: sum(cell.sorts[n] for n in at) for cell in told}


# ----------------------------------------------------------------------------------------------------------- properties

sorts = st.sampled_from(SORTS)
few = st.lists(sorts, max_size=14)
lumps = st.lists(st.tuples(sorts, st.sampled_from([1, 1, 2, 5, 6, 12])), max_size=9).map(
    lambda parts: [sort for sort, number in parts for _ in range(number)]
)
populations = st.one_of(few, lumps)
publications = st.lists(
    st.sampled_from([*MEASURES, *(with_parts(lines) for lines in MEASURES)]), min_size=1, max_size=5
)


@settings(deadline=None)
@given(populations, publications)
def test_no_withheld_number_can_be_worked_out(children: list[Sort], measures: list[list[Line]]) -> None:
    told = list(cells(controlled(publication(children, measures)), measures))
    true = true_counts(children, told)
    for which, (least, most) in ranges(told).items():
        assert least < most
        assert least <= true[which] <= most
        assert most >= SMALL or true[which] > SMALL


@settings(deadline=None)
@given(populations, publications)
def test_no_small_number_is_left(children: list[Sort], measures: list[list[Line]]) -> None:
    for cell in cells(controlled(publication(children, measures)), measures):
        assert cell.known is None or not 1 <= cell.known <= SMALL


@settings(deadline=None)
@given(populations, publications)
def test_what_is_left_of_a_published_share_is_not_small(children: list[Sort], measures: list[list[Line]]) -> None:
    for answer in controlled(publication(children, measures)):
        for row in answer.rows:
            if row.numerator is not None and row.denominator is not None:
                assert not 1 <= row.denominator - row.numerator <= SMALL
                assert row.possible is None or not 1 <= len(row.possible) - row.numerator <= SMALL


@settings(deadline=None)
@given(populations, publications)
def test_what_is_not_withheld_is_unchanged_and_names_nobody(children: list[Sort], measures: list[list[Line]]) -> None:
    answers = publication(children, measures)
    for answer, published in zip(answers, controlled(answers), strict=True):
        for row, found in zip(answer.rows, published.rows, strict=True):
            withheld = withheld_of(found)
            for part in ("numerator", "denominator", "value"):
                assert getattr(found, part) == (None if part in withheld else getattr(row, part))
            if "possible" not in withheld:
                assert (found.possible and len(found.possible)) == (row.possible and len(row.possible))
            assert not {name for told in (found.counted, found.meets, found.possible or ()) for name in told} & {
                f"child {n}" for n in range(len(children))
            }


@settings(deadline=None)
@given(populations, publications, st.randoms(use_true_random=False))
def test_who_the_children_are_decides_nothing(children: list[Sort], measures: list[list[Line]], random: Any) -> None:
    shuffled = random.sample(children, len(children))
    assert controlled(publication(shuffled, measures)) == controlled(publication(children, measures))


def test_small_numbers_withheld_alone_would_be_found() -> None:
    """The attacker does find what a publication leaves open."""
    measure = MEASURES[1][:4]
    children = [
        sort for status, number in (("A", 3), ("B", 20), ("C", 8), ("D", 9)) for sort in [("F", status, "no")] * number
    ]
    (answer,) = publication(children, [measure])
    first, *others = answer.rows
    careless = replace(answer, rows=(replace(first, numerator=None, value=None), *others))
    told = list(cells([careless], [measure]))
    assert set(ranges(told).values()) == {(3, 3)}

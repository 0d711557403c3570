"""Sets of days of many groups come to what sets of single places come to."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.algebra.columnar.frame import Longs
from timeline.projections.algebra.spans.interval_sets import Counts, IntervalSet, foremost, overlaps, union
from timeline.projections.algebra.spans.spell_sets import DaysAsked

GROUPS = 3
WIDTHS = st.sampled_from((1, 2, 5))
Places = set[tuple[int, int]]
"""Single places: a group, and a place of it."""

Span = tuple[int, int, int]
"""A group, its first place, and the place after the last."""


@st.composite
def spans(draw: st.DrawFn, width: int) -> list[Span]:
    """Some spans, in any order; they overlap and touch."""
    found = []
    for _ in range(draw(st.integers(0, 7))):
        lo = draw(st.integers(0, width - 1))
        found.append((draw(st.integers(0, GROUPS - 1)), lo, draw(st.integers(lo + 1, width))))
    return found


def on_the_line(some: list[Span], width: int) -> tuple[Longs, Longs]:
    begin = np.array([group * (width + 1) + lo for group, lo, _ in some], dtype=np.int64)
    return begin, np.array([group * (width + 1) + hi for group, _, hi in some], dtype=np.int64)


def a_set(some: list[Span], width: int) -> IntervalSet:
    return union(GROUPS, width, *on_the_line(some, width))


def places(found: IntervalSet) -> Places:
    """Its single places. Its spans are in order, and no two of them overlap or touch."""
    assert (found.begin[1:] > found.until[:-1]).all()
    edges = zip(found.group.tolist(), found.lo.tolist(), found.hi.tolist(), strict=True)
    return {(group, place) for group, lo, hi in edges for place in range(lo, hi)}


def single(some: list[Span]) -> Places:
    return {(group, place) for group, lo, hi in some for place in range(lo, hi)}


def everything(width: int) -> Places:
    return {(group, place) for group in range(GROUPS) for place in range(width)}


@given(st.data(), WIDTHS)
def test_sets_are_sets_of_places(data: st.DataObject, width: int) -> None:
    a, b = data.draw(spans(width)), data.draw(spans(width))
    one, other = a_set(a, width), a_set(b, width)
    assert places(one) == single(a)
    assert places(one & other) == single(a) & single(b)
    assert places(one | other) == single(a) | single(b)
    assert places(~one) == everything(width) - single(a)
    assert places(~~one) == single(a)


@given(st.data(), WIDTHS, st.integers(0, 3), st.one_of(st.none(), st.integers(0, 3)))
def test_how_many_hold_is_counted_place_by_place(
    data: st.DataObject, width: int, at_least: int, at_most: int | None
) -> None:
    some = data.draw(spans(width))
    many = Counter((group, place) for group, lo, hi in some for place in range(lo, hi))
    found = Counts.of(GROUPS, width, *on_the_line(some, width)).between(at_least, at_most)
    expected = {
        place for place in everything(width) if at_least <= many[place] <= (len(some) if at_most is None else at_most)
    }
    assert places(found) == expected


@given(st.data(), WIDTHS)
def test_the_first_that_holds_is_preferred(data: st.DataObject, width: int) -> None:
    some = data.draw(spans(width))
    which, begin, until = foremost(*on_the_line(some, width), width)
    found = {}
    for number, first, last in zip(which.tolist(), begin.tolist(), until.tolist(), strict=True):
        for place in range(first, last):
            assert place not in found
            found[divmod(place, width + 1)] = number
    expected = {}
    for number, (group, lo, hi) in reversed([*enumerate(some)]):
        expected |= {(group, place): number for place in range(lo, hi)}
    assert found == expected


@given(st.data(), WIDTHS)
def test_every_overlap_is_found_once(data: st.DataObject, width: int) -> None:
    some, other = data.draw(spans(width)), a_set(data.draw(spans(width)), width)
    begin, until = on_the_line(some, width)
    of, which = overlaps(begin, until, other)
    expected = [
        (number, place)
        for number in range(len(some))
        for place in range(len(other))
        if begin[number] < other.until[place] and other.begin[place] < until[number]
    ]
    assert [*zip(of.tolist(), which.tolist(), strict=True)] == expected


# ---------------------------------------------------------------------------------------------------------- thresholds


def ordinals(*days: date) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array([day.toordinal() for day in days], dtype=np.int32)


@pytest.mark.parametrize(
    ("mark", "months", "first"),
    [
        (date(2013, 1, 31), 1, date(2013, 3, 1)),  # a month before 28 February 2013 is 28 January
        (date(2012, 2, 29), 12, date(2013, 3, 1)),
        (date(2011, 3, 31), 12, date(2012, 3, 31)),
        (date(2012, 1, 31), 0, date(2012, 1, 31)),
    ],
)
def test_the_first_day_from_which_a_mark_lies_so_many_months_back(mark: date, months: int, first: date) -> None:
    begin = date(2011, 1, 1).toordinal()
    asked = DaysAsked.of(np.arange(begin, begin + 1000, dtype=np.int32))
    assert begin + asked.first(ordinals(mark), months).tolist()[0] == first.toordinal()


def test_days_between_and_beyond_those_asked_about() -> None:
    asked = DaysAsked.of(ordinals(date(2012, 1, 1), date(2012, 1, 5)))
    marks = ordinals(date(2011, 12, 31), date(2012, 1, 1), date(2012, 1, 2), date(2012, 1, 5), date(2012, 1, 6))
    assert asked.first(marks).tolist() == [0, 0, 1, 1, 2]
    alone = DaysAsked.of(ordinals(date(2012, 1, 5)))
    assert alone.first(marks).tolist() == [0, 0, 0, 0, 1]

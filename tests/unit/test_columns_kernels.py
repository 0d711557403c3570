"""What numba compiles gives what NumPy gives."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.algebra.columnar.kernels import PLAIN, WORTH_LOADING, Kernels, compiled, kernels

pytest.importorskip("numba", reason="the extra [fast] is not installed")

DAYS = st.integers(0, 9)


def ints(numbers: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(numbers, dtype=np.int32)


def longs(numbers: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, dtype=np.int64)


@given(st.data(), st.lists(st.integers(0, 4), max_size=5), st.lists(st.tuples(DAYS, DAYS), max_size=8))
def test_the_rows_that_are_seen(data: st.DataObject, rows: list[int], days: list[tuple[int, int]]) -> None:
    children = st.integers(0, max(len(rows) - 1, 0))
    cells = [(data.draw(children), *each) for each in days] if rows else []
    child, as_at, day = (list(column) for column in zip(*cells, strict=True)) if cells else ([], [], [])
    first_row = longs([sum(rows[:number]) for number in range(len(rows) + 1)])
    columns = [ints(data.draw(st.lists(DAYS, min_size=sum(rows), max_size=sum(rows)))) for _ in range(3)]
    asked = (first_row, longs(child), ints(as_at), ints(day), *columns)
    for one, other in zip(compiled().seen(*asked), PLAIN.seen(*asked), strict=True):
        assert one.tolist() == other.tolist()
        assert one.dtype == other.dtype


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(-9, 9)), max_size=12))
def test_what_corners_add_up_to(corners: list[tuple[int, int]]) -> None:
    place, weight = longs([each for each, _ in corners]), longs([each for _, each in corners])
    expected = [sum(each for at, each in corners if at == number) for number in range(7)]
    assert compiled().corners(7, place, weight).tolist() == PLAIN.corners(7, place, weight).tolist() == expected


def test_few_children_do_not_load_it() -> None:
    assert kernels(WORTH_LOADING - 1) is PLAIN
    assert kernels(WORTH_LOADING) is compiled()


def test_no_kernel_is_left_out() -> None:
    """Two tests above, for two of them."""
    assert {each.name for each in fields(Kernels)} == {"seen", "corners"}

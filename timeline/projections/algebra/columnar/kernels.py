"""The two inmost loops, by NumPy; and compiled by numba where that is installed and there are enough children to be
worth the second that it takes to load. Both give the same arrays.

Only what is the same in every question is compiled: which rows are seen in which cell, and what the corners of
rectangles add up to. No operator is written twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.projections.algebra.columnar.frame import Ints, Longs

WORTH_LOADING = 50_000
"""Of so many children in one frame, or more."""

Seen = Callable[[Longs, Longs, Ints, Ints, Ints, Ints, Ints], tuple[Longs, Longs]]
Corners = Callable[[int, Longs, Longs], NDArray[np.float64]]


@dataclass(frozen=True)
class Kernels:
    """``seen``: of every cell (its child, the day whose case it is, the day asked about) the rows (``first_row`` of
    each child, seen from, seen to, start) that are seen in it and had begun; each with its cell, in order.

    ``corners``: into so many places, what each of some weights adds to its place.
    """

    seen: Seen
    corners: Corners


def kernels(children: int) -> Kernels:
    """Those for a frame of so many children."""
    return compiled() if children >= WORTH_LOADING and find_spec("numba") is not None else PLAIN


def spread(first_row: Longs, child: Longs) -> tuple[Longs, Longs]:
    """Every row of every one of these children: which of them it is of, and its place. ``first_row``: the place of
    each child's first row, and the number of rows last."""
    counts = first_row[child + 1] - first_row[child]
    of = np.repeat(np.arange(len(child)), counts)
    before = np.cumsum(counts) - counts
    return of, np.arange(len(of)) - before[of] + first_row[child][of]


def _seen(
    first_row: Longs, child: Longs, as_at: Ints, day: Ints, seen_from: Ints, seen_to: Ints, start: Ints
) -> tuple[Longs, Longs]:
    cell, row = spread(first_row, child)
    then = as_at[cell]
    seen = (seen_from[row] <= then) & (seen_to[row] > then) & (start[row] <= day[cell])
    return cell[seen], row[seen]


def _corners(places: int, place: Longs, weight: Longs) -> NDArray[np.float64]:
    added = np.bincount(place, weights=weight.astype(np.float64), minlength=places)  # exact up to 2 ** 53
    return np.asarray(added, dtype=np.float64)


PLAIN = Kernels(_seen, _corners)


def _seen_loop(
    first_row: Any, child: Any, as_at: Any, day: Any, seen_from: Any, seen_to: Any, start: Any
) -> tuple[Any, Any]:
    most = 0
    for each in child:
        most += first_row[each + 1] - first_row[each]
    cell, row, found = np.empty(most + 1, np.int64), np.empty(most + 1, np.int64), 0
    for number in range(len(child)):
        then, asked = as_at[number], day[number]
        for place in range(first_row[child[number]], first_row[child[number] + 1]):
            cell[found], row[found] = number, place  # written over by the next, unless it is seen
            found += (seen_from[place] <= then) & (seen_to[place] > then) & (start[place] <= asked)
    return cell[:found].copy(), row[:found].copy()


def _corners_loop(places: int, place: Any, weight: Any) -> Any:
    found = np.zeros(places, np.float64)
    for number in range(len(place)):
        found[place[number]] += weight[number]
    return found


@cache
def compiled() -> Kernels:
    """Those that numba makes, kept for the next time where that can be. ``ImportError`` where it is not installed."""
    from numba import njit

    return Kernels(njit(cache=True)(_seen_loop), njit(cache=True)(_corners_loop))

"""Random draws. Each child has its own stream of random numbers, so that children do not affect one another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(seed: int, number: int, purpose: str = "history") -> Random:
    """The random numbers of one child, for one purpose.

    Seeded by text, which Python hashes with SHA-512 independently of PYTHONHASHSEED. The numbers are the same on every
    machine and in every process, for any number of children.
    """
    return Random(f"{seed}:{number}:{purpose}")


def whole(rng: Random, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return low + int(rng.random() * (high - low + 1))


class Weighted(Generic[T]):
    """A choice among values in proportion to their weights (counts or percentages)."""

    __slots__ = ("_bounds", "_values")

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._values = tuple(weights)
        self._bounds = _inner_bounds(tuple(weights.values()))

    def draw(self, rng: Random) -> T:
        return self._values[bisect_right(self._bounds, rng.random())]


class Banded:
    """A number of days drawn from published bands ``(from, to under, weight)``, evenly within each."""

    __slots__ = ("_bounds", "_lows", "_widths")

    def __init__(self, *bands: tuple[int, int, float]) -> None:
        self._bounds = _inner_bounds([weight for _, _, weight in bands])
        self._lows = tuple(low for low, _, _ in bands)
        self._widths = tuple(high - low for low, high, _ in bands)

    def draw(self, rng: Random) -> int:
        band = bisect_right(self._bounds, rng.random())
        return self._lows[band] + int(rng.random() * self._widths[band])


def _inner_bounds(weights: Sequence[float]) -> list[float]:
    """Cumulative shares without the last, so that rounding cannot exceed the last value."""
    total = sum(weights)
    return [running / total for running in accumulate(weights)][:-1]

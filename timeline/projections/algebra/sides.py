"""Two figures beside one another: what each means and at which basis, and who may stand otherwise in the second."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from timeline.domain.basis import Basis
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.indicator import Indicator


@dataclass(frozen=True, slots=True)
class Side:
    """One of two figures: a definition at a basis, its position pinned."""

    indicator: Indicator
    basis: Basis


Pair = tuple[Side, Side]
"""The older figure, and the newer one."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The answers of both sides, and the children who stand otherwise on one than on the other in a row of both."""

    before: Answer
    after: Answer
    moved: Collection[str]


def rows_of_both(older: Indicator, newer: Indicator) -> tuple[tuple[int, int], ...]:
    """The rows that both definitions have: the place of each in the one and in the other."""
    later = {reading.group: place for place, reading in enumerate(newer.readings)}
    return tuple(
        (place, later[reading.group]) for place, reading in enumerate(older.readings) if reading.group in later
    )

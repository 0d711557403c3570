"""The points of a question: days asked about by days of knowing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from timeline.domain.basis import Basis
from timeline.projections.algebra.columnar.frame import Ints


@dataclass(frozen=True, eq=False)
class Grid:
    """The points of a question. ``known``: ``None`` stands for no limit, and then it is alone. ``together``: there is
    one day of knowing for each day asked about, and only these pairs are points. ``beforehand``: whether any point is
    of a day of knowing before the day asked about; where not, none of those is worked out."""

    as_at: Ints
    known: Ints | None
    together: bool = False
    beforehand: bool = False

    @classmethod
    def of(cls, bases: Sequence[Basis]) -> Grid:
        """The least grid with these points. ``ValueError`` where what is known is limited at some of them only."""
        as_at, known = {basis.as_at for basis in bases}, {basis.known_at for basis in bases}
        if known == {None}:
            return cls(_ordinals(as_at), None)
        if None in known:
            raise ValueError("points with a day of knowing and points without one are asked apart")
        together = all(basis.known_at == basis.as_at for basis in bases)
        beforehand = any(basis.known_at is not None and basis.known_at < basis.as_at for basis in bases)
        return cls(_ordinals(as_at), _ordinals(day for day in known if day is not None), together, beforehand)

    @cached_property
    def _places(self) -> tuple[Mapping[int, int], Mapping[int, int]]:
        known = [] if self.known is None else self.known.tolist()
        return ({day: n for n, day in enumerate(self.as_at.tolist())}, {day: n for n, day in enumerate(known)})

    def place(self, basis: Basis) -> tuple[int, int]:
        """Where a basis stands in it. ``KeyError`` where it is no point of it."""
        as_at, known = self._places
        row = as_at[basis.as_at.toordinal()]
        if basis.known_at is None or self.known is None:
            if (basis.known_at is None) != (self.known is None):
                raise KeyError("a point of a grid without a limit of knowledge has none, and no other")
            return row, 0
        column = known[basis.known_at.toordinal()]
        return (row, 0) if self.together else (row, column)

    @property
    def shape(self) -> tuple[int, int]:
        """How many days asked about and of knowing; one of knowing where they go together."""
        return len(self.as_at), 1 if self.known is None or self.together else len(self.known)


def _ordinals(days: Iterable[date]) -> Ints:
    return np.array(sorted(day.toordinal() for day in days), dtype=np.int32)

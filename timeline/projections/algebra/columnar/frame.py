"""All children's spells as arrays: what the columnar interpreter reads.

A day is a whole number, ``date.toordinal()``. Spans are half-open. A frame is a part of the population, or all of it:
children are counted from 0 in it, and no row says anything of a child of another frame, so what is made of several
frames adds up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

FOREVER = 10_000_000
"""The end of what has none: later than any day, and small enough to count on from."""

NOT_KNOWN = -1
"""A day, or a code, that is not recorded."""

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Truths = NDArray[np.bool_]

R = TypeVar("R", bound="Rows")


@dataclass(frozen=True)
class Codes:
    """One code a row: ``numbers`` into ``words``; ``NOT_KNOWN`` where none is recorded."""

    numbers: Ints
    words: tuple[str, ...]

    def taken(self, rows: Longs | Truths) -> Codes:
        """Those of some rows."""
        return replace(self, numbers=self.numbers[rows])

    def among(self, codes: Sequence[str | None]) -> Truths:
        """Which rows have one of these codes; ``None`` stands for not recorded."""
        wanted = np.array([word in codes for word in (*self.words, None)], dtype=np.bool_)
        return np.asarray(wanted[self.numbers])  # NOT_KNOWN is the last


@dataclass(frozen=True)
class Rows:
    """What is seen of children: each row as at the days ``[seen_from, seen_to)``, known ``[known_from, known_to)``.

    Sorted by child.
    """

    child: Ints
    seen_from: Ints
    seen_to: Ints
    known_from: Ints
    known_to: Ints

    def __len__(self) -> int:
        return len(self.child)

    def taken(self: R, rows: Longs | Truths) -> R:
        """Some of the rows, by their places in order or by a yes or no of each."""
        columns: dict[str, Any] = {f.name: taken(getattr(self, f.name), rows) for f in fields(self)}
        return replace(self, **columns)


def taken(column: object, rows: Longs | Truths) -> object:
    """Some rows of a column; what is no column stays."""
    if isinstance(column, np.ndarray):
        return column[rows]
    if isinstance(column, Codes):
        return column.taken(rows)
    if isinstance(column, dict):
        return {name: each.taken(rows) for name, each in column.items()}
    return column


@dataclass(frozen=True)
class SpellRows(Rows):
    """The spells of one kind, of each child in the order in which its case has them.

    ``facts``: of one child, the same number for the same facts; ``began``: the same number for the same first fact.
    ``attributes``: one of which nothing is recorded may be missing.
    """

    start: Ints
    end: Ints
    facts: Longs
    began: Longs
    attributes: dict[str, Codes]

    def attribute(self, name: str) -> Codes:
        """A code of each."""
        found = self.attributes.get(name)
        return Codes(np.full(len(self), NOT_KNOWN, dtype=np.int32), ()) if found is None else found


@dataclass(frozen=True)
class ChildRows(Rows):
    """All of a case that is no spell. ``modules``: the names of those heard of, joined by tabs.

    ``unaccompanied_to``: the end of the status; ``NOT_KNOWN`` where there is no status.
    """

    born_on: Ints
    modules: Codes
    sex: Codes
    ethnicity: Codes
    unaccompanied_to: Ints
    never_sent_again: Truths
    endings_alone: Ints


@dataclass(frozen=True)
class Frame:
    """A population. ``names``: of its children, in order; each is in ``children`` and ``spells`` by its place here."""

    names: Sequence[str]
    children: ChildRows
    spells: Mapping[str, SpellRows]

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def first_row(self) -> Mapping[str, Longs]:
        """Of each kind, the place of every child's first row, and the number of rows last."""
        return {kind: places(rows.child, len(self)) for kind, rows in self.spells.items()}

    @cached_property
    def first_child_row(self) -> Longs:
        """Of ``children``, the place of every child's first row, and the number of rows last."""
        return places(self.children.child, len(self))


def places(child: Ints, children: int) -> Longs:
    """The place of the first row of every child, and the number of rows last."""
    return np.searchsorted(child, np.arange(children + 1, dtype=np.int32)).astype(np.int64)

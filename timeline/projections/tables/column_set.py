"""The stored form in memory: the rows of some children as columns of integers, one table a kind. ``column_bytes`` packs
it, and ``column_frames`` builds the columnar interpreter's frames from it.

A table has the rows of one kind of spell, or of one of three other kinds:

* ``child``: the particulars of a case, which are not spells;
* ``child_more``: further columns for people, row by row beside ``child``;
* ``fact``: the facts of each number in the column ``facts`` of spells.

Days, codes and spans are those of ``algebra.columnar.frame``. A row's ``child`` is the place of the child's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.projections.algebra.columnar.frame import NOT_KNOWN, Codes, Longs
from timeline.projections.tables.reads import CHILD as CHILD

CHILD_MORE = "child_more"
FACT = "fact"
BESIDE_SPELLS = (CHILD, CHILD_MORE, FACT)
"""The kinds that are not kinds of spell."""

Column = NDArray[Any]
Words = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows sorted by child. ``columns``: by name, all of one length. ``words``: of each column of codes, the words that
    its numbers index."""

    columns: Mapping[str, Column]
    words: Mapping[str, Words]

    def __len__(self) -> int:
        return len(self.columns[CHILD])

    def codes(self, name: str) -> Codes:
        """A column of codes; a missing column is null in every row."""
        if name not in self.columns:
            return Codes(np.full(len(self), NOT_KNOWN, dtype=np.int32), ())
        return Codes(self.columns[name], self.words[name])

    def taken(self, rows: Longs, child: Column) -> Table:
        """These rows, with new child numbers."""
        return Table({**{name: each[rows] for name, each in self.columns.items()}, CHILD: child}, self.words)


@dataclass(frozen=True)
class ColumnSet:
    """Children, by their names in order; each table by its kind. ``CHILD`` is always there, another where it has
    rows."""

    names: Sequence[str]
    tables: Mapping[str, Table]

    def __len__(self) -> int:
        return len(self.names)


def joined(parts: Sequence[ColumnSet]) -> ColumnSet:
    """The children of all of these, one part after the other. No child is in two of them."""
    before = np.cumsum([0, *map(len, parts)])[:-1].tolist()
    tables = {
        kind: _together(
            [(part.tables[kind], first) for part, first in zip(parts, before, strict=True) if kind in part.tables]
        )
        for kind in sorted({kind for part in parts for kind in part.tables})
    }
    return ColumnSet([name for part in parts for name in part.names], tables)


def chosen(part: ColumnSet, places: Sequence[int]) -> ColumnSet:
    """The children at these places, in this order, each once."""
    place = np.full(len(part) + 1, NOT_KNOWN, dtype=np.int32)
    place[np.asarray(places, dtype=np.int64)] = np.arange(len(places), dtype=np.int32)
    tables = {kind: _moved(table, place) for kind, table in part.tables.items()}
    return ColumnSet(
        [part.names[each] for each in places],
        {kind: table for kind, table in tables.items() if len(table) or kind == CHILD},
    )


def in_order(parts: Sequence[ColumnSet]) -> ColumnSet:
    """All the children of these parts in the order of their names."""
    together = joined(parts)
    return chosen(together, sorted(range(len(together)), key=lambda place: together.names[place]))


def _moved(table: Table, place: Column) -> Table:
    child = place[table.columns[CHILD]]
    kept = np.flatnonzero(child != NOT_KNOWN)
    which = kept[np.argsort(child[kept], kind="stable")]
    return table.taken(which, child[which])


def _together(tables: Sequence[tuple[Table, int]]) -> Table:
    """The rows of all tables, one after another; each table's child numbers are increased by its offset."""
    columns: dict[str, Column] = {}
    words: dict[str, Words] = {}
    for name in dict.fromkeys(name for table, _ in tables for name in table.columns):
        if name == CHILD:
            columns[name] = np.concatenate([table.columns[name].astype(np.int32) + first for table, first in tables])
        elif any(name in table.words for table, _ in tables):
            one = codes_together([table.codes(name) for table, _ in tables])
            columns[name], words[name] = one.numbers, one.words
        else:
            columns[name] = np.concatenate([table.columns[name] for table, _ in tables])
    return Table(columns, words)


def codes_together(codes: Iterable[Codes]) -> Codes:
    """Codes one after another, over the words of all of them."""
    parts = list(codes)
    words = sorted({word for each in parts for word in each.words})
    number = {word: place for place, word in enumerate(words)}
    tables = [np.array([*(number[word] for word in each.words), NOT_KNOWN], dtype=np.int32) for each in parts]
    found = [table[each.numbers] for table, each in zip(tables, parts, strict=True)]
    return Codes(np.concatenate(found) if found else np.empty(0, dtype=np.int32), tuple(words))

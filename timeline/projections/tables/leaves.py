"""The table of columns: leaves of some five hundred children each, in the order of names.

A leaf has the children from its first name up to that of the next leaf, so every possible name belongs to one leaf; the
first begins before all names. A leaf is a few rows, one a kind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from sqlalchemy import Connection, Table, delete, insert, select

from timeline.projections.tables.column_builder import column_set_of
from timeline.projections.tables.column_bytes import Packed, packed, unpacked
from timeline.projections.tables.column_set import CHILD, ColumnSet, chosen, in_order, joined
from timeline.projections.tables.reads import Leaf, leaves_checksum

LEAF = 500
"""The number of children in a new leaf."""

FULL = 1000
"""A leaf with more children is divided."""

BEFORE_ALL = ""
"""The first name of the first leaf."""

NO_CHILDREN = column_set_of([])
"""No children."""


@dataclass(slots=True)
class Parts:
    """Leaves built from batches. Children in the order of names make leaves of ``LEAF`` children, however they are
    batched; children that come after a later name are kept ``aside``."""

    pending: list[ColumnSet] = field(default_factory=list)
    aside: list[ColumnSet] = field(default_factory=list)
    last: str = BEFORE_ALL
    written: int = 0

    def add(self, connection: Connection, table: Table, part: ColumnSet) -> None:
        """Add children, in the order of names, and write full leaves."""
        if not len(part):
            return
        if part.names[0] <= self.last:
            self.aside.append(part)
            return
        self.last = part.names[-1]
        self.pending.append(part)
        while sum(map(len, self.pending)) >= LEAF:
            together = joined(self.pending)
            self._write(connection, table, chosen(together, range(LEAF)))
            self.pending = [chosen(together, range(LEAF, len(together)))]

    def end(self, connection: Connection, table: Table) -> None:
        """Write the last leaf. The first is written even without children."""
        together = joined(self.pending) if self.pending else NO_CHILDREN
        self.pending = []
        if len(together) or not self.written:
            self._write(connection, table, together)

    def _write(self, connection: Connection, table: Table, leaf: ColumnSet) -> None:
        write(connection, table, leaf.names[0] if self.written else BEFORE_ALL, leaf)
        self.written += 1


def write(connection: Connection, table: Table, first: str, leaf: ColumnSet) -> None:
    """Write a leaf, replacing one with the same first name."""
    connection.execute(delete(table).where(table.c.first_child == first))
    rows = [
        {
            "kind": kind,
            "first_child": first,
            "size": each.size,
            "checksum": each.checksum,
            "header": each.header,
            "content": each.content,
        }
        for kind, each in packed(leaf).items()
    ]
    connection.execute(insert(table), rows)


def read(connection: Connection, table: Table, first: str) -> ColumnSet:
    """The leaf with this first name."""
    columns = table.c
    query = select(columns.kind, columns.size, columns.header, columns.content).where(columns.first_child == first)
    return unpacked({kind: Packed(*packed_) for kind, *packed_ in connection.execute(query)})


def first_names(connection: Connection, table: Table) -> list[str]:
    """The first names of all leaves, in order."""
    return sorted(connection.scalars(select(table.c.first_child).where(table.c.kind == CHILD)))


def checksum(connection: Connection, table: Table) -> int:
    """The checksum of the stored columns (``reads.leaves_checksum``)."""
    columns = table.c
    query = select(columns.first_child, columns.size, columns.checksum).where(columns.kind == CHILD)
    return leaves_checksum([Leaf(*row) for row in connection.execute(query)])


def put_among(connection: Connection, table: Table, part: ColumnSet, gone: Collection[str]) -> None:
    """Replace these children in the leaves, and remove those of ``gone``."""
    firsts = first_names(connection, table)
    place = {name: number for number, name in enumerate(part.names)}
    names = sorted({*part.names, *gone})
    for leaf, within in groupby(names, key=lambda name: bisect_right(firsts, name) - 1):
        changed = dict.fromkeys(within)
        added = chosen(part, [place[name] for name in changed if name in place])
        _put_into(connection, table, firsts[leaf], added, changed)


def _put_into(connection: Connection, table: Table, first: str, added: ColumnSet, changed: Collection[str]) -> None:
    before = read(connection, table, first)
    kept = chosen(before, [place for place, name in enumerate(before.names) if name not in changed])
    if len(kept) == len(before) and not len(added):
        return
    after = in_order([kept, added])
    pieces = -(-len(after) // LEAF) if len(after) > FULL else 1
    cuts = [round(len(after) * piece / pieces) for piece in range(pieces + 1)]
    for start, end in pairwise(cuts):
        write(connection, table, after.names[start] if start else first, chosen(after, range(start, end)))

"""Stored columns as bytes: a header and a content for each kind of some children.

The header is JSON: the number of ``rows``, the ``columns`` with their types, and the ``words`` of columns of codes;
that of ``child`` also has the children's ``names`` and the checksums of the other ``kinds``. The content is the columns
in that order, one after the other, little-endian, compressed by ``zlib``. Integers have the smallest width that holds a
whole column. Equal rows give equal headers and contents. For other readers: ``docs/reference/projections.md``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import compress, crc32, decompress

import numpy as np

from timeline.domain.entries import canonical_json
from timeline.projections.algebra.columnar.frame import NOT_KNOWN, Codes
from timeline.projections.tables.column_set import CHILD, Column, ColumnSet, Table

_WIDTHS = (np.int8, np.int16, np.int32, np.int64)
_LEVEL = 6


@dataclass(frozen=True)
class Packed:
    """One kind. ``size``: how many rows; of ``child``, how many children."""

    size: int
    header: str
    content: bytes

    @property
    def checksum(self) -> int:
        """The CRC-32 of header and content."""
        return crc32(self.content, crc32(self.header.encode()))

    @cached_property
    def header_values(self) -> dict[str, Any]:
        """The parsed header."""
        found: dict[str, Any] = json.loads(self.header)
        return found

    def table(self) -> Table:
        """The rows. The arrays keep their packed widths and are read only."""
        rows, columns = self.header_values["rows"], self.header_values["columns"]
        words = {name: tuple(each) for name, each in self.header_values["words"].items()}
        if not rows:
            return Table({name: np.empty(0, dtype=kind) for name, kind in columns}, words)
        described = np.dtype([(name, kind, (rows,)) for name, kind in columns])
        (found,) = np.frombuffer(decompress(self.content), described)
        return Table({name: found[name] for name, _ in columns}, words)


def packed(part: ColumnSet) -> dict[str, Packed]:
    """Every kind of some children."""
    found = {kind: _packed(table, {}) for kind, table in sorted(part.tables.items()) if kind != CHILD}
    about = {"names": list(part.names), "kinds": {kind: each.checksum for kind, each in found.items()}}
    children = _packed(part.tables[CHILD], about)
    return {CHILD: Packed(len(part), children.header, children.content), **found}


def unpacked(contents: Mapping[str, Packed]) -> ColumnSet:
    """The children of these packed kinds."""
    return ColumnSet(contents[CHILD].header_values["names"], {kind: each.table() for kind, each in contents.items()})


def _packed(table: Table, about: Mapping[str, Any]) -> Packed:
    used = {name: _used(table.codes(name)) for name in table.words}
    columns = {name: _narrow(used[name].numbers if name in used else each) for name, each in table.columns.items()}
    in_order = sorted(columns, key=lambda name: (-columns[name].itemsize, name))  # widest first: aligned
    header = {
        "rows": len(table),
        "columns": [[name, columns[name].dtype.str] for name in in_order],
        "words": {name: each.words for name, each in used.items()},
        **about,
    }
    content = compress(b"".join([columns[name].tobytes() for name in in_order]), _LEVEL)
    return Packed(len(table), canonical_json(header), content)


def _narrow(column: Column) -> Column:
    """The same numbers in the smallest width that holds them all."""
    least, most = (int(column.min()), int(column.max())) if len(column) else (0, 0)
    width = next(each for each in _WIDTHS if np.iinfo(each).min <= least and most <= np.iinfo(each).max)
    return column.astype(np.dtype(width).newbyteorder("<"))


def _used(codes: Codes) -> Codes:
    """The same codes without the words that no row uses."""
    used = np.unique(codes.numbers[codes.numbers != NOT_KNOWN])
    table = np.full(len(codes.words) + 1, NOT_KNOWN, dtype=np.int32)
    table[used] = np.arange(len(used), dtype=np.int32)
    return Codes(table[codes.numbers], tuple(codes.words[each] for each in used.tolist()))

"""What is stored, as bytes: one text and one heap of bytes for each kind of some children.

The text, the header, is JSON: how many ``rows``, the ``columns`` with the type of each, of columns of codes their
``words``; that of ``child`` also has the children's ``names`` and the checksums of the other ``kinds``. The bytes are
the columns in that order, one after the other, little-endian, deflated as by ``zlib``. Whole numbers take as few bytes
as all of a column fit in. Of equal rows, text and bytes are equal. How anybody reads them:
``docs/reference/projections.md``.
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
        """Of text and bytes."""
        return crc32(self.content, crc32(self.header.encode()))

    @cached_property
    def says(self) -> dict[str, Any]:
        """What the header says."""
        found: dict[str, Any] = json.loads(self.header)
        return found

    def table(self) -> Table:
        """The rows, whose arrays are as narrow as they were packed and may not be written to."""
        rows, columns = self.says["rows"], self.says["columns"]
        words = {name: tuple(each) for name, each in self.says["words"].items()}
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
    """The children whose kinds these are."""
    return ColumnSet(contents[CHILD].says["names"], {kind: each.table() for kind, each in contents.items()})


def _packed(table: Table, about: Mapping[str, Any]) -> Packed:
    used = {name: _used(table.codes(name)) for name in table.words}
    columns = {name: _narrow(used[name].numbers if name in used else each) for name, each in table.columns.items()}
    in_order = sorted(columns, key=lambda name: (-columns[name].itemsize, name))  # so that each begins where it may
    header = {
        "rows": len(table),
        "columns": [[name, columns[name].dtype.str] for name in in_order],
        "words": {name: each.words for name, each in used.items()},
        **about,
    }
    content = compress(b"".join([columns[name].tobytes() for name in in_order]), _LEVEL)
    return Packed(len(table), canonical_json(header), content)


def _narrow(column: Column) -> Column:
    """The same numbers in as few bytes as hold them all."""
    least, most = (int(column.min()), int(column.max())) if len(column) else (0, 0)
    width = next(each for each in _WIDTHS if np.iinfo(each).min <= least and most <= np.iinfo(each).max)
    return column.astype(np.dtype(width).newbyteorder("<"))


def _used(codes: Codes) -> Codes:
    """The same codes, with no word that no row has."""
    used = np.unique(codes.numbers[codes.numbers != NOT_KNOWN])
    table = np.full(len(codes.words) + 1, NOT_KNOWN, dtype=np.int32)
    table[used] = np.arange(len(used), dtype=np.int32)
    return Codes(table[codes.numbers], tuple(codes.words[each] for each in used.tolist()))

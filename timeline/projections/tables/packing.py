"""A leaf as bytes: the columns of some children's rows, one text of bytes a kind, and one for their particulars.

Four bytes say how long the header is; the header is JSON: how many rows, each column's name and type, of a column of
codes its words. Then the columns in their order, little-endian, each beginning at a multiple of eight. Whole numbers
take as few bytes as all of a column fit in. Equal frames have equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from timeline.domain.entries import canonical_json
from timeline.projections.algebra.columnar.frame import NOT_KNOWN, ChildRows, Codes, Frame, Rows, SpellRows

PARTICULARS = ""
"""What stands in the place of a kind for the children's names and particulars."""

_WIDTHS = (np.int8, np.int16, np.int32, np.int64)
_ALIGNED = 8
_WHEN = ("child", "seen_from", "seen_to", "known_from", "known_to")
_SPELL_COLUMNS = (*_WHEN, "start", "end", "facts", "began")
_CHILD_COLUMNS = (*_WHEN, "born_on", "unaccompanied_to", "never_sent_again", "endings_alone")
_CHILD_CODES = ("modules", "sex", "ethnicity")


@dataclass(frozen=True, slots=True)
class Packed:
    """The bytes of one kind. ``size``: how many rows; of the particulars, how many children."""

    size: int
    content: bytes

    @property
    def checksum(self) -> int:
        """Of the bytes."""
        return crc32(self.content)


def packed(frame: Frame) -> dict[str, Packed]:
    """A frame's kinds that have rows, and its particulars, which name the checksums of the others."""
    spells = {kind: _packed_spells(rows) for kind, rows in sorted(frame.spells.items()) if len(rows)}
    children = frame.children
    header = {"names": list(frame.names), "kinds": {kind: each.checksum for kind, each in spells.items()}}
    codes = {name: getattr(children, name) for name in _CHILD_CODES}
    content = _bytes(children, _CHILD_COLUMNS, codes, header)
    return {PARTICULARS: Packed(len(frame), content), **spells}


def _packed_spells(rows: SpellRows) -> Packed:
    recorded = {name: each for name, each in sorted(rows.attributes.items()) if (each.numbers != NOT_KNOWN).any()}
    return Packed(len(rows), _bytes(rows, _SPELL_COLUMNS, recorded, {}))


def _bytes(rows: Rows, columns: Sequence[str], codes: Mapping[str, Codes], header: Mapping[str, Any]) -> bytes:
    narrow = [_narrow(getattr(rows, name)) for name in columns]
    used = {name: _used(each) for name, each in codes.items()}
    narrow += [_narrow(each.numbers) for each in used.values()]
    kinds = [each.dtype.str for each in narrow]
    described = [[*columns, *used], kinds, {name: each.words for name, each in used.items()}]
    text = canonical_json({"rows": len(rows), "columns": described, **header}).encode()
    parts = [len(text).to_bytes(4, "little"), text, *(each.tobytes() for each in narrow)]
    return b"".join(_padded(parts))


def _padded(parts: Sequence[bytes]) -> Iterator[bytes]:
    """The header's length with the header, then each column, each filled up."""
    for each in (parts[0] + parts[1], *parts[2:]):
        yield each
        yield bytes(-len(each) % _ALIGNED)


def _narrow(column: NDArray[Any]) -> NDArray[Any]:
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


@dataclass(frozen=True)
class Header:
    """What the bytes say of themselves. ``names`` and ``kinds``: only where they are of particulars."""

    rows: int
    columns: tuple[Sequence[str], Sequence[str], Mapping[str, Sequence[str]]]
    names: Sequence[str] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)


def unpacked(particulars: bytes, spells: Mapping[str, bytes], header: Header | None = None) -> Frame:
    """The frame of these bytes, whose arrays are as narrow as they were packed and may not be written to. ``header``:
    that of the particulars, where it was read before."""
    header = header or header_of(particulars)
    columns, codes = _read(particulars, header)
    children = ChildRows(**{**columns, **codes, "never_sent_again": columns["never_sent_again"].astype(np.bool_)})
    return Frame(header.names, children, {kind: _spells(content) for kind, content in spells.items()})


def header_of(content: bytes) -> Header:
    """What the bytes say of themselves."""
    return Header(**json.loads(content[4 : 4 + _length(content)]))


def _length(content: bytes) -> int:
    return int.from_bytes(content[:4], "little")


def _spells(content: bytes) -> SpellRows:
    columns, codes = _read(content, header_of(content))
    return SpellRows(**columns, attributes=codes)


def _read(content: bytes, header: Header) -> tuple[dict[str, Any], dict[str, Codes]]:
    names, kinds, words = header.columns
    offset = 4 + _length(content)
    columns: dict[str, Any] = {}
    for name, kind in zip(names, kinds, strict=True):
        offset += -offset % _ALIGNED
        columns[name] = np.frombuffer(content, dtype=kind, count=header.rows, offset=offset)
        offset += columns[name].nbytes
    codes = {name: Codes(columns.pop(name), tuple(each)) for name, each in words.items()}
    return columns, codes

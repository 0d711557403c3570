"""What the hash of a transaction covers: its place, its time, the hash before it, and every entry's every column.

A hash a transaction, not a hash an entry: that would be two thirds of the stored bytes. Every text is preceded by its
length and every absence has a mark of its own, so that no two contents have one framing.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from struct import Struct
from typing import NamedTuple

GENESIS = bytes(32)
"""The hash before the first transaction."""

_NUMBER = Struct(">q")
_NUMBERS = Struct(">qq")
_ABSENT = b"\x00"
_PRESENT = b"\x01"
_FORMAT = b"timeline transaction 1\n"


class Row(NamedTuple):
    """One entry as its columns hold it."""

    position: int
    stream: str
    version: int
    name: str
    body: bytes
    fact_id: bytes | None


class Link(NamedTuple):
    """One transaction as its columns hold it. ``recorded_at``: ISO 8601, UTC, microseconds."""

    number: int
    first_position: int
    last_position: int
    recorded_at: str
    previous_hash: bytes
    hash: bytes


def transaction_hash(link: Link, rows: Iterable[Row]) -> bytes:
    """SHA-256 of a transaction (its own ``hash`` apart) and its entries. ``TypeError`` for a column of another type."""
    digest = sha256(_FORMAT)
    digest.update(_NUMBER.pack(link.number))
    digest.update(_NUMBER.pack(link.first_position))
    digest.update(_NUMBER.pack(link.last_position))
    digest.update(_framed(link.recorded_at.encode()))
    digest.update(_framed(link.previous_hash))
    for row in rows:
        digest.update(_framed_row(row))
    return digest.digest()


def _framed_row(row: Row) -> bytes:
    position, stream, version, name, body, identity = row
    told, kind = stream.encode(), name.encode()
    parts = (
        _NUMBERS.pack(position, len(told)),
        told,
        _NUMBERS.pack(version, len(kind)),
        kind,
        _framed(body),
        _ABSENT if identity is None else _PRESENT + _framed(identity),
    )
    return b"".join(parts)


def _framed(value: bytes) -> bytes:
    return _NUMBER.pack(len(value)) + value


def printed(digest: bytes) -> str:
    """A hash as people and baselines write it: ``sha256:`` and 64 hexadecimal digits."""
    return f"sha256:{digest.hex()}"

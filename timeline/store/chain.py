"""What the hash of a transaction covers: its place, its time, the hash before it, and every entry's every column.

A hash a transaction, not a hash an entry: that would be two thirds of the stored bytes. Every text is preceded by its
length and every absence has a mark of its own, so that no two contents have one framing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from struct import Struct
from typing import Any, NamedTuple
from uuid import UUID

GENESIS = bytes(32)
"""The hash before the first transaction."""

_NUMBER = Struct(">q")
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


Page = Sequence[Sequence[Any]]
"""Several entries as the driver gives their columns, in the order of ``Row``."""


class Link(NamedTuple):
    """One transaction as its columns hold it. ``recorded_at``: ISO 8601, UTC, microseconds."""

    number: int
    first_position: int
    last_position: int
    recorded_at: str
    previous_hash: bytes
    hash: bytes


def identity_of(column: object) -> UUID:
    """The identity that a column holds. ``ValueError`` where it holds none."""
    if not isinstance(column, bytes):
        raise ValueError("an identity is bytes")
    return UUID(bytes=column)


def transaction_hash(link: Link, pages: Iterable[Page]) -> bytes:
    """SHA-256 of a transaction (its own ``hash`` apart) and its entries, into whatever pages they are divided.
    ``TypeError`` for a column of another type."""
    digest = sha256(_FORMAT)
    digest.update(_NUMBER.pack(link.number))
    digest.update(_NUMBER.pack(link.first_position))
    digest.update(_NUMBER.pack(link.last_position))
    digest.update(_framed(link.recorded_at.encode()))
    digest.update(_framed(link.previous_hash))
    for page in pages:
        digest.update(_framed_page(page))
    return digest.digest()


def _framed_page(page: Page) -> bytes:
    """Every column of every entry, one after the other. What stands in many of them is framed once."""
    number = _NUMBER.pack
    texts = {text: _framed(text.encode()) for column in (1, 3) for text in {row[column] for row in page}}
    marks = {length: _PRESENT + number(length) for length in {len(row[5]) for row in page if row[5] is not None}}
    parts = [
        part
        for position, stream, version, name, body, identity in page
        for part in (
            number(position),
            texts[stream],
            number(version),
            texts[name],
            number(len(body)),
            body,
            _ABSENT if identity is None else marks[len(identity)],
            b"" if identity is None else identity,
        )
    ]
    return b"".join(parts)


def _framed(value: bytes) -> bytes:
    return _NUMBER.pack(len(value)) + value


def printed(digest: bytes) -> str:
    """A hash as people and baselines write it: ``sha256:`` and 64 hexadecimal digits."""
    return f"sha256:{digest.hex()}"

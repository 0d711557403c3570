"""The hash of a transaction: of its number, positions and time, the hash before it, and every column of its entries.

There is one hash a transaction; one an entry would be two thirds of the stored bytes. Every text is preceded by its
length and every null has a mark of its own, so that different contents are never the same bytes.
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
    """The columns of one entry."""

    position: int
    stream: str
    version: int
    name: str
    body: bytes
    fact_id: bytes | None


Page = Sequence[Sequence[Any]]
"""The columns of several entries as the driver returns them, in the order of ``Row``."""


class Link(NamedTuple):
    """The columns of one transaction. ``recorded_at``: ISO 8601, UTC, microseconds."""

    number: int
    first_position: int
    last_position: int
    recorded_at: str
    previous_hash: bytes
    hash: bytes


def identity_of(column: object) -> UUID:
    """The identity in a column. ``ValueError`` where the value is not an identity."""
    if not isinstance(column, bytes):
        raise ValueError("an identity is bytes")
    return UUID(bytes=column)


def transaction_hash(link: Link, pages: Iterable[Page]) -> bytes:
    """SHA-256 of a transaction (without its own ``hash``) and its entries, however they are divided into pages.
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
    """Every column of every entry, one after the other. A value of many entries is framed once."""
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
    """A hash as it is shown and attested: ``sha256:`` and 64 hexadecimal digits."""
    return f"sha256:{digest.hex()}"

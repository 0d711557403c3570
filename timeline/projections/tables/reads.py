"""The queries of a figure, in plain SQL: the state of the tables, and the bytes of their columns.

A figure therefore does not wait for SQLAlchemy to be imported (``Database.asking``). ``schema`` declares the tables.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from zlib import crc32

from timeline.store.database import Ask

FORMAT = 5
"""Of the tables. Another number means other columns."""

CHILD = "child"
"""The kind that every leaf has: the names and particulars of its children."""

STATE = "projection_state"
"""The table that holds the state of the others."""


class Leaf(NamedTuple):
    """The name that it begins with, how many children it has, the checksum of their particulars."""

    first: str
    size: int
    checksum: int


def state_row(ask: Ask) -> tuple[int, str, int, str, int]:
    """Format, code, position, chain hash and generation: the columns that every format has."""
    (found,) = ask(f"SELECT format, code, position, chain_hash, generation FROM {STATE}", {})
    return tuple(found)


def checksums(ask: Ask) -> tuple[int, int, date | None]:
    """The checksums of the columns and of the findings, and the as-at day of the findings."""
    ((columns, findings, checked_on),) = ask(f"SELECT columns, findings, checked_on FROM {STATE}", {})
    return columns, findings, date.fromisoformat(checked_on) if isinstance(checked_on, str) else checked_on


def generation(ask: Ask) -> int:
    """How often the tables have changed."""
    ((found,),) = ask(f"SELECT generation FROM {STATE}", {})
    return int(found)


def entries(ask: Ask) -> int:
    """How many entries of the log were folded into the tables."""
    ((found,),) = ask("SELECT coalesce(sum(entries), 0) FROM projection_read", {})
    return int(found)


def leaves(ask: Ask) -> list[Leaf]:
    """Every leaf, in the order of names."""
    rows = ask(
        "SELECT first_child, size, checksum FROM projection_columns WHERE kind = :child",
        {"child": CHILD},
    )
    return sorted(Leaf(*row) for row in rows)


def leaves_checksum(leaves: Iterable[Leaf]) -> int:
    """The checksum of the stored columns: of every leaf's first name, size and own checksum."""
    return crc32("\n".join(f"{first}\t{size}\t{check}" for first, size, check in sorted(leaves)).encode())


def contents(ask: Ask, kinds: Collection[str], first: str, last: str) -> Sequence[Sequence[Any]]:
    """First child, kind, size, header and bytes of these kinds, from one leaf to another."""
    named = {f"kind_{number}": kind for number, kind in enumerate(kinds)}
    places = ", ".join(f":{name}" for name in named)
    return ask(
        "SELECT first_child, kind, size, header, content FROM projection_columns "
        f"WHERE kind IN ({places}) AND first_child >= :first AND first_child <= :last",
        {**named, "first": first, "last": last},
    )

"""By what it is known that the columns are those that were made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from zlib import crc32

from timeline.late import late
from timeline.projections.tables.reads import CHILD

if TYPE_CHECKING:
    import sqlalchemy as sa
else:
    sa = late("sqlalchemy")


def checksum(connection: sa.Connection, table: sa.Table) -> int:
    """Of all leaves: which there are, and what is in them."""
    columns = table.c
    query = sa.select(columns.first_child, columns.size, columns.checksum).where(columns.kind == CHILD)
    return checksum_of(map(tuple, connection.execute(query)))


def checksum_of(leaves: Iterable[tuple[Any, ...]]) -> int:
    """The same of leaves that were read: of each the first name, how many children, its own checksum."""
    return crc32("\n".join(f"{first}\t{size}\t{check}" for first, size, check in sorted(leaves)).encode())

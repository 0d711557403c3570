"""By what it is known that the columns are those that were made."""

from __future__ import annotations

from zlib import crc32

from sqlalchemy import Connection, Table, select

from timeline.projections.tables.stored import CHILD


def checksum(connection: Connection, table: Table) -> int:
    """Of all leaves: which there are, and what is in them."""
    columns = table.c
    query = select(columns.first_child, columns.size, columns.checksum).where(columns.kind == CHILD)
    return crc32(
        "\n".join(f"{first}\t{size}\t{check}" for first, size, check in sorted(connection.execute(query))).encode()
    )

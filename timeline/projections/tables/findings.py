"""Converts findings to rows of their table and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy import Connection, select

from timeline.domain.checks import RULES, Finding, Found
from timeline.domain.entries import canonical_json
from timeline.domain.source_rows import SourceRow
from timeline.projections.tables import schema
from timeline.projections.tables.bulk_insert import Row
from timeline.store.database import Database


def rows_of_findings(found: Sequence[Found]) -> list[Row]:
    """The rows of one child's findings, in their order."""
    return [_row(number, each) for number, each in enumerate(found, 1)]


def _row(number: int, found: Found) -> Row:
    finding = found.finding
    return (
        finding.child,
        number,
        finding.rule.id,
        finding.rule.rule_number,
        finding.rule.severity,
        canonical_json([day.isoformat() for day in finding.days]),
        canonical_json([fact.hex for fact in finding.facts]),
        canonical_json([row.text() for row in found.rows]),
    )


def found_of(row: Sequence[Any]) -> Found:
    """The finding of a row."""
    child, _, rule, _, _, days, facts, source_rows = row
    finding = Finding(
        rule=RULES[rule],
        child=child,
        facts=tuple(UUID(hex=fact) for fact in json.loads(facts)),
        days=tuple(date.fromisoformat(day) for day in json.loads(days)),
    )
    return Found(finding, tuple(map(SourceRow.of_text, json.loads(source_rows))))


def rows_within(connection: Connection) -> Iterator[Sequence[Any]]:
    """Every row, in the order of names and, for one child, of its findings."""
    columns = schema.FINDINGS.c
    return (tuple(row) for row in connection.execute(select(schema.FINDINGS).order_by(columns.child, columns.number)))


def altered(database: Database, expected: int) -> bool:
    """Whether the rows do not have this checksum."""
    with database.reading() as connection:
        return checksum(rows_within(connection)) != expected


def checksum(rows: Iterable[Sequence[Any]]) -> int:
    """The CRC-32 of these rows, in this order."""
    found = 0
    for row in rows:
        found = crc32(f"{canonical_json(list(row))}\n".encode(), found)
    return found

"""How far a log reaches, and the entries about it as a whole, in plain SQL. Every question reads these first.

A figure from the projections therefore does not wait for SQLAlchemy. ``reader`` reads the entries about children.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from timeline.domain.attestations import LOG_STREAM
from timeline.domain.entries import Recorded
from timeline.store.bodies import EntryReader, program_of
from timeline.store.chain import GENESIS, Link, Page, identity_of, printed
from timeline.store.database import Ask, Database
from timeline.store.errors import NewerEntryError, NewerLogError, StoreError, UnreadableEntryError

FORMAT = "timeline case log"
SCHEMA_VERSION = 1

_POSITION = 0
_BODIES_AT_MOST = 5_000
_WHAT_TO_DO = "Run `timeline log verify`, with the newest version of this program"


@dataclass(frozen=True, slots=True)
class Head:
    """How far the log reached: its last position (0: empty), the number of transactions, the chain's hash as
    ``sha256:...``, and when the last transaction was recorded (UTC)."""

    position: int
    transactions: int
    hash: str
    recorded_at: datetime | None


def is_log(ask: Ask) -> bool:
    """Whether this is a log of the format that this program writes. Missing tables are an error of the database."""
    found = {key: value for key, value in ask("SELECT key, value FROM meta", {})}  # noqa: C416
    return found == {"format": FORMAT, "schema": str(SCHEMA_VERSION)}


class HeadReader:
    """Reads the head of a log and the entries about it. ``StoreError`` from every method."""

    def __init__(self, database: Database, entries: EntryReader) -> None:
        self._database = database
        self._entries = entries

    def head(self, position: int | None = None) -> Head:
        """The head, or the head when the log reached no further than a position."""
        up_to = "" if position is None else " WHERE last_position <= :position"
        columns = "number, first_position, last_position, recorded_at, previous_hash, hash"
        found = self._ask(
            f"SELECT {columns} FROM transactions{up_to} ORDER BY number DESC LIMIT 1",
            {} if position is None else {"position": position},
        )
        if not found:
            return Head(0, 0, printed(GENESIS), None)
        link = Link(*found[0])
        try:
            return Head(link.last_position, link.number, printed(link.hash), datetime.fromisoformat(link.recorded_at))
        except (TypeError, ValueError, AttributeError):
            raise self.damaged(link.last_position, "a transaction is not in the form it was stored in") from None

    def attestations(self, position: int) -> list[Recorded]:
        """The entries about the log, up to a position, in the order they were recorded."""
        rows = self._ask(
            "SELECT position, stream, version, name, body, fact_id FROM entries "
            "WHERE stream = :stream AND position <= :position ORDER BY version",
            {"stream": LOG_STREAM, "position": position},
        )
        return [self._recorded(row, None) for row in rows]

    def _recorded(self, row: Sequence[Any], identity: UUID | None) -> Recorded:
        position, child, _, name, body, _ = row
        identity = identity or self._identity(row)
        try:
            return Recorded(child, position, identity, self._entries.decode(name, body))
        except NewerEntryError as error:
            newer = error
        except UnreadableEntryError as error:
            raise self.damaged(position, str(error)) from None
        raise self.newer(position, newer)

    def newer(self, position: int, error: NewerEntryError) -> NewerLogError:
        """The error for an entry that a newer version of this program wrote. The version is that in the entry or, where
        it has none, in the next entry about the log that has one."""
        where = f"{self._database.where}, position {position}"
        return NewerLogError(where, error.kind, error.program or self._program_after(position))

    def _program_after(self, position: int) -> str | None:
        bodies = self._ask(
            "SELECT body FROM entries WHERE stream = :stream AND position >= :position ORDER BY position LIMIT :most",
            {"stream": LOG_STREAM, "position": position, "most": _BODIES_AT_MOST},
        )
        return next((program for (body,) in bodies if (program := program_of(body))), None)

    def _identity(self, row: Sequence[Any]) -> UUID:
        try:
            return identity_of(row[-1])
        except ValueError:
            raise self.damaged(row[_POSITION], "the entry has no identity") from None

    def damaged(self, position: int, what: str) -> StoreError:
        """The error for a damaged entry or transaction at a position."""
        return StoreError(f"{self._database.where}, position {position}", what, _WHAT_TO_DO)

    def _ask(self, question: str, values: Mapping[str, Any]) -> Page:
        with self._database.asking() as ask:
            return ask(question, values)

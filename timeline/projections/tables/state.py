"""What the tables are: made by which code, of which log, up to which position; and whether they may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from timeline.late import late
from timeline.projections.tables import reads
from timeline.projections.tables.checksums import checksum_of
from timeline.projections.tables.code import code_hash
from timeline.store import CaseLog, StoreError
from timeline.store.database import Database

if TYPE_CHECKING:
    import sqlalchemy as sa

    from timeline.projections.tables import schema
else:
    sa, schema = late("sqlalchemy"), late("timeline.projections.tables.schema")

REBUILD = "Run `timeline rebuild`"


@dataclass(frozen=True, slots=True)
class State:
    """``position`` and ``chain_hash``: how far the log was read, and its hash there. ``generation``: how often the
    tables have been changed; ``columns``: the checksum of the leaves of columns; ``findings``: that of the
    findings, which are those as at ``checked_on``, the last day on which anything became known of a child;
    ``entries``: how many entries were folded, the log's own among them."""

    format: int
    code: str
    position: int
    chain_hash: str
    generation: int
    columns: int
    findings: int
    checked_on: date | None
    entries: int


def state_of(database: Database) -> State | None:
    """What the tables say of themselves; ``None`` where there are none."""
    with database.asking() as ask:
        if not database.has_table(ask, reads.STATE):
            return None
        found = reads.state_row(ask)
        if found[0] != reads.FORMAT:
            return State(*found, columns=0, findings=0, checked_on=None, entries=0)
        return State(*found, *reads.noted(ask), entries=reads.entries(ask))


def generation_of(database: Database) -> int | None:
    """How often the tables have been changed; ``None`` where there are none."""
    with database.asking() as ask:
        return reads.generation(ask) if database.has_table(ask, reads.STATE) else None


def entries_within(connection: sa.Connection) -> int:
    """How many entries of the log were folded into the tables."""
    return int(connection.scalar(sa.select(sa.func.coalesce(sa.func.sum(schema.READ.c.entries), 0))) or 0)


def problem(log: CaseLog, state: State) -> str | None:
    """Why tables cannot be used with this program and this log, be it that the log has gone on since."""
    if state.format != reads.FORMAT or state.code != code_hash():
        return "the projections were made by another version of this program"
    then = log.head(state.position)
    if (then.position, then.hash) != (state.position, state.chain_hash):
        return "the projections were made of another log, or of one that has changed"
    if state.entries != state.position:
        return f"the projections hold {state.entries} entries of {state.position}"
    with log.database.asking() as ask:
        if checksum_of(reads.leaves(ask)) != state.columns:
            return "the projections' columns are not those that were made"
    return None


def usable(log: CaseLog) -> State:
    """What the tables say of themselves. ``StoreError`` where there are none that can be used."""
    state = state_of(log.database)
    if state is None:
        raise StoreError(log.database.where, "there are no projections", REBUILD)
    found = problem(log, state)
    if found is not None:
        raise StoreError(log.database.where, found, REBUILD)
    return state

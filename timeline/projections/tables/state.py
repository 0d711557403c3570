"""The state of the tables: which code made them, from which log, up to which position; and whether they may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from timeline.domain.basis import READING, Basis, NeverSentAgain
from timeline.lazy import lazy
from timeline.projections.tables import reads
from timeline.projections.tables.code import code_hash
from timeline.store import CaseLog, StoreError
from timeline.store.database import Database

if TYPE_CHECKING:
    import sqlalchemy as sa

    from timeline.projections.tables import schema
else:
    sa, schema = lazy("sqlalchemy"), lazy("timeline.projections.tables.schema")

REBUILD = "Run `timeline rebuild`"

LAST_DAY = date(2099, 12, 31)
"""The last as-at day of the tables. Facts dated later (a mistyped year) appear on no day, and no rule is evaluated on
days for which no bank holidays are known."""


@dataclass(frozen=True, slots=True)
class State:
    """``position`` and ``chain_hash``: how far the log was read, and its hash there. ``generation``: how often the
    tables have changed. ``columns``, ``findings``: checksums of the leaves and of the findings. ``checked_on``: the
    as-at day of the findings, which is the last day on which anything became known of a child. ``entries``: how many
    entries of the log were folded, those about the log as a whole included."""

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
    """The state that the tables record; ``None`` where there are no tables."""
    with database.asking() as ask:
        if not database.has_table(ask, reads.STATE):
            return None
        found = reads.state_row(ask)
        if found[0] != reads.FORMAT:
            return State(*found, columns=0, findings=0, checked_on=None, entries=0)
        return State(*found, *reads.checksums(ask), entries=reads.entries(ask))


def generation_of(database: Database) -> int | None:
    """How often the tables have changed; ``None`` where there are no tables."""
    with database.asking() as ask:
        return reads.generation(ask) if database.has_table(ask, reads.STATE) else None


def entries_within(connection: sa.Connection) -> int:
    """How many entries of the log were folded into the tables."""
    return int(connection.scalar(sa.select(sa.func.coalesce(sa.func.sum(schema.READ.c.entries), 0))) or 0)


def problem(log: CaseLog, state: State) -> str | None:
    """Why tables in this state cannot be used with this program and this log; ``None`` where they can. Entries that the
    log has gained since are no problem."""
    if state.format != reads.FORMAT or state.code != code_hash():
        return "the projections were made by another version of this program"
    head = log.head(state.position)
    if (head.position, head.hash) != (state.position, state.chain_hash):
        return "the projections were made of another log, or of one that has changed"
    if state.entries != state.position:
        return f"the projections hold {state.entries} entries of {state.position}"
    with log.database.asking() as ask:
        if reads.leaves_checksum(reads.leaves(ask)) != state.columns:
            return "the projections' columns are not those that were made"
    return None


def usable(log: CaseLog) -> State:
    """The state of the tables. ``StoreError`` where there are none, or none that can be used."""
    state = state_of(log.database)
    if state is None:
        raise StoreError(log.database.where, "there are no projections", REBUILD)
    found = problem(log, state)
    if found is not None:
        raise StoreError(log.database.where, found, REBUILD)
    return state


def refuse_unknown(log: CaseLog, basis: Basis) -> None:
    """``StoreError`` where no projections could answer at the basis."""
    if basis.never_sent_again is not NeverSentAgain.KEEP:
        what = "the projections keep open periods that were never sent again"
        raise StoreError(log.database.where, what, "Ask the log for them dropped or closed")
    if basis.reading != READING:
        raise StoreError(log.database.where, f"the projections are of reading {READING}", "Ask the log")
    if basis.as_at > LAST_DAY:
        raise StoreError(log.database.where, f"the projections know days up to {LAST_DAY}", "Ask the log")


def refuse_changed(log: CaseLog, state: State) -> None:
    """``StoreError`` where the tables have changed since they were in this state."""
    if generation_of(log.database) != state.generation:
        raise StoreError(log.database.where, "the projections were rebuilt while they were read", "Ask again")

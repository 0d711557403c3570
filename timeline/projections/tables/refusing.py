"""What no tables can be asked, and tables that are no longer those that were asked."""

from __future__ import annotations

from timeline.domain.basis import READING, Basis, NeverSentAgain
from timeline.projections.tables.days import LAST_DAY
from timeline.projections.tables.state import State, generation_of
from timeline.store import CaseLog, StoreError


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
    """``StoreError`` where the tables are no longer those of this state."""
    if generation_of(log.database) != state.generation:
        raise StoreError(log.database.where, "the projections were made anew while they were read", "Ask again")

"""Figures of an older position, out of what is stored: those that a baseline attests."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.domain.basis import READING, Basis, NeverSentAgain
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.tables.asking import measure_from_columns, modules_asked
from timeline.projections.tables.days import LAST_DAY
from timeline.projections.tables.state import State, usable
from timeline.projections.tables.then import LOADED_SINCE, Then
from timeline.store import CaseLog


class NotFromTablesError(Exception):
    """A question that the tables have no answer to, though the log has. The text says why."""


def measure_as_then(log: CaseLog, indicators: Sequence[Indicator], basis: Basis) -> list[Answer]:
    """The figures of some indicators at a basis that pins a position no newer than that of the tables, with members.

    ``NotFromTablesError`` where they cannot tell what the log held then (``then``); ``StoreError`` where the tables
    cannot be used.
    """
    _refuse(log, usable(log), indicators, basis)
    return measure_from_columns(log, indicators, basis)


def _refuse(log: CaseLog, state: State, indicators: Sequence[Indicator], basis: Basis) -> None:
    assert basis.position is not None
    if basis.never_sent_again is not NeverSentAgain.KEEP:
        raise NotFromTablesError("projections keep open periods that were never sent again")
    if basis.reading != READING:
        raise NotFromTablesError(f"projections are of reading {READING}, not of reading {basis.reading}")
    if basis.as_at > LAST_DAY:
        raise NotFromTablesError(f"projections know days up to {LAST_DAY} only")
    if basis.position > state.position:
        raise NotFromTablesError("the projections are older than it; run `timeline rebuild`")
    if Then.of(log.database, modules_asked(indicators)).basis(basis) is None:
        raise NotFromTablesError(LOADED_SINCE)

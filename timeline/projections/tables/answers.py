"""Figures by the other road: from the tables and not from the log, by the same reference interpreter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from timeline.domain.basis import READING, Basis, NeverSentAgain
from timeline.domain.spells import Case
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.derived import remembering
from timeline.projections.algebra.figures import Tally
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.stated import Stated
from timeline.projections.tables.asking import modules_asked
from timeline.projections.tables.days import LAST_DAY
from timeline.projections.tables.reading import cases, cases_from_tables
from timeline.projections.tables.state import State, usable
from timeline.projections.tables.then import LOADED_SINCE, Then
from timeline.store import CaseLog


class NotFromTablesError(Exception):
    """A question that the tables have no answer to, though the log has. The text says why."""


def measure_from_tables(log: CaseLog, indicators: Sequence[Indicator], basis: Basis) -> list[Answer]:
    """The figures of some indicators at one basis. ``StoreError`` where the tables are not of its position."""
    found = cases_from_tables(log, basis)
    pinned = basis if basis.position is not None else replace(basis, position=log.head().position)
    return _added_up(log, indicators, pinned, found)


def measure_as_then(log: CaseLog, indicators: Sequence[Indicator], basis: Basis) -> list[Answer]:
    """The same at a basis that pins an older position than that of the tables.

    ``NotFromTablesError`` where they cannot tell what the log held then (``then``); ``StoreError`` where the tables
    cannot be used.
    """
    state = usable(log)
    return _added_up(log, indicators, basis, cases(log, state, _as_known_then(log, state, indicators, basis)))


def _as_known_then(log: CaseLog, state: State, indicators: Sequence[Indicator], basis: Basis) -> Basis:
    """The basis whose day of knowing leaves out all that was stored since."""
    assert basis.position is not None
    if basis.never_sent_again is not NeverSentAgain.KEEP:
        raise NotFromTablesError("projections keep open periods that were never sent again")
    if basis.reading != READING:
        raise NotFromTablesError(f"projections are of reading {READING}, not of reading {basis.reading}")
    if basis.as_at > LAST_DAY:
        raise NotFromTablesError(f"projections know days up to {LAST_DAY} only")
    if basis.position > state.position:
        raise NotFromTablesError("the projections are older than it; run `timeline rebuild`")
    found = Then.of(log.database, modules_asked(indicators)).basis(basis)
    if found is None:
        raise NotFromTablesError(LOADED_SINCE)
    return found


def _added_up(log: CaseLog, indicators: Sequence[Indicator], basis: Basis, population: Iterable[Case]) -> list[Answer]:
    of_log = Stated(log.attestations(basis.position))(basis)
    tallies = [Tally.start(indicator, basis, None, of_log) for indicator in indicators]
    for each in population:
        child = remembering(each)
        for tally in tallies:
            tally.add(child)
    return [tally.answer() for tally in tallies]

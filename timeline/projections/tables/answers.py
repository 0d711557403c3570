"""Figures by the other road: from the tables and not from the log, by the same reference interpreter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from timeline.domain.basis import Basis, NeverSentAgain
from timeline.domain.spells import Case
from timeline.projections.algebra.answers import Answer
from timeline.projections.algebra.derived import remembering
from timeline.projections.algebra.figures import Tally
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.algebra.reach import history_from
from timeline.projections.tables import schema
from timeline.projections.tables.paths import LAST_DAY
from timeline.projections.tables.reading import cases, cases_from_tables
from timeline.projections.tables.state import State, usable
from timeline.store import CaseLog

EPISODES = "Episodes"


class NotFromTablesError(Exception):
    """A question that the tables have no answer to, though the log has. The text says why."""


def measure_from_tables(log: CaseLog, indicators: Sequence[Indicator], basis: Basis) -> list[Answer]:
    """The figures of some indicators at one basis. ``StoreError`` where the tables are not of its position."""
    found = cases_from_tables(log, basis)
    pinned = basis if basis.position is not None else replace(basis, position=log.head().position)
    return _added_up(log, indicators, pinned, found)


def measure_as_then(log: CaseLog, indicators: Sequence[Indicator], basis: Basis) -> list[Answer]:
    """The same at a basis that pins an older position than that of the tables.

    They hold what was known when, not what was stored when. So they can answer where everything that was stored since
    became known later than all that the basis uses. ``NotFromTablesError`` where not; ``StoreError`` where the tables
    cannot be used.
    """
    state = usable(log)
    return _added_up(log, indicators, basis, cases(log, state, _as_known_then(log, state, basis)))


def _as_known_then(log: CaseLog, state: State, basis: Basis) -> Basis:
    """The basis whose day of knowing leaves out all that was stored since."""
    assert basis.position is not None
    if basis.never_sent_again is not NeverSentAgain.KEEP:
        raise NotFromTablesError("projections keep open periods that were never sent again")
    if basis.as_at > LAST_DAY:
        raise NotFromTablesError(f"projections know days up to {LAST_DAY} only")
    if basis.position > state.position:
        raise NotFromTablesError("the projections are older than it; run `timeline rebuild`")
    known_at, loaded_since = _days_of_knowing(log, basis, basis.position)
    if loaded_since is not None and known_at is not None and loaded_since <= known_at:
        raise NotFromTablesError("history was loaded afterwards that was known by then")
    return replace(basis, known_at=known_at)


def _days_of_knowing(log: CaseLog, basis: Basis, position: int) -> tuple[date | None, date | None]:
    """By which day everything was known that the basis uses, and the first day on which anything stored since was."""
    days = schema.DAYS.c
    with log.database.reading() as connection:
        last_known = connection.scalar(select(func.max(days.known_on)).where(days.first_position <= position))
        loaded_since = connection.scalar(select(func.min(days.known_on)).where(days.last_position > position))
    return (basis.known_at if basis.known_at is not None else last_known or date.min), loaded_since


def _added_up(log: CaseLog, indicators: Sequence[Indicator], basis: Basis, population: Iterable[Case]) -> list[Answer]:
    setting = log.setting(basis)
    whole_from = history_from([each.year_ending for each in setting.received if EPISODES in each.modules], basis.as_at)
    tallies = [Tally.start(indicator, basis, None, setting.brought, whole_from) for indicator in indicators]
    for each in population:
        child = remembering(each)
        for tally in tallies:
            tally.add(child)
    return [tally.answer() for tally in tallies]

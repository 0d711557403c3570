"""The children whose rows must be recomputed after more was recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from timeline.domain.attestations import ReturnReceived
from timeline.domain.entries import Recorded
from timeline.domain.identities import Rekeying
from timeline.domain.imports import Import, ImportRecorded, Imports, ImportUndone
from timeline.domain.received import Received, imports_of_year, whole_returns, years_again
from timeline.projections.tables import schema
from timeline.projections.tables.column_set import CHILD, CHILD_MORE
from timeline.projections.tables.columns import leaves_of
from timeline.projections.tables.population import LogEntry, Population, log_entries_since
from timeline.projections.tables.state import State
from timeline.store import CaseLog
from timeline.store.database import Database


@dataclass(frozen=True, slots=True)
class Affected:
    """Identifiers to fold: ``ordinary`` ones each on its own, ``rekeyed`` ones all together or not at all."""

    ordinary: list[str]
    rekeyed: list[str]


def every_identifier(log: CaseLog, population: Population) -> Affected:
    """Every identifier of the log."""
    return _divided(log.children(), population, together=True)


def since(log: CaseLog, population: Population, attested: Sequence[Recorded], state: State) -> Affected:
    """The identifiers with entries that the tables lack; those affected by new entries about the log (re-keyings,
    imports undone or restated, returns that lack a child); and those whose findings may differ by now."""
    entries = log_entries_since(attested, state.position)
    if any(_may_affect_every_child(entry) for entry in entries):
        return every_identifier(log, population)
    imports = Imports.held(attested, None)
    new = [each for each in whole_returns(imports) if each.position > state.position]
    identifiers = {*log.children(after=state.position), *_open_when(log.database, new)}
    again = _imports_of_years_again(imports, {each.year_ending for each in new})
    if any(isinstance(each.entry, ReturnReceived) for each in again):
        return every_identifier(
            log, population
        )  # a return recorded before import entries existed: its statements are unknown
    for each in again:
        for first, last in each.stretches:
            identifiers.update(log.children(after=first - 1, until=last))
    if population.checking is not None:
        identifiers |= _due(log.database, population.checking.basis.as_at)
    rekeyed_since = any(isinstance(entry, Rekeying) for entry in entries)
    return _divided(identifiers, population, together=rekeyed_since or not identifiers.isdisjoint(population.rekeyed))


def _imports_of_years_again(imports: Imports, years: Collection[date]) -> list[Import]:
    """The imports of those of these years that have more than one whole return."""
    several = years_again(imports).keys() & years
    return [each for year in sorted(several) for each in imports_of_year(imports, year)]


def _may_affect_every_child(entry: LogEntry) -> bool:
    return isinstance(entry, ImportUndone) or (isinstance(entry, ImportRecorded) and bool(entry.restates))


def _divided(identifiers: Iterable[str], population: Population, *, together: bool) -> Affected:
    ordinary = sorted(each for each in identifiers if each not in population.rekeyed)
    return Affected(ordinary, sorted(population.rekeyed) if together else [])


def _due(database: Database, day: date) -> set[str]:
    """The children whose findings as at this day may differ from those stored."""
    with database.reading() as connection:
        again = schema.CHECK_AGAIN.c
        return set(connection.scalars(select(again.child).where(again.due_on <= day)))


def _open_when(database: Database, returns: Sequence[Received]) -> set[str]:
    """The children with an open episode in the year of one of these returns or later, by what is known after the
    return. Only for them can the return show that they were never sent again."""
    found: set[str] = set()
    for part in leaves_of(database, [CHILD_MORE]) if returns else ():
        if CHILD_MORE not in part.tables:
            continue
        columns = {name: each for table in part.tables.values() for name, each in table.columns.items()}
        for received in returns:
            seen = columns["seen_to"] > received.first.toordinal()
            known = columns["known_to"] > received.known_on.toordinal()
            there = columns[CHILD][(columns["open_episode"] != 0) & seen & known]
            found.update(part.names[place] for place in there.tolist())
    return found

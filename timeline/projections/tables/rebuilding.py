"""Builds the tables from the log: entirely, or the rows of the children affected by what was recorded since."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from secrets import token_hex

from timeline.projections.tables import reads
from timeline.projections.tables.affected import every_identifier, since
from timeline.projections.tables.builder import Batch, Builder, Days, together
from timeline.projections.tables.code import code_hash
from timeline.projections.tables.findings import altered
from timeline.projections.tables.gc_pause import garbage_collection_paused
from timeline.projections.tables.population import Population
from timeline.projections.tables.state import State, problem, state_of
from timeline.projections.tables.worker import Page, folded, log_batch, page_folder, pages
from timeline.store import CaseLog, Head
from timeline.store.workers import shared_out

CHILDREN_A_BATCH = 200

Progress = Callable[[int, int], object]
"""Called with how many identifiers were read, and how many there are."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The result: whether the tables were built ``from_nothing``; how many identifiers were read and entries folded."""

    state: State
    from_nothing: bool
    identifiers: int
    entries: int


@garbage_collection_paused()
def rebuild(
    log: CaseLog,
    *,
    from_nothing: bool = False,
    batch: int = CHILDREN_A_BATCH,
    workers: int = 1,
    batches_a_worker: int = 1,
    progress: Progress | None = None,
) -> Rebuilt:
    """Bring the tables to the head of the log. ``StoreError``.

    Only affected children are folded again; every child where there are no tables, or none that this program built from
    this log, or with ``from_nothing``. ``batch``: how many children are written at a time. ``workers``: at most how
    many processes fold them; with more than one, each must be able to open the log. ``batches_a_worker``: the least
    number of batches for each process; fewer batches use fewer processes. The tables do not depend on these numbers.
    """
    before = _kept(log, from_nothing=from_nothing)
    if before is not None and before.position == log.head().position:
        return Rebuilt(before, from_nothing=False, identifiers=0, entries=0)
    builder = Builder(log.database, token_hex(8))
    builder.begin()
    crew = _Crew(workers, batches_a_worker)
    return _Rebuild(log, builder, batch, crew, progress).built(_kept(log, from_nothing=from_nothing))


def _kept(log: CaseLog, *, from_nothing: bool) -> State | None:
    """The state of tables that can be brought up to date; ``None`` where there are none."""
    state = None if from_nothing else state_of(log.database)
    if state is None or problem(log, state) is not None or altered(log.database, state.findings):
        return None
    return state


@dataclass(frozen=True, slots=True)
class _Crew:
    """How many processes fold: at most ``at_most``, each with at least ``batches_each`` batches."""

    at_most: int
    batches_each: int

    def of(self, batches: int) -> int:
        """The number of processes for a number of batches."""
        return max(1, min(self.at_most, batches // self.batches_each))


@dataclass(frozen=True, slots=True)
class _Rebuild:
    """One rebuild: the log, the builder, the children in a batch, and the processes."""

    log: CaseLog
    builder: Builder
    batch: int
    crew: _Crew
    progress: Progress | None

    def built(self, before: State | None) -> Rebuilt:
        """Bring these tables up to date; build all where ``before`` is ``None``."""
        head = self.log.head()
        attested = self.log.attestations(head.position)
        checked_on = self._last_known_on(head, before)
        population = Population.of(head.position, attested, checked_on)
        affected = (
            every_identifier(self.log, population) if before is None else since(self.log, population, attested, before)
        )
        log_entries = log_batch(attested)
        self.builder.add(log_entries)
        days, entries = self._folded(population, pages(affected, self.batch))
        put = self.builder.put_in_place if before is None else self.builder.put_among
        state = put(self._state(head, checked_on), together(log_entries.days, days))
        identifiers = len(affected.ordinary) + len(affected.rekeyed)
        return Rebuilt(state, before is None, identifiers, entries + len(attested))

    def _folded(self, population: Population, affected: Sequence[Page]) -> tuple[Days, int]:
        """Write the rows of these pages. The days of knowing of their facts, and the number of entries."""
        days: Days = {}
        entries, done, total = 0, 0, sum(len(page.identifiers) for page in affected)
        with closing(self._batches(population, affected)) as batches:
            for page, batch in zip(affected, batches, strict=True):
                self.builder.add(batch)
                days = together(days, batch.days)
                entries += batch.entries
                done += len(page.identifiers)
                if self.progress is not None:
                    self.progress(done, total)
        return days, entries

    def _batches(self, population: Population, affected: Sequence[Page]) -> Generator[Batch, None, None]:
        workers = self.crew.of(len(affected))
        if workers > 1:
            checked_on = None if population.checking is None else population.checking.basis.as_at
            opening = partial(page_folder, position=population.position, checked_on=checked_on)
            yield from shared_out(self.log, opening, affected, workers, alone="Rebuild with one worker")
        else:
            yield from (folded(self.log, population, page) for page in affected)

    def _last_known_on(self, head: Head, before: State | None) -> date | None:
        """The last day on which anything became known of a child, by the tables and by what was recorded since."""
        since = self.log.last_known_on(after=0 if before is None else before.position, until=head.position)
        known = None if before is None else before.checked_on
        return max((day for day in (since, known) if day is not None), default=None)

    def _state(self, head: Head, checked_on: date | None) -> State:
        before = state_of(self.log.database)
        return State(
            format=reads.FORMAT,
            code=code_hash(),
            position=head.position,
            chain_hash=head.hash,
            generation=1 if before is None else before.generation + 1,
            columns=0,
            findings=0,
            checked_on=checked_on,
            entries=head.position,
        )

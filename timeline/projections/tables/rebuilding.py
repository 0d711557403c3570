"""The tables made from the log: all of them, or the rows of the children concerned by what was recorded since."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from secrets import token_hex

from timeline.projections.tables import reads
from timeline.projections.tables.affected import everybody, since
from timeline.projections.tables.builder import Batch, Builder, Days, together
from timeline.projections.tables.code import code_hash
from timeline.projections.tables.findings import altered
from timeline.projections.tables.gc_pause import garbage_collection_paused
from timeline.projections.tables.population import Population
from timeline.projections.tables.state import State, problem, state_of
from timeline.projections.tables.worker import Page, folded, of_the_log, page_folder, pages
from timeline.store import CaseLog, Head
from timeline.store.workers import shared_out

CHILDREN_A_BATCH = 200

Progress = Callable[[int, int], object]
"""Told how many identifiers were read, and of how many."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was done: ``from_nothing`` or for some children only; how many identifiers were read and entries folded."""

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

    Only children with new facts are folded again, and those whom what is said of the log concerns; all of them where
    there are no tables, or none that this program made of this log, or ``from_nothing``. ``batch``: how many children
    are written at a time. ``workers``: how many processes fold them at most; where more than one, the log must be where
    each of them can open it. ``batches_a_worker``: fewer of them, until there are so many batches for each. The tables
    are the same whatever their number.
    """
    before = _kept(log, from_nothing=from_nothing)
    if before is not None and before.position == log.head().position:
        return Rebuilt(before, from_nothing=False, identifiers=0, entries=0)
    builder = Builder(log.database, token_hex(8))
    builder.begin()
    crew = _Crew(workers, batches_a_worker)
    return _Making(log, builder, batch, crew, progress).built(_kept(log, from_nothing=from_nothing))


def _kept(log: CaseLog, *, from_nothing: bool) -> State | None:
    """The tables that can be brought up to date."""
    state = None if from_nothing else state_of(log.database)
    if state is None or problem(log, state) is not None or altered(log.database, state.findings):
        return None
    return state


@dataclass(frozen=True, slots=True)
class _Crew:
    """How many processes fold: at most so many, and none for fewer batches than make it worth its beginning."""

    at_most: int
    batches_each: int

    def of(self, batches: int) -> int:
        """For so many batches."""
        return max(1, min(self.at_most, batches // self.batches_each))


@dataclass(frozen=True, slots=True)
class _Making:
    """One rebuilding: of which log, by whom, so many children at a time, with so many processes."""

    log: CaseLog
    builder: Builder
    batch: int
    crew: _Crew
    progress: Progress | None

    def built(self, before: State | None) -> Rebuilt:
        """Bring these tables up to date, or make them where there are none."""
        head = self.log.head()
        attested = self.log.attestations(head.position)
        checked_on = self._last_known_on(head, before)
        population = Population.of(head.position, attested, checked_on)
        whom = everybody(self.log, population) if before is None else since(self.log, population, attested, before)
        said = of_the_log(attested)
        self.builder.add(said)
        days, entries = self._folded(population, pages(whom, self.batch))
        put = self.builder.put_in_place if before is None else self.builder.put_among
        state = put(self._state(head, checked_on), together(said.days, days))
        identifiers = len(whom.ordinary) + len(whom.rekeyed)
        return Rebuilt(state, before is None, identifiers, entries + len(attested))

    def _folded(self, population: Population, whom: Sequence[Page]) -> tuple[Days, int]:
        """Write the rows of all these. When what they are made of became known, and how many entries that was."""
        days: Days = {}
        entries, done, total = 0, 0, sum(len(page.identifiers) for page in whom)
        with closing(self._batches(population, whom)) as batches:
            for page, batch in zip(whom, batches, strict=True):
                self.builder.add(batch)
                days = together(days, batch.days)
                entries += batch.entries
                done += len(page.identifiers)
                if self.progress is not None:
                    self.progress(done, total)
        return days, entries

    def _batches(self, population: Population, whom: Sequence[Page]) -> Generator[Batch, None, None]:
        workers = self.crew.of(len(whom))
        if workers > 1:
            checked_on = None if population.checking is None else population.checking.basis.as_at
            opening = partial(page_folder, position=population.position, checked_on=checked_on)
            yield from shared_out(self.log, opening, whom, workers, alone="Rebuild with one worker")
        else:
            yield from (folded(self.log, population, page) for page in whom)

    def _last_known_on(self, head: Head, before: State | None) -> date | None:
        """The last day on which anything became known of a child, by what the tables do not hold yet and by what they
        do."""
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

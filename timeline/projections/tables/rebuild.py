"""The tables made from the log: all of them, or the rows of the children concerned by what was recorded since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from secrets import token_hex

from timeline.domain.attestations import LOG_STREAM
from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.domain.entries import Recorded
from timeline.domain.statements import Statement
from timeline.projections.tables import schema
from timeline.projections.tables.building import Batch, Builder
from timeline.projections.tables.code import code_hash
from timeline.projections.tables.concerned import Concerned, everybody, since
from timeline.projections.tables.folding import projected
from timeline.projections.tables.population import Population, SaidOfTheLog
from timeline.projections.tables.rows import rows_of
from timeline.projections.tables.state import State, problem, state_of
from timeline.store import CaseLog

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


def rebuild(
    log: CaseLog, *, from_nothing: bool = False, batch: int = CHILDREN_A_BATCH, progress: Progress | None = None
) -> Rebuilt:
    """Bring the tables to the head of the log. ``StoreError``.

    Only children with new facts are folded again, and those whom what is said of the log concerns; all of them where
    there are no tables, or none that this program made of this log, or ``from_nothing``. ``batch``: how many children
    are written at a time.
    """
    before = _kept(log, from_nothing=from_nothing)
    if before is not None and before.position == log.head().position:
        return Rebuilt(before, from_nothing=False, identifiers=0, entries=0)
    builder = Builder(log.database, token_hex(8))
    builder.begin()
    return _built(log, builder, _kept(log, from_nothing=from_nothing), batch, progress)


def _kept(log: CaseLog, *, from_nothing: bool) -> State | None:
    """The tables that can be brought up to date."""
    state = None if from_nothing else state_of(log.database)
    return None if state is None or problem(log, state) is not None else state


def _built(log: CaseLog, builder: Builder, before: State | None, batch: int, progress: Progress | None) -> Rebuilt:
    head = log.head()
    attested = log.attestations(head.position)
    population = Population.of(head.position, attested)
    whom = everybody(log, population) if before is None else since(log, population, attested, before)
    making = _Making(log, builder, population, progress, len(whom.ordinary) + len(whom.rekeyed))
    making.log_itself(attested)
    making.children(whom, batch)
    state = State(
        format=schema.FORMAT,
        code=code_hash(),
        position=head.position,
        chain_hash=head.hash,
        generation=_last_generation(log) + 1,
        entries=head.position,
    )
    put = builder.put_in_place if before is None else builder.put_among
    put(state, making.days)
    return Rebuilt(state, before is None, making.total, making.entries)


def _last_generation(log: CaseLog) -> int:
    state = state_of(log.database)
    return state.generation if state is not None else 0


class _Making:
    """The rows of some children, on their way to the tables."""

    def __init__(
        self, log: CaseLog, builder: Builder, population: Population, progress: Progress | None, total: int
    ) -> None:
        self._log = log
        self._builder = builder
        self._population = population
        self._progress = progress
        self._done = 0
        self.total = total
        self.entries = 0
        self.days: dict[date, tuple[int, int]] = {}

    def log_itself(self, attested: Sequence[Recorded]) -> None:
        """Note what is said of the log as a whole."""
        batch = Batch()
        self._note(batch, LOG_STREAM, attested)
        self._builder.add(batch)

    def children(self, whom: Concerned, size: int) -> None:
        """Fold these children, batch by batch; the re-keyed ones last, in one."""
        identifiers = iter(whom.ordinary)
        while page := list(islice(identifiers, size)):
            batch = Batch()
            for identifier, records in self._log.histories(self._population.position, page):
                self._note(batch, identifier, records)
                _fold(batch, [self._population.child(identifier, records)])
            self._add(batch, len(page))
        if whom.rekeyed:
            self._rekeyed(whom.rekeyed)

    def _rekeyed(self, identifiers: Sequence[str]) -> None:
        batch = Batch(names=list(identifiers))
        histories = dict(self._log.histories(self._population.position, identifiers))
        for identifier, records in histories.items():
            self._note(batch, identifier, records)
        _fold(batch, self._population.rekeyed_ones(histories))
        batch.names = sorted(set(batch.names))
        self._add(batch, len(identifiers))

    def _note(self, batch: Batch, identifier: str, records: Sequence[Recorded]) -> None:
        batch.read.append({"identifier": identifier, "entries": len(records)})
        self.entries += len(records)
        for day, position in _known(records):
            first, last = self.days.get(day, (position, position))
            self.days[day] = (min(first, position), max(last, position))

    def _add(self, batch: Batch, identifiers: int) -> None:
        self._builder.add(batch)
        self._done += identifiers
        if self._progress is not None:
            self._progress(self._done, self.total)


def _fold(batch: Batch, children: Iterable[tuple[Chronicle, Sequence[Basis]]]) -> None:
    for chronicle, bases in children:
        spells, particulars = rows_of(chronicle.child, projected(chronicle, bases))
        batch.names.append(chronicle.child)
        batch.spells.extend(spells)
        batch.children.extend(particulars)


def _known(records: Iterable[Recorded]) -> Iterator[tuple[date, int]]:
    """On which days something became known that has a part in a case, each with the position that says so."""
    for record in records:
        if isinstance(record.entry, Statement | SaidOfTheLog):
            yield record.entry.known_on, record.position

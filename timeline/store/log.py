"""The log as the rest of the project sees it: what can be recorded, and what can be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from time import sleep
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from timeline.domain.attestations import LOG_STREAM, Attestation
from timeline.domain.basis import Basis
from timeline.domain.entries import fact_id
from timeline.domain.events import Event
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.domain.story import Draft, Recorded, Story, decide, tell
from timeline.store import schema, stats, verify
from timeline.store.database import Database
from timeline.store.errors import StoreError
from timeline.store.infrastructure import LogApplication
from timeline.store.mapper import Appended, EntryMapper, Stored
from timeline.store.reading import Head, Held, Reader
from timeline.store.recorder import Clock, instant, utc_now

_ATTEMPTS = 20
_CHILDREN_AT_ONCE = 500

Drafts = Iterable[tuple[str, Draft]]
"""What sources are about to say: each draft with the child it is about."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What recording added: the transaction and its positions (``None`` where nothing was added, or in a rehearsal),
    the ids of facts and withdrawals that the log did not hold before, and the number of statements."""

    transaction: int | None
    first_position: int | None
    last_position: int | None
    fresh: frozenset[UUID]
    statements: int


class CaseLog(LogApplication):
    """Everything recorded of every child. A context manager: leaving it closes the store. ``StoreError`` from every
    method that uses the store."""

    def __init__(self, database: Database, *, mapper: EntryMapper, clock: Clock) -> None:
        super().__init__(database, mapper, clock)
        self._reader = Reader(database, mapper)

    def record(self, drafts: Drafts, attested: Attestation | None = None) -> Receipt:
        """Append what these drafts say and the log does not, in one transaction: all of it or nothing.

        ``attested``: what to say, in the same transaction, of the log as a whole. Recording a thing twice records it
        once. ``StoreError``, and nothing is written, where a draft was known later than the day of recording (UTC).
        """
        by_child = self._admitted(drafts)
        for attempt in range(_ATTEMPTS):
            additions = self._additions(by_child, attested)
            if not additions:
                return _receipt(additions, None, None)
            try:
                positions = self.recorder.insert_events(Stored(additions, self._entry_mapper))
            except IntegrityError:  # another writer was quicker: decide again in the light of what it recorded
                sleep(0.01 * attempt)
                continue
            assert positions
            return _receipt(additions, self._reader.head(positions[-1]), positions[0])
        raise StoreError(
            self._database.where,
            "other programs recorded the same children again and again in the meantime",
            "Nothing was recorded: try again when they have finished, and run `timeline log verify`",
        )

    def rehearse(self, drafts: Drafts) -> Receipt:
        """What ``record`` would add now. Nothing is written."""
        return _receipt(self._additions(self._admitted(drafts)), None, None)

    def attestations(self, position: int | None = None) -> list[Recorded]:
        """What is said of the log as a whole (returns received, baselines taken), in the order it was said."""
        return self._reader.attestations(self.head().position if position is None else position)

    def children(self, *, after: int = 0) -> Iterator[str]:
        """Every child the log holds anything of, sorted; or only those it got to hold more of past a position."""
        return self._reader.children(after)

    def records(self, child: str) -> list[Recorded]:
        """All that the log holds of a child, in the order it was stored; empty for a child it does not know."""
        found = dict(self._reader.records(self.head().position, [child]))
        return found.get(child, [])

    def histories(
        self, position: int | None = None, children: Iterable[str] | None = None
    ) -> Iterator[tuple[str, list[Recorded]]]:
        """Every child, or these, with all that the log holds of it up to a position, in the order of their ids: for
        telling one child's story at several bases."""
        return self._reader.records(self.head().position if position is None else position, children)

    def stories(self, basis: Basis, children: Iterable[str] | None = None) -> Iterator[Story]:
        """The stories of all children, or of these, at a basis, one after the other in the order of their ids.

        A child of whom nothing was known at the basis has none. Without a position in the basis, the head of the log
        at the first story is meant: what is recorded while the stories are read is in none of them.
        """
        position = self.head().position if basis.position is None else basis.position
        for child, records in self._reader.records(position, children):
            if any(isinstance(r.entry, Statement) and basis.knows(r.entry.known_on) for r in records):
                yield self._told(child, records, basis)

    def head(self, position: int | None = None) -> Head:
        """How far the log reaches; or how far it reached when it held no more than ``position``, which is how a hash
        noted with a position is checked."""
        return self._reader.head(position)

    def verify(self, progress: verify.Progress | None = None) -> verify.Verdict:
        """Check every hash, position, version, time, identity and citation; the first thing wrong, if anything is."""
        return verify.verify(self._reader, self._entry_mapper, progress)

    def stats(self) -> stats.Stats:
        """How much the log holds."""
        return stats.count(self._database)

    def _told(self, child: str, records: list[Recorded], basis: Basis) -> Story:
        try:
            return tell(child, records, basis)
        except KeyError:
            problem = "a statement says something that was not stored before it"
        raise self._reader.damaged(records[-1].position, problem)

    def _admitted(self, drafts: Drafts) -> dict[str, list[Draft]]:
        """The drafts by child, each child's in their order, none of them known in the future."""
        by_child: dict[str, list[Draft]] = {}
        today = self._recording_day()
        for child, draft in drafts:
            if draft.known_on > today:
                raise StoreError(
                    self._database.where,
                    f"something known on {draft.known_on} cannot be recorded on {today}, before it was known",
                    "Nothing was recorded: correct the day it became known, or this machine's clock",
                )
            if child == LOG_STREAM:
                raise StoreError(self._database.where, "a child cannot have this identifier", "Nothing was recorded")
            by_child.setdefault(child, []).append(draft)
        return by_child

    def _recording_day(self) -> date:
        at = instant(self._clock)
        latest = self.head().recorded_at
        return max(at, latest).date() if latest else at.date()

    def _additions(self, by_child: dict[str, list[Draft]], attested: Attestation | None = None) -> list[Appended]:
        additions: list[Appended] = []
        children = iter(by_child)
        while page := list(islice(children, _CHILDREN_AT_ONCE)):
            held = self._reader.held(page)
            for child in page:
                additions.extend(_decided(child, by_child[child], held.get(child)))
        if attested is not None:
            additions.extend(_attested(attested, self._reader.held([LOG_STREAM]).get(LOG_STREAM)))
        return additions


def _decided(child: str, drafts: Iterable[Draft], held: Held | None) -> Iterator[Appended]:
    ids, version = (set(held.ids), held.version) if held else (set[UUID](), 0)
    for draft in drafts:
        for identity, entry in decide(child, ids, draft):
            version += 1
            ids.add(identity)
            yield Appended(child, version, identity, entry)


def _attested(attested: Attestation, held: Held | None) -> Iterator[Appended]:
    identity = fact_id(LOG_STREAM, attested)
    if held is None or identity not in held.ids:
        yield Appended(LOG_STREAM, (held.version if held else 0) + 1, identity, attested)


def _receipt(additions: Iterable[Appended], head: Head | None, first_position: int | None) -> Receipt:
    statements = [isinstance(addition.entry, Statement) for addition in additions]
    return Receipt(
        transaction=head.transactions if head else None,
        first_position=first_position,
        last_position=head.position if head else None,
        fresh=frozenset(a.id for a in additions if isinstance(a.entry, Event | FactWithdrawn)),
        statements=sum(statements),
    )


def open_log(location: str | Path, *, create: bool = True, clock: Clock = utc_now) -> CaseLog:
    """Open the log at a path or an SQLAlchemy URL (SQLite or PostgreSQL), and make it where there is none yet.

    ``create=False``: where there is none, that is a ``StoreError``, so that a question to a store that is not there is
    not answered from an empty one. ``clock``: gives the present instant, with its time zone.
    """
    database = Database(location)
    try:
        _prepare(database, create=create)
    except BaseException:
        database.close()
        raise
    return CaseLog(database, mapper=EntryMapper(), clock=clock)


def _prepare(database: Database, *, create: bool) -> None:
    absent = StoreError(database.where, "there is no log here", "Record something first, or name another store")
    if not create and database.path is not None and not database.path.exists():
        raise absent
    with database.reading() as connection:
        if schema.is_present(connection, database.where):
            return
    if not create:
        raise absent
    database.keep_readers_and_writers_apart()
    with database.writing() as connection:
        if not schema.is_present(connection, database.where):  # another program may have made it in the meantime
            schema.create(connection)

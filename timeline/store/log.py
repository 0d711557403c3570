"""``CaseLog``: everything that the rest of the project can record in the log and read from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self
from uuid import UUID

from timeline.domain.attestations import Attestation
from timeline.domain.basis import Basis
from timeline.domain.entries import Entry, Recorded
from timeline.domain.imports import ImportRecorded, Imports, ImportUndone
from timeline.lazy import lazy
from timeline.store.bodies import EntryReader, topic_of
from timeline.store.clock import Clock, instant
from timeline.store.database import Database
from timeline.store.heads import Head, HeadReader

if TYPE_CHECKING:
    from timeline.domain import chronicle, setting, story
    from timeline.domain.chronicle import Chronicle
    from timeline.domain.drafts import Held
    from timeline.domain.events import Event
    from timeline.domain.outlines import Outline
    from timeline.domain.setting import Setting
    from timeline.domain.story import E, Story
    from timeline.store import infrastructure, mapper, outlines, reader, recording, stats, verify
    from timeline.store.infrastructure import LogApplication
    from timeline.store.mapper import EntryMapper
    from timeline.store.reader import Reader
    from timeline.store.recorder import LogRecorder
    from timeline.store.recording import Blocks, Drafts, Progress, Receipt
else:
    chronicle, setting, story = (lazy(f"timeline.domain.{name}") for name in ("chronicle", "setting", "story"))
    infrastructure, mapper, outlines, reader, recording, stats, verify = (
        lazy(f"timeline.store.{name}")
        for name in ("infrastructure", "mapper", "outlines", "reader", "recording", "stats", "verify")
    )


def _no_progress(_done: int, _whole: int) -> None:
    """The default of ``progress``."""


class CaseLog:
    """Everything recorded of every child. A context manager: leaving it closes the store. ``StoreError`` from every
    method that uses the store.

    eventsourcing's application records; it is created at the first recording. ``entries`` decodes what is stored.
    """

    def __init__(self, database: Database, *, entries: EntryReader, clock: Clock) -> None:
        self._database = database
        self._entries = entries
        self._clock = clock
        self._heads = HeadReader(database, entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self._database.close()

    @cached_property
    def _reader(self) -> Reader:
        return reader.Reader(self._database, self._entries)

    @cached_property
    def application(self) -> LogApplication:
        """eventsourcing's application."""
        mapped = mapper.EntryMapper(self._entries.registry, self._entries.upcasters)
        return infrastructure.LogApplication(self._database, mapped, self._clock)

    @property
    def recorder(self) -> LogRecorder:
        """Appends transactions."""
        return self.application.log_recorder

    @property
    def mapper(self) -> EntryMapper:
        """Converts entries to their stored form."""
        return self.application.entry_mapper

    def record(
        self,
        drafts: Drafts,
        attested: Sequence[Attestation] = (),
        *,
        imported: ImportRecorded | None = None,
        held: Mapping[str, Held] | None = None,
        unless: Blocks | None = None,
        progress: Progress = _no_progress,
    ) -> Receipt:
        """Append what the log lacks of these drafts, in one transaction: all of it or nothing. An entry that the log
        holds is not recorded a second time.

        ``attested``: entries about the log as a whole, recorded in the same transaction. ``imported``: the entry about
        the import that the drafts come from; it is always added, completed with its number and counts. ``held``: what
        the log held of some children a moment ago; a child of whom it holds more by now is read again. ``unless``:
        nothing is recorded where this is true of an earlier entry about the log, even one that another program records
        meanwhile. ``StoreError``, and nothing is written, where something was known after the day of recording (UTC),
        or where a newer version of this program has recorded an entry about the log.
        """
        self._reader.refuse_newer()
        at = self._recording_instant()
        where = self._database.where
        dated = attested if imported is None else [*attested, imported]
        by_child = recording.admitted(drafts, dated, at.date(), where)
        wanted = recording.Recording(by_child, attested, imported, held or {}, unless)
        return recording.Appender(self._reader, self.recorder, self.mapper, where).append(wanted, at, progress)

    def rehearse(
        self, drafts: Drafts, attested: Sequence[Attestation] = (), *, progress: Progress = _no_progress
    ) -> Receipt:
        """The receipt that ``record`` would give now. Nothing is written."""
        by_child = recording.admitted(drafts, attested, self._recording_instant().date(), self._database.where)
        added = recording.additions_to(self._reader, recording.Recording(by_child, attested), progress)
        return recording.receipt_of(added, None, None)

    def holds(self, child: str, identity: UUID) -> bool:
        """Whether the log holds an entry of this identity about the child."""
        held = self._reader.held([child]).get(child)
        return held is not None and identity in held.ids

    def attestations(self, position: int | None = None) -> list[Recorded]:
        """The entries about the log as a whole (returns received, baselines taken), in the order they were recorded."""
        return self._heads.attestations(self.head().position if position is None else position)

    def children(self, *, after: int = 0, until: int | None = None) -> Iterator[str]:
        """Every child with entries at positions ``after < position <= until``, sorted; by default every child."""
        return self._reader.children(after, until)

    def records(self, child: str) -> list[Recorded]:
        """Every entry about a child, in the order they were stored; empty for an unknown child."""
        found = dict(self._reader.records(self.head().position, [child]))
        return found.get(child, [])

    def histories(self, position: int, identifiers: Iterable[str]) -> Iterator[tuple[str, list[Recorded]]]:
        """Each identifier with its entries up to a position, as recorded: re-keyings are not applied."""
        return self._reader.records(position, identifiers)

    def outlines(self, position: int, identifiers: Iterable[str]) -> Iterator[Outline]:
        """The same as outlines: stored rows, of which a part is decoded when it is read."""
        return outlines.outlines(self._reader, self._entries, position, identifiers)

    def imports(self, position: int | None = None) -> Imports:
        """Every import that the log holds, or held at a position, with its number."""
        return Imports.held(self.attestations(position), None)

    def undo(self, undone: ImportUndone) -> bool:
        """Record that an import is undone; ``False``, and nothing is recorded, where it is undone already."""

        def is_undone(entry: Entry) -> bool:
            return isinstance(entry, ImportUndone) and entry.number == undone.number

        return self.record([], [undone], unless=is_undone).transaction is not None

    def setting(self, basis: Basis) -> Setting:
        """The setting at a basis: which returns were received, which identifiers are one child."""
        return setting.Setting.at(self.attestations(basis.position), basis)

    def chronicles(self, bases: Collection[Basis], children: Iterable[str] | None = None) -> Iterator[Chronicle]:
        """The chronicle of every child, or of these, for stories at these bases, in the order of names.

        A basis without a position means the head of the log when the first child is read: what is recorded during the
        iteration is left out. A child of whom nothing was known at a basis has a story without facts there.
        """
        head = self.head().position
        reach = max((head if basis.position is None else basis.position for basis in bases), default=head)
        attested = self._heads.attestations(reach)
        settings = {basis: setting.Setting.at(attested, basis) for basis in bases}
        rekeyed = chronicle.concerned(settings.values())
        wanted = None if children is None else set(children)
        ordinary = (
            chronicle.Chronicle(child, settings, records)
            for child, records in self._reader.records(reach, wanted)
            if child not in rekeyed
        )
        if not rekeyed:
            return ordinary
        together = chronicle.rekeyed_children(dict(self._reader.records(reach, rekeyed)), settings)
        return chronicle.in_order_of_names(
            ordinary, [each for each in together if wanted is None or each.is_any_of(wanted)]
        )

    def stories(self, basis: Basis, children: Iterable[str] | None = None) -> Iterator[Story]:
        """The story of every child, or of these, at a basis, in the order of names. A child of whom nothing was known
        there has none. See ``chronicles``."""
        for each in self.chronicles([basis], children):
            if each.heard(basis):
                yield self.story_of(each, basis)

    def story(self, child: str, basis: Basis) -> Story | None:
        """The story at a basis of the child that has, or was recorded under, this identifier. It has no facts where
        nothing was known of the child; ``None`` where the log holds nothing of it."""
        found = {each.child: each for each in self.chronicles([basis], [child])}
        named = found.get(self.setting(basis).who.name_of(child))
        return None if named is None else self.story_of(named, basis)

    def head(self, position: int | None = None) -> Head:
        """How far the log reaches; or how far it reached at ``position``, to check a hash recorded with a position."""
        return self._heads.head(position)

    def position(self) -> int:
        """The position of the last entry; 0 for an empty log."""
        return self.head().position

    @property
    def database(self) -> Database:
        """The database of the log. The projections have tables of their own in it."""
        return self._database

    @property
    def path(self) -> Path | None:
        """The SQLite file of the log; ``None`` for a server or a database in memory."""
        return self._database.path

    def copy_to(self, path: Path) -> None:
        """Copy a log on SQLite, as it is now, to an empty file. ``timeline.store.backup`` also verifies the copy."""
        self._database.copy_to(path)

    def walker(self) -> verify.Walker:
        """Walks over the log to verify it."""
        return verify.Walker(self._reader, self._entries)

    def verify(self, progress: verify.Progress | None = None, *, workers: int = 1) -> verify.Verdict:
        """Check every hash, position, version, time, identity and citation, and report the first problem.
        ``workers``: how many processes, at most, share a large log that each can open."""
        return verify.verify(self, progress, workers)

    def stats(self) -> stats.Stats:
        """How much the log holds."""
        return stats.count(self._database)

    def holds_any(self, kind: type[Event], until: int | None = None) -> bool:
        """Whether there is an event of exactly this kind, up to a position or at all."""
        return stats.holds_any(self._database, kind, self.head().position if until is None else until)

    def events_of(self, kind: type[E], until: int | None = None) -> Iterator[tuple[str, E]]:
        """The events of exactly this kind, up to a position or all, each with the identifier it was recorded under;
        including those that were retracted."""
        reach = self.head().position if until is None else until
        for each in self._reader.recorded_under(topic_of(kind), reach):
            assert isinstance(each.entry, kind)
            yield each.child, each.entry

    def last_known_on(self, *, after: int = 0, until: int | None = None) -> date | None:
        """The last day on which anything became known of a child, by statements at ``after < position <= until``."""
        return stats.last_known_on(self._database, after=after, until=self.head().position if until is None else until)

    def story_of(self, of_child: Chronicle, basis: Basis) -> Story:
        """The story of a child at one of its chronicle's bases. ``StoreError`` where an entry it cites is missing."""
        try:
            return of_child.story(basis)
        except story.NotStoredError as error:
            problem = str(error)
        raise self._reader.damaged(of_child.records(basis)[-1].position, problem)

    def _recording_instant(self) -> datetime:
        at = instant(self._clock)
        return max(at, self.head().recorded_at or at)

"""The log as the rest of the project sees it: what can be recorded, and what can be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Self
from uuid import UUID

from timeline.domain.attestations import Attestation
from timeline.domain.basis import Basis
from timeline.domain.entries import Entry, Recorded
from timeline.domain.imports import ImportRecorded, Imports, ImportUndone
from timeline.late import late
from timeline.store.bodies import EntryReader, topic_of
from timeline.store.database import Database
from timeline.store.errors import StoreError
from timeline.store.heads import Head, HeadReader
from timeline.store.instants import Clock, instant

if TYPE_CHECKING:
    from eventsourcing import persistence

    from timeline.domain import chronicle, setting, story
    from timeline.domain.chronicle import Chronicle
    from timeline.domain.drafts import Held
    from timeline.domain.events import Event
    from timeline.domain.outlines import Outline
    from timeline.domain.setting import Setting
    from timeline.domain.story import E, Story
    from timeline.store import deciding, glancing, infrastructure, mapper, outlines, reading, stats, verify
    from timeline.store.deciding import Drafts, InItsWay, Progress, Receipt
    from timeline.store.infrastructure import LogApplication
    from timeline.store.mapper import EntryMapper
    from timeline.store.reading import Reader
    from timeline.store.recorder import LogRecorder
else:
    persistence = late("eventsourcing.persistence")
    chronicle, setting, story = (late(f"timeline.domain.{name}") for name in ("chronicle", "setting", "story"))
    deciding, glancing, infrastructure, mapper, outlines, reading, stats, verify = (
        late(f"timeline.store.{name}")
        for name in (*("deciding", "glancing", "infrastructure", "mapper", "outlines", "reading", "stats", "verify"),)
    )

_ATTEMPTS = 20


def _nobody_waits(_done: int, _whole: int) -> None:
    """Where no progress is shown."""


def _appending(progress: Progress, whole: int, done: int) -> None:
    """The half of a recording that comes after deciding."""
    progress(whole + done, 2 * whole)


class CaseLog:
    """Everything recorded of every child. A context manager: leaving it closes the store. ``StoreError`` from every
    method that uses the store.

    It is recorded by eventsourcing's application, which is made when something is recorded; ``entries`` reads what is
    stored.
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
        return reading.Reader(self._database, self._entries)

    @cached_property
    def application(self) -> LogApplication:
        """eventsourcing's application, which records."""
        mapped = mapper.EntryMapper(self._entries.registry, self._entries.upcasters)
        return infrastructure.LogApplication(self._database, mapped, self._clock)

    @property
    def recorder(self) -> LogRecorder:
        """What appends transactions."""
        return self.application.log_recorder

    @property
    def mapper(self) -> EntryMapper:
        """What makes an entry into what is stored."""
        return self.application.entry_mapper

    def record(
        self,
        drafts: Drafts,
        attested: Sequence[Attestation] = (),
        *,
        imported: ImportRecorded | None = None,
        held: Mapping[str, Held] | None = None,
        unless: InItsWay | None = None,
        progress: Progress = _nobody_waits,
    ) -> Receipt:
        """Append what these drafts say and the log does not, in one transaction: all of it or nothing.

        ``attested``: what to say, in the same transaction, of the log as a whole. Recording a thing twice records it
        once. ``imported``: the entry about the import that these are, which is added whether anything else is or not,
        completed with its number and what it added. ``held``: what the log was found to hold of some children a moment
        ago, of the identities that their drafts state; where it holds more by now, they are read again. ``unless``:
        nothing is recorded where this is true of anything said of the log before, be it said by another program at this
        very moment. ``progress``: told, now and then, how much of the whole is done. ``StoreError``, and nothing is
        written, where something was known later than the day of recording (UTC), or where a newer version of this
        program has said something of the log as a whole.
        """
        self._reader.refuse_newer()
        at = self._recording_instant()
        dated = attested if imported is None else [*attested, imported]
        by_child = deciding.admitted(drafts, dated, at.date(), self._database.where)
        for attempt in range(_ATTEMPTS):
            known = (held or {}) if attempt == 0 else {}
            saying = deciding.Saying(by_child, attested, imported, known, unless)
            additions = deciding.additions_to(self._reader, saying, progress)
            if not additions:
                return deciding.receipt_of(additions, None, None)
            try:
                # Not before the instant that it was admitted at: the clock may have stepped back since.
                stored = mapper.Stored(additions, self.mapper, partial(_appending, progress, len(additions)))
                positions = self.recorder.insert_events(stored, not_before=at)
            except (
                persistence.IntegrityError
            ):  # another writer was quicker: decide again in the light of what it recorded
                sleep(0.01 * attempt)
                continue
            assert positions
            return deciding.receipt_of(additions, self._reader.head(positions[-1]), positions[0])
        raise StoreError(
            self._database.where,
            "other programs recorded the same children again and again in the meantime",
            "Nothing was recorded: try again when they have finished, and run `timeline log verify`",
        )

    def rehearse(
        self, drafts: Drafts, attested: Sequence[Attestation] = (), *, progress: Progress = _nobody_waits
    ) -> Receipt:
        """What ``record`` would add now. Nothing is written."""
        by_child = deciding.admitted(drafts, attested, self._recording_instant().date(), self._database.where)
        additions = deciding.additions_to(self._reader, deciding.Saying(by_child, attested), progress)
        return deciding.receipt_of(additions, None, None)

    def holds(self, child: str, identity: UUID) -> bool:
        """Whether an entry of this identity is recorded of the child."""
        held = self._reader.held([child]).get(child)
        return held is not None and identity in held.ids

    def attestations(self, position: int | None = None) -> list[Recorded]:
        """What is said of the log as a whole (returns received, baselines taken), in the order it was said."""
        return self._heads.attestations(self.head().position if position is None else position)

    def children(self, *, after: int = 0, until: int | None = None) -> Iterator[str]:
        """Every child the log holds anything of, sorted; or only those it got to hold more of past a position, up to
        another."""
        return self._reader.children(after, until)

    def records(self, child: str) -> list[Recorded]:
        """All that the log holds of a child, in the order it was stored; empty for a child it does not know."""
        found = dict(self._reader.records(self.head().position, [child]))
        return found.get(child, [])

    def histories(self, position: int, identifiers: Iterable[str]) -> Iterator[tuple[str, list[Recorded]]]:
        """What the log held of these identifiers when it reached to a position: as recorded, nobody re-keyed."""
        return self._reader.records(position, identifiers)

    def outlines(self, position: int, identifiers: Iterable[str]) -> Iterator[Outline]:
        """The same in outline: rows as they are stored, decoded where something of them is asked for."""
        return outlines.outlines(self._reader, self._entries, position, identifiers)

    def imports(self, position: int | None = None) -> Imports:
        """Every import that the log holds, or held at a position, with its number."""
        return Imports.held(self.attestations(position), None)

    def undo(self, undone: ImportUndone) -> bool:
        """Undo an import, from here on; ``False``, and nothing is recorded, where it is undone already."""

        def is_undone(said: Entry) -> bool:
            return isinstance(said, ImportUndone) and said.number == undone.number

        return self.record([], [undone], unless=is_undone).transaction is not None

    def setting(self, basis: Basis) -> Setting:
        """What the log says of itself at a basis: which returns were received, who is who."""
        return setting.Setting.at(self.attestations(basis.position), basis)

    def chronicles(self, bases: Collection[Basis], children: Iterable[str] | None = None) -> Iterator[Chronicle]:
        """Every child, or these, ready to be told at these bases, in the order of the names they go by.

        Where a basis names no position, the head of the log at the first child is meant: what is recorded while they
        are read is in none of them. A child of whom nothing was known at a basis has a story without facts there.
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
        """The stories of all children, or of these, at a basis, one after the other in the order of their names.

        A child of whom nothing was known at the basis has none. See ``chronicles``.
        """
        for each in self.chronicles([basis], children):
            if each.heard(basis):
                yield self.told(each, basis)

    def maybe_looked_after(self, basis: Basis, children: Iterable[str]) -> list[str]:
        """Those of these children whose latest episode may be open at a basis: all but those of whom their last return
        plainly says that it is over, which takes a tenth of the time of a story. Nobody who was re-keyed is left out.
        """
        wanted = list(children)
        at_basis = self.setting(basis)
        if basis.position is not None or not at_basis.is_plain:
            return wanted
        rekeyed = at_basis.who.concerned
        glance = glancing.Glance(self._reader, self._entries)
        over = set(glance.over([child for child in wanted if child not in rekeyed], basis))
        return [child for child in wanted if child not in over]

    def story(self, child: str, basis: Basis) -> Story | None:
        """The story of the child that goes, or was recorded, by this name at a basis; without facts where nothing was
        known of it, and ``None`` where the log holds nothing of it."""
        found = {each.child: each for each in self.chronicles([basis], [child])}
        named = found.get(self.setting(basis).who.name_of(child))
        return None if named is None else self.told(named, basis)

    def head(self, position: int | None = None) -> Head:
        """How far the log reaches; or how far it reached when it held no more than ``position``, which is how a hash
        noted with a position is checked."""
        return self._heads.head(position)

    def position(self) -> int:
        """Of its last entry; 0 where it has none."""
        return self.head().position

    @property
    def database(self) -> Database:
        """Where it is kept, for the projections, which stand beside it in tables of their own."""
        return self._database

    @property
    def path(self) -> Path | None:
        """The file that it is in, ``None`` where it is on a server or in memory."""
        return self._database.path

    def copy_to(self, path: Path) -> None:
        """Copy what a log on SQLite holds now to an empty file. ``timeline.store.backup`` verifies it, too."""
        self._database.copy_to(path)

    def walker(self) -> verify.Walker:
        """What walks over the log to verify it."""
        return verify.Walker(self._reader, self._entries)

    def verify(self, progress: verify.Progress | None = None, *, workers: int = 1) -> verify.Verdict:
        """Check every hash, position, version, time, identity and citation; the first thing wrong, if anything is.
        ``workers``: how many processes do it at most, where it is a large log that each of them can open."""
        return verify.verify(self, progress, workers)

    def stats(self) -> stats.Stats:
        """How much the log holds."""
        return stats.count(self._database)

    def holds_any(self, kind: type[Event], until: int | None = None) -> bool:
        """Whether there is an event of this very kind, up to a position or at all."""
        return stats.holds_any(self._database, kind, self.head().position if until is None else until)

    def events_of(self, kind: type[E], until: int | None = None) -> Iterator[tuple[str, E]]:
        """The events of this very kind, up to a position or all, each with the identifier it was recorded of: as
        recorded, whether they hold or not."""
        reach = self.head().position if until is None else until
        for each in self._reader.recorded_under(topic_of(kind), reach):
            assert isinstance(each.entry, kind)
            yield each.child, each.entry

    def last_known_on(self, *, after: int = 0, until: int | None = None) -> date | None:
        """The last day on which anything became known of a child; or of what it said past a position, up to another."""
        return stats.last_known_on(self._database, after=after, until=self.head().position if until is None else until)

    def told(self, of_child: Chronicle, basis: Basis) -> Story:
        """The story of a child at one of the bases that it was read for."""
        try:
            return of_child.story(basis)
        except story.NotStoredError as error:
            problem = str(error)
        raise self._reader.damaged(of_child.records(basis)[-1].position, problem)

    def _recording_instant(self) -> datetime:
        at = instant(self._clock)
        return max(at, self.head().recorded_at or at)

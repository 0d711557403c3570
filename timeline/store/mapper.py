"""The stored form of an entry.

An entry is stored under its short registered name, with the version of its shape when that is not the first
(``became-looked-after``, ``became-looked-after.v2``), and as its canonical content: the fields that were given, keys
sorted. A stored entry of an older version is brought up to date, version by version, by the pure functions in
``bodies.UPCASTERS``; its identity stays as it was stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast, overload
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from timeline.domain.entries import Entry
from timeline.store.bodies import EVERY_ENTRY, UPCASTERS, EntryReader, Upcaster, topic_of
from timeline.store.chain import Row
from timeline.store.errors import UnreadableEntryError
from timeline.store.recorder import Rows, StoredEntry

_STEP = 1_000


class Appended(NamedTuple):
    """An entry in its place in a child's stream: eventsourcing's domain event. ``body``: its canonical content, where
    it was computed already."""

    originator_id: str
    originator_version: int
    id: UUID
    entry: Entry
    body: bytes | None = None


class EntryMapper(EntryReader, Mapper[str]):
    """Entries to stored events and back."""

    def __init__(
        self,
        registry: Mapping[str, type[Entry]] = EVERY_ENTRY,
        upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
    ) -> None:
        EntryReader.__init__(self, registry, upcasters)
        Mapper.__init__(self, JSONTranscoder())

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """The stored form of an entry in its place."""
        appended = cast("Appended", domain_event)
        entry = appended.entry
        return StoredEntry(
            originator_id=appended.originator_id,
            originator_version=appended.originator_version,
            topic=topic_of(type(entry)),
            state=entry.canonical().encode(),
            fact_id=appended.id,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """The entry in its place. ``UnreadableEntryError`` where this program cannot read it."""
        if not isinstance(stored_event, StoredEntry):
            raise UnreadableEntryError("an entry has no identity")
        return Appended(
            originator_id=str(stored_event.originator_id),
            originator_version=stored_event.originator_version,
            id=stored_event.fact_id,
            entry=self.decode(stored_event.topic, stored_event.state),
        )


class Stored(Rows):
    """Entries in their places, each converted to its stored form when it is read: an import of millions of entries is
    never in memory twice."""

    def __init__(
        self, entries: Sequence[Appended], mapper: EntryMapper, seen: Callable[[int], object] = lambda _number: None
    ) -> None:
        self._entries = entries
        self._mapper = mapper
        self._seen = seen

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> StoredEvent: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[StoredEvent]: ...
    def __getitem__(self, index: int | slice) -> StoredEvent | Sequence[StoredEvent]:
        if isinstance(index, slice):
            return Stored(self._entries[index], self._mapper)
        return self._mapper.to_stored_event(cast("DomainEventProtocol[str]", self._entries[index]))

    def rows(self, first_position: int) -> Iterator[Row]:
        """The columns of each entry, as ``EntryMapper.to_stored_event`` gives them. ``seen`` is called with the number
        done, once in every thousand."""
        topics: dict[type[Entry], str] = {}
        for number, (child, version, identity, entry, body) in enumerate(self._entries):
            if number % _STEP == 0:
                self._seen(number)
            topic = topics.get(type(entry)) or topics.setdefault(type(entry), topic_of(type(entry)))
            body = body or entry.canonical().encode()
            yield Row(first_position + number, child, version, topic, body, identity.bytes)

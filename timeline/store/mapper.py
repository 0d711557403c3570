"""How an entry is stored, and how one stored in an older shape is read.

An entry is stored under its short registered name, with the version of its shape when that is not the first
(``became-looked-after``, ``became-looked-after.v2``), and as its canonical content: the fields that were given, keys
sorted. A stored entry of an older version is brought up to date, version by version, by the pure functions in
``UPCASTERS``; its identity stays as it was stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast, overload
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from pydantic import ValidationError

from timeline.domain import attestations, events, statements  # noqa: F401  (registers every entry there is)
from timeline.domain.entries import REGISTRY, Entry
from timeline.store.chain import Row
from timeline.store.decoding import Decoder, Upcaster, careful_decoder, upcasting_decoder
from timeline.store.errors import NewerEntryError, UnreadableEntryError
from timeline.store.quick import quick_decoder
from timeline.store.recorder import Rows, StoredEntry

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""By registered name and version: what makes the content of that version into the content of the next. Pure."""

_STEP = 1_000
_TOPIC = re.compile(r"(?P<name>.+?)(?:\.v(?P<version>[1-9][0-9]*))?")


class Appended(NamedTuple):
    """An entry in its place in a child's stream: what eventsourcing calls a domain event. ``body``: its canonical
    content, where it was written already."""

    originator_id: str
    originator_version: int
    id: UUID
    entry: Entry
    body: bytes | None = None


def topic_of(entry: type[Entry]) -> str:
    """What an entry of this class is stored under."""
    return entry.name if entry.version == 1 else f"{entry.name}.v{entry.version}"


def name_and_version(topic: str) -> tuple[str, int]:
    """The registered name and the version of shape that a stored name says."""
    match = _TOPIC.fullmatch(topic)
    if match is None:
        raise UnreadableEntryError("an entry has no name")
    return match["name"], int(match["version"] or 1)


def program_of(body: object) -> str | None:
    """The version of the program that an entry says wrote it, in its field ``program``; ``None`` where it says none."""
    try:
        said = msgspec.json.decode(body, type=_Written).program if isinstance(body, bytes) else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return said if said and _VERSION.fullmatch(said) else None


class _Written(msgspec.Struct):
    program: str | None = None


_VERSION = re.compile(r"[0-9][0-9A-Za-z.+-]{0,30}")


class EntryMapper(Mapper[str]):
    """Entries to stored events and back. ``registry`` and ``upcasters`` are arguments so that a test can bring its
    own."""

    def __init__(
        self,
        registry: Mapping[str, type[Entry]] = REGISTRY,
        upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
    ) -> None:
        super().__init__(JSONTranscoder())
        self._registry = registry
        self._upcasters = upcasters
        self._decoders: dict[str, Decoder] = {}

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

    def decode(self, topic: str, body: bytes) -> Entry:
        """The entry that a stored name and body stand for. ``UnreadableEntryError`` without the content in it; it is a
        ``NewerEntryError`` where a newer version of this program wrote the entry."""
        decoder = self._decoders.get(topic)
        if decoder is None:
            self.refuse_newer(topic, body)
            decoder = self._decoders[topic] = self._decoder(topic)
        try:
            return decoder(body)
        except (ValidationError, msgspec.DecodeError, TypeError, KeyError):
            raise UnreadableEntryError(f"the content of an entry of the kind '{topic}' cannot be read") from None

    def is_present_version(self, topic: str) -> bool:
        """Whether a stored name says the version of shape that entries of that kind now have."""
        name, version = name_and_version(topic)
        return self._class(name).version == version

    def present_class(self, topic: str) -> type[Entry] | None:
        """What is stored under this name in the version of shape that entries of that kind now have."""
        try:
            return self._class(name_and_version(topic)[0]) if self.is_present_version(topic) else None
        except (UnreadableEntryError, TypeError):
            return None

    def refuse_newer(self, topic: str, body: bytes) -> None:
        """``NewerEntryError`` where a newer version of this program wrote an entry."""
        name, version = name_and_version(topic)
        entry = self._registry.get(name)
        if entry is None or version > entry.version:
            raise NewerEntryError(name, program_of(body))

    def _class(self, name: str) -> type[Entry]:
        entry = self._registry.get(name)
        if entry is None:
            raise UnreadableEntryError(f"this program knows no entry of the kind '{name}'")
        return entry

    def _decoder(self, topic: str) -> Decoder:
        name, version = name_and_version(topic)
        entry = self._class(name)
        steps = [self._upcaster(name, older) for older in range(version, entry.version)]
        if steps:
            return upcasting_decoder(entry, steps)
        careful = careful_decoder(entry)
        return quick_decoder(entry, careful) or careful

    def _upcaster(self, name: str, version: int) -> Upcaster:
        upcaster = self._upcasters.get((name, version))
        if upcaster is None:
            raise UnreadableEntryError(f"this program has no way to read version {version} of the kind '{name}'")
        return upcaster


class Stored(Rows):
    """Entries in their places in their stored form, each made when it is asked for: an import of millions is never in
    memory twice."""

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
        """The columns of what ``EntryMapper.to_stored_event`` makes of each. ``seen`` is told, now and then, of how
        many."""
        topics: dict[type[Entry], str] = {}
        for number, (child, version, identity, entry, body) in enumerate(self._entries):
            if number % _STEP == 0:
                self._seen(number)
            topic = topics.get(type(entry)) or topics.setdefault(type(entry), topic_of(type(entry)))
            body = body or entry.canonical().encode()
            yield Row(first_position + number, child, version, topic, body, identity.bytes)

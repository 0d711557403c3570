"""How a stored entry is read: by the name and the version of its shape, one of an older version brought up to date.

Entries about the log as a whole are read for every question. So the many kinds of entry about a child, of which such a
question reads none, are imported when one of them is met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module

import msgspec
from pydantic import ValidationError

from timeline.domain import attestations, imports  # noqa: F401  (registers every entry about the log as a whole)
from timeline.domain.entries import REGISTRY, Entry
from timeline.store.decoders import Decoder, Upcaster, pydantic_decoder, upcasting_decoder
from timeline.store.errors import NewerEntryError, UnreadableEntryError
from timeline.store.fast_decode import fast_decoder

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""By registered name and version: what makes the content of that version into the content of the next. Pure."""

_TOPIC = re.compile(r"(?P<name>.+?)(?:\.v(?P<version>[1-9][0-9]*))?")


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


class _EveryEntry(Mapping[str, type[Entry]]):
    """Every kind of entry there is, by its registered name."""

    def __getitem__(self, name: str) -> type[Entry]:
        return REGISTRY[name] if name in REGISTRY else self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Mapping[str, type[Entry]]:
        """Those about children register themselves when they are imported."""
        for module in ("events", "statements"):
            import_module(f"timeline.domain.{module}")
        return REGISTRY


EVERY_ENTRY: Mapping[str, type[Entry]] = _EveryEntry()


class EntryReader:
    """Reads stored entries. ``registry`` and ``upcasters`` are arguments so that a test can bring its own."""

    def __init__(
        self,
        registry: Mapping[str, type[Entry]] = EVERY_ENTRY,
        upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
    ) -> None:
        self.registry = registry
        self.upcasters = upcasters
        self._decoders: dict[str, Decoder] = {}

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
        entry = self.registry.get(name)
        if entry is None or version > entry.version:
            raise NewerEntryError(name, program_of(body))

    def _class(self, name: str) -> type[Entry]:
        entry = self.registry.get(name)
        if entry is None:
            raise UnreadableEntryError(f"this program knows no entry of the kind '{name}'")
        return entry

    def _decoder(self, topic: str) -> Decoder:
        name, version = name_and_version(topic)
        entry = self._class(name)
        steps = [self._upcaster(name, older) for older in range(version, entry.version)]
        if steps:
            return upcasting_decoder(entry, steps)
        careful = pydantic_decoder(entry)
        return fast_decoder(entry, careful) or careful

    def _upcaster(self, name: str, version: int) -> Upcaster:
        upcaster = self.upcasters.get((name, version))
        if upcaster is None:
            raise UnreadableEntryError(f"this program has no way to read version {version} of the kind '{name}'")
        return upcaster

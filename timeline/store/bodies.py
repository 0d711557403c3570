"""Decodes stored entries, by registered name and version of shape; one of an older version is upcast first.

Every question reads the entries about the log as a whole. The many kinds of entry about a child are therefore imported
only when one of them is decoded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

import msgspec
from pydantic import ValidationError

from timeline.domain import attestations, imports  # noqa: F401  (registers every entry about the log as a whole)
from timeline.domain.entries import REGISTRY, Entry
from timeline.store.errors import NewerEntryError, UnreadableEntryError

Content = dict[str, Any]
Upcaster = Callable[[Content], Content]
Decoder = Callable[[bytes], Entry]
"""Raises ``ValidationError``, msgspec's ``DecodeError``, ``TypeError`` or ``KeyError`` for a body that is invalid."""

UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""By registered name and version: a pure function from the content of that version to the content of the next."""

_TOPIC = re.compile(r"(?P<name>.+?)(?:\.v(?P<version>[1-9][0-9]*))?")


def topic_of(entry: type[Entry]) -> str:
    """The name under which entries of this class are stored."""
    return entry.name if entry.version == 1 else f"{entry.name}.v{entry.version}"


def name_and_version(topic: str) -> tuple[str, int]:
    """The registered name and the version of shape in a stored name."""
    match = _TOPIC.fullmatch(topic)
    if match is None:
        raise UnreadableEntryError("an entry has no name")
    return match["name"], int(match["version"] or 1)


def program_of(body: object) -> str | None:
    """The version of the program that wrote an entry, from its field ``program``; ``None`` where it has none."""
    try:
        program = msgspec.json.decode(body, type=_Written).program if isinstance(body, bytes) else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return program if program and _VERSION.fullmatch(program) else None


class _Written(msgspec.Struct):
    program: str | None = None


_VERSION = re.compile(r"[0-9][0-9A-Za-z.+-]{0,30}")


class _EveryEntry(Mapping[str, type[Entry]]):
    """Every kind of entry, by its registered name."""

    def __getitem__(self, name: str) -> type[Entry]:
        return REGISTRY[name] if name in REGISTRY else self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Mapping[str, type[Entry]]:
        """The kinds about children register themselves when they are imported."""
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
        """The entry of a stored name and body. ``UnreadableEntryError``, whose text never quotes the content; a
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
        """Whether a stored name has the version of shape that its kind has now."""
        name, version = name_and_version(topic)
        return self._class(name).version == version

    def present_class(self, topic: str) -> type[Entry] | None:
        """The class stored under this name; ``None`` for an older version of shape or an unknown name."""
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
        return upcasting_decoder(entry, steps) if steps else pydantic_decoder(entry)

    def _upcaster(self, name: str, version: int) -> Upcaster:
        upcaster = self.upcasters.get((name, version))
        if upcaster is None:
            raise UnreadableEntryError(f"this program has no way to read version {version} of the kind '{name}'")
        return upcaster


def upcasting_decoder(entry: type[Entry], steps: Sequence[Upcaster]) -> Decoder:
    """Decodes a body of an older version, upcast step by step."""

    def decode(body: bytes) -> Entry:
        content = msgspec.json.decode(body, type=Content)
        for step in steps:
            content = step(content)
        return entry.from_content(content)

    return decode


def pydantic_decoder(entry: type[Entry]) -> Decoder:
    """Decodes a body as ``Entry.from_content`` does, without building a dict first.

    A null for every field is put before the fields of the body. JSON may repeat a key, and the last one counts.
    """
    other_forms = upcasting_decoder(entry, ())
    nulls = ",".join(f'"{field}":null' for field in entry.model_fields)
    opening = f"{{{nulls},".encode()
    validate = entry.model_validate_json

    def decode(body: bytes) -> Entry:
        if type(body) is not bytes:
            raise TypeError("a body is bytes")
        return validate(opening + body[1:]) if body.startswith(b'{"') else other_forms(body)

    return decode

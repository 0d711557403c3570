"""Outlines of children: stored rows, of which the parts that are asked for are decoded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

import msgspec

from timeline.domain.canonical import shortened_all
from timeline.domain.entries import Entry, Recorded
from timeline.domain.events import Event
from timeline.domain.outlines import Heading, UnclearError
from timeline.domain.statements import Statement
from timeline.store.bodies import EntryReader
from timeline.store.chain import identity_of
from timeline.store.errors import UnreadableEntryError
from timeline.store.reader import Reader

T = TypeVar("T")

_POSITION, _STREAM, _VERSION, _NAME, _BODY, _IDENTITY = range(6)
_LENGTH = len(shortened_all([bytes(16)])[0])


class _Coverage(msgspec.Struct):
    first: date
    last: date
    silence_counts_in: tuple[str, ...]


class _Head(msgspec.Struct):
    known_on: date
    source: str
    coverage: _Coverage | None = None


class _Cited(msgspec.Struct):
    fact: str


class _Rows(msgspec.Struct):
    says: tuple[_Cited, ...]


class _Days(msgspec.Struct):
    """``DAYS_NAMED``."""

    occurred_on: date
    began_on: date | None = None
    requested_on: date | None = None
    year_ending: date | None = None


_head = msgspec.json.Decoder(_Head).decode
_rows = msgspec.json.Decoder(_Rows).decode
_days = msgspec.json.Decoder(_Days).decode


class _Kinds(dict[str, type[Entry] | None]):
    """The class stored under a name, by ``EntryReader.present_class``."""

    def __init__(self, mapper: EntryReader) -> None:
        super().__init__()
        self._mapper = mapper

    def __missing__(self, name: str) -> type[Entry] | None:
        self[name] = self._mapper.present_class(name)
        return self[name]


class StoredOutline:
    """A ``timeline.domain.outlines.Outline``."""

    __slots__ = ("_mapper", "_statements", "_stored", "child", "kinds", "version")

    def __init__(
        self, child: str, stored: Sequence[tuple[str, Sequence[Any]]], kinds: _Kinds, mapper: EntryReader
    ) -> None:
        """``stored``: the child's rows, each after its identity, in the order of versions."""
        self.child = child
        self.version: int = stored[-1][1][_VERSION] if stored else 0
        self.kinds: dict[str, type[Entry] | None] = {}
        self._stored = dict(stored)
        self._mapper = mapper
        self._statements: list[str] = []
        for identity, row in stored:
            kind = kinds[row[_NAME]]
            if kind is Statement:
                self._statements.append(identity)
            else:
                self.kinds[identity] = kind

    @property
    def identities(self) -> Collection[str]:
        """Of all entries."""
        return self._stored.keys()

    @property
    def statements(self) -> dict[str, Heading]:
        """Every statement, by its identity."""
        return {identity: self._heading(self._stored[identity]) for identity in self._statements}

    def _heading(self, row: Sequence[Any]) -> Heading:
        head = _read(_head, row)
        return Heading(row[_POSITION], head.known_on, head.source, head.coverage)

    def says(self, statement: str) -> list[str]:
        """The identities of the facts that a statement cites. ``UnclearError``."""
        cited = [each.fact for each in _read(_rows, self._stored[statement]).says]
        if any(len(fact) != _LENGTH for fact in cited):  # not as this program writes it
            raise UnclearError
        return cited

    def latest_day(self, fact: str) -> date:
        """The latest of ``DAYS_NAMED`` of an event."""
        days = _read(_days, self._stored[fact])
        if days.began_on is days.requested_on is days.year_ending is None:
            return days.occurred_on
        return max(filter(None, (days.occurred_on, days.began_on, days.requested_on, days.year_ending)))

    def event(self, fact: str) -> Event:
        """An event, decoded."""
        found = self._decoded(fact)
        if not isinstance(found, Event):
            raise UnclearError
        return found

    def record(self, statement: str) -> Recorded:
        """A statement, decoded."""
        row = self._stored[statement]
        return Recorded(self.child, row[_POSITION], identity_of(row[_IDENTITY]), self._decoded(statement))

    def _decoded(self, identity: str) -> Entry:
        row = self._stored[identity]
        try:
            return self._mapper.decode(row[_NAME], row[_BODY])
        except UnreadableEntryError:
            raise UnclearError from None


def outlines(reader: Reader, mapper: EntryReader, position: int, children: Iterable[str]) -> Iterator[StoredOutline]:
    """The outline of each of these children, sorted, up to a position. ``StoreError``."""
    kinds = _Kinds(mapper)
    for some, page in reader.rows(position, children):
        identified = zip(shortened_all([row[_IDENTITY] for row in page]), page, strict=True)
        rows = {child: list(of_child) for child, of_child in groupby(identified, key=_child_of)}
        for child in some:
            yield StoredOutline(child, rows.get(child, ()), kinds, mapper)


def _child_of(identified: tuple[str, Sequence[Any]]) -> Any:
    return identified[1][_STREAM]


def _read(decode: Callable[[bytes], T], row: Sequence[Any]) -> T:
    try:
        return decode(row[_BODY])
    except (msgspec.DecodeError, TypeError, ValueError):
        raise UnclearError from None

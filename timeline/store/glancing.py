"""Of a child, only what says whether its latest episode is over: a tenth of what a story is told from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

import msgspec

from timeline.domain.basis import Basis
from timeline.domain.canonical import shortened_bytes
from timeline.domain.entries import Entry
from timeline.domain.events import EVENTS, Event
from timeline.domain.last_words import Word, is_over
from timeline.domain.received import EPISODES
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.store.bodies import EntryReader, topic_of
from timeline.store.errors import UnreadableEntryError
from timeline.store.reading import Reader

_KINDS: tuple[type[Entry], ...] = (
    Statement,
    FactWithdrawn,
    *(event for event in EVENTS.values() if event.module == EPISODES),
)
_STATEMENT = topic_of(Statement)
_NO_FACT = shortened_bytes(bytes(16))


class _Covered(msgspec.Struct):
    last: date
    silence_counts_in: tuple[str, ...]


class _Head(msgspec.Struct):
    """What stands on the outside of a statement; what it says is read past."""

    known_on: date
    coverage: _Covered | None = None


class _Named(msgspec.Struct):
    fact: str


class _Inside(msgspec.Struct):
    """What a statement says; nothing else of it."""

    says: tuple[_Named, ...]


_head = msgspec.json.Decoder(_Head).decode
_inside = msgspec.json.Decoder(_Inside).decode


class _NotPlainError(Exception):
    """There is more to a child than can be seen at a glance."""


class Glance:
    """Looks at children one by one. ``StoreError`` from every method."""

    def __init__(self, reader: Reader, mapper: EntryReader) -> None:
        self._reader = reader
        self._mapper = mapper

    def over(self, children: Iterable[str], basis: Basis) -> Iterator[str]:
        """Those of these children whose latest episode is plainly over at a basis that names no position."""
        rows = self._reader.rows_of_kinds(children, [topic for kind in _KINDS for topic in _topics(kind)])
        for child, group in groupby(rows, key=lambda row: row[1]):
            try:
                if self._is_over(list(group), basis):
                    yield child
            except (_NotPlainError, UnreadableEntryError, msgspec.DecodeError, TypeError, ValueError):
                continue  # whoever tells the story will say what is wrong

    def _is_over(self, rows: Sequence[Sequence[Any]], basis: Basis) -> bool:
        words: list[Word] = []
        episodes: dict[str, Event] = {}
        for position, _, _, name, body, identity in rows:
            if name == _STATEMENT:
                words.append(_word(position, body))
            else:
                episodes[shortened_bytes(identity)] = self._event(name, body)
        return is_over(words, episodes, basis)

    def _event(self, name: str, body: bytes) -> Event:
        entry = self._mapper.decode(name, body)
        if not isinstance(entry, Event):  # a withdrawal, or a statement of an older form
            raise _NotPlainError
        return entry


def _word(position: int, body: bytes) -> Word:
    head = _head(body)
    covered, says = head.coverage, partial(_said, body)
    if covered is None:
        return Word(head.known_on, None, (), position, says)
    return Word(head.known_on, covered.last, covered.silence_counts_in, position, says)


def _said(body: bytes) -> list[str]:
    said = [each.fact for each in _inside(body).says]
    if any(len(fact) != len(_NO_FACT) for fact in said):  # not as this program writes it
        raise _NotPlainError
    return said


def _topics(kind: type[Entry]) -> list[str]:
    """All that entries of a kind may be stored under."""
    return [kind.name, *(f"{kind.name}.v{version}" for version in range(2, kind.version + 1))]

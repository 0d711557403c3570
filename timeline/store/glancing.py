"""Of a child, only what says whether its latest episode is over: a tenth of what a story is told from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec

from timeline.domain.basis import Basis
from timeline.domain.entries import Entry
from timeline.domain.events import EVENTS, Event
from timeline.domain.last_words import Word, is_over
from timeline.domain.received import EPISODES
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.store.errors import UnreadableEntryError
from timeline.store.mapper import EntryMapper, topic_of
from timeline.store.reading import Reader

_KINDS: tuple[type[Entry], ...] = (
    Statement,
    FactWithdrawn,
    *(event for event in EVENTS.values() if event.module == EPISODES),
)


class _Covered(msgspec.Struct):
    last: date
    silence_counts_in: tuple[str, ...]


class _Head(msgspec.Struct):
    """What stands on the outside of a statement; what it says is read past."""

    known_on: date
    coverage: _Covered | None = None


class _NotPlainError(Exception):
    """There is more to a child than can be seen at a glance."""


class Glance:
    """Looks at children one by one. ``StoreError`` from every method."""

    def __init__(self, reader: Reader, mapper: EntryMapper) -> None:
        self._reader = reader
        self._mapper = mapper
        self._head = msgspec.json.Decoder(_Head).decode

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
        episodes: dict[UUID, Event] = {}
        for position, _, _, name, body, identity in rows:
            if name == topic_of(Statement):
                words.append(self._word(position, body))
            else:
                episodes[UUID(bytes=identity)] = self._event(name, body)
        return is_over(words, episodes, basis)

    def _word(self, position: int, body: bytes) -> Word:
        head = self._head(body)
        covered = head.coverage
        if covered is None:
            return Word(head.known_on, None, (), position, partial(self._says, body))
        return Word(head.known_on, covered.last, covered.silence_counts_in, position, partial(self._says, body))

    def _says(self, body: bytes) -> list[UUID]:
        statement = self._mapper.decode(topic_of(Statement), body)
        assert isinstance(statement, Statement)
        return [said.fact for said in statement.says]

    def _event(self, name: str, body: bytes) -> Event:
        entry = self._mapper.decode(name, body)
        if not isinstance(entry, Event):  # a withdrawal, or a statement of an older form
            raise _NotPlainError
        return entry


def _topics(kind: type[Entry]) -> list[str]:
    """All that entries of a kind may be stored under."""
    return [kind.name, *(f"{kind.name}.v{version}" for version in range(2, kind.version + 1))]

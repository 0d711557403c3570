"""What can be found wrong with a log: the first thing, with its position, in plain words, naming no child.

Two walks. The first goes by position and checks the chain: what was stored is what is there, all of it, in its order.
The second goes child by child and checks the meaning: versions, identities, what statements cite. The problem at the
lowest position is reported.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, takewhile
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from timeline.domain.entries import Entry, fact_id
from timeline.domain.statements import Statement
from timeline.store.chain import GENESIS, Link, Row, printed, transaction_hash
from timeline.store.errors import StoreError, UnreadableEntryError
from timeline.store.mapper import EntryMapper
from timeline.store.reading import Reader, UnreadableRowError

Progress = Callable[[int], object]
"""Told, now and then, how many entries have been walked over; every entry is walked over twice."""

_STEP = 1_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a log is whole: how much it says it holds, the hash of its last transaction, and the first problem:
    where it is (``None`` where it has no position) and what it is."""

    entries: int
    transactions: int
    hash: str
    position: int | None
    problem: str | None

    @property
    def is_sound(self) -> bool:
        """Whether nothing wrong was found."""
        return self.problem is None


class _Problem(NamedTuple):
    first: int
    last: int
    what: str


class _Days(NamedTuple):
    """On which day each transaction was recorded, by the last position of it."""

    last_positions: list[int]
    days: list[date]

    def recorded(self, position: int) -> date | None:
        place = bisect_left(self.last_positions, position)
        return self.days[place] if place < len(self.days) else None


def verify(reader: Reader, mapper: EntryMapper, progress: Progress | None = None) -> Verdict:
    """Check a whole log. ``StoreError`` where it cannot even be walked over."""
    count = _Counter(progress)
    links = reader.links()
    formed = list(takewhile(_is_formed, links))
    chain = _first_in_chain(links, count.over(reader.rows_by_position()))
    meaning = _lowest(_in_meaning(count.over(reader.rows_by_child()), mapper, _days(formed)))
    problem = _more_telling(chain, meaning)
    damage = None if problem else reader.damage()
    return Verdict(
        entries=formed[-1].last_position if formed else 0,
        transactions=len(links),
        hash=printed(formed[-1].hash if formed else GENESIS),
        position=problem.first if problem else None,
        problem=problem.what if problem else damage,
    )


@dataclass(slots=True)
class _Counter:
    progress: Progress | None
    seen: int = 0

    def over(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.seen += 1
            if self.progress and self.seen % _STEP == 0:
                self.progress(self.seen)
            yield row


def _more_telling(chain: _Problem | None, meaning: _Problem | None) -> _Problem | None:
    """The earlier of two problems; but a broken hash only says which transaction, and the other may say which entry."""
    if chain is None or meaning is None:
        return chain or meaning
    says_where = chain.first == chain.last
    return meaning if meaning.first < (chain.first if says_where else chain.last + 1) else chain


# ---------------------------------------------------------------------------------------------------------- the chain


class _MissingError(Exception):
    """The entry at this position is missing."""

    def __init__(self, position: int) -> None:
        super().__init__(f"position {position}")
        self.position = position


class _Rows:
    """The entries in the order of positions, taken a transaction at a time."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.upcoming = next(rows, None)

    def of(self, link: Link) -> Iterator[Row]:
        """Those of one transaction. ``_MissingError`` where one is not there."""
        for position in range(link.first_position, link.last_position + 1):
            row = self.upcoming
            if row is None or row.position != position:
                raise _MissingError(position)
            yield row
            self.upcoming = next(self._rows, None)


def _first_in_chain(links: Iterable[Link], rows: Iterator[Row]) -> _Problem | None:
    try:
        return next(_in_chain(links, _Rows(rows)), None)
    except UnreadableRowError as error:
        return _at(error.position, "the entry cannot be read")
    except _MissingError as error:
        return _at(error.position, "the entry is missing")


def _in_chain(links: Iterable[Link], rows: _Rows) -> Iterator[_Problem]:
    before = Link(0, 0, 0, "", b"", GENESIS)
    for link in links:
        yield from _out_of_place(link, before)
        yield from _changed(link, before, rows)
        before = link
    if rows.upcoming is not None:
        yield _at(rows.upcoming.position, "the entry belongs to no transaction")


def _out_of_place(link: Link, before: Link) -> Iterator[_Problem]:
    place = before.last_position + 1
    if not _is_formed(link):
        yield _at(place, f"transaction {before.number + 1} is not in the form it was stored in")
    if link.number != before.number + 1:
        yield _at(place, f"transaction {before.number + 1} is missing")
    if link.first_position != place or link.last_position < place:
        yield _at(place, f"transaction {link.number} does not begin where the one before it ends")
    if link.recorded_at < before.recorded_at:
        yield _at(place, f"transaction {link.number} was recorded before the transaction before it")


def _changed(link: Link, before: Link, rows: _Rows) -> Iterator[_Problem]:
    whole = f"transaction {link.number} (positions {link.first_position} to {link.last_position})"
    if link.previous_hash != before.hash:
        yield _Problem(link.first_position, link.last_position, f"{whole} does not follow from the one before it")
    if not _is_as_stored(link, rows.of(link)):
        yield _Problem(link.first_position, link.last_position, f"{whole} is not what was stored")


def _is_as_stored(link: Link, rows: Iterable[Row]) -> bool:
    try:
        return transaction_hash(link, rows) == link.hash
    except (TypeError, AttributeError, struct.error, UnicodeEncodeError):  # a column of another type
        return False


def _is_formed(link: Link) -> bool:
    """Whether every column is of its type. SQLite lets any value stand in any column."""
    numbers = (link.number, link.first_position, link.last_position)
    hashes = (link.previous_hash, link.hash)
    return (
        all(isinstance(number, int) for number in numbers)
        and all(isinstance(value, bytes) for value in hashes)
        and _day(link.recorded_at) is not None
    )


def _days(links: Iterable[Link]) -> _Days:
    dated = [(link.last_position, day) for link in links if (day := _day(link.recorded_at))]
    return _Days([position for position, _ in dated], [day for _, day in dated])


def _day(recorded_at: str) -> date | None:
    try:
        return datetime.fromisoformat(recorded_at).date()
    except (TypeError, ValueError):
        return None


def _at(position: int, what: str) -> _Problem:
    return _Problem(position, position, what)


# -------------------------------------------------------------------------------------------------------- the meaning


def _lowest(problems: Iterator[_Problem]) -> _Problem | None:
    try:
        return min(problems, key=lambda problem: problem.first, default=None)
    except StoreError:  # a row that cannot be read at all: the first walk has said which
        return None


def _in_meaning(rows: Iterable[Row], mapper: EntryMapper, days: _Days) -> Iterator[_Problem]:
    for _, stream in groupby(rows, key=attrgetter("stream")):
        seen: set[UUID] = set()
        position = 0
        for version, row in enumerate(stream, 1):
            if row.version != version or row.position <= position:
                yield _at(row.position, "the entry is out of its place among the entries of its child")
                continue
            position = row.position
            what = _wrong_with(row, mapper, seen, days)
            if what is not None:
                yield _at(row.position, what)


def _wrong_with(row: Row, mapper: EntryMapper, seen: set[UUID], days: _Days) -> str | None:
    try:
        entry = mapper.decode(row.name, row.body)
        identity = UUID(bytes=row.fact_id)
        is_present = mapper.is_present_version(row.name)
    except UnreadableEntryError as error:
        return str(error)
    except (TypeError, ValueError):
        return "the entry has no identity"
    seen.add(identity)
    if is_present and fact_id(row.stream, entry) != identity:
        return "the entry's identity is not that of its content"
    return _wrong_with_what_it_says(entry, seen, days.recorded(row.position))


def _wrong_with_what_it_says(entry: Entry, seen: set[UUID], recorded: date | None) -> str | None:
    if isinstance(entry, Statement) and any(said.fact not in seen for said in entry.says):
        return "the statement says something that was not stored before it"
    known_on: date | None = getattr(entry, "known_on", None)  # a statement's, and of most that is said of the log
    if recorded is not None and known_on is not None and known_on > recorded:
        return "the entry was recorded before it was known"
    return None

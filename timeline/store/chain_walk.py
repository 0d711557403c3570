"""The walk along the hash chain: whether every entry is there, unchanged and in its order."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import count, takewhile

from timeline.store.chain import GENESIS, Link, Page, transaction_hash
from timeline.store.integrity import Days, Problem, problem_at
from timeline.store.reader import UnreadableRowError


class _MissingError(Exception):
    """The entry at this position is missing."""

    def __init__(self, position: int) -> None:
        super().__init__(f"position {position}")
        self.position = position


class _Rows:
    """The entries in the order of positions, read a transaction at a time."""

    def __init__(self, pages: Iterator[Page]) -> None:
        self._pages = pages
        self._page: Page = ()
        self._place = 0
        self._go_on(0)

    @property
    def upcoming(self) -> int | None:
        """The position of the next entry."""
        return self._page[self._place][0] if self._page else None

    def of(self, link: Link) -> Iterator[Page]:
        """The entries of one transaction, in parts. ``_MissingError`` where one is missing."""
        position = link.first_position
        while position <= link.last_position:
            part = self._in_a_row(position, link.last_position)
            if not part:
                raise _MissingError(position)
            yield part
            position += len(part)
            self._go_on(len(part))

    def _in_a_row(self, first: int, last: int) -> Page:
        """The entries on the page at positions ``first`` to ``last``, up to the first gap."""
        rows = self._page[self._place : self._place + last - first + 1]
        if [row[0] for row in rows] == list(range(first, first + len(rows))):
            return rows
        return [row for row, _ in takewhile(lambda pair: pair[0][0] == pair[1], zip(rows, count(first), strict=False))]

    def _go_on(self, entries: int) -> None:
        self._place += entries
        if self._place >= len(self._page):
            self._page, self._place = next(self._pages, ()), 0


def first_in_chain(links: Iterable[Link], before: Link, pages: Iterator[Page]) -> Problem | None:
    """The first problem of these transactions and their entries; ``before`` is the transaction before them."""
    try:
        return next(_in_chain(links, before, _Rows(pages)), None)
    except UnreadableRowError as error:
        return problem_at(error.position, "the entry cannot be read")
    except _MissingError as error:
        return problem_at(error.position, "the entry is missing")


BEFORE_ALL = Link(0, 0, 0, "", b"", GENESIS)
"""In place of a transaction before the first."""


def _in_chain(links: Iterable[Link], before: Link, rows: _Rows) -> Iterator[Problem]:
    for link in links:
        yield from _out_of_place(link, before)
        yield from _changed(link, before, rows)
        before = link
    if rows.upcoming is not None:
        yield problem_at(rows.upcoming, "the entry belongs to no transaction")


def _out_of_place(link: Link, before: Link) -> Iterator[Problem]:
    place = before.last_position + 1
    if not is_formed(link):
        yield problem_at(place, f"transaction {before.number + 1} is not in the form it was stored in")
    if link.number != before.number + 1:
        yield problem_at(place, f"transaction {before.number + 1} is missing")
    if link.first_position != place or link.last_position < place:
        yield problem_at(place, f"transaction {link.number} does not begin where the one before it ends")
    if link.recorded_at < before.recorded_at:
        yield problem_at(place, f"transaction {link.number} was recorded before the transaction before it")


def is_out_of_place(link: Link, before: Link) -> bool:
    """Whether a transaction's number, positions or time do not follow from the one before it."""
    return next(_out_of_place(link, before), None) is not None


def _changed(link: Link, before: Link, rows: _Rows) -> Iterator[Problem]:
    whole = f"transaction {link.number} (positions {link.first_position} to {link.last_position})"
    if link.previous_hash != before.hash:
        yield Problem(link.first_position, link.last_position, f"{whole} does not follow from the one before it")
    if not _is_as_stored(link, rows.of(link)):
        yield Problem(link.first_position, link.last_position, f"{whole} is not what was stored")


def _is_as_stored(link: Link, pages: Iterable[Page]) -> bool:
    try:
        return transaction_hash(link, pages) == link.hash
    except (TypeError, AttributeError, struct.error, UnicodeEncodeError):  # a column of another type
        return False


def is_formed(link: Link) -> bool:
    """Whether every column has its type. SQLite accepts any value in any column."""
    numbers = (link.number, link.first_position, link.last_position)
    hashes = (link.previous_hash, link.hash)
    return (
        all(isinstance(number, int) for number in numbers)
        and all(isinstance(value, bytes) for value in hashes)
        and _day(link.recorded_at) is not None
    )


def days_of(links: Iterable[Link]) -> Days:
    """The day on which each transaction was recorded."""
    dated = [(link.last_position, day) for link in links if (day := _day(link.recorded_at))]
    return Days([position for position, _ in dated], [day for _, day in dated])


def _day(recorded_at: str) -> date | None:
    try:
        return datetime.fromisoformat(recorded_at).date()
    except (TypeError, ValueError):
        return None

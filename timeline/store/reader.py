"""Reads the log in bulk: rows in pages, entries decoded, one child at a time.

No transaction stays open between two pages, so a slow reader blocks no writer. It still sees one state of the log:
entries never change, and it reads no further than the position it began with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, repeat
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select, true, tuple_

from timeline.domain.attestations import LOG_STREAM
from timeline.domain.drafts import Held
from timeline.domain.entries import Recorded, uuid_of
from timeline.store.chain import Link, Page
from timeline.store.errors import NewerEntryError, StoreError, UnreadableEntryError
from timeline.store.heads import HeadReader
from timeline.store.schema import ENTRIES, META, TRANSACTIONS

T = TypeVar("T")

_ROWS_A_PAGE = 5_000
_CHILDREN_A_PAGE = 200
_BYTES_OF_AN_IDENTITY = 16
_POSITION, _STREAM, _VERSION = 0, 1, 2
_COLUMNS = (
    ENTRIES.c.position,
    ENTRIES.c.stream,
    ENTRIES.c.version,
    ENTRIES.c.name,
    ENTRIES.c.body,
    ENTRIES.c.fact_id,
)


class UnreadableRowError(Exception):
    """The database cannot return the row at this position."""

    def __init__(self, position: int) -> None:
        super().__init__(f"position {position}")
        self.position = position


class Reader(HeadReader):
    """Reads a log. ``StoreError`` from every method."""

    def children(self, after: int, until: int | None = None) -> Iterator[str]:
        """Every child with an entry at ``after < position <= until``, sorted."""
        query = select(ENTRIES.c.stream).distinct().where(_OF_A_CHILD).order_by(ENTRIES.c.stream).limit(_ROWS_A_PAGE)
        if after:
            query = query.where(ENTRIES.c.position > after)
        if until is not None:
            query = query.where(ENTRIES.c.position <= until)
        page = self._fetch(query)
        while page:
            yield from (child for (child,) in page)
            page = self._fetch(query.where(ENTRIES.c.stream > page[-1][0]))

    def held(self, children: Iterable[str]) -> dict[str, Held]:
        """The identities and the last version held of each of these children; unknown children are left out."""
        found: dict[str, Held] = {}
        columns = (ENTRIES.c.position, ENTRIES.c.stream, ENTRIES.c.version, ENTRIES.c.fact_id)
        in_order = select(*columns).order_by(ENTRIES.c.stream, ENTRIES.c.version)
        for page in _pages(children, _CHILDREN_A_PAGE):
            rows = self._fetch(in_order.where(ENTRIES.c.stream.in_(page)))
            for child, group in groupby(zip(rows, _identities(rows), strict=False), key=_child_of):
                versions = list(group)
                ids = {identity or self._identity(row) for row, identity in versions}
                found[child] = Held(ids, versions[-1][0][_VERSION])
        return found

    def positions(self, identities: Iterable[UUID]) -> list[int]:
        """The positions of the entries with these identities; unknown identities are left out."""
        found: list[int] = []
        columns = select(ENTRIES.c.position)
        for page in _pages((identity.bytes for identity in identities), _CHILDREN_A_PAGE):
            found.extend(position for (position,) in self._fetch(columns.where(ENTRIES.c.fact_id.in_(page))))
        return found

    def records(self, position: int, children: Iterable[str] | None = None) -> Iterator[tuple[str, list[Recorded]]]:
        """Each child, or each of these, with its entries up to a position, in the order of children and of versions.
        Children without entries are left out."""
        pages = self._pages_of_all(position, _OF_A_CHILD) if children is None else self._pages_of(children, position)
        rows = (row for page in pages for row in zip(page, _identities(page), strict=False))
        for child, group in groupby(rows, key=_child_of):
            yield child, self._all_recorded(child, list(group))

    def rows(self, position: int, children: Iterable[str]) -> Iterator[tuple[Sequence[str], Page]]:
        """Groups of these children with their rows up to a position, in the order of children and of versions. Every
        row has an identity."""
        for some in _pages(sorted(set(children)), _CHILDREN_A_PAGE):
            page = self._fetch(_in_order(position).where(ENTRIES.c.stream.in_(some)))
            for row in page:
                if type(row[-1]) is not bytes or len(row[-1]) != _BYTES_OF_AN_IDENTITY:
                    self._identity(row)
            yield some, page

    def recorded_under(self, name: str, position: int) -> Iterator[Recorded]:
        """Every entry stored under a name, up to a position, in the order of children and of versions."""
        for page in self._pages_of_all(position, ENTRIES.c.name == name):
            yield from (self._recorded(row, None) for row in page)

    def refuse_newer(self) -> None:
        """``NewerLogError`` where a newer version of this program recorded an entry about the log."""
        kinds = select(ENTRIES.c.position, ENTRIES.c.name, ENTRIES.c.body).where(ENTRIES.c.stream == LOG_STREAM)
        for position, name, body in self._fetch(kinds.order_by(ENTRIES.c.position)):
            try:
                self._entries.refuse_newer(name, body)
            except NewerEntryError as error:
                raise self.newer(position, error) from None
            except (UnreadableEntryError, TypeError):
                continue  # reported when the entry is read

    def links(self) -> list[Link]:
        """Every transaction, in the order of their numbers."""
        return [Link(*row) for row in self._fetch(select(TRANSACTIONS).order_by(TRANSACTIONS.c.number))]

    def pages_by_position(self, after: int = 0, until: int | None = None) -> Iterator[Page]:
        """The rows at ``after < position <= until``, in the order of positions. ``UnreadableRowError`` at a row that
        the database cannot return."""
        in_order = select(*_COLUMNS).order_by(ENTRIES.c.position)
        if until is not None:
            in_order = in_order.where(ENTRIES.c.position <= until)
        page = self._fetch_readable(in_order.where(ENTRIES.c.position > after) if after else in_order, after)
        while page:
            yield page
            last = page[-1][_POSITION]
            page = self._fetch_readable(in_order.where(ENTRIES.c.position > last), last)

    def pages_by_child(self, first: str | None = None, before: str | None = None) -> Iterator[Page]:
        """The rows of the streams ``first <= stream < before``, in the order of streams and of versions."""
        which = [] if first is None else [ENTRIES.c.stream >= first]
        which += [] if before is None else [ENTRIES.c.stream < before]
        return self._pages_of_all(None, and_(true(), *which))

    def damage(self) -> str | None:
        """The problem that SQLite's integrity check finds in the log's tables and indexes; ``None`` on PostgreSQL.

        The projections in the same file are not checked: they are no evidence, can be rebuilt, and have checksums.
        """
        if not self._database.is_sqlite:
            return None
        with self._database.reading() as connection:
            checks = (f"PRAGMA integrity_check('{table.name}')" for table in (META, ENTRIES, TRANSACTIONS))
            found = {connection.exec_driver_sql(check).scalars().first() for check in checks}
        return None if found == {"ok"} else "the database file is damaged, though every entry can be read"

    def _all_recorded(self, child: str, rows: Sequence[tuple[Sequence[Any], UUID | None]]) -> list[Recorded]:
        decode = self._entries.decode
        try:
            return [
                Recorded(child, row[0], identity or self._identity(row), decode(row[3], row[4]))
                for row, identity in rows
            ]
        except UnreadableEntryError:
            return [self._recorded(row, identity) for row, identity in rows]  # raises with the position

    def _pages_of_all(self, position: int | None, which: ColumnElement[bool]) -> Iterator[Page]:
        in_order = _in_order(position).where(which).limit(_ROWS_A_PAGE)
        place = tuple_(ENTRIES.c.stream, ENTRIES.c.version)
        page = self._fetch(in_order)
        while page:
            yield page
            page = self._fetch(in_order.where(place > tuple_(page[-1][1], page[-1][2])))

    def _pages_of(self, children: Iterable[str], position: int) -> Iterator[Page]:
        for page in _pages(sorted(set(children)), _CHILDREN_A_PAGE):
            yield self._fetch(_in_order(position).where(ENTRIES.c.stream.in_(page)))

    def _fetch(self, query: Select[Any]) -> Page:
        with self._database.reading() as connection:
            result = connection.execute(query)
            rows: Page = result.cursor.fetchall()  # no column needs conversion
            result.close()
        return rows

    def _fetch_readable(self, query: Select[Any], after: int) -> Page:
        for limit in (_ROWS_A_PAGE, 1):  # one unreadable row fails a whole page: then row by row
            try:
                return self._fetch(query.limit(limit))
            except StoreError:
                continue
        raise UnreadableRowError(after + 1)


_OF_A_CHILD = ENTRIES.c.stream != LOG_STREAM


def _child_of(row: tuple[Sequence[Any], UUID | None]) -> Any:
    return row[0][_STREAM]


def _identities(page: Page) -> Iterable[UUID | None]:
    """The identity of each row, its last column; ``None`` for every row where one is invalid."""
    found = [row[-1] for row in page]
    if set(map(type, found)) == {bytes} and set(map(len, found)) == {_BYTES_OF_AN_IDENTITY}:
        return [uuid_of(int.from_bytes(identity, "big")) for identity in found]
    return repeat(None)


def _in_order(position: int | None) -> Select[Any]:
    query = select(*_COLUMNS).order_by(ENTRIES.c.stream, ENTRIES.c.version)
    return query if position is None else query.where(ENTRIES.c.position <= position)


def _pages(values: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(values)
    while page := list(islice(remaining, size)):
        yield page

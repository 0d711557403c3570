"""Checks the entries of each child: versions, identities, what statements cite, and that none was recorded before it
was known.

Canonical entries are checked a page at a time, without being built (``canonical_pages``). Where a page has anything
else, the child's entries are checked one by one, and only that check reports problems.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import lt
from typing import NamedTuple

from timeline.domain.canonical import shortened
from timeline.domain.entries import Entry, fact_id
from timeline.domain.statements import Statement
from timeline.store.bodies import EntryReader
from timeline.store.canonical_pages import CanonicalPage, canonical_page
from timeline.store.chain import Page, Row, identity_of
from timeline.store.errors import NewerEntryError, UnreadableEntryError


class Problem(NamedTuple):
    """A problem and the positions it lies between. ``newer``: set where the only problem is that a newer version of
    this program wrote the entry."""

    first: int
    last: int
    what: str
    newer: NewerEntryError | None = None


def problem_at(position: int, what: str) -> Problem:
    """A problem of one entry."""
    return Problem(position, position, what)


class Days(NamedTuple):
    """The day on which each transaction was recorded, by its last position."""

    last_positions: list[int]
    days: list[date]

    def recorded(self, position: int) -> date | None:
        """The day on which an entry was recorded; ``None`` where no transaction has its position."""
        place = bisect_left(self.last_positions, position)
        return self.days[place] if place < len(self.days) else None

    def are_kept(self, known: Iterable[tuple[int, date]]) -> bool:
        """Whether none of these entries was recorded before it was known: positions with days of knowing."""
        return all((on := self.recorded(position)) is None or day <= on for position, day in known)


@dataclass(slots=True)
class Child:
    """The entries of a child so far. ``seen``: their identities, ``shortened``."""

    stream: object
    entries: int = 0
    position: int = 0
    seen: set[str] = field(default_factory=set)


def problems(pages: Iterable[Page], mapper: EntryReader, days: Days) -> Iterator[Problem]:
    """The problems of all entries. ``pages``: in the order of children and of versions."""
    child = Child(None)
    for page in pages:
        read = canonical_page(page, mapper)
        if read is not None and not days.are_kept(read.known_on):
            read = None
        for stream, places in _parts(page):
            child = child if child.stream == stream else Child(stream)
            if read is None or not _are_sound(child, places, read):
                yield from one_by_one(child, [Row(*page[place]) for place in places], mapper, days)


def _parts(page: Page) -> Iterator[tuple[object, range]]:
    """The places on a page of each child's entries."""
    first = 0
    for stream, group in groupby([row[1] for row in page]):
        after = first + len(list(group))
        yield stream, range(first, after)
        first = after


def _are_sound(child: Child, places: range, read: CanonicalPage) -> bool:
    """Whether the next entries of a child have no problem; if so, they are added to ``child``."""
    if not read.odd.isdisjoint(places) or not _are_in_order(child, places, read):
        return False
    seen = _seen(child.seen, places, read)
    if seen is None:
        return False
    child.entries += len(places)
    child.position = read.positions[places[-1]]
    child.seen = seen
    return True


def _are_in_order(child: Child, places: range, read: CanonicalPage) -> bool:
    positions = read.positions[places.start : places.stop]
    versions = read.versions[places.start : places.stop]
    expected = range(child.entries + 1, child.entries + 1 + len(places))
    return versions == tuple(expected) and all(map(lt, (child.position, *positions), positions))


def _seen(before: Iterable[str], places: range, read: CanonicalPage) -> set[str] | None:
    """The identities seen with these entries; ``None`` where a statement cites a fact that is not before it."""
    seen, first = set(before), places.start
    for place in read.statements_among(places):
        seen.update(read.identities[first : place + 1])
        if not seen.issuperset(read.cited[place]):
            return None
        first = place + 1
    seen.update(read.identities[first : places.stop])
    return seen


# --------------------------------------------------------------------------------------------------------- one by one


def one_by_one(child: Child, rows: Sequence[Row], mapper: EntryReader, days: Days) -> Iterator[Problem]:
    """The problems of these entries of a child."""
    for row in rows:
        child.entries += 1
        if row.version != child.entries or row.position <= child.position:
            yield problem_at(row.position, "the entry is out of its place among the entries of its child")
            continue
        child.position = row.position
        try:
            what = _wrong_with(row, mapper, child.seen, days)
        except NewerEntryError as error:
            yield Problem(row.position, row.position, str(error), error)
            continue
        if what is not None:
            yield problem_at(row.position, what)


def _wrong_with(row: Row, mapper: EntryReader, seen: set[str], days: Days) -> str | None:
    """The problem of an entry. ``NewerEntryError``; other entries may still cite it."""
    try:
        identity = identity_of(row.fact_id)
        seen.add(shortened(identity))
        entry = mapper.decode(row.name, row.body)
        is_present = mapper.is_present_version(row.name)
    except NewerEntryError:
        raise
    except UnreadableEntryError as error:
        return str(error)
    except (TypeError, ValueError):
        return "the entry has no identity"
    if is_present and not (isinstance(row.stream, str) and fact_id(row.stream, entry) == identity):
        return "the entry's identity is not that of its content"
    return _wrong_content(entry, seen, days.recorded(row.position))


def _wrong_content(entry: Entry, seen: set[str], recorded: date | None) -> str | None:
    if isinstance(entry, Statement) and any(shortened(cited.fact) not in seen for cited in entry.says):
        return "the statement says something that was not stored before it"
    known_on: date | None = getattr(entry, "known_on", None)  # of statements, and of most entries about the log
    if recorded is not None and known_on is not None and known_on > recorded:
        return "the entry was recorded before it was known"
    return None

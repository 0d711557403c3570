"""Whether the entries of each child make sense: versions, identities, what statements cite, known before recorded.

An entry that stands exactly as this program writes it is looked at a page at a time, without being made into anything
(``plain``). Wherever a page shows anything else at all, the entries of the child are looked at one by one, and that
alone decides what is wrong, and in which words.
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
    """What is wrong, and between which positions. ``newer``: nothing is, but that a newer version of this program wrote
    the entry."""

    first: int
    last: int
    what: str
    newer: NewerEntryError | None = None


def problem_at(position: int, what: str) -> Problem:
    """What is wrong with one entry."""
    return Problem(position, position, what)


class Days(NamedTuple):
    """On which day each transaction was recorded, by the last position of it."""

    last_positions: list[int]
    days: list[date]

    def recorded(self, position: int) -> date | None:
        """On which day an entry was recorded; ``None`` where no transaction says so."""
        place = bisect_left(self.last_positions, position)
        return self.days[place] if place < len(self.days) else None

    def are_kept(self, known: Iterable[tuple[int, date]]) -> bool:
        """Whether nothing at these positions was recorded before the day on which it was known."""
        return all((on := self.recorded(position)) is None or day <= on for position, day in known)


@dataclass(slots=True)
class Child:
    """What was seen of a child so far. ``seen``: the identities of its entries, ``shortened``."""

    stream: object
    entries: int = 0
    position: int = 0
    seen: set[str] = field(default_factory=set)


def problems(pages: Iterable[Page], mapper: EntryReader, days: Days) -> Iterator[Problem]:
    """Everything that is wrong with any entry. ``pages``: in the order of children and of versions."""
    child = Child(None)
    for page in pages:
        plain = canonical_page(page, mapper)
        if plain is not None and not days.are_kept(plain.known_on):
            plain = None
        for stream, places in _parts(page):
            child = child if child.stream == stream else Child(stream)
            if plain is None or not _are_plainly_sound(child, places, plain):
                yield from one_by_one(child, [Row(*page[place]) for place in places], mapper, days)


def _parts(page: Page) -> Iterator[tuple[object, range]]:
    """Where the entries of each child stand on a page."""
    first = 0
    for stream, group in groupby([row[1] for row in page]):
        after = first + len(list(group))
        yield stream, range(first, after)
        first = after


def _are_plainly_sound(child: Child, places: range, plain: CanonicalPage) -> bool:
    """Whether nothing can be wrong with the next entries of a child. Then they are among what was seen of it."""
    if not plain.odd.isdisjoint(places) or not _are_in_order(child, places, plain):
        return False
    seen = _seen(child.seen, places, plain)
    if seen is None:
        return False
    child.entries += len(places)
    child.position = plain.positions[places[-1]]
    child.seen = seen
    return True


def _are_in_order(child: Child, places: range, plain: CanonicalPage) -> bool:
    positions = plain.positions[places.start : places.stop]
    versions = plain.versions[places.start : places.stop]
    expected = range(child.entries + 1, child.entries + 1 + len(places))
    return versions == tuple(expected) and all(map(lt, (child.position, *positions), positions))


def _seen(before: Iterable[str], places: range, plain: CanonicalPage) -> set[str] | None:
    """The identities seen once these were, too; ``None`` where a statement says something not seen before it."""
    seen, first = set(before), places.start
    for place in plain.statements_among(places):
        seen.update(plain.identities[first : place + 1])
        if not seen.issuperset(plain.cited[place]):
            return None
        first = place + 1
    seen.update(plain.identities[first : places.stop])
    return seen


# --------------------------------------------------------------------------------------------------------- one by one


def one_by_one(child: Child, rows: Sequence[Row], mapper: EntryReader, days: Days) -> Iterator[Problem]:
    """Everything that is wrong with these entries of a child."""
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
    """What is wrong with an entry. ``NewerEntryError``; its identity may be cited all the same."""
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
    return _wrong_with_what_it_says(entry, seen, days.recorded(row.position))


def _wrong_with_what_it_says(entry: Entry, seen: set[str], recorded: date | None) -> str | None:
    if isinstance(entry, Statement) and any(shortened(said.fact) not in seen for said in entry.says):
        return "the statement says something that was not stored before it"
    known_on: date | None = getattr(entry, "known_on", None)  # a statement's, and of most that is said of the log
    if recorded is not None and known_on is not None and known_on > recorded:
        return "the entry was recorded before it was known"
    return None

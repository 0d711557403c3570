"""What can be found wrong with a log: the first thing, with its position, in plain words, naming no child.

Two walks. The first goes by position and checks the chain: what was stored is what is there, all of it, in its order.
The second goes child by child and checks the meaning: versions, identities, what statements cite. The problem at the
lowest position is reported.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count, takewhile

from timeline.store.bodies import EntryReader
from timeline.store.chain import GENESIS, Link, Page, printed, transaction_hash
from timeline.store.errors import StoreError
from timeline.store.reading import Reader, UnreadableRowError
from timeline.store.sense import Days, Problem, problem_at, problems

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


def verify(reader: Reader, mapper: EntryReader, progress: Progress | None = None) -> Verdict:
    """Check a whole log. ``StoreError`` where it cannot even be walked over; ``NewerLogError`` where nothing is wrong
    with it but that a newer version of this program wrote some of its entries."""
    counter = _Counter(progress)
    links = reader.links()
    formed = list(takewhile(_is_formed, links))
    chain = _first_in_chain(links, counter.over(reader.pages_by_position()))
    meaning, newer = _lowest(problems(counter.over(reader.pages_by_child()), mapper, _days(formed)))
    problem = _more_telling(chain, newer if chain and newer and not meaning else meaning)
    if problem is None and newer is not None and newer.newer is not None:
        raise reader.newer(newer.first, newer.newer)
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

    def over(self, pages: Iterable[Page]) -> Iterator[Page]:
        for page in pages:
            before, self.seen = self.seen, self.seen + len(page)
            if self.progress:
                for seen in range((before // _STEP + 1) * _STEP, self.seen + 1, _STEP):
                    self.progress(seen)
            yield page


def _more_telling(chain: Problem | None, meaning: Problem | None) -> Problem | None:
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

    def __init__(self, pages: Iterator[Page]) -> None:
        self._pages = pages
        self._page: Page = ()
        self._place = 0
        self._go_on(0)

    @property
    def upcoming(self) -> int | None:
        """The position of the next one."""
        return self._page[self._place][0] if self._page else None

    def of(self, link: Link) -> Iterator[Page]:
        """Those of one transaction, in parts. ``_MissingError`` where one is not there."""
        position = link.first_position
        while position <= link.last_position:
            part = self._in_a_row(position, link.last_position)
            if not part:
                raise _MissingError(position)
            yield part
            position += len(part)
            self._go_on(len(part))

    def _in_a_row(self, first: int, last: int) -> Page:
        """Those on the page that stand at these positions, up to the first that does not."""
        rows = self._page[self._place : self._place + last - first + 1]
        if [row[0] for row in rows] == list(range(first, first + len(rows))):
            return rows
        return [row for row, _ in takewhile(lambda pair: pair[0][0] == pair[1], zip(rows, count(first), strict=False))]

    def _go_on(self, entries: int) -> None:
        self._place += entries
        if self._place >= len(self._page):
            self._page, self._place = next(self._pages, ()), 0


def _first_in_chain(links: Iterable[Link], pages: Iterator[Page]) -> Problem | None:
    try:
        return next(_in_chain(links, _Rows(pages)), None)
    except UnreadableRowError as error:
        return problem_at(error.position, "the entry cannot be read")
    except _MissingError as error:
        return problem_at(error.position, "the entry is missing")


def _in_chain(links: Iterable[Link], rows: _Rows) -> Iterator[Problem]:
    before = Link(0, 0, 0, "", b"", GENESIS)
    for link in links:
        yield from _out_of_place(link, before)
        yield from _changed(link, before, rows)
        before = link
    if rows.upcoming is not None:
        yield problem_at(rows.upcoming, "the entry belongs to no transaction")


def _out_of_place(link: Link, before: Link) -> Iterator[Problem]:
    place = before.last_position + 1
    if not _is_formed(link):
        yield problem_at(place, f"transaction {before.number + 1} is not in the form it was stored in")
    if link.number != before.number + 1:
        yield problem_at(place, f"transaction {before.number + 1} is missing")
    if link.first_position != place or link.last_position < place:
        yield problem_at(place, f"transaction {link.number} does not begin where the one before it ends")
    if link.recorded_at < before.recorded_at:
        yield problem_at(place, f"transaction {link.number} was recorded before the transaction before it")


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


def _is_formed(link: Link) -> bool:
    """Whether every column is of its type. SQLite lets any value stand in any column."""
    numbers = (link.number, link.first_position, link.last_position)
    hashes = (link.previous_hash, link.hash)
    return (
        all(isinstance(number, int) for number in numbers)
        and all(isinstance(value, bytes) for value in hashes)
        and _day(link.recorded_at) is not None
    )


def _days(links: Iterable[Link]) -> Days:
    dated = [(link.last_position, day) for link in links if (day := _day(link.recorded_at))]
    return Days([position for position, _ in dated], [day for _, day in dated])


def _day(recorded_at: str) -> date | None:
    try:
        return datetime.fromisoformat(recorded_at).date()
    except (TypeError, ValueError):
        return None


# -------------------------------------------------------------------------------------------------------- the meaning


def _lowest(found: Iterable[Problem]) -> tuple[Problem | None, Problem | None]:
    """The first problem, and the first entry that a newer version of this program wrote."""
    lowest: dict[bool, Problem] = {}
    try:
        for problem in found:
            of_newer = problem.newer is not None
            lowest[of_newer] = min(lowest.get(of_newer, problem), problem, key=lambda each: each.first)
    except StoreError:  # a row that cannot be read at all: the first walk has said which
        return None, None
    return lowest.get(False), lowest.get(True)

"""Verifies a log: reports its first problem, with its position, in a message that names no child.

There are two walks. The first goes by position and checks the hash chain: every entry is there, unchanged, in its
order. The second goes child by child and checks the entries: versions, identities, citations (``integrity``). The
problem at the lowest position is reported.

Both walks are divided into shares for several processes: runs of transactions, each of which has the hash of the one
before it, and runs of children. The result does not depend on the shares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from timeline.lazy import lazy
from timeline.store.bodies import EntryReader
from timeline.store.chain import GENESIS, Page, printed
from timeline.store.chain_walk import BEFORE_ALL, days_of, first_in_chain, is_formed, is_out_of_place
from timeline.store.errors import StoreError
from timeline.store.integrity import Problem, problems
from timeline.store.reader import Reader

if TYPE_CHECKING:
    from timeline.store import workers as processes
    from timeline.store.log import CaseLog
else:
    processes = lazy("timeline.store.workers")

Progress = Callable[[int], object]
"""Called now and then with the number of entries walked over; every entry is walked over twice."""

_STEP = 1_000

ENTRIES_A_SHARE = 10_000
"""The approximate size of a share."""

WORTH_A_WORKER = 40_000
"""From this number of entries on a log is verified by several processes: starting one takes as long as these."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result: how many entries and transactions the log has, the hash of its last transaction, and the first
    problem: its position (``None`` where it has none) and its message."""

    entries: int
    transactions: int
    hash: str
    position: int | None
    problem: str | None

    @property
    def is_sound(self) -> bool:
        """Whether no problem was found."""
        return self.problem is None


class Share(NamedTuple):
    """A part of the work: transactions by their places, ``[first, until)``; or children by their streams, ``[first,
    until)`` with ``None`` for an open end; or, with neither, SQLite's own check of the log's tables."""

    transactions: tuple[int, int] | None = None
    children: tuple[str | None, str | None] | None = None


class Found(NamedTuple):
    """The result of a share: how many entries were walked over, the first problem, and the first entry that a newer
    version of this program wrote. ``damage``: the problem that SQLite's own check found."""

    entries: int
    problem: Problem | None = None
    newer: Problem | None = None
    damage: str | None = None


class Walker:
    """Walks over shares of a log. ``StoreError`` where the transactions cannot be read."""

    def __init__(self, reader: Reader, mapper: EntryReader) -> None:
        self.reader, self.mapper = reader, mapper
        self.links = reader.links()
        self.formed = list(takewhile(is_formed, self.links))
        self.days = days_of(self.formed)

    @property
    def is_worth_workers(self) -> bool:
        """Whether the log is large enough for several processes to be faster."""
        return bool(self.formed) and self.formed[-1].last_position >= WORTH_A_WORKER

    def shares(self) -> list[Share]:
        """The shares of the whole log. A chain with a link out of place is one share, walked from its beginning."""
        return [*self._of_chain(), Share(), *self._of_children()]

    def _of_chain(self) -> Iterator[Share]:
        whole = (0, len(self.links))
        before = [BEFORE_ALL, *self.links]
        if len(self.formed) < len(self.links) or any(map(is_out_of_place, self.links, before)):
            yield Share(transactions=whole)
            return
        first = 0
        for place, link in enumerate(self.links):
            if link.last_position - before[first].last_position >= ENTRIES_A_SHARE or place + 1 == len(self.links):
                yield Share(transactions=(first, place + 1))
                first = place + 1
        if not self.links:
            yield Share(transactions=whole)

    def _of_children(self) -> Iterator[Share]:
        entries = self.formed[-1].last_position if self.formed else 0
        try:
            streams = [stream for stream in self.reader.children(0) if isinstance(stream, str)]
        except StoreError:  # an unreadable row, which the walk reports
            streams = []
        number = max(1, min(len(streams), entries // ENTRIES_A_SHARE))
        cuts = [None, *(streams[len(streams) * each // number] for each in range(1, number)), None]
        yield from (Share(children=ends) for ends in pairwise(cuts))

    def walked(self, share: Share, counter: _Counter | None = None) -> Found:
        """The result of a share."""
        counter = counter or _Counter(None)
        seen = counter.seen
        if share.transactions is not None:
            chain = self._chain(*share.transactions, counter)
            return Found(counter.seen - seen, chain)
        if share.children is None:
            return Found(0, damage=self.reader.damage())
        pages = counter.over(self.reader.pages_by_child(*share.children))
        meaning, newer = _lowest(problems(pages, self.mapper, self.days))
        return Found(counter.seen - seen, meaning, newer)

    def _chain(self, first: int, until: int, counter: _Counter) -> Problem | None:
        before = self.links[first - 1] if first else BEFORE_ALL
        is_last = until == len(self.links)
        last = None if is_last else self.links[until - 1].last_position
        pages = counter.over(self.reader.pages_by_position(before.last_position, last))
        return first_in_chain(self.links[first:until], before, pages)


def verify(log: CaseLog, progress: Progress | None = None, workers: int = 1) -> Verdict:
    """Check a whole log, by at most ``workers`` processes. ``StoreError`` where it cannot be walked over;
    ``NewerLogError`` where the only problem is that a newer version of this program wrote some of its entries.

    Entries that another program records meanwhile look like entries of no transaction; then the log is walked again.
    """
    walker = log.walker()
    verdict = _walked(log, walker, _Counter(progress), workers)
    if not verdict.is_sound and len(log.walker().links) > len(walker.links):
        return verify(log, progress, workers)
    return verdict


def _walked(log: CaseLog, walker: Walker, counter: _Counter, workers: int) -> Verdict:
    if workers > 1 and walker.is_worth_workers and log.database.location is not None:
        return _by_workers(log, walker, counter, workers)
    shares = [Share(transactions=(0, len(walker.links))), Share(children=(None, None))]
    found = [walker.walked(share, counter) for share in shares]
    if not any(each.problem or each.newer for each in found):
        shares.append(Share())
        found.append(walker.walked(shares[-1]))
    return verdict_of(walker, shares, found)


def _by_workers(log: CaseLog, walker: Walker, counter: _Counter, workers: int) -> Verdict:
    shares, found = walker.shares(), list[Found]()
    results = processes.shared_out(
        log, _share_walker, shares, workers, alone="Verify with one worker", here=walker.walked
    )
    with closing(results):
        for each in results:
            counter.add(each.entries)
            found.append(each)
    return verdict_of(walker, shares, found)


def _share_walker(log: CaseLog) -> Callable[[Share], Found]:
    """Called once in each worker process: the function that walks over a share."""
    walked: Callable[[Share], Found] = log.walker().walked
    return walked


def verdict_of(walker: Walker, shares: Sequence[Share], found: Sequence[Found]) -> Verdict:
    """The verdict from the results of all shares."""
    together = list(zip(shares, found, strict=True))
    chain = next((each.problem for share, each in together if share.transactions and each.problem), None)
    meaning = _lowest_of(each.problem for share, each in together if share.children)
    newer = _lowest_of(each.newer for each in found)
    problem = _earlier(chain, newer if chain and newer and not meaning else meaning)
    if problem is None and newer is not None and newer.newer is not None:
        raise walker.reader.newer(newer.first, newer.newer)
    damage = next((each.damage for each in found if each.damage), None)
    formed = walker.formed
    return Verdict(
        entries=formed[-1].last_position if formed else 0,
        transactions=len(walker.links),
        hash=printed(formed[-1].hash if formed else GENESIS),
        position=problem.first if problem else None,
        problem=problem.what if problem else damage,
    )


def _lowest_of(found: Iterable[Problem | None]) -> Problem | None:
    return min((each for each in found if each), key=lambda each: each.first, default=None)


@dataclass(slots=True)
class _Counter:
    progress: Progress | None
    seen: int = 0

    def over(self, pages: Iterable[Page]) -> Iterator[Page]:
        for page in pages:
            self.add(len(page))
            yield page

    def add(self, entries: int) -> None:
        before, self.seen = self.seen, self.seen + entries
        if self.progress:
            for seen in range((before // _STEP + 1) * _STEP, self.seen + 1, _STEP):
                self.progress(seen)


def _earlier(chain: Problem | None, meaning: Problem | None) -> Problem | None:
    """The earlier of two problems. A wrong hash locates only a transaction: a problem of its entries is preferred."""
    if chain is None or meaning is None:
        return chain or meaning
    is_one_entry = chain.first == chain.last
    return meaning if meaning.first < (chain.first if is_one_entry else chain.last + 1) else chain


def _lowest(found: Iterable[Problem]) -> tuple[Problem | None, Problem | None]:
    """The first problem, and the first entry that a newer version of this program wrote."""
    lowest: dict[bool, Problem] = {}
    try:
        for problem in found:
            of_newer = problem.newer is not None
            lowest[of_newer] = min(lowest.get(of_newer, problem), problem, key=lambda each: each.first)
    except StoreError:  # an unreadable row, which the first walk reports
        return None, None
    return lowest.get(False), lowest.get(True)

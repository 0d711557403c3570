"""One child through all of its as-at days and days of knowing: what is seen from when, and known since when.

Exact by construction: at every day of knowing at which the story can change, and as at every day at which it can, the
case is derived by the ordinary functions, and equal neighbours are one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date

from timeline.domain.attestations import ReturnReceived
from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.domain.days import year_window
from timeline.domain.received import absence
from timeline.domain.statements import Coverage, Statement
from timeline.domain.story import Story
from timeline.projections.tables.deriving import Memory, Numbered, Particulars, Seen, Walk
from timeline.projections.tables.rectangles import Lasting, runs
from timeline.store import StoreError

FROM_EVER = date.min
"""From when on something is seen that no fact makes so: that nothing is known of the child, and the like."""

LAST_DAY = date(2099, 12, 31)
"""The last as-at day that the tables know. Facts that are said to happen later (a year mistyped) are seen from none,
and no rule is asked about days on which it knows no bank holidays."""

Projected = frozenset[Lasting[Lasting[Numbered | Particulars]]]
"""Everything that is ever seen of a child, each with the as-at days from which it is and the days since it was "
"known."""


def projected(chronicle: Chronicle, bases: Sequence[Basis]) -> Projected:
    """A child at all of these days of knowing, in order. Every basis is as at ``LAST_DAY``."""
    memory = Memory()
    return runs((_known_at(basis), runs(seen_from(chronicle, basis, memory))) for basis in bases)


def _known_at(basis: Basis) -> date:
    assert basis.known_at is not None
    return basis.known_at


def seen_from(chronicle: Chronicle, basis: Basis, memory: Memory) -> Iterator[tuple[date, Seen]]:
    """What is seen of a child from each as-at day on at which it may change; nothing where no source had spoken."""
    heard = [each.entry for each in chronicle.heard(basis) if isinstance(each.entry, Statement)]
    if not heard:
        return
    coverages = [statement.coverage for statement in heard if statement.coverage is not None]
    received = chronicle.settings[basis].received
    whole = _told(chronicle, basis)
    walk, facts = Walk(whole, memory), deque(whole.facts)
    for day in _days_of_change(whole, coverages, received):
        while facts and facts[0].event.occurred_on <= day:
            walk.go_on(facts.popleft())
        yield day, walk.seen(_covered(coverages, day), absence(coverages, _begun(received, day)))


def _days_of_change(whole: Story, coverages: Sequence[Coverage], received: Sequence[ReturnReceived]) -> list[date]:
    """Every day on which a fact, what a source covered, or the year of a return begins to be seen."""
    occurred = {fact.event.occurred_on for fact in whole.facts}
    covered = {coverage.first for coverage in coverages}
    begun = {year_window(each.year_ending).first for each in received}
    return sorted(day for day in {FROM_EVER} | occurred | covered | begun if day <= LAST_DAY)


def _covered(coverages: Sequence[Coverage], day: date) -> frozenset[str]:
    return frozenset(module for each in coverages if each.first <= day for module in each.silence_counts_in)


def _begun(received: Sequence[ReturnReceived], day: date) -> list[ReturnReceived]:
    return [each for each in received if year_window(each.year_ending).first <= day]


def _told(chronicle: Chronicle, basis: Basis) -> Story:
    try:
        return chronicle.story(basis)
    except KeyError:
        position = chronicle.records(basis)[-1].position
    what = "a statement says something that was not stored before it"
    raise StoreError(f"the log, position {position}", what, "Run `timeline log verify`")

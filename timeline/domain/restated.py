"""What a yearly return changed in what is known of a child: the state of knowledge before it, and the one with it.

A later return retracts what it no longer states, so the facts that hold never show a change between two returns. These
two states do. The state before is all that precedes the return, corrections between the returns included; what earlier
returns of its own year state is left out, because the return takes their place. Decided in
``docs/decisions/0023-checks-across-years.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from timeline.domain.assertions import Assertion, Silence, is_of_year
from timeline.domain.days import year_ending
from timeline.domain.entries import Recorded
from timeline.domain.events import Event
from timeline.domain.statements import RETURN, Coverage
from timeline.domain.story import Knowledge, Told


@dataclass(frozen=True, slots=True)
class Restated:
    """A yearly return of one child between two states of knowledge.

    ``before`` and ``after``: the facts that held, each with the rows that stated it. ``gone``: those that held before
    and do not with the return, each with the row that stated it last.
    """

    by: Assertion
    coverage: Coverage
    events: Mapping[int, Event] = field(repr=False)
    before: Mapping[int, Sequence[Told]] = field(repr=False)
    after: Mapping[int, Sequence[Told]] = field(repr=False)
    gone: Mapping[int, Told] = field(repr=False)

    @property
    def year_ending(self) -> date:
        """The 31 March on which the return's year ends."""
        return year_ending(self.coverage.last)

    @property
    def stated(self) -> tuple[int, ...]:
        """The identities of the events that the return states, row by row."""
        return tuple(row.fact.int for row in self.by.statement.says if row.fact.int in self.events)

    def covers(self, module: str) -> bool:
        """Whether the return speaks of the child in a module: by a row, or because its silence there counts."""
        return module in self.coverage.silence_counts_in or any(
            self.events[identity].module == module for identity in self.stated
        )


def apply(knowledge: Knowledge, each: Assertion | Silence) -> Restated | None:
    """Apply one more assertion. What it changed, where it is that of a yearly return. ``NotStoredError``."""
    coverage = None if isinstance(each, Silence) else each.statement.coverage
    if isinstance(each, Silence) or coverage is None or each.statement.source != RETURN:
        knowledge.apply(each)
        return None
    earlier = _without_year(knowledge, year_ending(coverage.last)).live
    before = dict(earlier)
    knowledge.apply(each)
    after = dict(knowledge.live)
    gone = {identity: before[identity][-1] for identity in before.keys() - after.keys()}
    return Restated(each, coverage, knowledge.events, before, after, gone)


def _without_year(knowledge: Knowledge, year: date) -> Knowledge:
    """The same without what is applied of returns of a year."""
    others = [each for each in knowledge.applied if not is_of_year(each.statement, year)]
    if len(others) == len(knowledge.applied):
        return knowledge
    found = Knowledge(knowledge.child, knowledge.entries, knowledge.events)
    for each in others:
        found.apply(each)
    return found


def listened(
    child: str, held: Iterable[Recorded], asserted: Iterable[Assertion | Silence]
) -> tuple[Knowledge, Sequence[Restated]]:
    """All that is known of a child in the end, and what each yearly return changed, in the order of precedence.

    ``held``: what the log holds of the child; ``asserted``: what is asserted, in the order of precedence.
    """
    knowledge, found = Knowledge.of(child, held), list[Restated]()
    for each in asserted:
        restated = apply(knowledge, each)
        if restated is not None:
            found.append(restated)
    return knowledge, found

"""Which yearly returns had a child, and which were received without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from timeline.domain.days import year_ending
from timeline.domain.imports import AbsentColumns
from timeline.domain.received import EPISODES, Received, sends_episodes
from timeline.domain.restated import Restated
from timeline.domain.statements import FactWithdrawn
from timeline.domain.story import Knowledge, Told


@dataclass(frozen=True, slots=True)
class Returned:
    """Years by the 31 March on which they end. ``sent``: those of which some return had an episode row of the child, be
    it one that could not be read; ``received``: those of which a return of the whole year that brought episodes is
    known, whichever day is asked about; ``brought``: each such year, with a module that the return brought.
    ``restated``: what each return of the child changed, in the order of precedence; ``withdrawn``: the facts that some
    source withdrew one by one, whether they held or not. ``absent``: the columns that the source of a statement did not
    have, by the position at which the statement counts; of most statements there is nothing."""

    sent: frozenset[date] = frozenset()
    received: frozenset[date] = frozenset()
    brought: frozenset[tuple[date, str]] = frozenset()
    restated: tuple[Restated, ...] = field(default=(), repr=False)
    withdrawn: frozenset[UUID] = field(default=frozenset(), repr=False)
    absent: Mapping[int, AbsentColumns] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, knowledge: Knowledge, restated: Iterable[Restated], received: Iterable[Received]) -> Returned:
        """From what is known of the child in the end, what each return changed, and the returns that were received."""
        applied, received = knowledge.applied, list(received)
        identifiers = {each.record.child for each in applied}
        coverages = [each.statement.coverage for each in applied if each.statement.coverage is not None]
        sent = {year_ending(each.last) for each in coverages if sends_episodes(each)}
        sent |= {each.year_ending for each in received if not each.unreadable.isdisjoint(identifiers)}
        whole = [each for each in received if EPISODES in each.modules and each.last == each.year_ending]
        brought = {(each.year_ending, module) for each in whole for module in each.modules}
        return cls(
            sent=frozenset(sent),
            received=frozenset(each.year_ending for each in whole),
            brought=frozenset(brought),
            restated=tuple(restated),
            withdrawn=frozenset(_withdrawn(knowledge)),
            absent={each.record.position: each.absent for each in applied if each.absent is not None},
        )

    def years_with(self, module: str) -> list[date]:
        """The years whose return had the child and brought this module, in order."""
        return sorted(year for year in self.sent if (year, module) in self.brought)

    def lacks(self, told: Told, module: str, columns: frozenset[str]) -> bool:
        """Whether the file of a row that tells a fact of this module lacked one of these columns."""
        record, statement, row = told
        absent = self.absent.get(record.position) if columns else None
        return absent is not None and not columns.isdisjoint(absent.in_rows_of(module, statement.files[row.file]))

    @property
    def passed_by(self) -> list[date]:
        """The years whose return did not have the child, though that of a later year had it, in order."""
        last = max(self.sent, default=date.min)
        return sorted(year for year in self.received - self.sent if year < last)


def _withdrawn(knowledge: Knowledge) -> Iterator[UUID]:
    for each in knowledge.applied:
        for row in each.statement.says:
            entry = knowledge.entries[row.fact.int]
            if isinstance(entry, FactWithdrawn):
                yield entry.fact


NOT_RETURNED = Returned()
"""Where no return is known."""

"""How an exported return differs from the one received for the year, if any.

Facts that later returns corrected, and rows that could not be read on import, are expected and not counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from timeline.domain.story import Fact, Story
from timeline.ingest.ssda903.child_rows import SOURCE
from timeline.ingest.ssda903.export.year_facts import DatedFact, facts_of_returns
from timeline.ingest.ssda903.layouts import LAYOUTS


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers of facts of one module. ``left_out``: the return received states them and they still hold, but they do
    not belong to its year or to the child; ``added``: they belong to its year, and the return received omits them."""

    module: str
    left_out: int
    added: int


@dataclass(slots=True)
class Compared:
    """The facts of the return received for a year, compared with those that belong to it. ``known_on``: when it became
    known; ``None`` where none was received, and nothing is compared."""

    known_on: date | None
    left_out: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)

    def take(self, story: Story, of_year: list[DatedFact]) -> None:
        """Compare the facts of one child with those that belong to the year."""
        if self.known_on is None:
            return
        belong = {fact.id for fact, _ in of_year}
        for fact, event in facts_of_returns(story):
            stated = self._was_stated(fact)
            self.left_out[event.module] += stated and fact.id not in belong
            self.added[event.module] += not stated and fact.id in belong

    def _was_stated(self, fact: Fact) -> bool:
        return any(row.source == SOURCE and row.known_on == self.known_on for row in fact.told)

    def differences(self) -> tuple[Difference, ...]:
        """The modules with differences, in the order of the return."""
        found = [Difference(module, self.left_out[module], self.added[module]) for module in LAYOUTS]
        return tuple(each for each in found if each.left_out or each.added)

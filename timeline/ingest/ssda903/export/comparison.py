"""How the return as it would be sent differs from the one that was received for the year, if there was one.

Two things are expected and are no differences: what later returns corrected is no longer held, and what could not be
read was named when the return was imported.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from timeline.domain.story import Fact, Story
from timeline.ingest.ssda903.child_rows import SOURCE
from timeline.ingest.ssda903.export.year_facts import Told, of_the_return
from timeline.ingest.ssda903.layouts import LAYOUTS


@dataclass(frozen=True, slots=True)
class Difference:
    """Facts of one module. ``left_out``: the return received said them, they are still held, and they are not of its
    year or not asked of the child; ``added``: they are of its year, and it did not say them."""

    module: str
    left_out: int
    added: int


@dataclass(slots=True)
class Compared:
    """The facts that the return received for the year said, beside those that belong to it. ``known_on``: when it
    became known; ``None`` where none was received, and nothing is compared."""

    known_on: date | None
    left_out: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)

    def take(self, story: Story, told: list[Told]) -> None:
        """Compare what is held of one child with what belongs to the year."""
        if self.known_on is None:
            return
        belong = {fact.id for fact, _ in told}
        for fact, event in of_the_return(story):
            said = self._was_said(fact)
            self.left_out[event.module] += said and fact.id not in belong
            self.added[event.module] += not said and fact.id in belong

    def _was_said(self, fact: Fact) -> bool:
        return any(telling.source == SOURCE and telling.known_on == self.known_on for telling in fact.told)

    def differences(self) -> tuple[Difference, ...]:
        """By module, in the order of the return; only those that there are."""
        found = [Difference(module, self.left_out[module], self.added[module]) for module in LAYOUTS]
        return tuple(each for each in found if each.left_out or each.added)

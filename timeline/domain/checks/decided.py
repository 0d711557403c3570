"""A decision that the child should be placed for adoption, with its reversal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.domain.checks.history import History
from timeline.domain.events import AdoptionDecided, AdoptionDecisionReversed
from timeline.domain.story import Fact


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that the child should be placed for adoption, and its reversal."""

    fact: Fact
    decided_on: date
    reversal: Fact | None

    @property
    def reversed_on(self) -> date | None:
        """The day on which it was reversed."""
        return self.reversal.event.occurred_on if self.reversal else None

    def stands(self, day: date) -> bool:
        """Whether it had been taken by the end of the day and not reversed."""
        return self.decided_on <= day and (self.reversed_on is None or self.reversed_on > day)


def decisions(history: History) -> list[Decision]:
    """Every decision, in the order in which they were taken."""
    over = {end.began_on: fact for fact, end in history.story.of(AdoptionDecisionReversed)}
    taken = history.story.of(AdoptionDecided)
    return [Decision(fact, event.occurred_on, over.get(event.occurred_on)) for fact, event in taken]

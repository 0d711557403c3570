"""Checks one child as at the last day on which anything became known, from what the fold knows at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from timeline.domain.basis import Basis
from timeline.domain.checks import Checked, Returned, checked
from timeline.domain.entries import Recorded
from timeline.domain.order import in_order
from timeline.domain.received import Absence, absence
from timeline.domain.setting import Setting
from timeline.domain.story import Story
from timeline.projections.tables.incremental import ChildKnowledge


@dataclass(frozen=True, slots=True)
class Checker:
    """The basis and the setting of the checks. ``ever``: the setting as at the last possible day."""

    basis: Basis
    setting: Setting
    ever: Setting

    @classmethod
    def on(cls, day: date, position: int, attested: Sequence[Recorded]) -> Checker:
        """As at a day, from all entries up to a position. ``attested``: the entries about the log."""
        basis, ever = Basis(day, None, position), Basis(date.max, None, position)
        return cls(basis, Setting.at(attested, basis), Setting.at(attested, ever))

    def of(self, child: str, known: ChildKnowledge) -> Checked:
        """The findings about a child, and the first later day on which they may differ: where a rule has another
        answer, or a fact or covered year begins that lies in the future now."""
        today = checked(self._story(child, known), Returned.of(known.knowledge, known.restated, self.ever.received))
        days = [*self._still_to_come(known), *([today.turns_on] if today.turns_on else [])]
        return Checked(today.found, min(days, default=None))

    def _story(self, child: str, known: ChildKnowledge) -> Story:
        """The story of these statements, as ``timeline.domain.story`` builds it."""
        facts = [fact for fact in known.knowledge.facts() if self.basis.reaches(fact.event.occurred_on)]
        return Story(
            child=child,
            basis=self.basis,
            facts=tuple(in_order(facts, lambda fact: fact.event)),
            covered=frozenset(module for module, first in known.covered.items() if self.basis.reaches(first)),
            absence=_absence(known, self.setting),
            who=self.setting.who,
        )

    def _still_to_come(self, known: ChildKnowledge) -> Iterator[date]:
        """The later days on which a fact occurs, or a covered year or the year of an absence begins."""
        events = known.knowledge.events
        days = [*(events[identity].occurred_on for identity in known.knowledge.live), *known.covered.values()]
        missing = _absence(known, self.ever)
        if missing is not None:
            days.append(missing.unheard_of_from)
        return (day for day in days if not self.basis.reaches(day))


def _absence(known: ChildKnowledge, setting: Setting) -> Absence | None:
    identifiers = {each.record.child for each in known.knowledge.applied}
    return absence(() if known.sent is None else (known.sent,), setting.received, setting.who.known_as(identifiers))

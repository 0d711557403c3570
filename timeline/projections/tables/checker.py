"""One child checked as at the last day on which anything became known, out of what the fold has heard in the end."""

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
    """How every child is checked: at which basis, in which setting; ``ever``: the setting as at the end of days."""

    basis: Basis
    setting: Setting
    ever: Setting

    @classmethod
    def on(cls, day: date, position: int, attested: Sequence[Recorded]) -> Checker:
        """As at a day, of all that a log says up to a position. ``attested``: what it says of itself."""
        basis, ever = Basis(day, None, position), Basis(date.max, None, position)
        return cls(basis, Setting.at(attested, basis), Setting.at(attested, ever))

    def of(self, child: str, heard: ChildKnowledge) -> Checked:
        """What is found of a child of whom all this was heard. It may be otherwise from the day on as at which a rule
        has another answer, or something more is seen of what was heard."""
        now = checked(self._told(child, heard), Returned.of(heard.knowledge, heard.restated, self.ever.received))
        days = [*self._still_to_come(heard), *([now.turns_on] if now.turns_on else [])]
        return Checked(now.found, min(days, default=None))

    def _told(self, child: str, heard: ChildKnowledge) -> Story:
        """The story that ``tell`` tells of the same statements."""
        facts = [fact for fact in heard.knowledge.facts() if self.basis.reaches(fact.event.occurred_on)]
        return Story(
            child=child,
            basis=self.basis,
            facts=tuple(in_order(facts, lambda fact: fact.event)),
            covered=frozenset(module for module, first in heard.covered.items() if self.basis.reaches(first)),
            absence=_absence(heard, self.setting),
            who=self.setting.who,
        )

    def _still_to_come(self, heard: ChildKnowledge) -> Iterator[date]:
        """The later days on which a fact happens, or the year begins that a source covers or that a return is of."""
        events = heard.knowledge.events
        days = [*(events[identity].occurred_on for identity in heard.knowledge.live), *heard.covered.values()]
        missing = _absence(heard, self.ever)
        if missing is not None:
            days.append(missing.unheard_of_from)
        return (day for day in days if not self.basis.reaches(day))


def _absence(heard: ChildKnowledge, setting: Setting) -> Absence | None:
    identifiers = {each.record.child for each in heard.knowledge.applied}
    return absence(() if heard.sent is None else (heard.sent,), setting.received, setting.who.known_as(identifiers))

"""A child's attributes that are not spells (birth, sex, known modules, open episode), as bitemporal rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from timeline.domain.received import Absence
from timeline.projections.tables.as_at_runs import DAY, FROM_EVER, AnyFacts, together
from timeline.projections.tables.derivations import Derivations
from timeline.projections.tables.families import CARE, PEOPLE
from timeline.projections.tables.incremental import ChildKnowledge, KnownOn
from timeline.projections.tables.rectangles import Rectangles, States
from timeline.projections.tables.state import LAST_DAY


class ParticularsHistory:
    """The rows of one child. ``absence``: the return that should have had the child, by the last day of knowing."""

    def __init__(self, deriving: Derivations, people: AnyFacts, care: AnyFacts) -> None:
        self.found = Rectangles()
        self.absence: Absence | None = None
        self._deriving = deriving
        self._people = people
        self._care = care
        self._has_statements = False
        self._days_of_facts: dict[str, dict[int, date]] = {}
        self._first: dict[str, date] = {}
        self._changed: set[str] = set()
        self._modules: list[tuple[date, str]] = []

    def add(self, module: str, identity: int, day: date) -> None:
        """Add a fact of this module."""
        self._days_of_facts.setdefault(module, {})[identity] = day
        self._changed.add(module)

    def remove(self, module: str, identity: int) -> None:
        """Remove a fact of this module."""
        del self._days_of_facts[module][identity]
        self._changed.add(module)

    def turn(self, now: KnownOn, since: Iterable[date | None]) -> None:
        """Move to a day of knowing. ``since``: the as-at days from which the facts that are read differ."""
        days = [day for day in since if day is not None]
        modules = self._modules_from(now.known)
        days.extend(day for day, _ in set(modules).symmetric_difference(self._modules))
        if (self._has_statements, self.absence) != (now.known.has_statements, now.absence):
            days.append(FROM_EVER)
        self._has_statements, self.absence, self._modules = now.known.has_statements, now.absence, modules
        if days:
            self.found.turn(now.known_on, min(days), self._states(min(days)) if self._has_statements else [])

    def _modules_from(self, knowledge: ChildKnowledge) -> list[tuple[date, str]]:
        """Each known module with the first day on which it is known: the first day of a fact or of covered days. In the
        order of days."""
        for module in self._changed:
            self._first[module] = min(self._days_of_facts[module].values(), default=date.max)
        self._changed.clear()
        modules = {*self._first, *knowledge.covered}
        first = [
            (min(self._first.get(each, date.max), knowledge.covered.get(each, date.max)), each) for each in modules
        ]
        return sorted(each for each in first if each[0] <= LAST_DAY)

    def _states(self, since: date) -> States:
        """The particulars from each change point on: a fact, a module's first known day, or a return's year."""
        particulars = self._deriving.particulars
        read = (
            (self._people.path, self._deriving.nothing(PEOPLE)),
            (self._care.path, self._deriving.nothing(CARE)),
            (self._known_of(), ()),
            (self._absent(), None),
        )
        return [(day, particulars(*there)) for day, there in together(since, *read)]

    def _absent(self) -> list[tuple[date, Absence | None]]:
        """The return that should have had the child, from the day its year begins."""
        return [] if self.absence is None else [(self.absence.unheard_of_from, self.absence)]

    def _known_of(self) -> list[tuple[date, tuple[str, ...]]]:
        """The known modules, from each day on which one is added."""
        found: list[tuple[date, tuple[str, ...]]] = []
        for day, begun in groupby(self._modules, key=DAY):
            before = found[-1][1] if found else ()
            found.append((day, (*before, *[module for _, module in begun])))
        return found

"""All of a case that is no spell, from one as-at day to the next and from one day of knowing to the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from timeline.domain.received import Absence
from timeline.projections.tables.as_at_runs import DAY, FROM_EVER, AnyFacts, together
from timeline.projections.tables.derivations import Derivations
from timeline.projections.tables.families import CARE, PEOPLE
from timeline.projections.tables.incremental import ChildKnowledge, Known
from timeline.projections.tables.rectangles import Rectangles, States
from timeline.projections.tables.state import LAST_DAY


class ParticularsHistory:
    """Of one child. ``absence``: the return that should have had the child, by the last day of knowing."""

    def __init__(self, deriving: Derivations, people: AnyFacts, care: AnyFacts) -> None:
        self.found = Rectangles()
        self.absence: Absence | None = None
        self._deriving = deriving
        self._people = people
        self._care = care
        self._spoken = False
        self._told: dict[str, dict[int, date]] = {}
        self._first: dict[str, date] = {}
        self._changed: set[str] = set()
        self._modules: list[tuple[date, str]] = []

    def put(self, module: str, identity: int, day: date) -> None:
        """A fact of this module holds."""
        self._told.setdefault(module, {})[identity] = day
        self._changed.add(module)

    def take_away(self, module: str, identity: int) -> None:
        """One does not hold any more."""
        del self._told[module][identity]
        self._changed.add(module)

    def turn(self, now: Known, since: Iterable[date | None]) -> None:
        """Go on to a day of knowing. ``since``: from which as-at days on the facts that are read differ."""
        days = [day for day in since if day is not None]
        modules = self._modules_from(now.heard)
        days.extend(day for day, _ in set(modules).symmetric_difference(self._modules))
        if (self._spoken, self.absence) != (now.heard.spoken, now.absence):
            days.append(FROM_EVER)
        self._spoken, self.absence, self._modules = now.heard.spoken, now.absence, modules
        if days:
            self.found.turn(now.known_on, min(days), self._states(min(days)) if self._spoken else [])

    def _modules_from(self, heard: ChildKnowledge) -> list[tuple[date, str]]:
        """From which day on something is known of a module, in order: that something was, or by a source that there
        was not."""
        for module in self._changed:
            self._first[module] = min(self._told[module].values(), default=date.max)
        self._changed.clear()
        modules = {*self._first, *heard.covered}
        first = [(min(self._first.get(each, date.max), heard.covered.get(each, date.max)), each) for each in modules]
        return sorted(each for each in first if each[0] <= LAST_DAY)

    def _states(self, since: date) -> States:
        """What is no spell, from each day on at which a family, a source's cover or a return's year begins."""
        particulars = self._deriving.particulars
        read = (
            (self._people.path, self._deriving.nothing(PEOPLE)),
            (self._care.path, self._deriving.nothing(CARE)),
            (self._known_of(), ()),
            (self._absent(), None),
        )
        return [(day, particulars(*there)) for day, there in together(since, *read)]

    def _absent(self) -> list[tuple[date, Absence | None]]:
        """The return that should have had the child, from when its year begins."""
        return [] if self.absence is None else [(self.absence.unheard_of_from, self.absence)]

    def _known_of(self) -> list[tuple[date, tuple[str, ...]]]:
        """The modules of which something is known, from each day on that another is."""
        found: list[tuple[date, tuple[str, ...]]] = []
        for day, begun in groupby(self._modules, key=DAY):
            before = found[-1][1] if found else ()
            found.append((day, (*before, *[module for _, module in begun])))
        return found

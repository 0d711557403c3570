"""The spells and particulars derived from a child's facts, each derived once.

The facts of a family up to a day are a **run**. The domain's functions derive the spells of a run once, however many
days of knowing share it. If a family's facts fall into groups, each group has its own runs. Kinds that also read
``CARE`` are derived once for each different reading of it. Facts derived one by one are in no run. Every spell has a
number, its value; the result for a run is the values of each of its family's kinds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

from timeline.domain.basis import Basis
from timeline.domain.events import ChildRegistered, Event, UnaccompaniedAsylumSeekerRecorded
from timeline.domain.order import in_order
from timeline.domain.received import Absence
from timeline.domain.spells import KINDS, Case, Spell
from timeline.domain.spells.case import latest
from timeline.domain.spells.episodes import Episode, endings_without_beginning, episodes
from timeline.domain.story import Fact, Story
from timeline.projections.algebra.derived import DERIVED
from timeline.projections.tables.families import CARE, FAMILIES, PEOPLE, Family, Spells, of_episodes

NO_MODULES: frozenset[str] = frozenset()

ALL_KINDS = (*KINDS, *DERIVED)
"""Every kind of spell that the algebra can ask for."""


class Particulars(NamedTuple):
    """The attributes of a case that are not spells. ``open_episode``: whether an episode of the return has no ending.
    ``endings_alone``: how many endings have no beginning, and end no episode."""

    modules: tuple[str, ...]
    registered: ChildRegistered | None
    unaccompanied: UnaccompaniedAsylumSeekerRecorded | None
    open_episode: bool
    never_sent_again: bool
    endings_alone: int


Found = tuple[tuple[int, ...], ...]
"""Values by kind; those of each kind in the order of ``spells_of``."""


class Values:
    """The different spells and particulars of a child. A value is a place in ``all``."""

    def __init__(self) -> None:
        self.all: list[Spell | Particulars] = []
        self._alike: dict[object, list[int]] = {}

    def of_spell(self, spell: Spell) -> int:
        """The value of a spell."""
        return self._of(spell[:3], spell)

    def spell(self, value: int) -> Spell:
        """The spell of a value."""
        found = self.all[value]
        assert isinstance(found, Spell)
        return found

    def of_particulars(self, found: Particulars) -> int:
        """The value of particulars."""
        return self._of((found.modules, found.open_episode, found.never_sent_again, found.endings_alone), found)

    def _of(self, key: object, found: Spell | Particulars) -> int:
        all_ = self.all
        alike = self._alike.setdefault(key, [])
        for value in alike:
            if all_[value] == found:
                return value
        value = len(all_)
        alike.append(value)
        all_.append(found)
        return value


class HeldFact(NamedTuple):
    """A fact that holds: its place among all facts of the child, a unique number, and its days."""

    place: int
    number: int
    day: date
    known_on: date
    fact: Fact


class Run:
    """The facts of a group up to a day. ``before``: its run before that day. The other attributes are filled in when
    they are derived."""

    __slots__ = ("before", "case", "endings_alone", "facts", "found", "open_rows", "ordered", "views")

    def __init__(self, facts: tuple[Fact, ...], before: Run | None = None) -> None:
        self.facts = facts
        self.before = before
        self.case: Case | None = None
        self.found: Found | None = None
        self.ordered: Ordered | None = None
        self.open_rows: Sequence[Episode] = ()
        self.endings_alone = 0
        self.views: dict[Family, int] = {}


Placed = tuple[tuple[Any, ...], int, int]
"""A sort key among the values of all groups, the index within its group, and the value."""

Ordered = Sequence[Sequence[Placed]]
"""The values of each kind, sorted."""

Own = Run | Found
"""The state of a family's own kinds: its run or, for a family in groups, the values of all groups' runs."""


class Derivations:
    """All that is derived for one child. ``places``: the place of each fact, by its identity."""

    def __init__(self, child: str, basis: Basis, places: Mapping[int, int]) -> None:
        self.values = Values()
        self._places = places
        self._story = partial(Story, child, basis)
        self._nothing: dict[Family, Run] = {}
        self._views: dict[Family, list[Spells]] = {}
        self._last: dict[Family, tuple[Spells, Found]] = {}
        self._of_facts: dict[int, Found] = {}
        self._with_care: dict[tuple[Family, Own, int], Found] = {}
        self._particulars: dict[tuple[Run, bool, bool, int, tuple[str, ...]], Found] = {}

    def nothing(self, family: Family) -> Run:
        """The run of no fact."""
        found = self._nothing.get(family)
        return self._nothing.setdefault(family, Run(())) if found is None else found

    def found(self, family: Family, own: Own) -> Found:
        """The values of a family's own kinds."""
        if not isinstance(own, Run):
            return own
        if own.found is None:
            before = own.before
            known = None if before is None or before.found is None else (self.case(family, before).spells, before.found)
            own.found = self._values_of(self.case(family, own).spells, family.own, known)
        return own.found

    def of_fact(self, family: Family, held: HeldFact) -> Found:
        """The values of a family's own kinds for a single fact."""
        found = self._of_facts.get(held.number)
        if found is None:
            case = Case(self._story((held.fact,), NO_MODULES), NO_MODULES, None, None, None, {})
            found = self._of_facts[held.number] = self._values_of(family.derive(case), family.own, None)
        return found

    def ordered(self, family: Family, run: Run) -> Ordered:
        """The values of a group's run, with their sort keys."""
        if run.ordered is None:
            assert family.groups is not None
            spells, order = self.case(family, run).spells, family.groups.order
            run.ordered = [
                sorted(zip(order(spells[kind], self._place), count(), values))
                for kind, values in zip(family.own, self.found(family, run), strict=True)
            ]
        return run.ordered

    def with_care(self, family: Family, own: Own, care: Run) -> Found:
        """The values of the kinds that also read a run of ``CARE``; derived once for runs from which they read the
        same."""
        view = care.views.get(family)
        if view is None:
            view = care.views[family] = self._view(family, self.case(CARE, care).spells)
        found = self._with_care.get((family, own, view))
        if found is None:
            assert family.derive_with_care is not None
            beside = self._beside(family, own, self._views[family][view])
            spells = family.derive_with_care(beside)
            found = self._values_of(spells, family.with_care, self._last.get(family))
            self._with_care[family, own, view] = found
            self._last[family] = spells, found
        return found

    def _view(self, family: Family, care: Spells) -> int:
        """The number of what is read from ``CARE`` among all different readings."""
        views, read = self._views.setdefault(family, []), family.of_care(care)
        for number, each in enumerate(views):
            if each == read:
                return number
        views.append(read)
        return len(views) - 1

    def _beside(self, family: Family, own: Own, care: Spells) -> Case:
        if isinstance(own, Run):
            case = self.case(family, own)
            return Case(
                case.story, NO_MODULES, case.born_on, case.registered, case.unaccompanied, {**care, **case.spells}
            )
        seen = {kind: tuple(map(self.values.spell, values)) for kind, values in zip(family.own, own, strict=True)}
        return Case(self._story((), NO_MODULES), NO_MODULES, None, None, None, {**care, **seen})

    def particulars(self, people: Run, care: Run, modules: tuple[str, ...], absence: Absence | None) -> Found:
        """The value of the particulars. ``modules``: the known ones; ``absence``: the return that lacks the child."""
        self.case(CARE, care)
        rows = care.open_rows
        missed = absence is not None and any(absence.concerns(row.began_on, row.ended_on) for row in rows)
        key = (people, bool(rows), missed, care.endings_alone, modules)
        found = self._particulars.get(key)
        if found is None:
            child = self.case(PEOPLE, people)
            particulars = Particulars(
                modules=tuple(sorted(modules)),
                registered=child.registered,
                unaccompanied=child.unaccompanied,
                open_episode=bool(rows),
                never_sent_again=missed,
                endings_alone=care.endings_alone,
            )
            found = self._particulars[key] = ((self.values.of_particulars(particulars),),)
        return found

    def case(self, family: Family, run: Run) -> Case:
        """The case of a run's facts alone."""
        if run.case is None:
            spells: dict[str, tuple[Spell, ...]] = {}
            run.case = _of_facts(self._story(run.facts, NO_MODULES), family, spells)
            if family is CARE:
                rows = episodes(run.case.story)
                run.open_rows = [row for row in rows if row.ended_on is None]
                run.endings_alone = len(endings_without_beginning(run.case.story, rows))
                spells.update(of_episodes(run.case, rows))
            else:
                spells.update(family.derive(run.case))
        return run.case

    def _values_of(self, spells: Spells, kinds: Sequence[str], before: tuple[Spells, Found] | None) -> Found:
        """The values of spells. ``before``: earlier spells of the kinds with their values; many are in the same
        places."""
        if before is None:
            return tuple([tuple(map(self.values.of_spell, spells[kind])) for kind in kinds])
        each = zip(kinds, before[1], strict=True)
        return tuple([self._continued(spells[kind], before[0][kind], values) for kind, values in each])

    def _continued(self, spells: Sequence[Spell], before: Sequence[Spell], values: Sequence[int]) -> tuple[int, ...]:
        value = self.values.of_spell
        both = zip(spells, before, values, strict=False)
        found = [known if spell == was else value(spell) for spell, was, known in both]
        return (*found, *map(value, spells[len(found) :]))

    def _place(self, fact: UUID) -> int:
        return self._places[fact.int]


def _of_facts(story: Story, family: Family, spells: Spells) -> Case:
    """A case; with the child's registration and status for the family ``PEOPLE``."""
    if family is not PEOPLE:
        return Case(story, NO_MODULES, None, None, None, spells)
    child, status = latest(story, ChildRegistered), latest(story, UnaccompaniedAsylumSeekerRecorded)
    return Case(story, NO_MODULES, child.born_on if child else None, child, status, spells)


@cache
def readers(event: type[Event]) -> Sequence[Family]:
    """The families that read such an event."""
    return [family for family in FAMILIES if issubclass(event, family.reads)]


def places(facts: Mapping[int, Fact]) -> dict[int, int]:
    """The place of each fact in the order of events. Equal events on one day have the same place."""
    found: dict[int, int] = {}
    last: Event | None = None
    for identity, fact in in_order(facts.items(), lambda pair: pair[1].event):
        event = fact.event
        same = last is not None and last.occurred_on == event.occurred_on and last == event
        found[identity] = len(found) - same
        last = event
    return found

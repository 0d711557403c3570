"""What is derived of one child: what a row of the tables says, without the days on which it is so.

The facts of a family up to a day are a **run**. What a run comes to is derived once, by the ordinary functions, however
many days of knowing have it; where a family's facts fall into groups, each group has runs of its own. What comes of
facts and of ``CARE`` is derived once for all that the family reads of it. Facts that are by themselves are in no run.
What is seen is counted: every spell has a number, and a run comes to the numbers of each of its family's kinds.
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
    """All of a case that is no spell. ``open_episode``: whether an episode of the return has no ending.
    ``endings_alone``: how many endings have no beginning, and end no episode."""

    modules: tuple[str, ...]
    registered: ChildRegistered | None
    unaccompanied: UnaccompaniedAsylumSeekerRecorded | None
    open_episode: bool
    never_sent_again: bool
    endings_alone: int


Found = tuple[tuple[int, ...], ...]
"""What is seen, kind by kind: the values of each, in the order that ``spells_of`` gives them in."""


class Values:
    """Everything that is ever seen of a child, each once, by its place in ``all``."""

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
    """A fact that holds: its place among all of the child, a number that no other has, and its days."""

    place: int
    number: int
    day: date
    known_on: date
    fact: Fact


class Run:
    """The facts of a group up to a day. ``before``: its run until then. The rest is what was derived of it, once
    something was."""

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
"""A value, after what its place among those of all groups goes by, and which of its group it is."""

Ordered = Sequence[Sequence[Placed]]
"""The values of each kind, sorted."""

Own = Run | Found
"""What a family comes to by itself: a run or, where it is in groups, what their runs come to together."""


class Derivations:
    """What was derived of one child. ``places``: of each of the child's facts, by its identity."""

    def __init__(self, child: str, basis: Basis, places: Mapping[int, int]) -> None:
        self.values = Values()
        self._places = places
        self._told = partial(Story, child, basis)
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
        """What is seen of a family's own kinds."""
        if not isinstance(own, Run):
            return own
        if own.found is None:
            before = own.before
            known = None if before is None or before.found is None else (self.case(family, before).spells, before.found)
            own.found = self._counted(self.case(family, own).spells, family.own, known)
        return own.found

    def of_fact(self, family: Family, standing: HeldFact) -> Found:
        """What is seen of a family's own kinds of a fact that is by itself."""
        found = self._of_facts.get(standing.number)
        if found is None:
            case = Case(self._told((standing.fact,), NO_MODULES), NO_MODULES, None, None, None, {})
            found = self._of_facts[standing.number] = self._counted(family.derive(case), family.own, None)
        return found

    def ordered(self, family: Family, run: Run) -> Ordered:
        """What a run of a group comes to."""
        if run.ordered is None:
            assert family.groups is not None
            spells, order = self.case(family, run).spells, family.groups.order
            run.ordered = [
                sorted(zip(order(spells[kind], self._place), count(), values))
                for kind, values in zip(family.own, self.found(family, run), strict=True)
            ]
        return run.ordered

    def with_care(self, family: Family, own: Own, care: Run) -> Found:
        """What a family comes to beside a run of ``CARE``. Where the same is read of two runs, it comes to the same."""
        view = care.views.get(family)
        if view is None:
            view = care.views[family] = self._view(family, self.case(CARE, care).spells)
        found = self._with_care.get((family, own, view))
        if found is None:
            assert family.derive_with_care is not None
            beside = self._beside(family, own, self._views[family][view])
            spells = family.derive_with_care(beside)
            found = self._counted(spells, family.with_care, self._last.get(family))
            self._with_care[family, own, view] = found
            self._last[family] = spells, found
        return found

    def _view(self, family: Family, care: Spells) -> int:
        """Which of all that was ever read of ``CARE`` this is."""
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
        return Case(self._told((), NO_MODULES), NO_MODULES, None, None, None, {**care, **seen})

    def particulars(self, people: Run, care: Run, modules: tuple[str, ...], absence: Absence | None) -> Found:
        """What is no spell. ``modules``: those of which something is known; ``absence``: the return without them."""
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
        """As much of a case as the facts of a run make by themselves."""
        if run.case is None:
            spells: dict[str, tuple[Spell, ...]] = {}
            run.case = _of_facts(self._told(run.facts, NO_MODULES), family, spells)
            if family is CARE:
                rows = episodes(run.case.story)
                run.open_rows = [row for row in rows if row.ended_on is None]
                run.endings_alone = len(endings_without_beginning(run.case.story, rows))
                spells.update(of_episodes(run.case, rows))
            else:
                spells.update(family.derive(run.case))
        return run.case

    def _counted(self, spells: Spells, kinds: Sequence[str], before: tuple[Spells, Found] | None) -> Found:
        """The values of all these. ``before``: others of the kinds with theirs, of which many are in their places."""
        if before is None:
            return tuple([tuple(map(self.values.of_spell, spells[kind])) for kind in kinds])
        each = zip(kinds, before[1], strict=True)
        return tuple([self._gone_on(spells[kind], before[0][kind], values) for kind, values in each])

    def _gone_on(self, spells: Sequence[Spell], before: Sequence[Spell], values: Sequence[int]) -> tuple[int, ...]:
        value = self.values.of_spell
        both = zip(spells, before, values, strict=False)
        found = [known if spell == was else value(spell) for spell, was, known in both]
        return (*found, *map(value, spells[len(found) :]))

    def _place(self, fact: UUID) -> int:
        return self._places[fact.int]


def _of_facts(story: Story, family: Family, spells: Spells) -> Case:
    """A case with who the child is where it is the family to say so."""
    if family is not PEOPLE:
        return Case(story, NO_MODULES, None, None, None, spells)
    child, status = latest(story, ChildRegistered), latest(story, UnaccompaniedAsylumSeekerRecorded)
    return Case(story, NO_MODULES, child.born_on if child else None, child, status, spells)


@cache
def readers(event: type[Event]) -> Sequence[Family]:
    """The families that read such an event."""
    return [family for family in FAMILIES if issubclass(event, family.reads)]


def places(facts: Mapping[int, Fact]) -> dict[int, int]:
    """Where each event stands in the order of all of them: two that nothing tells apart stand in one place."""
    found: dict[int, int] = {}
    last: Event | None = None
    for identity, fact in in_order(facts.items(), lambda pair: pair[1].event):
        event = fact.event
        same = last is not None and last.occurred_on == event.occurred_on and last == event
        found[identity] = len(found) - same
        last = event
    return found

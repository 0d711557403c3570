"""What is derived of one child: what a row of the tables says, without the days on which it is so.

The facts of a family, day after day, are a **run**. What a run comes to is derived once, by the ordinary functions,
however many days of knowing have it; where a family's facts fall into groups, only the group with a new fact is.
What is seen is counted: every spell has a number, and a run comes to the numbers of each of its family's kinds.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from timeline.domain.basis import Basis
from timeline.domain.events import ChildRegistered, Event, UnaccompaniedAsylumSeekerRecorded
from timeline.domain.order import in_order
from timeline.domain.received import Absence
from timeline.domain.spells import KINDS, Case, Spell
from timeline.domain.spells.case import latest
from timeline.domain.spells.episodes import Episode, episodes
from timeline.domain.story import Fact, Story
from timeline.projections.algebra.derived import DERIVED
from timeline.projections.tables.families import CARE, FAMILIES, PEOPLE, Family, Spells, of_episodes

ALL_KINDS = (*KINDS, *DERIVED)
"""Every kind of spell that the algebra can ask for."""


class Numbered(NamedTuple):
    """A spell with its number among those of its kind, from 1: the order that ``spells_of`` gives them in."""

    number: int
    spell: Spell


class Particulars(NamedTuple):
    """All of a case that is no spell. ``open_episode``: whether an episode of the return has no ending."""

    modules: tuple[str, ...]
    registered: ChildRegistered | None
    unaccompanied: UnaccompaniedAsylumSeekerRecorded | None
    open_episode: bool
    never_sent_again: bool


Found = tuple[tuple[int, ...], ...]
"""What is seen, kind by kind: the values of each, in their order."""


class Values:
    """Everything that is ever seen of a child, each once, by its place in ``all``."""

    def __init__(self) -> None:
        self.all: list[Spell | Particulars] = []
        self._alike: dict[object, list[int]] = {}

    def of_spell(self, spell: Spell) -> int:
        """The value of a spell."""
        return self._of((spell.kind, spell.start, spell.end), spell)

    def of_particulars(self, found: Particulars) -> int:
        """The value of particulars."""
        return self._of((found.modules, found.open_episode, found.never_sent_again), found)

    def _of(self, key: object, found: Spell | Particulars) -> int:
        alike = self._alike.get(key)
        if alike is None:
            alike = self._alike[key] = []
        for value in alike:
            if self.all[value] == found:
                return value
        alike.append(len(self.all))
        self.all.append(found)
        return alike[-1]


class Standing(NamedTuple):
    """A fact that holds: its place among all of the child, a number that no other has, and its days."""

    place: int
    number: int
    day: date
    known_on: date
    fact: Fact


class Run:
    """The facts of a family up to a day, or those of a group of them. ``longer``: the runs of one fact more, by its
    number; ``groups``: the run of each group. The rest is what was derived of it, once something was."""

    __slots__ = ("alone", "case", "facts", "groups", "longer", "open_rows", "ordered")

    def __init__(self, facts: tuple[Fact, ...], groups: Mapping[Hashable, Run]) -> None:
        self.facts = facts
        self.groups = groups
        self.longer: dict[int, Run] = {}
        self.case: Case | None = None
        self.alone: Found | None = None
        self.ordered: Ordered | None = None
        self.open_rows: Sequence[Episode] = ()

    def with_one(self, by: Standing, groups: Mapping[Hashable, Run]) -> Run:
        """The run of one fact more, met for the first time."""
        found = self.longer[by.number] = Run((*self.facts, by.fact), groups)
        return found


Path = list[tuple[date, Run]]
"""The run of a family from each day on at which it is another."""

Ordered = list[list[tuple[tuple[Any, ...], int]]]
"""The values of each kind, each with what its place among those of all groups goes by."""


class Deriving:
    """What was derived of one child. ``places``: of each of the child's facts, by its identity."""

    def __init__(self, child: str, basis: Basis, places: Mapping[int, int]) -> None:
        self.values = Values()
        self._child = child
        self._basis = basis
        self._places = places
        self._nothing: dict[object, Run] = {}
        self._with_care: dict[tuple[Run, Run], Found] = {}
        self._particulars: dict[tuple[Run, Run, tuple[str, ...], Absence | None], Found] = {}

    def nothing(self, of: object) -> Run:
        """The run of no fact, of a family or of a group."""
        return self._nothing.get(of) or self._nothing.setdefault(of, Run((), {}))

    def path(self, family: Family, standing: Iterable[Standing]) -> Path:
        """The runs that these facts of a family make."""
        found: Path = []
        run, until = self.nothing(family), None
        for each in sorted(standing):
            run = run.longer.get(each.number) or self._longer(family, run, each)
            if each.day == until:
                found.pop()
            found.append((each.day, run))
            until = each.day
        return found

    def _longer(self, family: Family, run: Run, by: Standing) -> Run:
        if family.groups is None:
            return run.with_one(by, {})
        group = family.groups.of(by.fact.event)
        part = run.groups.get(group) or self.nothing((family, group))
        return run.with_one(by, {**run.groups, group: part.longer.get(by.number) or part.with_one(by, {})})

    def alone(self, family: Family, run: Run) -> Found:
        """What a run of a family comes to by itself."""
        if run.alone is None:
            run.alone = self._in_groups(family, run) if run.groups else self._whole(family, run)
        return run.alone

    def with_care(self, family: Family, run: Run, care: Run) -> Found:
        """What it comes to beside a run of ``CARE``."""
        found = self._with_care.get((run, care))
        if found is None:
            assert family.derive_with_care is not None
            own = self.case(family, run)
            beside = _with_spells(own, {**self.case(CARE, care).spells, **own.spells})
            found = self._with_care[run, care] = self._counted(family.derive_with_care(beside), family.with_care)
        return found

    def particulars(self, people: Run, care: Run, modules: tuple[str, ...], absence: Absence | None) -> Found:
        """What is no spell. ``modules``: those of which something is known; ``absence``: the return without them."""
        key = (people, care, modules, absence)
        found = self._particulars.get(key)
        if found is None:
            child = self.case(PEOPLE, people)
            self.case(CARE, care)
            rows = care.open_rows
            particulars = Particulars(
                modules=tuple(sorted(modules)),
                registered=child.registered,
                unaccompanied=child.unaccompanied,
                open_episode=bool(rows),
                never_sent_again=absence is not None
                and any(absence.concerns(row.began_on, row.ended_on) for row in rows),
            )
            found = self._particulars[key] = ((self.values.of_particulars(particulars),),)
        return found

    def case(self, family: Family, run: Run) -> Case:
        """As much of a case as the facts of a run make by themselves."""
        if run.case is None:
            spells: dict[str, tuple[Spell, ...]] = {}
            run.case = _of_facts(Story(self._child, self._basis, run.facts, frozenset()), family, spells)
            if family is CARE:
                rows = episodes(run.case.story)
                run.open_rows = [row for row in rows if row.ended_on is None]
                spells.update(of_episodes(run.case, rows))
            else:
                spells.update(family.derive(run.case))
        return run.case

    def _whole(self, family: Family, run: Run) -> Found:
        return self._counted(self.case(family, run).spells, family.own)

    def _counted(self, spells: Spells, kinds: Sequence[str]) -> Found:
        value = self.values.of_spell
        return tuple([tuple([value(each) for each in spells[kind]]) if spells[kind] else () for kind in kinds])

    def _in_groups(self, family: Family, run: Run) -> Found:
        """The same as of the whole run, put together of what its groups come to."""
        return tuple(map(_merged, zip(*(self._in_order(family, part) for part in run.groups.values()), strict=True)))

    def _in_order(self, family: Family, group: Run) -> Ordered:
        if group.ordered is None:
            assert family.groups is not None
            spells, order = self.case(family, group).spells, family.groups.order
            group.ordered = [
                [(order(each, spells, self._place), self.values.of_spell(each)) for each in spells[kind]]
                for kind in family.own
            ]
        return group.ordered

    def _place(self, fact: UUID) -> int:
        return self._places[fact.int]


def _merged(groups: Iterable[list[tuple[tuple[Any, ...], int]]]) -> tuple[int, ...]:
    return tuple(value for _, value in sorted(chain.from_iterable(groups), key=itemgetter(0)))


def _of_facts(story: Story, family: Family, spells: Spells) -> Case:
    """A case with who the child is where it is the family to say so."""
    child = latest(story, ChildRegistered) if family is PEOPLE else None
    status = latest(story, UnaccompaniedAsylumSeekerRecorded) if family is PEOPLE else None
    return Case(story, frozenset(), child.born_on if child else None, child, status, spells)


def _with_spells(case: Case, spells: Spells) -> Case:
    return Case(case.story, case.modules, case.born_on, case.registered, case.unaccompanied, spells)


@cache
def readers(event: type[Event]) -> Sequence[Family]:
    """The families that read such an event."""
    return [family for family in FAMILIES if issubclass(event, family.reads)]


def places(events: Mapping[int, Event]) -> dict[int, int]:
    """Where each event stands in the order of all of them: two that nothing tells apart stand in one place."""
    found: dict[int, int] = {}
    last: Event | None = None
    for identity, event in in_order(events.items(), itemgetter(1)):
        same = last is not None and last.occurred_on == event.occurred_on and last == event
        found[identity] = len(found) - same
        last = event
    return found

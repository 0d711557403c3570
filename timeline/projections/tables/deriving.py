"""What is derived of one child: what a row of the tables says, without the days on which it is so.

A story is walked fact by fact. Each family of kinds sees the facts that it reads; what these come to is derived once,
by the ordinary functions, however many stories of the child have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import NamedTuple
from uuid import UUID

from timeline.domain.events import ChildRegistered, Event, UnaccompaniedAsylumSeekerRecorded
from timeline.domain.received import Absence
from timeline.domain.spells import KINDS, Spell, case
from timeline.domain.spells.episodes import episodes
from timeline.domain.spells.unheard_of import never_sent_again
from timeline.domain.story import Fact, Story
from timeline.projections.algebra.derived import DERIVED, remembering, spells_of
from timeline.projections.tables.families import CARE, FAMILIES, PEOPLE, Family

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


Seen = frozenset[Numbered | Particulars]
"""A case: its particulars, and every spell of every kind."""

_Key = tuple[int, int, frozenset[str], Absence | None]


@dataclass(slots=True)
class Memory:
    """What was derived of one child. A run of facts that was met has a number, that of none is 0: what a fact is
    follows from its identity, and of its tellings only the day known since has a part in a case."""

    runs: dict[tuple[int, UUID, date], int] = field(default_factory=dict)
    spells: dict[tuple[Family, int], Seen] = field(default_factory=dict)
    particulars: dict[_Key, Seen] = field(default_factory=dict)

    def longer(self, run: int, fact: Fact) -> int:
        """The number of a run of facts with one more at its end."""
        return self.runs.setdefault((run, fact.id, fact.known_on), len(self.runs) + 1)


class Walk:
    """A story from its first fact on, in the order that its facts stand in."""

    def __init__(self, whole: Story, memory: Memory) -> None:
        self._nothing = replace(whole, facts=(), covered=frozenset(), absence=None)
        self._memory = memory
        self._facts: dict[Family, list[Fact]] = {family: [] for family in FAMILIES}
        self._runs = dict.fromkeys(FAMILIES, 0)
        self._modules: frozenset[str] = frozenset()
        self._spells: dict[Family, Seen] = {}

    def go_on(self, fact: Fact) -> None:
        """One fact more."""
        self._modules |= {fact.event.module}
        for family in _readers(type(fact.event)):
            self._facts[family].append(fact)
            self._runs[family] = self._memory.longer(self._runs[family], fact)
            self._spells.pop(family, None)

    def seen(self, covered: frozenset[str], absence: Absence | None) -> Seen:
        """The case that the facts so far come to, where sources covered these modules."""
        for family in FAMILIES:
            if family not in self._spells:
                self._spells[family] = self._of(family)
        modules = covered | self._modules
        return self._particulars(modules, absence).union(*self._spells.values())

    def _of(self, family: Family) -> Seen:
        key = (family, self._runs[family])
        found = self._memory.spells.get(key)
        if found is None:
            found = self._memory.spells[key] = _spells(family, self._story(family))
        return found

    def _particulars(self, modules: frozenset[str], absence: Absence | None) -> Seen:
        key = (self._runs[PEOPLE], self._runs[CARE], modules, absence)
        found = self._memory.particulars.get(key)
        if found is None:
            people, care = self._story(PEOPLE), replace(self._story(CARE), absence=absence)
            found = self._memory.particulars[key] = _particulars(people, care, modules)
        return found

    def _story(self, family: Family) -> Story:
        return replace(self._nothing, facts=tuple(self._facts[family]))


@cache
def _readers(event: type[Event]) -> Sequence[Family]:
    return [family for family in FAMILIES if issubclass(event, family.reads)]


def _spells(family: Family, story: Story) -> Seen:
    if not any(isinstance(fact.event, family.led_by) for fact in story.facts):
        return frozenset()
    found = remembering(case(story))
    return frozenset(Numbered(*pair) for kind in family.kinds for pair in enumerate(spells_of(found, kind), 1))


def _particulars(people: Story, care: Story, modules: frozenset[str]) -> Seen:
    child, rows = case(people), episodes(care)
    particulars = Particulars(
        modules=tuple(sorted(modules)),
        registered=child.registered,
        unaccompanied=child.unaccompanied,
        open_episode=any(row.ended_on is None for row in rows),
        never_sent_again=bool(never_sent_again(care, rows)),
    )
    return frozenset([particulars])

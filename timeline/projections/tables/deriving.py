"""What is derived of one child at one basis: what a row of the tables says, without the days on which it is so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from timeline.domain.events import ChildRegistered, UnaccompaniedAsylumSeekerRecorded
from timeline.domain.received import Absence
from timeline.domain.spells import KINDS, Spell, case
from timeline.domain.spells.episodes import episodes
from timeline.domain.story import Fact, Story
from timeline.projections.algebra.derived import DERIVED, remembering, spells_of

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


def derived(story: Story) -> Seen:
    """The case that a story tells."""
    found = remembering(case(story))
    particulars = Particulars(
        modules=tuple(sorted(found.modules)),
        registered=found.registered,
        unaccompanied=found.unaccompanied,
        open_episode=any(row.ended_on is None for row in episodes(story)),
        never_sent_again=found.never_sent_again,
    )
    spells = [Numbered(*pair) for kind in ALL_KINDS for pair in enumerate(spells_of(found, kind), 1)]
    return frozenset([particulars, *spells])


@dataclass(slots=True)
class Memory:
    """What was derived of one child, so that no story is derived twice.

    A case is a function of its story's facts, of what was covered and of the absence. What a fact is follows from its
    identity; of its tellings only the day known since has a part. Each row of facts that was met has a number.
    """

    _rows: dict[tuple[int, UUID, date], int] = field(default_factory=dict)
    _seen: dict[tuple[int, frozenset[str], Absence | None], Seen] = field(default_factory=dict)

    def one_more(self, row: int, fact: Fact) -> int:
        """The number of a row of facts with one more fact at its end; that of none is 0."""
        return self._rows.setdefault((row, fact.id, fact.known_on), len(self._rows) + 1)

    def derived(self, row: int, story: Story) -> Seen:
        """The case that a story tells, whose facts are the row of this number."""
        key = (row, story.covered, story.absence)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = derived(story)
        return found

"""What a generated history is made of: things told and things taken back, child by child.

A **plan** knows no child: it is told about as many children as wanted, under any labels. A **history** is plans with
labels. It can be read as the log's records (for the engine), as lines with a day known and a day withdrawn (for the
day-walker), and as the journal that a failing example is pasted from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from tests.oracle.paper import Line
from timeline.domain import events as e
from timeline.domain.entries import Entry, Recorded, fact_id
from timeline.domain.statements import Coverage, FactWithdrawn
from timeline.domain.story import Draft, decide
from timeline.ingest.journal import print_journal


@dataclass(frozen=True, eq=False)
class Tell:
    """Something is said of a child. ``of``: the beginning that an ending belongs to; ``by_name``: it says which."""

    event: e.Event
    known_on: date
    of: e.SpellBegan | None = None
    by_name: bool = False


@dataclass(frozen=True, eq=False)
class Untell:
    """Something said is taken back; or, where that was itself a taking back, holds again."""

    what: Tell | Untell
    known_on: date
    reason: str


Step = Tell | Untell
Plan = tuple[Step, ...]


@dataclass(frozen=True)
class Rendering:
    """A plan told of one child."""

    child: str
    plan: Plan

    @cached_property
    def _crowded(self) -> frozenset[tuple[str, date]]:
        """The kinds and days with several beginnings: there an ending must say which one it means."""
        began = {step.event for step in self.plan if isinstance(step, Tell) and isinstance(step.event, e.SpellBegan)}
        keys = [event.spell_key for event in began]
        return frozenset(key for key in keys if keys.count(key) > 1)

    def entry(self, step: Step) -> Entry:
        """The entry that the step puts into the log."""
        if isinstance(step, Untell):
            return FactWithdrawn(fact=fact_id(self.child, self.entry(step.what)), reason=step.reason)
        if step.of is not None and self._must_name(step):
            return step.event.model_copy(update={"began_as": fact_id(self.child, step.of)})
        return step.event

    def _must_name(self, step: Tell) -> bool:
        return step.by_name or (isinstance(step.event, e.SpellEnded) and step.event.spell_key in self._crowded)

    def settled(self) -> Plan:
        """The plan with every ending that must name its beginning doing so, whatever is left out of it afterwards."""
        settled: dict[int, Step] = {}
        for step in self.plan:
            if isinstance(step, Untell):
                continue
            named = step.of is not None and self._must_name(step)
            settled[id(step)] = replace(step, by_name=named)
        for step in self.plan:
            settled[id(step)] = _following(step, settled)
        return tuple(settled[id(step)] for step in self.plan)

    def drafts(self, coverage: Coverage | None = None) -> list[Draft]:
        """One statement for each day on which something became known, in the order of the plan."""
        by_day: dict[date, list[Entry]] = {}
        for step in self.plan:
            by_day.setdefault(step.known_on, []).append(self.entry(step))
        return [
            Draft(
                day, "journal", ("journal",), coverage, tuple((entry, 0, row) for row, entry in enumerate(entries, 1))
            )
            for day, entries in by_day.items()
        ]


def _following(step: Step, settled: dict[int, Step]) -> Step:
    if id(step) not in settled:
        assert isinstance(step, Untell)
        return replace(step, what=_following(step.what, settled))
    return settled[id(step)]


@dataclass(frozen=True)
class History:
    """Children with their plans, in the order in which the log learns of them."""

    plans: Mapping[str, Plan]

    def __repr__(self) -> str:
        return "\n" + print_journal(self.drafts)

    @cached_property
    def drafts(self) -> list[tuple[str, Draft]]:
        """Every statement, child by child."""
        return [(child, draft) for child, plan in self.plans.items() for draft in Rendering(child, plan).drafts()]

    @cached_property
    def records(self) -> dict[str, list[Recorded]]:
        """What the log holds of each child."""
        return record(self.drafts)

    @cached_property
    def lines(self) -> list[Line]:
        """The history in the day-walker's simple terms."""
        return [
            line
            for child in self.plans
            for line in lines(child, [draft for name, draft in self.drafts if name == child])
        ]

    def with_plan(self, child: str, plan: Plan) -> History:
        """The same history with another plan for one child, or with one child more."""
        return replace(self, plans={**self.plans, child: plan})

    def settled(self) -> History:
        """The same history, of which parts can be left out without changing what the others say."""
        return replace(self, plans={child: Rendering(child, plan).settled() for child, plan in self.plans.items()})

    def only(self, children: Iterable[str]) -> History:
        """The part of the history about these children."""
        wanted = set(children)
        return replace(self, plans={child: plan for child, plan in self.plans.items() if child in wanted})

    def relabelled(self, names: Mapping[str, str]) -> History:
        """The same told of other children."""
        return replace(self, plans={names[child]: plan for child, plan in self.plans.items()})


def record(drafts: Iterable[tuple[str, Draft]]) -> dict[str, list[Recorded]]:
    """What a log holds after these statements, position by position."""
    held: dict[str, list[Recorded]] = {}
    position = 0
    for child, draft in drafts:
        records = held.setdefault(child, [])
        for identity, entry in decide(child, {each.id for each in records}, draft):
            position += 1
            records.append(Recorded(child, position, identity, entry))
    return held


@dataclass
class _State:
    event: e.Event
    since: date | None = None  # known without a break since then
    taken_by: UUID | None = None  # the withdrawal in force


def lines(child: str, drafts: Iterable[Draft]) -> list[Line]:
    """What statements of single facts come to: each fact with the days between which it was taken to hold.

    Said in the order of the days known, on one day in the order of the log. Saying a fact again makes it hold, whatever
    withdrew it before; taking back what does not hold takes nothing; lifting a withdrawal restores what it took.
    """
    states: dict[UUID, _State] = {}
    found: list[Line] = []
    for draft in sorted(drafts, key=lambda each: each.known_on):
        for entry, _file, _row in draft.rows:
            _hear(child, entry, draft.known_on, states, found)
    still = [Line(child, s.event, s.since, None, identity) for identity, s in states.items() if s.since is not None]
    return found + still


def _hear(child: str, entry: Entry, day: date, states: dict[UUID, _State], found: list[Line]) -> None:
    identity = fact_id(child, entry)
    if isinstance(entry, e.Event):
        state = states.setdefault(identity, _State(entry))
        state.since, state.taken_by = state.since or day, None
        return
    assert isinstance(entry, FactWithdrawn)
    lifted = next((state for state in states.values() if state.taken_by == entry.fact), None)
    if lifted is not None:
        lifted.since, lifted.taken_by = day, None
        return
    taken = states.get(entry.fact)
    if taken is not None and taken.since is not None:
        found.append(Line(child, taken.event, taken.since, day, entry.fact))
        taken.since, taken.taken_by = None, identity

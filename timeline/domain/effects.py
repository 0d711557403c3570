"""What an import does to what is known: facts added, asserted again, taken back, and known from an earlier day.

It is computed child by child from what the log holds and what the import asserts, not from what was recorded. So a dry
run prints what the import prints. A fact is counted once a child.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter

from timeline.domain.assertions import Assertion, Silence, assertions
from timeline.domain.basis import Basis
from timeline.domain.drafts import Draft, decide
from timeline.domain.entries import Entry, Recorded
from timeline.domain.events import (
    ChildRegistered,
    Event,
    PreviousPermanenceRecorded,
    PupilNumberDigested,
    UnaccompaniedAsylumSeekerRecorded,
)
from timeline.domain.setting import Setting
from timeline.domain.statements import Statement
from timeline.domain.story import Knowledge

_MODULE = attrgetter("module")
_ONE_DAY = timedelta(days=1)


_PARTICULARS = (ChildRegistered, PupilNumberDigested, UnaccompaniedAsylumSeekerRecorded, PreviousPermanenceRecorded)
"""Who a child is: they occur on the day of birth, and have a part in the figures of every day since."""


@dataclass(slots=True)
class FactsOf:
    """How many facts, of how many children, and of which modules."""

    facts: int = 0
    children: int = 0
    by_module: Counter[str] = field(default_factory=Counter)

    def add(self, events: Sequence[Event]) -> None:
        """Those of one child."""
        if events:
            self.facts += len(events)
            self.children += 1
            self.by_module.update(map(_MODULE, events))


@dataclass(slots=True)
class Effects:
    """What a whole import does.

    ``added``: facts that come to hold by it. ``restated``: facts asserted again that the log held. ``known_earlier``:
    facts that become known from an earlier day, ``earlier_from`` to ``earlier_to`` being the first and the last day of
    knowing at which they were not known before. ``first_day``: the first day on which anything of all this happened:
    figures as at an earlier day do not move by it; ``date.min`` where particulars of a child are replaced, which have a
    part in figures of any day; ``None`` where nothing changes.
    """

    added: FactsOf = field(default_factory=FactsOf)
    restated: FactsOf = field(default_factory=FactsOf)
    taken_back: FactsOf = field(default_factory=FactsOf)
    known_earlier: FactsOf = field(default_factory=FactsOf)
    earlier_from: date | None = None
    earlier_to: date | None = None
    first_day: date | None = None

    def add(self, of_child: Effect) -> None:
        """What it does to what is known of one child."""
        self.added.add(of_child.added)
        self.restated.add(of_child.restated)
        self.taken_back.add(of_child.taken_back)
        self.known_earlier.add([event for event, _, _ in of_child.known_earlier])
        for _, now, before in of_child.known_earlier:
            self.earlier_from = min(filter(None, [self.earlier_from, now]))
            self.earlier_to = max(filter(None, [self.earlier_to, before - _ONE_DAY]))
        replaced = [*of_child.taken_back, *(event for event, _, _ in of_child.known_earlier)]
        days = [date.min if isinstance(event, _PARTICULARS) else event.occurred_on for event in replaced]
        days += [event.occurred_on for event in of_child.added if not isinstance(event, _PARTICULARS)]
        if self.first_day is not None:
            days.append(self.first_day)
        self.first_day = min(days, default=None)


@dataclass(frozen=True, slots=True)
class Effect:
    """What an import does to what is known of one child. ``known_earlier``: each fact with the day since which it is
    known with the import, and the day without it."""

    added: Sequence[Event] = ()
    restated: Sequence[Event] = ()
    taken_back: Sequence[Event] = ()
    known_earlier: Sequence[tuple[Event, date, date]] = ()


@dataclass(frozen=True, slots=True)
class Importing:
    """An import about to be recorded, or just rehearsed. ``before`` and ``after``: the setting without it and with it.
    ``position``: where its entry is, or would be; what it asserts is counted before it, from ``first`` on."""

    before: Setting
    after: Setting
    known_on: date
    first: int
    position: int

    def effect(self, child: str, held: Sequence[Recorded], drafts: Sequence[Draft]) -> Effect:
        """What it does to what is known of a child. ``held``: what the log holds of the child without it."""
        records = _with_drafts(child, held, drafts, self)
        basis = Basis(as_at=date.max)
        before = assertions(held, basis, self.before)
        after = assertions(records, basis, self.after)
        then, now = _both(child, records, _known(before, self.known_on), _known(after, self.known_on))
        was, is_now = then, now
        if any(each.known_on > self.known_on for each in before):
            was, is_now = _both(child, records, before, after)
        said = {fact for record in records if record.position >= self.first for fact in _facts_said(record.entry)}
        added = {fact: event for fact, event in now.events.items() if fact not in was.events}
        return Effect(
            added=list(added.values()),
            restated=[event for fact, event in _events(held) if fact in said and fact not in added],
            taken_back=[event for fact, event in then.events.items() if fact not in now.events],
            known_earlier=list(_known_earlier(was, is_now)),
        )


@dataclass(frozen=True, slots=True)
class _Facts:
    """The facts of a child that hold, by their number, each with the day since which it is known."""

    events: dict[int, Event]
    known_on: dict[int, date]

    @classmethod
    def of(cls, knowledge: Knowledge) -> _Facts:
        facts = {fact: knowledge.events[fact] for fact in knowledge.live}
        return cls(facts, {fact: told[0][1].known_on for fact, told in knowledge.live.items()})


Asserted = Sequence[Assertion | Silence]


def _both(child: str, records: Sequence[Recorded], before: Asserted, after: Asserted) -> tuple[_Facts, _Facts]:
    """The facts that hold without the import and with it. What is asserted before it is applied once."""
    knowledge = Knowledge.of(child, records)
    for each in before:
        knowledge.apply(each)
    then = _Facts.of(knowledge)
    goes_on = [each.precedence() for each in after[: len(before)]] == [each.precedence() for each in before]
    if not goes_on:
        knowledge = Knowledge.of(child, records)
    for each in after[len(before) :] if goes_on else after:
        knowledge.apply(each)
    return then, _Facts.of(knowledge)


def _known(asserted: Asserted, known_at: date) -> Asserted:
    return [each for each in asserted if each.known_on <= known_at]


def _known_earlier(before: _Facts, after: _Facts) -> Iterable[tuple[Event, date, date]]:
    for fact, event in after.events.items():
        known_on, was = after.known_on[fact], before.known_on.get(fact)
        if was is not None and known_on < was:
            yield event, known_on, was


def _events(held: Iterable[Recorded]) -> Iterable[tuple[int, Event]]:
    return [(record.id.int, record.entry) for record in held if isinstance(record.entry, Event)]


def _facts_said(entry: Entry) -> Iterable[int]:
    return [row.fact.int for row in entry.says] if isinstance(entry, Statement) else ()


def _with_drafts(child: str, held: Sequence[Recorded], drafts: Sequence[Draft], to: Importing) -> list[Recorded]:
    """What the log would hold of the child. A statement that is asserted again gets the position of the import."""
    records = list(held)
    ids = {record.id for record in held}
    position = to.first
    for draft in drafts:
        found = decide(child, ids, draft)
        if not found:
            again = draft.identified(child).identity
            records = [each._replace(position=to.position) if each.id == again else each for each in records]
        for identity, entry in found:
            records.append(Recorded(child, position, identity, entry))
            ids.add(identity)
            position += 1
    return records

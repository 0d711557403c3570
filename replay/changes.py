"""How a child's facts differ between two bases, and why.

A figure depends on the facts that hold at its basis. What moves a child in or out of it is therefore among the
facts that hold at one basis and not at the other. Each such difference is a **change**: recorded late, amended (with
the old and the new value), withdrawn, or history loaded afterwards. Which changes moved the child: ``replay.causes``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from uuid import UUID

from timeline.domain.assertions import Assertion, Silence, assertions
from timeline.domain.basis import NeverSentAgain
from timeline.domain.entries import Entry, Recorded
from timeline.domain.events import Event, SpellBegan, SpellEnded
from timeline.domain.order import order_key
from timeline.domain.received import Absence
from timeline.domain.setting import NOTHING_SAID, Setting
from timeline.domain.statements import RETURN, FactWithdrawn
from timeline.domain.story import Fact, Knowledge, Story, Telling


class Why(Enum):
    """Why a fact holds at one basis and not at the other."""

    LATE = "recorded late"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    LOADED = "history loaded afterwards"
    RESTORED = "no longer withdrawn"
    KNOWN_SINCE = "known since another day"
    NOT_YET = "not known yet"
    REKEYED = "re-keyed from one identifier to another"
    NEVER_SENT_AGAIN = "missing from the return that should have had it"
    HAPPENED = "happened between the two days"
    UNDONE = "import undone"
    READ_DIFFERENTLY = "read differently"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The statement that withdrew a fact: a correction that names it, or a return that omits it.

    ``row`` and ``reason``: of the correction; both ``None`` where a return omitted the fact. ``files`` are then those
    of the return (none where it has no row of the child) and ``return_to`` is its last day.
    """

    known_on: date
    position: int
    source: str
    files: tuple[str, ...]
    row: int | None
    reason: str | None
    return_to: date | None = None


Withdrawals = Mapping[UUID, Withdrawal]
"""What withdrew each fact that no longer holds, by the fact's id."""


@dataclass(frozen=True, slots=True)
class Change:
    """Facts that no longer hold (``before``) and facts that hold instead (``after``). Either may be empty; both are
    where no fact differs, only its interpretation.

    ``withdrawn_by``: the statements that withdrew the facts of ``before``, where a source did. ``absence``: where a
    return that should have an open period lacks it, or has it after all: the return that lacks the child at the later
    basis, and what that is taken to mean. ``reading``: that of the later basis, where it differs.
    """

    why: Why
    before: tuple[Fact, ...]
    after: tuple[Fact, ...]
    withdrawn_by: tuple[Withdrawal, ...] = ()
    absence: tuple[Absence | None, NeverSentAgain] | None = None
    reading: int | None = None


def changes(before: Story, after: Story, withdrawn: Withdrawals | None = None) -> tuple[Change, ...]:
    """Every change between two stories of one child, in the order of the days they concern."""
    withdrawn = withdrawn or {}
    held, holds = _known(before), _known(after)
    gone = _by_subject(fact for fact in before.facts if holds.get(fact.id) != fact.known_on)
    come = _by_subject(fact for fact in after.facts if held.get(fact.id) != fact.known_on)
    both = gone.keys() & come.keys()
    found = [_amended(gone[subject], come[subject], withdrawn) for subject in both]
    left = [fact for subject, facts in gone.items() if subject not in both for fact in facts]
    new = [fact for subject, facts in come.items() if subject not in both for fact in facts]
    for old, instead in _replacements(left, new, _places(before, after), withdrawn):
        left.remove(old)
        new.remove(instead)
        found.append(_amended([old], [instead], withdrawn))
    found += [Change(_why_gone(fact, after), (fact,), (), _withdrawals_of([fact], withdrawn)) for fact in left]
    found += [Change(_why_come(fact, before), (), (fact,)) for fact in new]
    return (*sorted(found, key=_first_day), *_absence_changed(before, after), *_reading_changed(before, after))


def _reading_changed(before: Story, after: Story) -> Iterator[Change]:
    """The same facts are interpreted differently where the reading of the fold differs."""
    if before.basis.reading != after.basis.reading:
        yield Change(Why.READ_DIFFERENTLY, (), (), reading=after.basis.reading)


def as_undone(found: Iterable[Change], after: Story, as_if_kept: Story) -> tuple[Change, ...]:
    """The changes, with ``Why.UNDONE`` for those that the undoing of an import caused. ``as_if_kept``: what ``after``
    would be if no import had been undone. Facts that differ between the two differ because of the undoing."""
    undone = {fact for fact, _ in _known(after).items() ^ _known(as_if_kept).items()}
    return tuple(
        replace(each, why=Why.UNDONE) if any(fact.id in undone for fact in (*each.before, *each.after)) else each
        for each in found
    )


def _absence_changed(before: Story, after: Story) -> Iterator[Change]:
    """Under ``KEEP`` at both bases, a return that omits an open period changes nothing."""
    old, new = ((each.absence, each.basis.never_sent_again) for each in (before, after))
    if old != new and {old[1], new[1]} != {NeverSentAgain.KEEP}:
        yield Change(Why.NEVER_SENT_AGAIN, (), (), absence=new)


def _known(story: Story) -> dict[UUID, date]:
    return {fact.id: fact.known_on for fact in story.facts}


def _by_subject(facts: Iterable[Fact]) -> dict[object, list[Fact]]:
    grouped: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[_subject(fact.event)].append(fact)
    return grouped


def _subject(event: Event) -> tuple[object, date]:
    """What an event is about. Two facts with the same subject are one amended fact, not one withdrawn and one recorded
    late."""
    return (_family(event), _place(event))


def _family(event: Event) -> object:
    """Which events can replace one another: an ending, for example, another ending of the same kind of spell."""
    if isinstance(event, SpellBegan):
        return ("began", event.spell)
    return ("ended", event.spell) if isinstance(event, SpellEnded) else event.name


def _place(event: Event) -> date:
    """The day by which sources identify an event: for an ending, the day its spell began."""
    return event.began_on if isinstance(event, SpellEnded) else event.occurred_on


# ---------------------------------------------------------------------------------- one fact in the place of another

Places = Mapping[object, Sequence[date]]
"""For each family, the days of the facts that hold at both bases."""


def _places(before: Story, after: Story) -> Places:
    places: dict[object, list[date]] = defaultdict(list)
    for family, day in {_subject(fact.event) for fact in before.facts} & {_subject(fact.event) for fact in after.facts}:
        places[family].append(day)
    return {family: sorted(days) for family, days in places.items()}


def _replacements(
    gone: Iterable[Fact], come: Iterable[Fact], places: Places, withdrawn: Withdrawals
) -> list[tuple[Fact, Fact]]:
    """Pairs of a fact that no longer holds and the fact that replaces it: one statement withdrew the one and asserted
    the other, both are of one family, and no fact that still holds lies between them. So a corrected day is an
    amendment."""
    waiting: dict[object, list[Fact]] = defaultdict(list)
    for fact in come:
        waiting[(_slot(fact.event, places), fact.told[0].position)].append(fact)
    found: list[tuple[Fact, Fact]] = []
    for fact in gone:
        withdrawal = withdrawn.get(fact.id)
        instead = waiting[(_slot(fact.event, places), withdrawal.position)] if withdrawal else []
        if instead:
            found.append((fact, instead.pop(0)))
    return found


def _slot(event: Event, places: Places) -> tuple[object, int]:
    family = _family(event)
    return (family, bisect_left(places.get(family, ()), _place(event)))


# ----------------------------------------------------------------------------------------------- the reason of a change


def _amended(before: Sequence[Fact], after: Sequence[Fact], withdrawn: Withdrawals) -> Change:
    same = {fact.id for fact in before} == {fact.id for fact in after}
    why = Why.KNOWN_SINCE if same else Why.AMENDED
    return Change(why, tuple(before), tuple(after), _withdrawals_of(before, withdrawn))


def _withdrawals_of(gone: Iterable[Fact], withdrawn: Withdrawals) -> tuple[Withdrawal, ...]:
    return tuple(dict.fromkeys(withdrawn[fact.id] for fact in gone if fact.id in withdrawn))


def _why_come(fact: Fact, before: Story) -> Why:
    """Why a fact that holds at the later basis did not hold at the earlier one."""
    basis = before.basis
    if not basis.reaches(fact.event.occurred_on):
        return Why.HAPPENED
    if not basis.knows(fact.known_on):
        return Why.LATE
    if _rekeyed(before, fact):
        return Why.REKEYED
    return Why.RESTORED if basis.holds(fact.told[0].position) else Why.LOADED


def _rekeyed(story: Story, fact: Fact) -> bool:
    """Whether the rows that assert a fact, of those that the story's basis knows, all belong to other children
    there."""
    rows = _rows_known(story, fact)
    return bool(rows) and all(story.who.owner(row.recorded_of, fact.event) != story.child for row in rows)


def _rows_known(story: Story, fact: Fact) -> list[Telling]:
    """The source rows that assert a fact and are known at the story's basis."""
    basis = story.basis
    return [row for row in fact.told if basis.knows(row.known_on) and basis.holds(row.position)]


def _why_gone(fact: Fact, after: Story) -> Why:
    """Why a fact that held at the earlier basis does not hold at the later one."""
    basis = after.basis
    if not basis.reaches(fact.event.occurred_on):
        return Why.HAPPENED
    if _rekeyed(after, fact):
        return Why.REKEYED
    return Why.WITHDRAWN if _rows_known(after, fact) else Why.NOT_YET


def _first_day(change: Change) -> tuple[object, ...]:
    return min(order_key(fact.event) for fact in (*change.before, *change.after))


# ------------------------------------------------------------------------------------------------- what withdrew a fact


def withdrawals(
    records: Iterable[Recorded], before: Story, after: Story, setting: Setting = NOTHING_SAID
) -> dict[UUID, Withdrawal]:
    """What withdrew each fact that holds in ``before`` and not in ``after``, where a source known in ``after`` did.
    Assertions are applied one by one: the first after which a fact no longer holds withdrew it. ``setting``: of
    ``after``."""
    gone = _gone(before, after)
    found: dict[UUID, Withdrawal] = {}
    if not gone:
        return found
    held = [record for record in records if after.basis.holds(record.position)]
    entries, knowledge = {record.id: record.entry for record in held}, Knowledge.of(after.child, held)
    live: set[int] = set()
    for each in assertions(held, after.basis, setting):
        knowledge.apply(each)
        still = gone.keys() & knowledge.live.keys()
        for identity in live - still:
            found[gone[identity]] = _withdrawal(gone[identity], each, entries)
        live = still
    return found


def _gone(before: Story, after: Story) -> dict[int, UUID]:
    """The facts that no longer hold although the later story reaches their day, by their ids as integers."""
    holds = {fact.id.int for fact in after.facts}
    return {
        fact.id.int: fact.id
        for fact in before.facts
        if fact.id.int not in holds and after.basis.reaches(fact.event.occurred_on)
    }


def _withdrawal(fact: UUID, each: Assertion | Silence, entries: Mapping[UUID, Entry]) -> Withdrawal:
    if isinstance(each, Silence):
        received = each.received
        return Withdrawal(each.known_on, received.position, RETURN, (), None, None, received.last)
    statement, position = each.statement, each.record.position
    for asserted in statement.says:
        entry = entries[asserted.fact]
        if isinstance(entry, FactWithdrawn) and entry.fact == fact:
            file = statement.files[asserted.file]
            return Withdrawal(statement.known_on, position, statement.source, (file,), asserted.row, entry.reason)
    source = (statement.source, statement.files)
    return Withdrawal(statement.known_on, position, *source, None, None, statement.return_to)

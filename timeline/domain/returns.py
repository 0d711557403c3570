"""What a yearly return could have said of a child, and so what its silence takes back.

A return is a set of facts; what the log holds in its **scope** and the return no longer says is withdrawn. Scope is
what its rows could have said. Decided in ``docs/decisions/0003-returns-as-statements.md``:

* a spell (an episode, an incident, a decision...) that touches the year, its start included even when it is earlier;
* its ending, if that lies on or before the year's last day: a year sent again afterwards could not have said more, and
  reopens nothing;
* what is held or counted in the year (reviews, the year's outcomes);
* and, wherever a row of this return says the same thing anew, the thing it said before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import singledispatch
from typing import TypeGuard, TypeVar

from timeline.domain import events as e
from timeline.domain.days import Window
from timeline.domain.statements import Coverage, Covered

F = TypeVar("F", bound=Hashable)
"""By what facts are told apart."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one return's rows about one child could have said."""

    first: date
    last: date
    silence_counts_in: Collection[str]
    endings_before: Mapping[e.SpellKey, Collection[date]]  # as the log had them: when each spell ended
    begun: Collection[e.SpellKey]  # spells whose beginning this return says
    ended: Collection[e.SpellKey]  # spells whose ending this return says
    kinds: Collection[type[e.Event]]  # what sorts of things this return says
    days: Collection[tuple[type[e.Event], date]]  # and on which days
    marks: Collection[e.SpellKey]  # which marks this source says

    def silent_on(self, event: e.Event) -> bool:
        """Whether saying nothing of this event means that it was not so."""
        return event.module in self.silence_counts_in

    def touches(self, began_on: date, endings: Collection[date]) -> bool:
        """Whether a spell lies in the year at least in part, an ending on its first day included."""
        return began_on <= self.last and (not endings or any(end >= self.first for end in endings))


def taken_back(live: Mapping[str, Mapping[F, e.Event]], said: Mapping[F, e.Event], coverage: Covered) -> set[F]:
    """The facts that hold until now, given by their modules, and that this return, covering what it covers, says no
    longer."""
    # Events of one spell, and marks of one kind, are of one module: in no other can anything be taken back.
    spoken_of = {event.module for event in said.values()}.union(coverage.silence_counts_in)
    concerned = {fact: event for module in sorted(spoken_of) for fact, event in live.get(module, {}).items()}
    if not concerned:
        return set()
    scope = _scope(concerned.values(), said.values(), coverage)
    return {fact for fact, event in concerned.items() if fact not in said and _RULES[type(event)](event, scope)}


def whole_return(year: Window, live: Iterable[e.Event], modules: Iterable[str]) -> Scope:
    """The scope of the return for a year that brings these modules, and says who each child is."""
    coverage = Coverage(first=year.first, last=year.last, silence_counts_in=tuple(modules))
    scope = _scope(live, (), coverage)
    return replace(scope, kinds={e.ChildRegistered, e.PreviousPermanenceRecorded})


def _scope(live: Iterable[e.Event], said: Iterable[e.Event], coverage: Covered) -> Scope:
    said = list(said)
    endings: dict[e.SpellKey, list[date]] = {}
    for event in live:
        if _ends(event):
            endings.setdefault(event.spell_key, []).append(event.occurred_on)
    return Scope(
        first=coverage.first,
        last=coverage.last,
        silence_counts_in=frozenset(coverage.silence_counts_in),
        endings_before=endings,
        begun={event.spell_key for event in said if isinstance(event, e.SpellBegan)},
        ended={event.spell_key for event in said if _ends(event)},
        kinds={type(event) for event in said},
        days={(type(event), event.occurred_on) for event in said},
        marks={event.mark_key for event in said if isinstance(event, e.Mark)},
    )


def _ends(event: e.Event) -> TypeGuard[e.SpellEnded]:
    return isinstance(event, e.SpellEnded) and not isinstance(event, e.EndingReportedWithoutDate)


class _Rules(dict[type[e.Event], Callable[[e.Event, Scope], bool]]):
    """``in_scope`` of each kind, found once: it is asked of every fact at every return."""

    def __missing__(self, kind: type[e.Event]) -> Callable[[e.Event, Scope], bool]:
        self[kind] = in_scope.dispatch(kind)
        return self[kind]


_RULES = _Rules()


@singledispatch
def in_scope(event: e.Event, scope: Scope) -> bool:
    """Whether this return's rows could have stated this event."""
    raise NotImplementedError(f"no scope is defined for {event.name}")


@in_scope.register
def _spell_began_in_scope(event: e.SpellBegan, scope: Scope) -> bool:
    if event.spell_key in scope.begun:
        return True
    endings = scope.endings_before.get(event.spell_key, ())
    return scope.silent_on(event) and scope.touches(event.occurred_on, endings)


@in_scope.register
def _spell_ended_in_scope(event: e.SpellEnded, scope: Scope) -> bool:
    if event.spell_key in scope.ended:
        return True
    if event.occurred_on > scope.last:
        return False
    if event.spell_key in scope.begun:
        return True
    return scope.silent_on(event) and scope.touches(event.began_on, (event.occurred_on,))


@in_scope.register
def _undated_ending_in_scope(event: e.EndingReportedWithoutDate, scope: Scope) -> bool:
    if event.spell_key in scope.begun:
        return True
    endings = scope.endings_before.get(event.spell_key, ())
    return scope.silent_on(event) and scope.touches(event.began_on, endings)


@in_scope.register
def _review_in_scope(event: e.ReviewHeld, scope: Scope) -> bool:
    if (type(event), event.occurred_on) in scope.days:
        return True
    return scope.silent_on(event) and scope.first <= event.occurred_on <= scope.last


@in_scope.register(e.HealthOutcomesRecorded)
@in_scope.register(e.CareLeaverOutcomesRecorded)
def _outcomes_in_scope(event: e.Event, scope: Scope) -> bool:
    if event.occurred_on != scope.last:
        return False
    return scope.silent_on(event) or type(event) in scope.kinds


@in_scope.register
def _match_in_scope(event: e.MatchedWithAdopters, scope: Scope) -> bool:
    if event.year_ending != scope.last:
        return False
    return scope.silent_on(event) or type(event) in scope.kinds


@in_scope.register
def _unaccompanied_in_scope(event: e.UnaccompaniedAsylumSeekerRecorded, scope: Scope) -> bool:
    if type(event) in scope.kinds:
        return True
    return scope.silent_on(event) and (event.ceases_on is None or event.ceases_on >= scope.first)


@in_scope.register(e.ChildRegistered)
@in_scope.register(e.PupilNumberDigested)
@in_scope.register(e.PreviousPermanenceRecorded)
def _particulars_in_scope(event: e.Event, scope: Scope) -> bool:
    # A later return replaces particulars. Its silence does not retract them, because not every return repeats them.
    return type(event) in scope.kinds


@in_scope.register
def _visitor_ended_in_scope(event: e.IndependentVisitorEnded, scope: Scope) -> bool:
    return (e.IndependentVisitorRequested.spell, event.requested_on) in scope.begun


@in_scope.register
def _observed_in_scope(event: e.Observed, scope: Scope) -> bool:
    # An extract of another day shows another state of the record. The extract of one day, sent again, replaces it.
    return event.occurred_on == scope.last and scope.silent_on(event)


@in_scope.register
def _detail_in_scope(event: e.SpellDetail, scope: Scope) -> bool:
    return event.spell_key in scope.begun


@in_scope.register
def _mark_in_scope(event: e.Mark, scope: Scope) -> bool:
    return event.mark_key in scope.marks

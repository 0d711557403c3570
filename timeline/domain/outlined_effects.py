"""What an import does to what is known of a child, computed from an outline of what the log holds.

``Importing.effect`` applies every statement about a child. For nearly every child of a yearly return that is not
needed: the return before it covers the same modules, and what it states is what holds. An outline then shows all that
matters, and few of the child's entries are decoded. Where it does not settle the effect, ``UnclearError`` is raised and
the caller applies every statement. Both give the same effect (``tests/property/test_effects.py``).

Why an outline settles it. ``last`` is the statement with the last word before the new one about the modules that the
new one concerns. What it states holds after it. Any other fact of these modules is called older. It is required that

* ``last`` begins no later than the new statement, and its silence counts in every module in which the new one's does;
* no older fact names a day on or after the first day that ``last`` covers;
* whatever the new statement states of an earlier day, ``last`` states too, or it is new and of a spell whose beginning
  ``last`` states;
* whoever the new statement says the child is (``_REPLACED_BY_KIND``), ``last`` says too, or nobody said before;
* ``last`` states the beginning of every spell of which it states the ending.

Every rule of ``returns.in_scope`` then leaves an older fact alone that ``last`` left alone: either the new statement
would have to state something of the day that the older fact names, in which case ``last`` stated it too and withdrew
the older fact; or its silence would have to reach days before ``last``. So an older fact that holds goes on to hold,
one that does not is not stated, and only what ``last`` states can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from timeline.domain import events as e
from timeline.domain.canonical import shortened
from timeline.domain.days import year_ending
from timeline.domain.drafts import Draft
from timeline.domain.effects import Effect, Importing
from timeline.domain.entries import Entry
from timeline.domain.events import Event
from timeline.domain.outlines import DAYS_NAMED, Heading, Outline, UnclearError
from timeline.domain.received import Received
from timeline.domain.returns import taken_back
from timeline.domain.statements import RETURN, Covered, FactWithdrawn, about

Precedence = tuple[date, date, int]

_REPLACED_BY_KIND = (
    e.ChildRegistered,
    e.PupilNumberDigested,
    e.PreviousPermanenceRecorded,
    e.UnaccompaniedAsylumSeekerRecorded,
)
"""What takes the place of whatever was stated of its kind, whatever the day."""


_OF_ONE_DAY = frozenset({e.ReviewHeld, e.HealthOutcomesRecorded, e.CareLeaverOutcomesRecorded})
"""What a statement takes back only where it covers or states something of the very day."""


class _Heard(NamedTuple):
    """A statement that counts, by its identity, and where it stands among others."""

    precedence: Precedence
    identity: str
    heading: Heading


class OutlinedEffects:
    """The effects of one import on children of whom there is an outline."""

    def __init__(self, importing: Importing) -> None:
        self._importing = importing
        self._imports = importing.before.imports
        self._as_recorded = self._imports.are_plain
        self._every_column = importing.after.imports.have_every_column
        self._years_again: dict[date, list[Received]] = {
            year: [each for each in returns if each.position != importing.position]
            for year, returns in importing.after.years_again.items()
        }

    def effect(self, outline: Outline, draft: Draft) -> Effect:
        """What the import does to what is known of a child, of whom it states this draft and nothing else.
        ``UnclearError``."""
        coverage = draft.coverage
        if coverage is None or not self._every_column:
            raise UnclearError
        stated = draft.identified(outline.child)
        said = dict(zip(stated.facts, _events(draft), strict=True))
        heard = sorted(self._heard(outline), key=lambda each: each.precedence, reverse=True)
        again = shortened(stated.identity)
        if again in outline.identities:
            self._check_asserted_again(heard, again)
            return Effect(restated=list(said.values()))
        new = _Heard(
            (draft.known_on, coverage.last, self._importing.first),
            again,
            Heading(self._importing.first, draft.known_on, draft.source, coverage),
        )
        if heard and heard[0].precedence > new.precedence:
            raise UnclearError
        if len({each.precedence for each in heard}) < len(heard):
            raise UnclearError
        return self._of_new(outline, heard, new, said)

    def _heard(self, outline: Outline) -> Iterable[_Heard]:
        """The statements that count without the import."""
        for identity, heading in outline.statements.items():
            position: int | None = heading.position
            if not self._as_recorded:
                position = self._imports.position_of(outline.record(identity))
            if position is not None:
                day = about(heading.source, heading.coverage)
                yield _Heard((heading.known_on, day, position), identity, heading)

    def _check_asserted_again(self, heard: Sequence[_Heard], again: str) -> None:
        """A statement that the log holds counts where the import is. Nothing changes by it, where it counted before,
        and neither another statement nor a return of its year comes between."""
        own = next((each for each in heard if each.identity == again), None)
        if own is None:
            raise UnclearError
        others = [each for each in heard if each.identity != again]
        if any(each.precedence[:2] == own.precedence[:2] for each in others):
            raise UnclearError
        self._check_own_year(others, own)

    def _check_own_year(self, others: Iterable[_Heard], own: _Heard) -> None:
        """Where several returns of the year of a statement were received, the others are silent on the child. That
        withdraws nothing, where no other statement is of this year, and all the others come before it."""
        year = _year_of(own)
        for each in self._years_again.get(year, ()) if year is not None else ():
            if each.precedence() > own.precedence or year in map(_year_of, others):
                raise UnclearError

    def _check_other_years(self, heard: Sequence[_Heard], own: _Heard, before: Precedence) -> None:
        """Where several returns were received of another year in which the child is, all of them come ``before``."""
        years = {_year_of(each) for each in heard} - {_year_of(own)} if self._years_again else ()
        for year in years:
            if year is not None and any(each.precedence() > before for each in self._years_again.get(year, ())):
                raise UnclearError

    def _of_new(self, outline: Outline, heard: Sequence[_Heard], new: _Heard, said: Mapping[str, Event]) -> Effect:
        coverage = new.heading.coverage
        assert coverage is not None  # as ``effect`` has made sure
        concerned = {event.module for event in said.values()}.union(coverage.silence_counts_in)
        held = {fact: kind for fact, kind in outline.kinds.items() if _module(kind) in concerned}
        self._check_own_year(heard, new)
        if not held:
            self._check_other_years(heard, new, new.precedence)
            return Effect(added=list(said.values()))
        modules = frozenset(map(_module, held.values()))
        last, says = _last_word(outline, heard, modules, coverage)
        self._check_other_years(heard, new, last.precedence)
        assert last.heading.coverage is not None
        first = last.heading.coverage.first
        if any(outline.latest_day(fact) >= first for fact in held if fact not in says):
            raise UnclearError
        days = {event.occurred_on for event in said.values()}
        live = {
            fact: said.get(fact) or outline.event(fact)
            for fact in says
            if fact in said or held[fact] not in _OF_ONE_DAY or not _is_past(outline.latest_day(fact), coverage, days)
        }
        fresh = [(fact, event) for fact, event in said.items() if fact not in says]
        _check_fresh([each for each in fresh if each[1].module in modules], live, held, first)
        return Effect(
            added=[event for _, event in fresh],
            restated=[event for fact, event in said.items() if fact in says],
            taken_back=[live[fact] for fact in _taken_back(live, said, coverage)],
        )


def _taken_back(live: Mapping[str, Event], said: Mapping[str, Event], coverage: Covered) -> Iterable[str]:
    if live.keys() <= said.keys():
        return ()
    by_module: dict[str, dict[str, Event]] = {}
    for fact, event in live.items():
        by_module.setdefault(event.module, {})[fact] = event
    return taken_back(by_module, said, coverage)


def _last_word(
    outline: Outline, heard: Iterable[_Heard], modules: frozenset[str | None], coverage: Covered
) -> tuple[_Heard, Collection[str]]:
    """The statement with the last word about these modules, and the events of them that it states."""
    needed = modules.intersection(coverage.silence_counts_in)
    for each in heard:
        states = {fact: _module(outline.kinds.get(fact)) for fact in outline.says(each.identity)}
        says = {fact for fact, module in states.items() if module is None or module in modules}
        covered = each.heading.coverage
        silence = covered.silence_counts_in if covered is not None else ()
        if not says and modules.isdisjoint(silence):
            continue
        if covered is None or covered.first > coverage.first or not needed.issubset(silence):
            raise UnclearError
        if None in states.values():
            raise UnclearError
        return each, says
    raise UnclearError


def _is_past(day: date, coverage: Covered, days: Collection[date]) -> bool:
    """Whether a statement, with facts of these days, leaves alone what happened on a day and has no length."""
    return day < coverage.first and day not in days


def _check_fresh(
    fresh: Iterable[tuple[str, Event]], live: Mapping[str, Event], held: Mapping[str, type[Entry] | None], first: date
) -> None:
    """What is stated and was not in the last word, ``live``, is of no day before ``first``, unless it is of a spell
    that begins there."""
    begun = {event.spell_key for event in live.values() if isinstance(event, e.SpellBegan)}
    if any(event.spell_key not in begun for event in live.values() if isinstance(event, e.SpellEnded)):
        raise UnclearError
    for fact, event in fresh:
        kind = type(event)
        if kind in _REPLACED_BY_KIND:
            if fact in held or (kind in held.values() and kind not in map(type, live.values())):
                raise UnclearError
        elif min(_days(event)) < first and (fact in held or not _is_of_spell(event, begun)):
            raise UnclearError


def _is_of_spell(event: Event, begun: Collection[e.SpellKey]) -> bool:
    return isinstance(event, e.SpellBegan | e.SpellEnded | e.SpellDetail) and event.spell_key in begun


def _events(draft: Draft) -> list[Event]:
    events = [entry for entry, _, _ in draft.rows if isinstance(entry, Event)]
    if len(events) < len(draft.rows):
        raise UnclearError
    return events


@cache
def _module(kind: type[Entry] | None) -> str | None:
    """The module of an event; ``None`` of a withdrawal."""
    if kind is not None and issubclass(kind, Event):
        return kind.module
    if kind is FactWithdrawn:
        return None
    raise UnclearError


def _year_of(each: _Heard) -> date | None:
    """The year of the return that a statement is of."""
    coverage = each.heading.coverage
    return year_ending(coverage.last) if each.heading.source == RETURN and coverage is not None else None


@cache
def _fields_with_days(kind: type[Event]) -> tuple[str, ...]:
    return tuple(name for name in DAYS_NAMED if name in kind.model_fields)


def _days(event: Event) -> list[date]:
    return [getattr(event, name) for name in _fields_with_days(type(event))]

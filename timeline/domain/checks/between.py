"""A child between two states of knowledge: before a yearly return became known, and with it.

The question of a rule about two returns is asked of this: see ``docs/decisions/0023-checks-across-years.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar
from uuid import UUID

from timeline.domain.checks.returned import Returned
from timeline.domain.days import Window, year_window
from timeline.domain.entries import uuid_of
from timeline.domain.events import BecameLookedAfter, ChildRegistered, EpisodeBegan, Event, SpellBegan, SpellEnded
from timeline.domain.order import in_order
from timeline.domain.reference import NO_REFERENCE, Place, Reference
from timeline.domain.restated import Restated
from timeline.domain.story import E, Fact, Told

B = TypeVar("B", bound=SpellBegan)

Known = tuple[UUID, E]
"""A fact by its identity, with its event."""

_Which = Literal["before", "after", "gone", "came", "stated"]


@dataclass(frozen=True)
class Between:
    """What the returns of one year changed: ``returns``, the last of which counts, in the order of precedence.

    ``earlier``: the returns of the years before it that had the child. ``returned``: all that were received.
    ``as_the_dfe_would``: whether the published rule is asked as it is worded of two returns, and not of the history.
    ``reference``: the lists that the user brought.
    """

    returns: tuple[Restated, ...]
    earlier: tuple[Restated, ...] = ()
    returned: Returned = field(default_factory=Returned)
    as_the_dfe_would: bool = False
    reference: Reference = NO_REFERENCE

    @property
    def by(self) -> Restated:
        """The return that counts."""
        return self.returns[-1]

    @cached_property
    def year(self) -> Window:
        """The days of the return's year."""
        return year_window(self.by.year_ending)

    @property
    def last(self) -> date:
        """The last day that the return covers."""
        return self.by.coverage.last

    def place(self, postcode: str | None) -> Place | None:
        """Where a postcode is, by what the list had on the last day that the return covers."""
        return self.reference.place(postcode, self.last)

    def covers(self, module: str) -> bool:
        """Whether the return speaks of the child in a module."""
        return any(each.covers(module) for each in self.returns)

    def before(self, kind: type[E]) -> list[Known[E]]:
        """The facts of a kind that held before the return, in the order of events."""
        return self._of(kind, "before")

    def after(self, kind: type[E]) -> list[Known[E]]:
        """Those that hold with it."""
        return self._of(kind, "after")

    def gone(self, kind: type[E]) -> list[Known[E]]:
        """Those that held before it, and do not with it."""
        return self._of(kind, "gone")

    def came(self, kind: type[E]) -> list[Known[E]]:
        """Those that hold with it and did not before."""
        return self._of(kind, "came")

    def particulars_before(self) -> Known[ChildRegistered] | None:
        """Who the child was before the return: the particulars known last, as ``latest`` has it."""
        return _known_last(self.before(ChildRegistered), self.by.before)

    def particulars_after(self) -> Known[ChildRegistered] | None:
        """Who the child is with it."""
        return _known_last(self.after(ChildRegistered), self.by.after)

    def stated(self, kind: type[E]) -> list[Known[E]]:
        """Those that the return states."""
        return self._of(kind, "stated")

    def stated_as_known(self, kind: type[B]) -> list[Known[B]]:
        """The spells that the return states, as they are known with it: columns that it lacks are as before."""
        keys = {event.spell_key for _, event in self.stated(kind)}
        return [known for known in self.after(kind) if known[1].spell_key in keys]

    def _of(self, kind: type[E], which: _Which) -> list[Known[E]]:
        """Looked for once, for all the rules that ask."""
        found = self._looked_for.get((which, kind))
        if found is None:
            parted = self._parted(which)
            known = [each for sort in parted if issubclass(sort, kind) for each in parted[sort]]
            found = self._looked_for[which, kind] = in_order(known, _event) if len(known) > 1 else known
        return found

    def _parted(self, which: _Which) -> Mapping[type[Event], list[Known[Any]]]:
        """The facts by the sort of their events."""
        parted = self._sorts.get(which)
        if parted is None:
            parted = self._sorts[which] = defaultdict(list)
            events = self.by.events
            for identity in self._identities(which):
                if identity in events:  # what is no event withdraws one
                    parted[type(events[identity])].append((uuid_of(identity), events[identity]))
        return parted

    def _identities(self, which: _Which) -> Iterable[int]:
        by = self.by
        if which == "stated":
            earlier = {identity for each in self.returns[:-1] for identity in each.stated}
            return {*by.stated, *(earlier & by.after.keys())}
        if which == "came":
            return by.after.keys() - by.before.keys()
        return {"before": by.before, "after": by.after, "gone": by.gone}[which]

    @cached_property
    def _looked_for(self) -> dict[tuple[_Which, type[Event]], list[Any]]:
        return {}

    @cached_property
    def _sorts(self) -> dict[_Which, dict[type[Event], list[Known[Any]]]]:
        return {}

    @cached_property
    def gone_facts(self) -> Mapping[int, Fact]:
        """Every fact that is gone, with the row that stated it last, by the number of its identity."""
        return {
            each: Fact(uuid_of(each), self.by.events[each], (told,))
            for each, told in self.by.gone.items()
            if each in self.by.events
        }

    # ---------------------------------------------------------------------------------------------------- what was open

    @cached_property
    def ended_before(self) -> Mapping[tuple[str, date], date]:
        """Which spells had ended before the return, each with the day of its last ending."""
        return {event.spell_key: event.occurred_on for _, event in self.before(SpellEnded)}

    @cached_property
    def ended_after(self) -> Mapping[tuple[str, date], date]:
        """Which have ended with it."""
        return {event.spell_key: event.occurred_on for _, event in self.after(SpellEnded)}

    @cached_property
    def open_before(self) -> Sequence[Known[EpisodeBegan]]:
        """The episodes that were open before the return."""
        return [known for known in self.before(EpisodeBegan) if known[1].spell_key not in self.ended_before]

    @cached_property
    def latest_start(self) -> date | None:
        """The day on which the child last started to be looked after, as known with the return."""
        starts = [event.occurred_on for _, event in self.after(BecameLookedAfter)]
        return max(starts, default=None)

    def touched_a_year_that_was_returned(self, began: SpellBegan, module: str) -> bool:
        """Whether it lay, at least in part, in an earlier year whose return spoke of the child in the module."""
        ended = self.ended_after.get(began.spell_key)
        return any(
            began.occurred_on <= each.coverage.last and (ended is None or ended > year_window(each.year_ending).first)
            for each in self.earlier
            if each.covers(module)
        )


def _event(known: Known[Any]) -> Event:
    found: Event = known[1]
    return found


def _known_last(
    found: Sequence[Known[ChildRegistered]], told: Mapping[int, Sequence[Told]]
) -> Known[ChildRegistered] | None:
    """Of several known since one day the last in the order of events."""
    days = [told[identity.int][0][1].known_on for identity, _ in found]
    return max(enumerate(found), key=lambda each: (days[each[0]], each[0]))[1] if found else None


def between(returned: Returned, reference: Reference = NO_REFERENCE) -> list[Between]:
    """Each year whose return had the child and before which something was known of it, in the order of precedence."""
    by_year: dict[date, list[Restated]] = {}
    for each in returned.restated:
        of_year = by_year.pop(each.year_ending, [])  # the last of a year decides its place
        by_year[each.year_ending] = [*of_year, each]
    groups = [tuple(each) for each in by_year.values()]
    found = []
    for n, group in enumerate(groups):
        year = group[-1].year_ending
        earlier = tuple(each[-1] for each in groups[:n] if each[-1].year_ending < year)
        if group[-1].before:
            found.append(Between(group, earlier, returned, reference=reference))
    return found

"""The history of one child as the rules look at it: every episode as reported, and what each follows on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast
from uuid import UUID

from timeline.domain.checks.between import Between, between
from timeline.domain.checks.day_asked import DayAsked
from timeline.domain.checks.returned import NOT_RETURNED, Returned
from timeline.domain.codes import EPISODE_CONTINUES
from timeline.domain.days import Window, union, year_ending, year_window
from timeline.domain.events import ChildRegistered, EpisodeBegan, UnaccompaniedAsylumSeekerRecorded
from timeline.domain.order import in_order
from timeline.domain.reference import NO_REFERENCE, Place, Reference
from timeline.domain.spells import Spell
from timeline.domain.spells.case import care_of, lasts_at, latest, modules_of
from timeline.domain.spells.episodes import Episode, episodes
from timeline.domain.spells.incidents import incidents
from timeline.domain.story import E, Fact, Story, Told

T = TypeVar("T")

START = "S"


@dataclass(frozen=True)
class History:
    """One child at a basis. ``rows``: every episode as reported, in the order they began, those without a day too.
    ``returned``: which yearly returns had the child. ``reference``: the lists that the user brought. ``columns``: those
    without which a return counts as stating nothing: what is blank in them is asked about.

    What is derived of it is derived when a rule first asks for it. A rule learns of the day asked about from
    ``has_come`` and ``has_lasted``, so that it is known until when what it finds holds.
    """

    story: Story
    rows: tuple[Episode, ...]
    asked: DayAsked = field(compare=False)
    returned: Returned = NOT_RETURNED
    reference: Reference = NO_REFERENCE
    columns: frozenset[str] = frozenset()

    _derived: dict[Callable[[History], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def derived(self, derive: Callable[[History], T]) -> T:
        """What a function derives of this history: derived once, for all the rules that ask for it."""
        if derive not in self._derived:
            self._derived[derive] = derive(self)
        return cast("T", self._derived[derive])

    def forget(self) -> None:
        """Let go of all that was derived: some of it holds the history that it is derived of, and what goes round in a
        circle is not let go by counting references."""
        self._derived.clear()
        for view in self._views.values():
            view.forget()

    def with_columns(self, columns: frozenset[str]) -> History:
        """The same, where a row of a return whose file lacked one of these columns states nothing: for a rule that asks
        for what is blank in them."""
        if not columns or not self.returned.absent:
            return self
        if columns not in self._views:
            self._views[columns] = replace(self, columns=columns)
        return self._views[columns]

    @cached_property
    def _views(self) -> dict[frozenset[str], History]:
        return {}

    def has_come(self, day: date) -> bool:
        """Whether this day has come by the day asked about."""
        return self.asked.has_come(day.toordinal())

    def has_lasted(self, start: date, *, days: int) -> bool:
        """Whether it is so many days since this one, on the day asked about."""
        return self.asked.has_come(start.toordinal() + days)

    @property
    def as_at(self) -> date:
        """The day asked about, for what may be otherwise every day."""
        self.asked.has_come(self.asked.day.toordinal() + 1)
        return self.asked.day

    @cached_property
    def registered(self) -> ChildRegistered | None:
        """Who the child is, where a Header says so."""
        return latest(self.story, ChildRegistered)

    @cached_property
    def born_on(self) -> date | None:
        """The day of birth, where it is known."""
        return self.registered.born_on if self.registered else None

    def fact(self, identity: UUID) -> Fact:
        """A fact of the story, or one that a return retracted. ``KeyError`` for any other."""
        return self._held.get(identity.int) or self.facts[identity.int]

    def holds(self, identity: UUID) -> bool:
        """Whether it is a fact of the story."""
        return identity.int in self._held

    @cached_property
    def _held(self) -> Mapping[int, Fact]:
        return {fact.id.int: fact for fact in self.story.facts}  # a ``UUID`` is hashed by a call of Python

    def place(self, postcode: str | None) -> Place | None:
        """Where a postcode is, by what the list had on the day asked about."""
        return self.reference.place(postcode, self.story.basis.as_at)

    @cached_property
    def facts(self) -> Mapping[int, Fact]:
        """The facts of the story and those that returns retracted, in the order of events, by the numbers of their
        identities."""
        gone = {identity: fact for each in self.between for identity, fact in each.gone_facts.items()}
        besides = [fact for identity, fact in gone.items() if identity not in self._held]
        if not besides:
            return self._held
        return {fact.id.int: fact for fact in in_order([*self.story.facts, *besides], lambda fact: fact.event)}

    @cached_property
    def between(self) -> list[Between]:
        """What each yearly return changed, in the order of precedence."""
        return between(self.returned, self.reference)

    def began_as(self, row: Episode) -> EpisodeBegan:
        """The beginning of an episode, with what an ``Episode`` leaves out."""
        return cast("EpisodeBegan", self.fact(row.facts[0]).event)

    def return_years(self, identity: UUID) -> frozenset[int]:
        """The years of the yearly returns that state a fact, each by the calendar year in which it ends; none where
        only other sources do."""
        found = self._return_years.get(identity.int)
        if found is None:
            ends = {statement.return_to for _, statement, _ in self._stating(identity)}
            found = frozenset(year_ending(end).year for end in ends if end is not None)
            self._return_years[identity.int] = found
        return found

    @cached_property
    def _return_years(self) -> dict[int, frozenset[int]]:
        return {}

    def has_columns(self, identity: UUID) -> bool:
        """Whether some source, a return or another, that did not lack the columns states a fact."""
        return any(True for _ in self._stating(identity))

    def _stating(self, identity: UUID) -> Iterator[Told]:
        fact = self.fact(identity)
        return (row for row in fact.rows if not self.returned.lacks(row, fact.event.module, self.columns))

    def returned_facts(self, *kinds: type[E]) -> Iterator[tuple[Fact, E, frozenset[int]]]:
        """The facts of these kinds that some yearly return states, with the years of those returns that have begun."""
        for fact, event in self.story.of(*kinds):
            years = frozenset(year for year in self.return_years(fact.id) if self.has_come(date(year - 1, 4, 1)))
            if years:
                yield fact, event, years

    def rows_in(self, year: int) -> tuple[Episode, ...]:
        """The episodes that touch the year that ends in this calendar year."""
        found = self._rows_in.get(year)
        if found is None:
            window = year_window(date(year, 3, 31))
            found = self._rows_in[year] = tuple(row for row in self.rows if window.touches(row.began_on, row.ended_on))
        return found

    @cached_property
    def _rows_in(self) -> dict[int, tuple[Episode, ...]]:
        return {}

    def years(self, identity: UUID) -> frozenset[int]:
        """The years by which a fact is judged: those of the returns that state it; where none does, that in which it
        occurred."""
        occurred_on = self.fact(identity).event.occurred_on
        return self.return_years(identity) or frozenset({year_ending(occurred_on).year})

    def looked_after_all_year(self, ending: date) -> bool:
        """Whether the child was looked after continuously for the 12 months to the end of the year ``ending``.

        By the codes of the validation: no start after 1 April, no end before 31 March but by X1, and no short break on
        a day of the year. And by the days: from 1 April or earlier to 31 March or later without a gap, so that an X1
        which nothing follows is no care. Starting on the first day and leaving on the last both count.
        """
        found = self._all_year.get(ending)
        if found is None:
            found = self._all_year[ending] = self._is_all_year(ending)
        return found

    @cached_property
    def _all_year(self) -> dict[date, bool]:
        return {}

    def _is_all_year(self, ending: date) -> bool:
        window = year_window(ending)
        if any(_interrupts(row, window) for row in self.rows_in(ending.year)):
            return False
        care = union(row.span for row in self.rows)
        return any(span.start <= window.first and (span.end is None or span.end >= ending) for span in care)

    @property
    def is_ever_unaccompanied(self) -> bool:
        """Whether some return had the child as an unaccompanied asylum-seeking child, one that later ones do not
        repeat too."""
        if latest(self.story, UnaccompaniedAsylumSeekerRecorded) is not None:
            return True
        return any(each.gone(UnaccompaniedAsylumSeekerRecorded) for each in self.between)

    def is_unaccompanied(self, day: date) -> bool:
        """Whether the child is an unaccompanied asylum-seeking child at the end of the day."""
        return lasts_at(latest(self.story, UnaccompaniedAsylumSeekerRecorded), day)

    @cached_property
    def modules(self) -> frozenset[str]:
        """Those from which something is known of the child, be it that there was nothing."""
        return modules_of(self.story)

    @cached_property
    def care(self) -> Mapping[str, tuple[Spell, ...]]:
        """The kinds of spells that are made of episodes."""
        return care_of(self.story, self.rows)

    @cached_property
    def incidents(self) -> tuple[Spell, ...]:
        """Missing and away without authorisation, each stream in the order they began."""
        return incidents(self.story)

    @property
    def begins_in_care(self) -> bool:
        """Whether the first episode recorded is no start: the child was looked after before, and it is not told since
        when."""
        return bool(self.rows) and self.rows[0].reason_for_new_episode != START

    @cached_property
    def began(self) -> Mapping[date, tuple[Episode, ...]]:
        """The episodes by the day on which they began."""
        return _by_day((row.began_on, row) for row in self.rows)

    @cached_property
    def ended(self) -> Mapping[date, tuple[Episode, ...]]:
        """Those with a day at all, by the day on which they ended."""
        return _by_day((row.ended_on, row) for row in self.rows if row.ended_on is not None and lasts(row))

    def beginning_on(self, day: date, *, besides: Episode) -> tuple[Episode, ...]:
        """The other episodes that began on this day."""
        return tuple(row for row in self.began.get(day, ()) if not same_report(row, besides))

    def ending_on(self, day: date, *, besides: Episode) -> tuple[Episode, ...]:
        """The other episodes that lasted until this day: one without a day does not lead up to another."""
        return tuple(row for row in self.ended.get(day, ()) if not same_report(row, besides))

    def follows(self, row: Episode) -> Episode | None:
        """The episode that this one follows on: of those that reach the day it began, the one begun last."""
        return self._previous.get(row.facts)

    @cached_property
    def _previous(self) -> Mapping[tuple[UUID, ...], Episode]:
        rows = self.rows
        return {row.facts: before for n, row in enumerate(rows) if (before := _previous(rows[:n], row))}


def history(story: Story, returned: Returned = NOT_RETURNED, reference: Reference = NO_REFERENCE) -> History:
    """The history that a story tells, beside the yearly returns that had the child and those that did not, and the
    reference lists."""
    return History(story, episodes(story), DayAsked(story.basis.as_at), returned, reference)


def _interrupts(row: Episode, year: Window) -> bool:
    """Whether, by its codes, an episode of the year is a short break, starts in it or ends care in it."""
    starts = row.reason_for_new_episode == START and year.first < row.began_on <= year.last
    ends = row.ended_on is not None and year.first <= row.ended_on < year.last
    return row.is_short_break or starts or (ends and row.reason_episode_ceased not in EPISODE_CONTINUES)


def lasts(row: Episode) -> bool:
    """Whether the episode has a day at all."""
    return not row.span.is_empty()


def ceased(row: Episode) -> bool:
    """Whether the episode ended with the child no longer looked after, by its code."""
    return row.reason_episode_ceased is not None and row.reason_episode_ceased not in EPISODE_CONTINUES


def same_report(row: Episode, other: Episode) -> bool:
    """Whether both are one beginning, of which several endings are reported (another rule names that)."""
    return row.facts[0] == other.facts[0]


def _by_day(rows: Iterable[tuple[date, Episode]]) -> dict[date, tuple[Episode, ...]]:
    found: dict[date, list[Episode]] = defaultdict(list)
    for day, row in rows:
        found[day].append(row)
    return {day: tuple(on_the_day) for day, on_the_day in found.items()}


def _previous(earlier: Sequence[Episode], row: Episode) -> Episode | None:
    for before in reversed(earlier):
        reaches = before.ended_on is None or before.ended_on >= row.began_on
        if reaches and not same_report(before, row):
            return before
    return None
